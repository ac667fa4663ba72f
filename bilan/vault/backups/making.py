"""Make a backup, and read it back before saying that it is there."""

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from django.conf import settings

from bilan.vault.backups.container import SealedWriter
from bilan.vault.backups.manifest import MANIFEST, Entry, HashedReader, Manifest, read_archive
from bilan.vault.backups.snapshots import Snapshot, take_snapshot
from bilan.vault.destroyed import list_path
from bilan.vault.errors import BackupError
from bilan.vault.files import path_of
from bilan.vault.operations import sweep_files

LEAST_PASSPHRASE = 20


def make_backup(*, path: Path, passphrase: bytes, at: datetime) -> Manifest:
    """Write an encrypted backup while the site runs, then read all of it back.

    It appears under its name only once it was verified; a former file of that name is kept until then.

    Raises:
        BackupError: it could not be made; nothing was replaced.
    """
    _check_passphrase(passphrase)
    sweep_files(at=at)  # the list of destroyed keys is complete before it is copied
    draft = path.with_name(f"{path.name}.part")
    settings.STATE.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="backup-", dir=settings.STATE) as folder:
            snapshot = take_snapshot(Path(folder))
            written = _write(draft, snapshot, passphrase=passphrase, at=at)
        if read_archive(draft, passphrase=passphrase) != written:
            raise BackupError("What was written does not read back. The former backup, if any, is kept.")
        draft.replace(path)
    except OSError as error:
        raise BackupError(f"The backup was not made: {error.strerror}. Nothing was replaced.") from error
    finally:
        draft.unlink(missing_ok=True)
    return written


def check_backup(*, path: Path, passphrase: bytes) -> Manifest:
    """Read a whole backup and compare it with its own list.

    Raises:
        BackupError: it does not open, or is not whole.
    """
    return read_archive(path, passphrase=passphrase)


def _check_passphrase(passphrase: bytes) -> None:
    if len(passphrase) < LEAST_PASSPHRASE:
        raise BackupError(
            f"The passphrase has {len(passphrase)} characters; it needs {LEAST_PASSPHRASE} at least "
            "(`bilan keys new` makes a good one). No backup was made."
        )


def _write(draft: Path, snapshot: Snapshot, *, passphrase: bytes, at: datetime) -> Manifest:
    manifest = Manifest(engine=snapshot.engine, made_at=at.isoformat(), counts=snapshot.counts)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        with (
            SealedWriter(out, passphrase=passphrase, at=at) as sealed,
            tarfile.open(fileobj=cast("IO[bytes]", sealed), mode="w|") as archive,
        ):
            for name, source in _sources(snapshot):
                manifest.entries[name] = _add_file(archive, name, source)
            _add_bytes(archive, MANIFEST, manifest.to_bytes())
        out.flush()
        os.fsync(out.fileno())
    return manifest


def _sources(snapshot: Snapshot) -> Iterator[tuple[str, Path]]:
    """Name what goes in; a file removed since the snapshot was removed for good."""
    yield snapshot.path.name, snapshot.path
    if list_path().exists():
        yield list_path().name, list_path()
    for name in snapshot.files:
        if path_of(name).exists():
            yield f"files/{name}", path_of(name)


def _add_file(archive: tarfile.TarFile, name: str, source: Path) -> Entry:
    if not source.stat().st_size:
        return _add_bytes(archive, name, b"")
    with source.open("rb") as held:
        size = os.fstat(held.fileno()).st_size
        through = HashedReader(held)
        archive.addfile(_info(name, size), cast("IO[bytes]", through))
        return through.entry


def _add_bytes(archive: tarfile.TarFile, name: str, told: bytes) -> Entry:
    archive.addfile(_info(name, len(told)), io.BytesIO(told))
    return Entry(len(told), hashlib.sha256(told).hexdigest())


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size = size
    return info
