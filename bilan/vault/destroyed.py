"""The list of destroyed keys, kept beside the database: a restore applies it, so that none comes back."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings


def list_path() -> Path:
    """Return where the list lies: one line a key, its identifier and the moment of its end."""
    state: Path = settings.STATE
    return state / "destroyed-keys"


def tell_destroyed(keys: Mapping[UUID, datetime]) -> None:
    """Append destroyed keys, on the disk before this returns; twice the same line does no harm."""
    if not keys:
        return
    # The first break ends a line that a crash may have cut short.
    lines = "\n" + "".join(f"{key} {at.isoformat()}\n" for key, at in keys.items())
    path = list_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as kept:
        kept.write(lines)
        kept.flush()
        os.fsync(kept.fileno())


def destroyed_keys(path: Path | None = None) -> dict[UUID, datetime]:
    """Return the keys that were destroyed, with the moment; a line cut short by a crash is left out."""
    held = path or list_path()
    if not held.exists():
        return {}
    found: dict[UUID, datetime] = {}
    for line in held.read_text(encoding="ascii", errors="replace").splitlines():
        key, _, moment = line.partition(" ")
        try:
            found[UUID(key)] = datetime.fromisoformat(moment)
        except ValueError:
            continue
    return found
