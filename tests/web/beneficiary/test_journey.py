"""Appointments: booked from open slots, moved, cancelled, signed, taken into one's calendar."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bilan.cases.models import Case, Session
from tests.cases.builders import a_booked_session, a_held_session, a_signed_case
from tests.providers.builders import a_practitioner, a_slot
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db

JOURNEY, BOOK = reverse("journey"), reverse("session-book")


def under_way() -> tuple[Visitor, Case]:
    visitor = a_visitor()
    case = a_signed_case(at=visitor.now - timedelta(days=20))
    return a_visitor(case.beneficiary), case


def test_teaches_what_comes_before_a_bilan() -> None:
    page = a_visitor().get(JOURNEY)

    assert is_well_made(page)
    assert reverse("start") in page


def test_shows_what_was_and_what_comes() -> None:
    visitor, case = under_way()
    held = a_held_session(case, starts_at=visitor.now - timedelta(days=2), is_signed=False)
    ahead = a_booked_session(case, starts_at=visitor.now + timedelta(days=2))

    page = visitor.get(JOURNEY)

    assert is_well_made(page)
    assert "votre signature manque" in page
    assert reverse("session", args=[held.pk]) in page
    assert reverse("session", args=[ahead.pk]) in page


def test_books_from_an_open_slot() -> None:
    visitor, case = under_way()
    slot = a_slot(practitioner=case.practitioner, starts_at=visitor.now + timedelta(days=3))

    page = visitor.said(BOOK, slot=slot.pk)

    assert "Votre rendez-vous est pris." in page
    assert Session.objects.get(case=case).slot_id == slot.pk


def test_a_slot_that_is_gone_books_nothing() -> None:
    visitor, case = under_way()
    slot = a_slot(practitioner=case.practitioner, starts_at=visitor.now + timedelta(days=3))
    slot.taken_by = "someone"
    slot.save()

    page = visitor.said(BOOK, slot=slot.pk)

    assert "Cela n’a pas été fait" in page
    assert not Session.objects.filter(case=case).exists()


def test_another_counsellor_s_slot_is_refused() -> None:
    visitor, case = under_way()
    slot = a_slot(practitioner=a_practitioner(), starts_at=visitor.now + timedelta(days=3))

    visitor.post(BOOK, slot=slot.pk)

    assert not Session.objects.filter(case=case).exists()


def test_signs_that_one_was_there() -> None:
    visitor, case = under_way()
    held = a_held_session(case, starts_at=visitor.now - timedelta(days=2), is_signed=False)
    before = visitor.get(reverse("session", args=[held.pk]))

    visitor.post(reverse("session-sign", args=[held.pk]))

    assert is_well_made(before)
    assert "Signer ma présence" in before
    held.refresh_from_db()
    assert held.signed_by_beneficiary_at is not None
    assert "Signer ma présence" not in visitor.get(reverse("session", args=[held.pk]))


def test_an_interview_to_come_is_not_signed() -> None:
    visitor, case = under_way()
    ahead = a_booked_session(case, starts_at=visitor.now + timedelta(days=2))

    page = visitor.said(reverse("session-sign", args=[ahead.pk]))

    assert "Cela n’a pas été fait" in page
    ahead.refresh_from_db()
    assert ahead.signed_by_beneficiary_at is None


def test_cancels_an_interview_to_come() -> None:
    visitor, case = under_way()
    ahead = a_booked_session(case, starts_at=visitor.now + timedelta(days=2))

    page = visitor.said(reverse("session-cancel", args=[ahead.pk]))

    assert "annulé" in page
    ahead.refresh_from_db()
    assert ahead.state == Session.State.CANCELLED


def test_moves_an_interview_in_one_act() -> None:
    visitor, case = under_way()
    ahead = a_booked_session(case, starts_at=visitor.now + timedelta(days=2))
    slot = a_slot(practitioner=case.practitioner, starts_at=visitor.now + timedelta(days=5))

    answer = visitor.post(reverse("session-move", args=[ahead.pk]), slot=slot.pk)

    moved = Session.objects.get(case=case, state=Session.State.BOOKED)
    assert answer.headers["Location"] == reverse("session", args=[moved.pk])
    assert moved.starts_at == slot.starts_at


def test_gives_a_calendar_file_without_content() -> None:
    visitor, case = under_way()
    ahead = a_booked_session(case, starts_at=visitor.now + timedelta(days=2))

    answer = visitor.client.get(reverse("session-calendar", args=[ahead.pk]))

    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert b"TZID=Europe/Paris" in answer.content


@pytest.mark.parametrize("name", ["session-sign", "session-cancel", "session-move"])
def test_acting_on_an_interview_is_never_a_get(name: str) -> None:
    visitor, case = under_way()
    ahead = a_booked_session(case, starts_at=visitor.now + timedelta(days=2))

    assert visitor.client.get(reverse(name, args=[ahead.pk])).status_code == 405


@pytest.mark.parametrize("name", ["session", "session-calendar"])
def test_someone_else_s_interview_is_not_there(name: str) -> None:
    visitor, case = under_way()
    theirs = a_booked_session(case, starts_at=visitor.now + timedelta(days=2))
    mine, _case = under_way()

    assert mine.client.get(reverse(name, args=[theirs.pk])).status_code == 404


@pytest.mark.parametrize("name", ["session-sign", "session-cancel", "session-move"])
def test_nobody_acts_on_someone_else_s_interview(name: str) -> None:
    visitor, case = under_way()
    theirs = a_booked_session(case, starts_at=visitor.now + timedelta(days=2))
    mine, _case = under_way()

    assert mine.post(reverse(name, args=[theirs.pk])).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == Session.State.BOOKED


def test_costs_the_same_for_three_interviews_and_for_thirty() -> None:
    visitor, case = under_way()
    for day in range(1, 4):
        a_held_session(case, starts_at=visitor.now - timedelta(days=day), minutes=15)
    few = visitor.queries(JOURNEY)
    for day in range(4, 31):
        a_held_session(case, starts_at=visitor.now - timedelta(days=day), minutes=15)

    assert visitor.queries(JOURNEY) == few
