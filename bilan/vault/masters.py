"""Master keys: they wrap the data keys, live outside the database, and are told apart by a short name."""

import base64
import hashlib
import os
import shlex
import stat
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from bilan.vault.errors import ContentTampered, MasterKeyMissing, MasterKeyWrong, MasterUnavailable

FIRST = "first"
NONCE = 12
MARK = 4
PATIENCE_SECONDS = 20
LONGEST_NAME = 20


class Master(Protocol):
    """What wraps a data key and unwraps it in its own place alone."""

    @property
    def id(self) -> str:
        """The name written beside each key it wrapped."""

    def wrap(self, secret: bytes, *, place: str) -> bytes:
        """Wrap a data key for a place."""

    def unwrap(self, wrapped: bytes, *, place: str) -> bytes:
        """Unwrap a data key; one that was moved elsewhere is refused."""


@dataclass(frozen=True, slots=True)
class LocalMaster:
    """A master key held in memory, read from the environment or from a private file."""

    id: str
    key: bytes = field(repr=False)

    def wrap(self, secret: bytes, *, place: str) -> bytes:
        """Wrap with AES-256-GCM; a mark of the master stands first, so that a wrong key is told as such."""
        nonce = os.urandom(NONCE)
        return self._mark + nonce + AESGCM(self.key).encrypt(nonce, secret, place.encode())

    def unwrap(self, wrapped: bytes, *, place: str) -> bytes:
        """Unwrap what `wrap` made.

        Raises:
            MasterKeyWrong: another key wrapped it.
            ContentTampered: the row was changed, or the wrapped key moved to it.
        """
        mark, nonce, sealed = wrapped[:MARK], wrapped[MARK : MARK + NONCE], wrapped[MARK + NONCE :]
        if mark != self._mark:
            raise MasterKeyWrong(self.id)
        try:
            return AESGCM(self.key).decrypt(nonce, sealed, place.encode())
        except (InvalidTag, ValueError) as error:  # ValueError: too short to be a ciphertext
            raise ContentTampered(place) from error

    @property
    def _mark(self) -> bytes:
        return hashlib.sha256(b"bilan master key" + self.key).digest()[:MARK]


@dataclass(frozen=True, slots=True)
class CommandMaster:
    """A master key that never leaves its keeper: a command wraps and unwraps, bytes in, bytes out.

    The command is run with `wrap` or `unwrap` as its last word; it encrypts with authentication. What it
    wraps ends with the SHA-256 of the place, so a wrapped key moved to another row is refused.
    """

    id: str
    command: Sequence[str]

    def wrap(self, secret: bytes, *, place: str) -> bytes:
        """Have the command wrap a key and the hash of its place."""
        return self._run("wrap", secret + hashlib.sha256(place.encode()).digest())

    def unwrap(self, wrapped: bytes, *, place: str) -> bytes:
        """Have the command unwrap a key, and check its place."""
        clear = self._run("unwrap", wrapped)
        secret, told = clear[:32], clear[32:]
        if told != hashlib.sha256(place.encode()).digest():
            raise ContentTampered(place)
        return secret

    def _run(self, act: str, told: bytes) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 - the command comes from the operator's own configuration
                [*self.command, act], input=told, capture_output=True, timeout=PATIENCE_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise MasterUnavailable(self.id, type(error).__name__) from error
        if done.returncode != 0 or not done.stdout:
            raise MasterUnavailable(self.id, f"{act} ended with status {done.returncode}")
        return done.stdout


def masters() -> Mapping[str, Master]:
    """Return the configured master keys by name, the one that wraps new keys first.

    Raises:
        MasterKeyMissing: one of them is absent, malformed, or readable by others.
    """
    return _load(settings.BILAN_MASTER_KEY_FROM, settings.BILAN_MASTER_KEY)


def current_master() -> Master:
    """Return the master key that wraps what is made from now on."""
    return next(iter(masters().values()))


def master_named(name: str) -> Master:
    """Return a master key by the name written beside a data key.

    Raises:
        MasterKeyMissing: it is not configured any more, though data keys still need it.
    """
    held = masters().get(name)
    if held is None:
        raise MasterKeyMissing(name, "data keys are wrapped under it, and it is not configured")
    return held


@cache
def _load(configured: str, plain: str) -> Mapping[str, Master]:
    if not configured.strip():
        return {FIRST: LocalMaster(FIRST, _decoded(FIRST, plain))}
    found = [_master(entry) for entry in shlex.split(configured)]
    held: dict[str, Master] = {master.id: master for master in found}
    if len(held) != len(found):
        raise MasterKeyMissing(found[0].id, "two master keys bear the same name")
    return held


def _master(entry: str) -> Master:
    name, _, origin = entry.partition("=")
    kind, _, told = origin.partition(":")
    if not name or len(name) > LONGEST_NAME or not told:
        raise MasterKeyMissing(
            name[:LONGEST_NAME], "write NAME=env:VARIABLE, NAME=file:PATH or NAME=command:WORDS"
        )
    if kind == "env":
        return LocalMaster(name, _decoded(name, os.environ.get(told, "")))
    if kind == "file":
        return LocalMaster(name, _decoded(name, _private_text(name, Path(told))))
    if kind == "command":
        return CommandMaster(name, tuple(shlex.split(told)))
    raise MasterKeyMissing(name, f"“{kind}” is no place to take it from (env, file or command)")


def _private_text(name: str, path: Path) -> str:
    """Read a key file that nobody else can read."""
    try:
        mode = path.stat().st_mode
        told = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise MasterKeyMissing(name, f"its file cannot be read ({type(error).__name__})") from error
    if stat.S_IMODE(mode) & 0o077:
        raise MasterKeyMissing(name, "others may read its file; run chmod 600 on it")
    return told


def _decoded(name: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, altchars=b"-_", validate=True)
    except ValueError as error:
        raise MasterKeyMissing(name, "it is not URL-safe base64") from error
    if len(key) != 32:
        raise MasterKeyMissing(name, f"it must be 32 bytes, it has {len(key)}")
    return key
