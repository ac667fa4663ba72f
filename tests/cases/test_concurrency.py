"""Two people acting at once: one is served, the other is told, nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from bilan.cases.errors import CaseError
from bilan.cases.models import Agreement, Case, Phase, Session
from bilan.cases.operations import Appointment, book_session, move_session, record_session, sign_agreement
from bilan.providers.models import Slot
from tests.cases.builders import (
    a_booked_session,
    a_case,
    a_planned_case,
    a_quick_case,
    lived_hours,
    the_counsellor,
)
from tests.providers.builders import a_slot

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="threads share the one connection of a database in memory"
    ),
]
DAY = timedelta(days=1)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run acts from threads that start together; return the names of what was refused."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait()
            act()
        except CaseError as error:
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(name for name in pool.map(run, acts) if name)


def test_a_slot_goes_to_one_of_two(now: datetime) -> None:
    case = a_case(at=now)
    other = a_case(at=now, practitioner=case.practitioner)
    slot = a_slot(practitioner=case.practitioner, starts_at=now + DAY)

    refused = at_once(
        *(
            lambda one=one: book_session(
                case=one, appointment=Appointment.of(slot), by=one.beneficiary, at=now
            )
            for one in (case, other)
        )
    )

    assert refused == ["SlotTaken"]
    assert Session.objects.count() == 1


def test_the_same_time_is_given_once(now: datetime) -> None:
    case = a_case(at=now)
    other = a_case(at=now, practitioner=case.practitioner)
    appointment = Appointment(now + DAY, 60, Slot.Mode.FACE)

    refused = at_once(
        *(
            lambda one=one: book_session(case=one, appointment=appointment, by=the_counsellor(one), at=now)
            for one in (case, other)
        )
    )

    assert refused == ["TimeTaken"]


def test_two_records_cannot_both_take_the_last_hour(now: datetime) -> None:
    case = a_quick_case(at=now - 60 * DAY)
    lived_hours(case, minutes=23 * 60, until=now - 2 * DAY)
    sessions = [a_booked_session(case, starts_at=now - rank * DAY) for rank in (1, 2)]

    refused = at_once(
        *(
            lambda one=one: record_session(session=one, minutes=60, by=the_counsellor(case), at=now)
            for one in sessions
        )
    )

    assert refused == ["HoursExceeded"]


def test_both_sign_at_once_and_the_investigation_opens(now: datetime) -> None:
    case = a_planned_case(at=now)

    refused = at_once(
        *(
            lambda by=by: sign_agreement(case=case, by=by, at=now)
            for by in (case.beneficiary, the_counsellor(case))
        )
    )

    assert refused == []
    assert Agreement.objects.get().is_signed
    assert Case.objects.get().phase == Phase.INVESTIGATION


def test_an_interview_moves_once_when_both_move_it(now: datetime) -> None:
    case = a_case(at=now)
    session = a_booked_session(case, starts_at=now + DAY)
    slots = [a_slot(practitioner=case.practitioner, starts_at=now + days * DAY) for days in (2, 3)]

    refused = at_once(
        *(
            lambda by=by, slot=slot: move_session(
                session=session, appointment=Appointment.of(slot), by=by, at=now
            )
            for by, slot in zip((case.beneficiary, the_counsellor(case)), slots, strict=True)
        )
    )

    assert refused == ["SessionNotBooked"]
    assert Session.objects.filter(state=Session.State.BOOKED).count() == 1
    assert Slot.objects.exclude(taken_by="").count() == 1
