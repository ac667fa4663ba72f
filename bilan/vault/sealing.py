"""Authenticated encryption bound to its place (AES-256-GCM of the `cryptography` package)."""

import json
import os
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from bilan.vault.errors import ContentTampered

NONCE = 12
Scalar = str | int | float | bool | None
Json = Scalar | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class ContentKey:
    """An opened data key: seals and reads the fields of rows, each bound to its row and field."""

    id: UUID
    secret: bytes = field(repr=False)

    def seal(self, row: models.Model, name: str, value: Json) -> bytes:
        """Return the ciphertext of a value for a field of a row (whose key is set already)."""
        clear = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return self.seal_bytes(row, name, clear)

    def read(self, row: models.Model, name: str) -> Json:
        """Return the value sealed in a field of a row; None when nothing was written.

        Raises:
            ContentTampered: the bytes were changed, or moved from another row or field.
        """
        sealed = getattr(row, name)
        if sealed is None:
            return None
        value: Json = json.loads(self.open_bytes(row, name, bytes(sealed)))
        return value

    def read_text(self, row: models.Model, name: str) -> str:
        """Return a sealed text; empty when nothing was written."""
        value = self.read(row, name)
        return value if isinstance(value, str) else ""

    def seal_bytes(self, row: models.Model, name: str, clear: bytes) -> bytes:
        """Return the ciphertext of bytes for a place of a row, in the database or in a file."""
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(self.secret).encrypt(nonce, clear, self._place(row, name))

    def open_bytes(self, row: models.Model, name: str, sealed: bytes) -> bytes:
        """Return the bytes sealed for a place of a row.

        Raises:
            ContentTampered: they were changed, or moved from another place.
        """
        try:
            return AESGCM(self.secret).decrypt(sealed[:NONCE], sealed[NONCE:], self._place(row, name))
        except (InvalidTag, ValueError) as error:  # ValueError: too short to be a ciphertext
            raise ContentTampered(self._place(row, name).decode()) from error

    def _place(self, row: models.Model, name: str) -> bytes:
        if row.pk is None:  # bound to no row, it would open in every other row that has no key yet
            raise ValueError(f"{row._meta.label} needs its key before {name} is sealed.")
        return f"{row._meta.label}.{name}:{row.pk}:{self.id}".encode()
