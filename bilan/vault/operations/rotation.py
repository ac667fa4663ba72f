"""Wrap every data key under the current master key; content is not touched."""

from collections import Counter
from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet

from bilan.vault.masters import current_master, master_named
from bilan.vault.models import DataKey
from bilan.vault.operations.keys import place_of

A_BATCH = 500


def rotate_keys(*, batch: int = A_BATCH) -> Iterator[int]:
    """Wrap data keys anew, batch by batch, and say after each how many were done.

    Each batch is a transaction: killed at any point, it goes on from there when run again.

    Raises:
        MasterError: a master key is missing, wrong or out of reach; what was done before stays done.
    """
    while done := _rotate_some(batch=batch):
        yield done


def keys_by_master() -> Counter[str]:
    """Return how many living keys each master wraps; a master at zero may be removed (one query)."""
    return Counter(DataKey.objects.filter(wrapped__isnull=False).values_list("master", flat=True))


def try_master(*, name: str) -> None:
    """Open one data key with a master, to know that it is there and the right one (one query).

    Raises:
        MasterError: it is missing, wrong or out of reach.
    """
    master = master_named(name)
    row = DataKey.objects.filter(wrapped__isnull=False, master=name).order_by("pk").first()
    if row is not None:
        master.unwrap(bytes(row.wrapped or b""), place=place_of(row))


@transaction.atomic
def _rotate_some(*, batch: int) -> int:
    # Locked, so that a key destroyed meanwhile is not written back.
    rows = list(_waiting().select_for_update(of=("self",)).order_by("pk")[:batch])
    for row in rows:
        _rewrap(row)
    DataKey.objects.bulk_update(rows, ["wrapped", "master"])
    return len(rows)


def _waiting() -> QuerySet[DataKey]:
    return DataKey.objects.filter(wrapped__isnull=False).exclude(master=current_master().id)


def _rewrap(row: DataKey) -> None:
    place, master = place_of(row), current_master()
    secret = master_named(row.master).unwrap(bytes(row.wrapped or b""), place=place)
    row.wrapped, row.master = master.wrap(secret, place=place), master.id
