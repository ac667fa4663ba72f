"""Remove backups whose window is over: with the last of them goes what was destroyed."""

from datetime import datetime, timedelta
from pathlib import Path

from bilan.vault.backups.container import made_at
from bilan.vault.errors import BackupError


def prune_backups(*, folder: Path, days: int, at: datetime) -> tuple[Path, ...]:
    """Remove the backups of a folder older than the window; other files are left alone.

    The age is the one written in the backup: copying a file does not make it younger.
    """
    old = tuple(path for path in sorted(folder.iterdir()) if path.is_file() and _is_old(path, days, at))
    for path in old:
        path.unlink()
    return old


def _is_old(path: Path, days: int, at: datetime) -> bool:
    try:
        with path.open("rb") as source:
            return made_at(source) < at - timedelta(days=days)
    except (BackupError, ValueError):
        return False
