"""Writing an interview down when somebody else writes too: both texts stay."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bilan.cases.models import Case, Session
from bilan.cases.pieces import ToldNote
from bilan.cases.queries import note_of, read_by
from tests.cases.builders import a_booked_session, a_held_session
from tests.web.html import Read, page_of
from tests.web.practitioner.desk import Desk, a_desk, some_time_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(case: Case) -> Desk:
    return a_desk(case.practitioner.person)


@pytest.fixture
def address(case: Case) -> str:
    session = a_booked_session(case, starts_at=some_time_ago(hours=3))
    return reverse("session-note", args=[session.pk])


def kept_note(case: Case) -> ToldNote:
    reading = read_by(case=case, reader=case.practitioner.person, what="test", at=timezone.now())
    told = note_of(reading, session=Session.objects.get(case=case))
    assert told is not None
    return told


def version_in(page: Read) -> str:
    return next(found["value"] for tag, found in page.tags if tag == "input" and found.get("name") == "seen")


def two_tabs(desk: Desk, address: str) -> Read:
    """Write in two tabs opened on the empty note; return what the second one answers."""
    desk.post(
        address, minutes="90", phase="INVESTIGATION", seen="", note="Elle hésite.", next_step="Appeler."
    )
    answer = desk.post(
        address, minutes="60", phase="INVESTIGATION", seen="", note="Elle a choisi.", next_step=""
    )
    return page_of(answer)


def test_two_tabs_show_both_notes_and_overwrite_none(desk: Desk, case: Case, address: str) -> None:
    page = two_tabs(desk, address)

    assert "Une autre note a été gardée entre-temps" in page.text
    assert "Elle hésite." in page.text
    assert "Elle a choisi." in page.text
    assert kept_note(case).text == "Elle hésite."
    assert Session.objects.get(case=case).minutes == 90


def test_both_notes_are_kept_one_after_the_other(desk: Desk, case: Case, address: str) -> None:
    seen = version_in(two_tabs(desk, address))

    desk.post(address, minutes="90", phase="INVESTIGATION", seen=seen, note="Elle a choisi.", keep="both")

    told = kept_note(case)
    assert (told.text, told.next_step) == ("Elle hésite.\n\nElle a choisi.", "Appeler.")


def test_ones_own_text_replaces_the_other_once_it_was_read(desk: Desk, case: Case, address: str) -> None:
    seen = version_in(two_tabs(desk, address))

    desk.post(address, minutes="90", phase="INVESTIGATION", seen=seen, note="Elle a choisi.")

    assert kept_note(case).text == "Elle a choisi."


def test_a_third_note_written_meanwhile_is_shown_again(desk: Desk, case: Case, address: str) -> None:
    seen = version_in(two_tabs(desk, address))
    desk.post(address, minutes="90", phase="INVESTIGATION", seen=seen, note="Elle doute encore.")

    page = page_of(
        desk.post(address, minutes="90", phase="INVESTIGATION", seen=seen, note="Trop tard.", keep="both")
    )

    assert "Elle doute encore." in page.text
    assert kept_note(case).text == "Elle doute encore."


def test_a_form_that_opens_on_a_kept_note_corrects_it(desk: Desk, case: Case, address: str) -> None:
    desk.post(address, minutes="90", phase="INVESTIGATION", seen="", note="Elle hésite.")
    seen = version_in(desk.open(address))

    answer = desk.post(address, minutes="90", phase="INVESTIGATION", seen=seen, note="Elle n’hésite plus.")

    assert answer.status_code == 302
    assert kept_note(case).text == "Elle n’hésite plus."


def test_a_mistyped_length_keeps_the_version_that_was_read(desk: Desk, case: Case, address: str) -> None:
    desk.post(address, minutes="90", phase="INVESTIGATION", seen="", note="Elle hésite.")
    seen = version_in(desk.open(address))

    page = page_of(
        desk.post(address, minutes="", phase="INVESTIGATION", seen=seen, note="Elle n’hésite plus.")
    )

    assert version_in(page) == seen
    assert "Une autre note" not in page.text


def test_signatures_of_one_device_within_a_minute_are_told(desk: Desk, case: Case) -> None:
    session = a_held_session(case, starts_at=some_time_ago(days=1))
    at = timezone.now()
    Session.objects.filter(pk=session.pk).update(
        signed_by_beneficiary_at=at,
        signed_by_practitioner_at=at + timedelta(seconds=30),
        beneficiary_device="a1",
        practitioner_device="a1",
    )

    told = re.sub(r"\s+", " ", desk.open(reverse("case", args=[case.pk])).text)

    assert "même appareil, à moins d’une minute" in told
    assert "même appareil, à moins d’une minute" in desk.open(reverse("session-note", args=[session.pk])).text


def test_signatures_of_two_devices_ask_for_no_look(desk: Desk, case: Case) -> None:
    a_held_session(case, starts_at=some_time_ago(days=1))

    assert "même appareil" not in desk.open(reverse("case", args=[case.pk])).text


def test_a_text_that_comes_after_the_signature_is_shown_to_be_taken_up(
    desk: Desk, case: Case, address: str
) -> None:
    desk.post(address, minutes="90", phase="INVESTIGATION", seen="", note="Elle hésite.")
    desk.post(reverse("session-attendance", args=[Session.objects.get(case=case).pk]))

    page = page_of(desk.post(address, minutes="90", phase="INVESTIGATION", seen="", note="Elle a choisi."))

    assert "Votre texte, qui n’a pas pu être gardé" in page.text
    assert "Elle a choisi." in page.text
    assert kept_note(case).text == "Elle hésite."
