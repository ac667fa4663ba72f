"""Typed builders of the trail."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from bilan.audit.models import Event
from bilan.audit.operations import record
from bilan.audit.sealing import seal_waiting
from tests.builders import a_person


def some_events(count: int, *, at: datetime) -> list[Event]:
    """Record events a minute apart."""
    person = a_person()
    with transaction.atomic():
        return [
            record(
                act="step.done",
                by=person,
                subject=person,
                object_=person,
                at=at + timedelta(minutes=rank),
                facts={"rank": rank},
            )
            for rank in range(count)
        ]


def a_sealed_trail(count: int, *, at: datetime) -> list[Event]:
    """Record events and chain them."""
    events = some_events(count, at=at)
    seal_waiting()
    return events


def tamper(sql: str, *values: str | int) -> None:
    """Do what someone who holds the database could."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
