"""The OpenID Connect exchange: ask with state, nonce and PKCE; believe only what is signed and for us."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.utils.crypto import constant_time_compare

from bilan.web.accounts.identity_config import PATIENCE, IdentityProvider

ALGORITHMS = ("RS256", "PS256", "ES256")  # never none, never a secret shared with a browser
ID_TOKEN = ("iss", "sub", "aud", "exp", "iat")
TOLD = ("iss", "sub", "aud")
CLOCKS_APART = 60  # seconds that two honest clocks may differ


class IdentityRefused(Exception):
    """What the provider sent cannot be believed; the message is for the log, not for people."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a provider, kept in the session until it answers, once."""

    provider: str
    state: str
    nonce: str
    verifier: str
    next_url: str = ""

    def kept(self) -> dict[str, str]:
        """Return it as the session holds it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Identity:
    """The little that is taken from an identity: who, and the address if the provider verified it."""

    provider: str
    sub: str
    name: str
    email: str
    id_token: str


def new_question(*, provider: IdentityProvider, next_url: str) -> Asked:
    """Return fresh secrets for one question."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Asked(provider.code, state, nonce, verifier, next_url)


def address_to_ask(*, provider: IdentityProvider, asked: Asked, redirect_uri: str) -> str:
    """Return where to send the browser."""
    digest = hashlib.sha256(asked.verifier.encode()).digest()
    question = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(provider.scopes),
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    if provider.acr_values:
        question["acr_values"] = " ".join(provider.acr_values)
    return f"{provider.published()['authorization_endpoint']}?{urlencode(question)}"


def identity_from(*, provider: IdentityProvider, asked: Asked, code: str, redirect_uri: str) -> Identity:
    """Exchange the code for an identity.

    Raises:
        IdentityRefused: something is not signed, not for us, not for this question, or too old.
    """
    try:
        tokens = _tokens(provider, asked, code, redirect_uri)
        claims = _checked(provider, tokens["id_token"], required=ID_TOKEN)
        _check_question(provider, asked, claims)
        return _identity(provider, {**claims, **_more(provider, tokens, claims)}, tokens["id_token"])
    except (jwt.PyJWTError, requests.RequestException, KeyError, ValueError) as error:
        raise IdentityRefused(type(error).__name__) from error


def address_to_leave(*, provider: IdentityProvider, id_token: str, back_to: str) -> str:
    """Return where to send the browser so that the provider signs out too; empty when it has no such page."""
    end = provider.published().get("end_session_endpoint", "")
    question = {
        "id_token_hint": id_token,
        "post_logout_redirect_uri": back_to,
        "state": secrets.token_urlsafe(),
    }
    return f"{end}?{urlencode(question)}" if end else ""


def _tokens(provider: IdentityProvider, asked: Asked, code: str, redirect_uri: str) -> dict[str, str]:
    answer = requests.post(
        provider.published()["token_endpoint"],
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "client_id": provider.client_id,
            "client_secret": provider.client_secret,
            "code_verifier": asked.verifier,
        },
        timeout=PATIENCE,
    )
    answer.raise_for_status()
    tokens: dict[str, str] = answer.json()
    return tokens


def _checked(provider: IdentityProvider, token: str, *, required: tuple[str, ...]) -> dict[str, Any]:
    """Return the claims of a token signed by the provider, for us, and still good."""
    keys = jwt.PyJWKSet.from_dict(provider.fetched(provider.published()["jwks_uri"]))
    claims: dict[str, Any] = jwt.decode(
        token,
        key=keys[jwt.get_unverified_header(token)["kid"]],
        algorithms=list(ALGORITHMS),
        audience=provider.client_id,
        issuer=provider.issuer,
        leeway=CLOCKS_APART,
        options={"require": list(required)},
    )
    return claims


def _check_question(provider: IdentityProvider, asked: Asked, claims: Mapping[str, Any]) -> None:
    if not constant_time_compare(str(claims.get("nonce", "")), asked.nonce):
        raise IdentityRefused("nonce")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise IdentityRefused("azp")
    if provider.acr_values and claims.get("acr") not in provider.acr_values:
        raise IdentityRefused("acr")


def _more(provider: IdentityProvider, tokens: Mapping[str, str], claims: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the provider tells apart from the token, plain or signed, about the same person."""
    url = provider.published().get("userinfo_endpoint")
    if not url:
        return {}
    answer = requests.get(
        url, headers={"Authorization": f"Bearer {tokens['access_token']}"}, timeout=PATIENCE
    )
    answer.raise_for_status()
    signed = answer.headers.get("Content-Type", "").startswith("application/jwt")
    told: dict[str, Any] = (
        _checked(provider, answer.text, required=("iss", "sub", "aud")) if signed else answer.json()
    )
    if told.get("sub") != claims["sub"]:
        raise IdentityRefused("sub")
    return told


def _identity(provider: IdentityProvider, claims: Mapping[str, Any], id_token: str) -> Identity:
    def told(what: str) -> Any:
        return claims.get(provider.claims[what])

    email = str(told("email") or "").lower() if told("email_verified") is True else ""
    return Identity(
        provider.code, str(claims[provider.claims["sub"]]), str(told("name") or ""), email, id_token
    )
