"""Keep a sealed file, remove it, and sweep away what no row or no living key needs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from bilan.vault.destroyed import destroyed_keys, tell_destroyed
from bilan.vault.files import kept_files, read_sealed, unlink_files, write_sealed
from bilan.vault.models import DataKey, SealedFile
from bilan.vault.operations.keys import open_key

PLACE = "content"
IN_PROGRESS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep took away, and what it told late."""

    files: int
    keys_told: int


@transaction.atomic
def keep_file(*, key: DataKey, content: bytes, at: datetime) -> SealedFile:
    """Seal bytes on the disk, inside the act that asks for it; nothing half-written ever shows."""
    row = SealedFile(key=key, size=len(content), created_at=at)
    write_sealed(row.pk, open_key(key).seal_bytes(row, PLACE, content))
    row.save(force_insert=True)
    return row


def open_file(*, file: SealedFile) -> bytes:
    """Return the bytes of a sealed file whose key is loaded (no query).

    Raises:
        KeyDestroyed: its key no longer exists.
        FileLost: it is not where its row says.
        ContentTampered: it was changed, or moved from another row.
    """
    return open_key(file.key).open_bytes(file, PLACE, read_sealed(file.pk))


@transaction.atomic
def remove_file(*, file: SealedFile) -> None:
    """Remove a sealed file; its bytes leave the disk once the act is committed."""
    gone = file.pk
    file.delete()
    transaction.on_commit(partial(unlink_files, (gone,)))


def sweep_files(*, at: datetime, spare: timedelta = IN_PROGRESS) -> Swept:
    """Unlink what no row names or whose key is destroyed, and complete the list of destroyed keys.

    It finishes what a killed process left; a file younger than `spare` may be an act under way.
    """
    living = set(SealedFile.objects.filter(key__destroyed_at=None).values_list("pk", flat=True))
    ended = set(SealedFile.objects.exclude(key__destroyed_at=None).values_list("pk", flat=True))
    kept = [(name, written) for name, written in kept_files() if name not in living]
    gone = tuple(name for name, written in kept if name in ended or written < at - spare)
    unlink_files(gone)
    return Swept(files=len(gone), keys_told=_tell_late())


def _tell_late() -> int:
    told = destroyed_keys()
    rows = DataKey.objects.filter(destroyed_at__isnull=False).values_list("pk", "destroyed_at")
    late = {key: at for key, at in rows if key not in told and at is not None}
    tell_destroyed(late)
    return len(late)
