"""Authenticated encryption bound to its place (AES-256-GCM of the `cryptography` package)."""

import base64
import json
import os
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

from bilan.vault.errors import ContentTampered, MasterKeyMissing

NONCE = 12
Scalar = str | int | float | bool | None
Json = Scalar | list["Json"] | dict[str, "Json"]


@cache
def _master(encoded: str) -> AESGCM:
    try:
        key = base64.urlsafe_b64decode(encoded)
    except ValueError as error:
        raise MasterKeyMissing from error
    if len(key) != 32:
        raise MasterKeyMissing
    return AESGCM(key)


def wrap(key: bytes, *, place: str) -> bytes:
    """Wrap a data key under the master key."""
    nonce = os.urandom(NONCE)
    return nonce + _master(settings.BILAN_MASTER_KEY).encrypt(nonce, key, place.encode())


def unwrap(wrapped: bytes, *, place: str) -> bytes:
    """Unwrap a data key; a key moved to another row is refused."""
    try:
        return _master(settings.BILAN_MASTER_KEY).decrypt(wrapped[:NONCE], wrapped[NONCE:], place.encode())
    except InvalidTag as error:
        raise ContentTampered(place) from error


@dataclass(frozen=True, slots=True)
class ContentKey:
    """An opened data key: seals and reads the fields of rows, each bound to its row and field."""

    id: UUID
    secret: bytes = field(repr=False)

    def seal(self, row: models.Model, name: str, value: Json) -> bytes:
        """Return the ciphertext of a value for a field of a row (whose key is set already)."""
        nonce = os.urandom(NONCE)
        clear = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return nonce + AESGCM(self.secret).encrypt(nonce, clear, self._place(row, name).encode())

    def read(self, row: models.Model, name: str) -> Json:
        """Return the value sealed in a field of a row; None when nothing was written.

        Raises:
            ContentTampered: the bytes were changed, or moved from another row or field.
        """
        sealed = getattr(row, name)
        if sealed is None:
            return None
        sealed = bytes(sealed)
        try:
            clear = AESGCM(self.secret).decrypt(
                sealed[:NONCE], sealed[NONCE:], self._place(row, name).encode()
            )
        except InvalidTag as error:
            raise ContentTampered(self._place(row, name)) from error
        value: Json = json.loads(clear)
        return value

    def read_text(self, row: models.Model, name: str) -> str:
        """Return a sealed text; empty when nothing was written."""
        value = self.read(row, name)
        return value if isinstance(value, str) else ""

    def _place(self, row: models.Model, name: str) -> str:
        return f"{row._meta.label}.{name}:{row.pk}:{self.id}"
