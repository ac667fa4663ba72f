"""Sealed bytes on the disk, outside the web root: written whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from bilan.vault.errors import FileLost


def folder() -> Path:
    """Return where sealed files lie."""
    state: Path = settings.STATE
    return state / "files"


def path_of(name: UUID) -> Path:
    """Return where one sealed file lies; folders of two letters stay small."""
    return folder() / name.hex[-2:] / str(name)


def write_sealed(name: UUID, sealed: bytes) -> None:
    """Write ciphertext so that a killed process or a power cut leaves all of it or none."""
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".part")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync_folder(path.parent)


def read_sealed(name: UUID) -> bytes:
    """Return ciphertext.

    Raises:
        FileLost: it is not there.
    """
    try:
        return path_of(name).read_bytes()
    except FileNotFoundError as error:
        raise FileLost from error


def unlink_files(names: Iterable[UUID]) -> None:
    """Take files off the disk, finished or half-written; one that is gone already is no error."""
    for name in names:
        path_of(name).unlink(missing_ok=True)
        path_of(name).with_suffix(".part").unlink(missing_ok=True)


def kept_files() -> Iterator[tuple[UUID, datetime]]:
    """Return every file on the disk, half-written ones too, and when it was written."""
    for path in sorted(folder().glob("??/*")):
        try:
            name, written = UUID(path.name.removesuffix(".part")), path.stat().st_mtime
        except (ValueError, FileNotFoundError):
            continue
        yield name, datetime.fromtimestamp(written, UTC)


def _sync_folder(path: Path) -> None:
    """Make the new name of a file outlive a power cut."""
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
