"""The change of hour, and a clock that jumps: nothing is sent twice, no order is lost, no hour is wrong."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils.timezone import localtime
from icalendar import Calendar
from pytest_django import Settings

from bilan.audit.anchors import all_anchors, anchor_once_a_day
from bilan.audit.models import Event, Link
from bilan.audit.sealing import seal_waiting
from bilan.audit.verification import verify_trail
from bilan.cases.operations import Appointment, book_session
from bilan.cases.queries import calendar_of
from bilan.messages.models import Message
from bilan.messages.operations import send_due
from tests.audit.builders import some_events
from tests.cases.builders import a_case
from tests.providers.builders import a_slot

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
TO_WINTER_FIRST = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS)
TO_WINTER_SECOND = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=1)
TO_SUMMER_BEFORE = datetime(2027, 3, 28, 1, 30, tzinfo=PARIS)
TO_SUMMER_AFTER = datetime(2027, 3, 28, 3, 30, tzinfo=PARIS)
MOMENTS = {
    "the first 02:30": TO_WINTER_FIRST,
    "the second 02:30": TO_WINTER_SECOND,
    "before the missing hour": TO_SUMMER_BEFORE,
    "after the missing hour": TO_SUMMER_AFTER,
}

AFTERNOONS = (datetime(2026, 10, 25, 15, tzinfo=PARIS), datetime(2027, 3, 28, 15, tzinfo=PARIS))


@pytest.mark.parametrize("starts_at", AFTERNOONS, ids=["to winter", "to summer"])
def test_reminders_leave_by_the_watch_not_by_the_wall(starts_at: datetime) -> None:
    moment, at = starts_at.astimezone(UTC), starts_at.astimezone(UTC) - timedelta(days=5)
    case = a_case(at=at)
    slot = a_slot(practitioner=case.practitioner, starts_at=moment)
    book_session(case=case, appointment=Appointment.of(slot), by=case.beneficiary, at=at)

    due = dict(Message.objects.filter(kind__startswith="session.reminder").values_list("kind", "due_at"))

    assert {kind: moment - due_at for kind, due_at in due.items()} == {
        "session.reminder-48h": timedelta(hours=48),
        "session.reminder-2h": timedelta(hours=2),
    }


@pytest.mark.parametrize("starts_at", MOMENTS.values(), ids=MOMENTS.keys())
def test_the_mail_says_the_hour_of_the_wall_and_its_zone(starts_at: datetime) -> None:
    moment, at = starts_at.astimezone(UTC), starts_at.astimezone(UTC) - timedelta(days=5)
    case = a_case(at=at)
    slot = a_slot(practitioner=case.practitioner, starts_at=moment)
    book_session(case=case, appointment=Appointment.of(slot), by=case.beneficiary, at=at)
    send_due(now=at)

    assert f"{localtime(moment):%H:%M} (Europe/Paris)" in mail.outbox[0].body


@pytest.mark.parametrize("name", ["the first 02:30", "before the missing hour", "after the missing hour"])
def test_the_calendar_file_holds_the_moment_and_the_whole_length(name: str) -> None:
    moment = MOMENTS[name].astimezone(UTC)
    at = moment - timedelta(days=5)
    case = a_case(at=at)
    slot = a_slot(practitioner=case.practitioner, starts_at=moment)
    session = book_session(case=case, appointment=Appointment.of(slot), by=case.beneficiary, at=at)

    file = calendar_of(session=session, reader=case.beneficiary, at=at)

    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert event.decoded("dtstart").astimezone(UTC) == moment


def test_a_clock_that_jumps_about_sends_each_reminder_once() -> None:
    moment = TO_WINTER_SECOND.astimezone(UTC)
    at = moment - timedelta(days=5)
    case = a_case(at=at)
    slot = a_slot(practitioner=case.practitioner, starts_at=moment)
    book_session(case=case, appointment=Appointment.of(slot), by=case.beneficiary, at=at)

    for hours in (-48, -49, -47, -2, -3, -1, -48, 0):
        send_due(now=moment + timedelta(hours=hours), worker="one")

    assert len(mail.outbox) == 4  # two confirmations, two reminders


def test_the_trail_keeps_the_order_of_acts_whatever_the_clock_says(now: datetime) -> None:
    later = some_events(2, at=now)
    seal_waiting()
    earlier = some_events(2, at=now - timedelta(hours=1))
    seal_waiting()

    assert list(Link.objects.order_by("position").values_list("event", flat=True)) == [
        event.pk for event in (*later, *earlier)
    ]
    assert Event.objects.get(pk=earlier[0].pk).at < Event.objects.get(pk=later[0].pk).at
    assert verify_trail().faults == ()


def test_one_anchor_on_a_day_of_twenty_five_hours(tmp_path: Path, settings: Settings) -> None:
    settings.STATE = tmp_path
    day = datetime(2026, 10, 25, tzinfo=PARIS)
    for hours in range(25):
        anchor_once_a_day(at=day.astimezone(UTC) + timedelta(hours=hours))

    assert len(all_anchors()) == 1
