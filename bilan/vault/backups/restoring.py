"""Put a backup back: verified first, and without the keys that were destroyed since."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from bilan.vault.backups.manifest import Manifest, read_archive
from bilan.vault.backups.snapshots import is_empty, put_back
from bilan.vault.destroyed import destroyed_keys, list_path, tell_destroyed
from bilan.vault.errors import BackupError
from bilan.vault.files import write_sealed
from bilan.vault.operations import sweep_files

DATABASES = ("database.sqlite3", "database.dump")


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and how many destroyed keys are on the list that was applied."""

    manifest: Manifest
    destroyed: int


def restore_backup(
    *, path: Path, passphrase: bytes, replace: bool, at: datetime, destroyed: Path | None = None
) -> Restored:
    """Verify a whole backup, then put it back; keys destroyed since it was made stay destroyed.

    Args:
        path: the backup.
        passphrase: the one it was made with.
        replace: whether a database that holds people may be replaced.
        at: now.
        destroyed: another list of destroyed keys, kept elsewhere, to apply as well.

    Raises:
        BackupError: it does not open, or the site is not empty; what was there is kept.
    """
    if not replace and not is_empty():
        raise BackupError(
            "This site already holds people. Nothing was changed; restore on an empty site, or say --replace."
        )
    settings.STATE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.STATE) as folder:
        manifest = read_archive(path, passphrase=passphrase, into=Path(folder))
        known = _known(Path(folder), destroyed, is_here=not is_empty(), at=at)
        _keep_files(Path(folder))
        put_back(_database(Path(folder), manifest), engine=manifest.engine, destroyed=known)
        _keep_list(known)
    sweep_files(at=at, spare=timedelta(0))
    return Restored(manifest=manifest, destroyed=len(known))


def _known(folder: Path, other: Path | None, *, is_here: bool, at: datetime) -> Mapping[UUID, datetime]:
    """Gather destroyed keys: the backup's list, this site's, and the one brought along."""
    if other is not None and not other.exists():
        raise BackupError(f"There is no list of destroyed keys at {other}. Nothing was changed.")
    if is_here:
        sweep_files(at=at)  # what this database knows is told before it is replaced
    brought = {} if other is None else destroyed_keys(other)
    return destroyed_keys(folder / list_path().name) | brought | destroyed_keys()


def _keep_files(folder: Path) -> None:
    """Lay the sealed files out before the rows that name them."""
    for held in sorted((folder / "files").glob("*")):
        write_sealed(UUID(held.name), held.read_bytes())


def _keep_list(known: Mapping[UUID, datetime]) -> None:
    told = destroyed_keys()
    tell_destroyed({key: at for key, at in known.items() if key not in told})


def _database(folder: Path, manifest: Manifest) -> Path:
    for name in DATABASES:
        if name in manifest.entries:
            return folder / name
    raise BackupError("This backup holds no database. Nothing was changed.")
