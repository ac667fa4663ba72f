"""Write the trail, in the transaction of the act it tells."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import models, transaction

from bilan.audit.facts import HELPED, Fact, checked_facts
from bilan.audit.keys import HasKey
from bilan.audit.models import Event

__all__ = ["SYSTEM", "Fact", "HasKey", "helped", "record"]

SYSTEM = "system"
_is_helped: ContextVar[bool] = ContextVar("is_helped", default=False)


@contextmanager
def helped() -> Iterator[None]:
    """Mark what is recorded inside as typed by someone for the person, with their consent."""
    token = _is_helped.set(True)
    try:
        yield
    finally:
        _is_helped.reset(token)


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
        ContentInTrail: a fact is not a code, a count or a date.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An audit event is written with its act.")
    told = {**(facts or {}), HELPED: True} if _is_helped.get() else facts or {}
    return Event.objects.create(
        at=at,
        act=act,
        actor=SYSTEM if by is None else str(by.pk),
        subject="" if subject is None else str(subject.pk),
        object_kind=object_._meta.label,
        object_key=str(object_.pk),
        facts=checked_facts(told),
    )
