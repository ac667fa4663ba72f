"""Two tabs of one counsellor acting at once: one is served, the other is told, nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils.timezone import localdate

from bilan.providers.errors import ProviderError
from bilan.providers.models import Absence, Slot
from bilan.providers.operations import extend_calendars, keep_week, note_absence
from bilan.providers.queries import week_of
from bilan.providers.weeks import WeeklyHour, version_of
from tests.providers.builders import a_practitioner

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="threads share the one connection of a database in memory"
    ),
]
TUESDAY, FRIDAY = WeeklyHour(1, time(9), 90, "FACE"), WeeklyHour(4, time(9), 90, "FACE")


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run acts from threads that start together; return the names of what was refused."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait()
            act()
        except ProviderError as error:
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(name for name in pool.map(run, acts) if name)


def test_one_of_two_weeks_is_kept_whole(now: datetime) -> None:
    mine = a_practitioner()
    seen = version_of(week_of(mine))

    refused = at_once(
        *(
            lambda one=one: keep_week(practitioner=mine, week=(one,), by=mine.person, at=now, seen=seen)
            for one in (TUESDAY, FRIDAY)
        )
    )

    (kept,) = week_of(mine)
    assert refused == ["WeekChanged"]
    assert {slot.starts_at.weekday() for slot in Slot.objects.all()} == {kept.weekday}


def test_one_of_two_absences_that_meet_is_noted(now: datetime) -> None:
    mine, first = a_practitioner(), localdate(now)

    refused = at_once(
        *(
            lambda days=days: note_absence(
                practitioner=mine,
                begins_on=first + timedelta(days=days),
                until=first + timedelta(days=9),
                by=mine.person,
                at=now,
            )
            for days in (1, 2)
        )
    )

    assert refused == ["AbsenceOverlap"]
    assert Absence.objects.count() == 1


def test_two_workers_open_a_day_once(now: datetime) -> None:
    mine = a_practitioner()
    keep_week(practitioner=mine, week=(TUESDAY,), by=mine.person, at=now)
    later = now + timedelta(weeks=1)

    at_once(*(lambda: extend_calendars(at=later) for _ in range(2)))

    starts = list(Slot.objects.values_list("starts_at", flat=True))
    assert len(starts) == len(set(starts)) == 9
