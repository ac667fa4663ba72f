"""Write the trail, in the transaction of the act it tells."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from django.db import models, transaction

from bilan.audit.models import Event

SYSTEM = "system"
Fact = str | int | bool | None


class HasKey(Protocol):
    """Anything with a primary key."""

    @property
    def pk(self) -> object:
        """The primary key."""


def record(
    *,
    act: str,
    by: HasKey | None,
    object_: models.Model,
    at: datetime,
    subject: HasKey | None = None,
    facts: Mapping[str, Fact] | None = None,
) -> Event:
    """Append an event; `by=None` is the system. Facts hold codes, counts and dates, never content.

    Raises:
        TransactionManagementError: outside a transaction, where the act could be lost without its trace.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An audit event is written with its act.")
    return Event.objects.create(
        at=at,
        act=act,
        actor=SYSTEM if by is None else str(by.pk),
        subject="" if subject is None else str(subject.pk),
        object_kind=object_._meta.label,
        object_key=str(object_.pk),
        facts=dict(facts or {}),
    )
