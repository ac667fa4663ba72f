"""An encrypted stream: scrypt for the key, AES-256-GCM by numbered chunks, the last one marked.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway and Vizár, 2015), as age and Tink use it: a nonce is
a random prefix, the number of the chunk and whether it is the last; so chunks cannot be changed, moved,
repeated, or cut off at the end.
"""

import base64
import io
import json
import os
from datetime import datetime
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from bilan.vault.errors import BackupError

MAGIC = b"BILAN-BACKUP-1\n"
CHUNK = 1 << 20
TAG = 16
COST = 1 << 17
MOST_COST = 1 << 20
LONGEST_HEADER = 4096


class SealedWriter(io.RawIOBase):
    """Write an encrypted stream; `close` writes the last chunk."""

    def __init__(self, out: BinaryIO, *, passphrase: bytes, at: datetime) -> None:
        self._out, self._waiting, self._number = out, bytearray(), 0
        salt, self._prefix = os.urandom(16), os.urandom(7)
        told = {"made_at": at.isoformat(), "n": COST, "salt": _text(salt), "prefix": _text(self._prefix)}
        self._header = MAGIC + json.dumps(told).encode() + b"\n"
        self._cipher = _cipher(passphrase, salt=salt, cost=COST)
        out.write(self._header)

    def writable(self) -> bool:
        """Say that it is written to."""
        return True

    def write(self, told: bytes) -> int:  # type: ignore[override]  # bytes are all that tarfile writes
        """Take bytes in; whole chunks leave encrypted."""
        self._waiting += told
        while len(self._waiting) > CHUNK:
            self._send(bytes(self._waiting[:CHUNK]), is_last=False)
            del self._waiting[:CHUNK]
        return len(told)

    def close(self) -> None:
        """Write what waits as the last chunk."""
        if not self.closed:
            self._send(bytes(self._waiting), is_last=True)
        super().close()

    def _send(self, clear: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, is_last=is_last)
        self._out.write(self._cipher.encrypt(nonce, clear, self._header))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Read an encrypted stream; a wrong passphrase, a change or a cut is refused."""

    def __init__(self, source: BinaryIO, *, passphrase: bytes) -> None:
        self._source, self._number, self._ready, self._is_over = source, 0, b"", False
        self._header, told = _header(source)
        self._prefix = _bytes(told, "prefix")
        self._cipher = _cipher(passphrase, salt=_bytes(told, "salt"), cost=_cost(told))
        self._next = source.read(CHUNK + TAG)

    def readable(self) -> bool:
        """Say that it is read from."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return decrypted bytes, as many as asked for unless the stream ends.

        Raises:
            BackupError: the passphrase is wrong, or the bytes were changed or cut.
        """
        while not self._is_over and (size < 0 or len(self._ready) < size):
            self._ready += self._open()
        count = len(self._ready) if size < 0 else size
        told, self._ready = self._ready[:count], self._ready[count:]
        return told

    def _open(self) -> bytes:
        sealed, self._next = self._next, self._source.read(CHUNK + TAG)
        self._is_over = not self._next
        nonce = _nonce(self._prefix, self._number, is_last=self._is_over)
        self._number += 1
        try:
            return self._cipher.decrypt(nonce, sealed, self._header)
        except (InvalidTag, ValueError) as error:
            raise BackupError(
                "This backup does not open: the passphrase is not the one it was made with, or the file was "
                "changed or cut. Nothing was restored or removed; try another copy or another passphrase."
            ) from error


def made_at(source: BinaryIO) -> datetime:
    """Return when a backup was made, as its first line says.

    Raises:
        BackupError: it is no backup of ours.
    """
    return datetime.fromisoformat(str(_header(source)[1]["made_at"]))


def _header(source: BinaryIO) -> tuple[bytes, dict[str, object]]:
    magic = source.read(len(MAGIC))
    line = source.readline(LONGEST_HEADER)
    try:
        told = json.loads(line) if magic == MAGIC else None
    except ValueError:
        told = None
    if not isinstance(told, dict) or not {"made_at", "n", "salt", "prefix"} <= set(told):
        raise BackupError(
            "This file is not a backup made by `bilan backup`. Nothing was restored or removed."
        )
    return magic + line, told


def _cost(told: dict[str, object]) -> int:
    cost = told["n"]
    if not isinstance(cost, int) or not 2 <= cost <= MOST_COST or cost & (cost - 1):
        raise BackupError("This backup asks for an impossible key derivation. Nothing was restored.")
    return cost


def _cipher(passphrase: bytes, *, salt: bytes, cost: int) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(passphrase))


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([is_last])


def _text(told: bytes) -> str:
    return base64.b64encode(told).decode()


def _bytes(told: dict[str, object], name: str) -> bytes:
    return base64.b64decode(str(told[name]))
