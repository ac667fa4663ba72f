"""Calendar files and mails: right times in the right zone, nothing that tells more than a date."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from icalendar import Calendar

from bilan.cases.errors import NotPermitted
from bilan.cases.models import Session
from bilan.cases.operations import Appointment, book_session
from bilan.cases.queries import calendar_of
from bilan.messages.operations import send_due
from bilan.providers.models import Slot
from tests.cases.builders import a_booked_session, a_case, the_counsellor
from tests.providers.builders import a_slot

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("starts_at", "written"),
    [
        (datetime(2026, 11, 24, 17, 30, tzinfo=UTC), "DTSTART;TZID=Europe/Paris:20261124T183000"),
        (datetime(2027, 7, 1, 16, 30, tzinfo=UTC), "DTSTART;TZID=Europe/Paris:20270701T183000"),
    ],
)
def test_says_the_local_time_in_winter_and_in_summer(
    now: datetime, starts_at: datetime, written: str
) -> None:
    case = a_case(at=now)
    session = a_booked_session(case, starts_at=starts_at)

    file = calendar_of(session=session, reader=case.beneficiary, at=now).decode()

    assert written in file
    assert "BEGIN:VTIMEZONE" in file
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert event.decoded("dtstart") == starts_at
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=90)


def test_somebody_elses_appointment_is_nobodys_file(now: datetime) -> None:
    session = a_booked_session(a_case(at=now), starts_at=now + timedelta(days=1))
    other = a_case(at=now)

    for stranger in (other.beneficiary, the_counsellor(other)):
        with pytest.raises(NotPermitted):
            calendar_of(session=session, reader=stranger, at=now)


def test_names_the_other_one_and_nothing_of_the_matter(now: datetime) -> None:
    case = a_case(at=now)
    session = a_booked_session(case, starts_at=now + timedelta(days=1))

    mine = calendar_of(session=session, reader=case.beneficiary, at=now).decode()
    theirs = calendar_of(session=session, reader=the_counsellor(case), at=now).decode()

    assert "Rendez-vous avec Hélène" in mine
    assert "Rendez-vous avec Claire" in theirs
    assert "ompétences" not in mine + theirs


def test_says_where_to_meet(now: datetime) -> None:
    case = a_case(at=now)
    session = a_booked_session(case, starts_at=now + timedelta(days=1))
    session.mode = Slot.Mode.FACE

    assert "Angers" in calendar_of(session=session, reader=case.beneficiary, at=now).decode()


def test_a_cancelled_interview_leaves_the_agenda(now: datetime) -> None:
    case = a_case(at=now)
    session = a_booked_session(case, starts_at=now + timedelta(days=1))
    session.state = Session.State.CANCELLED

    file = calendar_of(session=session, reader=case.beneficiary, at=now).decode()

    assert "METHOD:CANCEL" in file
    assert "STATUS:CANCELLED" in file


def test_mails_go_out_on_time_in_the_reader_s_language_with_the_zone(now: datetime) -> None:
    case = a_case(at=now)
    slot = a_slot(practitioner=case.practitioner, starts_at=now + timedelta(days=3))
    book_session(case=case, appointment=Appointment.of(slot), by=case.beneficiary, at=now)

    assert send_due(now=now) == 2
    assert send_due(now=now + timedelta(hours=23)) == 0
    assert send_due(now=now + timedelta(hours=24)) == 1
    assert send_due(now=now + timedelta(hours=70)) == 1

    reminder = mail.outbox[-1]
    assert reminder.to == [case.beneficiary.email]
    assert "vendredi 27 novembre 2026" in reminder.body
    assert "10:00" in reminder.body
    assert "Europe/Paris" in reminder.body
