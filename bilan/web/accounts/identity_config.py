"""Public identity providers, as the configuration names them: FranceConnect, ProConnect, any eIDAS node."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import get_language

PATIENCE = 10  # seconds before a provider that does not answer is given up
KEPT_FOR = 3600  # seconds during which what a provider publishes is taken as unchanged
LOOPBACK = {"localhost", "127.0.0.1"}


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """One provider: where it is, who we are to it, what we ask, what we call its button."""

    code: str
    issuer: str
    client_id: str
    client_secret: str
    labels: Mapping[str, str]
    scopes: tuple[str, ...]
    acr_values: tuple[str, ...]
    claims: Mapping[str, str]

    @property
    def label(self) -> str:
        """Its name in the language of the page, else in French."""
        return self.labels.get(get_language() or "fr", self.labels["fr"])

    def published(self) -> dict[str, Any]:
        """Return what the provider publishes about itself, whose issuer must be the one configured."""
        told = self.fetched(self.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if told.get("issuer") != self.issuer:
            raise ImproperlyConfigured(f"{self.code} publishes another issuer than the one configured.")
        return told

    def fetched(self, url: str) -> dict[str, Any]:
        """Return a public document of the provider, kept for an hour."""
        key = f"identity:{self.code}:{url}"
        held: dict[str, Any] | None = cache.get(key)
        if held is None:
            answer = requests.get(url, timeout=PATIENCE)
            answer.raise_for_status()
            held = answer.json()
            cache.set(key, held, KEPT_FOR)
        return held


def identity_providers() -> tuple[IdentityProvider, ...]:
    """Return the configured providers, in the order of the file."""
    return tuple(_read(code, told) for code, told in settings.IDENTITY_PROVIDERS.items())


def identity_provider(code: str) -> IdentityProvider | None:
    """Return one provider by its code."""
    return next((one for one in identity_providers() if one.code == code), None)


def _read(code: str, told: Mapping[str, Any]) -> IdentityProvider:
    issuer = str(told["issuer"])
    address = urlsplit(issuer)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise ImproperlyConfigured(f"The issuer of {code} must be an https address.")
    return IdentityProvider(
        code=code,
        issuer=issuer,
        client_id=str(told["client_id"]),
        client_secret=_secret(code, told),
        labels=told.get("label") or {"fr": code},
        scopes=tuple(told.get("scopes", ("openid", "email"))),
        acr_values=tuple(told.get("acr_values", ())),
        claims={"sub": "sub", "email": "email", "email_verified": "email_verified", "name": "name"}
        | dict(told.get("claims", {})),
    )


def _secret(code: str, told: Mapping[str, Any]) -> str:
    """Return the secret from the environment or a file: never from the configuration itself."""
    if name := told.get("client_secret_env"):
        return os.environ[name]
    if path := told.get("client_secret_file"):
        return Path(path).read_text().strip()
    raise ImproperlyConfigured(f"{code} needs client_secret_env or client_secret_file.")
