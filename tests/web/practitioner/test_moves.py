"""An interview moved or called off from the counsellor's side: one act, one mail, an agenda that follows."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from bilan.audit.models import Event
from bilan.cases.models import Case, Session
from bilan.messages.models import Message
from bilan.providers.models import Slot
from tests.cases.builders import a_booked_session, a_held_session
from tests.providers.builders import a_slot
from tests.web.html import page_of
from tests.web.practitioner.desk import Desk, a_desk, a_led_case, some_time_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(case: Case) -> Desk:
    return a_desk(case.practitioner.person)


@pytest.fixture
def session(case: Case) -> Session:
    return a_booked_session(case, starts_at=timezone.now() + timedelta(days=2))


@pytest.fixture
def slot(case: Case) -> Slot:
    return a_slot(practitioner=case.practitioner, starts_at=timezone.now() + timedelta(days=4))


def move_url(session: Session) -> str:
    return reverse("session-shift", args=[session.pk])


def booked(case: Case) -> Session:
    return Session.objects.get(case=case, state=Session.State.BOOKED)


def test_an_interview_moves_to_an_open_slot_with_its_reason(desk: Desk, session: Session, slot: Slot) -> None:
    answer = desk.post(move_url(session), slot=str(slot.pk), reason="COUNSELLOR")

    moved = booked(session.case)
    assert answer.headers["Location"] == reverse("session-note", args=[moved.pk])
    assert moved.starts_at == slot.starts_at
    assert Event.objects.get(act="session.moved").facts == {"reason": "COUNSELLOR"}
    assert Message.objects.filter(to=session.case.beneficiary.email, kind="session.booked").count() == 1


def test_an_interview_moves_to_an_hour_just_agreed(desk: Desk, session: Session) -> None:
    on = (timezone.localdate() + timedelta(days=6)).isoformat()

    desk.post(move_url(session), slot="", on=on, time="10:15", minutes="60", mode="VIDEO", reason="")

    moved = booked(session.case)
    assert timezone.localtime(moved.starts_at).strftime("%H:%M") == "10:15"
    assert (moved.planned_minutes, moved.mode) == (60, "VIDEO")


def test_the_form_opens_on_the_length_and_the_way_there_were(desk: Desk, session: Session) -> None:
    page = desk.open(move_url(session))

    lengths = [found.get("value") for tag, found in page.tags if found.get("name") == "minutes"]
    assert lengths == [str(session.planned_minutes)]


def test_two_tabs_move_once_and_the_second_keeps_what_was_typed(desk: Desk, session: Session) -> None:
    first, second = ((timezone.localdate() + timedelta(days=day)).isoformat() for day in (6, 7))
    desk.post(move_url(session), slot="", on=first, time="10:15", minutes="60", mode="VIDEO")

    page = page_of(desk.post(move_url(session), slot="", on=second, time="16:45", minutes="45", mode="FACE"))

    assert "Cela n’a pas été fait" in page.text
    assert [found["value"] for _, found in page.tags if found.get("name") == "time"] == ["16:45"]
    assert timezone.localdate(booked(session.case).starts_at) == date.fromisoformat(first)


def test_a_taken_slot_leaves_the_interview_where_it_is(desk: Desk, session: Session, slot: Slot) -> None:
    Slot.objects.filter(pk=slot.pk).update(taken_by="someone")

    page = page_of(desk.post(move_url(session), slot=str(slot.pk), reason=""))

    assert "vient d’être pris" in page.text
    assert booked(session.case).pk == session.pk


def test_an_interview_held_is_not_moved(desk: Desk, case: Case) -> None:
    held = a_held_session(case, starts_at=some_time_ago(days=1))

    assert desk.status(move_url(held)) == 404


def test_another_counsellor_moves_nothing(session: Session, slot: Slot) -> None:
    elsewhere = a_desk(a_led_case().practitioner.person)

    assert elsewhere.post(move_url(session), slot=str(slot.pk)).status_code == 404
    assert booked(session.case).pk == session.pk


def test_calling_off_tells_why(desk: Desk, session: Session) -> None:
    desk.post(reverse("session-call-off", args=[session.pk]), reason="PLACE")

    assert Event.objects.get(act="session.cancelled").facts == {"reason": "PLACE"}


def test_an_unknown_reason_calls_nothing_off(desk: Desk, session: Session) -> None:
    assert desk.post(reverse("session-call-off", args=[session.pk]), reason="RAIN").status_code == 404
    assert booked(session.case).pk == session.pk


def test_the_agenda_file_holds_the_new_date_and_takes_the_old_one_out(
    desk: Desk, session: Session, slot: Slot
) -> None:
    desk.post(move_url(session), slot=str(slot.pk), reason="")
    moved = booked(session.case)

    file = desk.client.get(reverse("session-agenda-file", args=[moved.pk])).content

    events = {str(one["uid"]): str(one["status"]) for one in Calendar.from_ical(file).walk("VEVENT")}
    assert events == {f"{moved.pk}@bilan": "CONFIRMED", f"{session.pk}@bilan": "CANCELLED"}


def test_the_person_s_file_takes_the_old_date_out_too(desk: Desk, session: Session, slot: Slot) -> None:
    desk.post(move_url(session), slot=str(slot.pk), reason="")
    theirs = a_desk(session.case.beneficiary).client

    file = theirs.get(reverse("session-calendar", args=[booked(session.case).pk])).content

    assert starts_of(file, "CANCELLED") == [session.starts_at.replace(microsecond=0)]


def starts_of(file: bytes, status: str) -> list[datetime]:
    found = [one for one in Calendar.from_ical(file).walk("VEVENT") if str(one["status"]) == status]
    return [one.decoded("dtstart") for one in found]
