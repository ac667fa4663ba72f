"""Make, open and destroy data keys."""

import os
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction

from bilan.vault.destroyed import tell_destroyed
from bilan.vault.errors import KeyDestroyed
from bilan.vault.files import unlink_files
from bilan.vault.masters import current_master, master_named
from bilan.vault.models import DataKey, SealedFile
from bilan.vault.sealing import ContentKey


def make_case_key(*, owner: UUID, at: datetime) -> DataKey:
    """Make the key of one case's content."""
    return _make(purpose=DataKey.Purpose.CASE, owner=owner, at=at)


@transaction.atomic
def person_key(*, owner: UUID, at: datetime) -> DataKey:
    """Return the living key of what belongs to a person; make it the first time."""
    held = _living(owner)
    if held is not None:
        return held
    try:
        with transaction.atomic():
            return _make(purpose=DataKey.Purpose.PERSON, owner=owner, at=at)
    except IntegrityError:  # two first writings at once: the other one made it
        return DataKey.objects.get(owner=owner, purpose=DataKey.Purpose.PERSON, destroyed_at=None)


def open_key(key: DataKey) -> ContentKey:
    """Open a data key in memory.

    Raises:
        KeyDestroyed: the key, and so the content, no longer exists.
        MasterError: its master key is missing, wrong or out of reach.
    """
    if key.wrapped is None:
        raise KeyDestroyed
    secret = master_named(key.master).unwrap(bytes(key.wrapped), place=place_of(key))
    return ContentKey(id=key.id, secret=secret)


@transaction.atomic
def destroy_key(*, key: DataKey, at: datetime) -> None:
    """Destroy a key for good: what it sealed is unreadable from here on, in backups too once they age out.

    Its files leave the disk, and the list that a restore applies is told, once the act is committed; the
    daily sweep catches up when the process dies in between.
    """
    DataKey.objects.filter(pk=key.pk, destroyed_at=None).update(wrapped=None, destroyed_at=at)
    key.refresh_from_db()
    files = tuple(SealedFile.objects.filter(key=key).values_list("pk", flat=True))
    transaction.on_commit(partial(tell_destroyed, {key.pk: at}))
    transaction.on_commit(partial(unlink_files, files))


def place_of(key: DataKey) -> str:
    """Return what a wrapped key is bound to: its row, its purpose and its owner."""
    return f"{key._meta.label}:{key.pk}:{key.purpose}:{key.owner}"


def _living(owner: UUID) -> DataKey | None:
    return DataKey.objects.filter(owner=owner, purpose=DataKey.Purpose.PERSON, destroyed_at=None).first()


def _make(*, purpose: DataKey.Purpose, owner: UUID, at: datetime) -> DataKey:
    key, master = DataKey(purpose=purpose, owner=owner, created_at=at), current_master()
    key.wrapped = master.wrap(os.urandom(32), place=place_of(key))
    key.master = master.id
    key.save(force_insert=True)
    return key
