"""Make, open and destroy data keys."""

import os
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bilan.vault.errors import KeyDestroyed
from bilan.vault.models import DataKey
from bilan.vault.sealing import ContentKey, unwrap, wrap


def make_case_key(*, owner: UUID, at: datetime) -> DataKey:
    """Make the key of one case's content."""
    return _make(purpose=DataKey.Purpose.CASE, owner=owner, at=at)


@transaction.atomic
def person_key(*, owner: UUID, at: datetime) -> DataKey:
    """Return the living key of what belongs to a person; make it the first time."""
    held = DataKey.objects.filter(owner=owner, purpose=DataKey.Purpose.PERSON, destroyed_at=None).first()
    return held or _make(purpose=DataKey.Purpose.PERSON, owner=owner, at=at)


def open_key(key: DataKey) -> ContentKey:
    """Open a data key in memory.

    Raises:
        KeyDestroyed: the key, and so the content, no longer exists.
    """
    if key.wrapped is None:
        raise KeyDestroyed
    return ContentKey(id=key.id, secret=unwrap(bytes(key.wrapped), place=_place(key)))


@transaction.atomic
def destroy_key(*, key: DataKey, at: datetime) -> None:
    """Destroy a key for good: what it sealed is unreadable from here on, in backups too once they age out."""
    DataKey.objects.filter(pk=key.pk, destroyed_at=None).update(wrapped=None, destroyed_at=at)
    key.refresh_from_db()


def _make(*, purpose: DataKey.Purpose, owner: UUID, at: datetime) -> DataKey:
    key = DataKey(purpose=purpose, owner=owner, created_at=at)
    key.wrapped = wrap(os.urandom(32), place=_place(key))
    key.save(force_insert=True)
    return key


def _place(key: DataKey) -> str:
    return f"{key._meta.label}:{key.pk}:{key.purpose}:{key.owner}"
