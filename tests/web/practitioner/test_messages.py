"""Messages, guided work and the video room as the counsellor meets them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bilan.audit.queries import readings_of
from bilan.cases.models import Case, PlanItem
from bilan.cases.operations import write_letter, write_work
from bilan.cases.queries import letters_waiting, video_room_of
from bilan.messages.models import GuidedWork
from tests.cases.builders import a_guided_case, a_quick_case, the_counsellor
from tests.shared import made_once

pytestmark = pytest.mark.django_db
WORDS = "Mercredi me va mieux que jeudi."


def a_case_with_words() -> Case:
    now = timezone.now() - timedelta(hours=2)
    case = a_guided_case(at=now - timedelta(days=3))
    write_letter(case=case, words=WORDS, by=case.beneficiary, at=now)
    write_work(case=case, module="I4", words="Le temps.", by=case.beneficiary, at=now, is_handed_in=True)
    return case


case = made_once(a_case_with_words)


def signed_in(case: Case) -> Client:
    """Return the client of whoever leads a bilan."""
    client = Client()
    client.force_login(the_counsellor(case))
    return client


def test_a_message_is_read_answered_and_the_read_is_told(case: Case) -> None:
    client, address = signed_in(case), f"/counsel/cases/{case.pk}/messages/"
    assert WORDS in client.get(address).content.decode()
    assert letters_waiting(case=case, reader=the_counsellor(case)) == 1
    client.post(f"{address}read/", {"up_to": timezone.now().isoformat()})

    page = client.post(address, {"words": "C’est noté."}, follow=True).content.decode()

    assert "C’est noté." in page
    assert letters_waiting(case=case, reader=the_counsellor(case)) == 0
    assert "messages" in [read.facts["what"] for read in readings_of(case.beneficiary)]


@pytest.mark.parametrize("page", ["messages/", "guided/", "guided/I4/"])
def test_the_counsellor_of_another_bilan_finds_nothing(case: Case, page: str) -> None:
    client = signed_in(a_quick_case(at=timezone.now()))

    assert client.get(f"/counsel/cases/{case.pk}/{page}").status_code == 404
    assert client.post(f"/counsel/cases/{case.pk}/{page}", {"words": "a"}).status_code in (404, 405)


def test_feedback_is_written_and_its_minutes_kept(case: Case) -> None:
    client, address = signed_in(case), f"/counsel/cases/{case.pk}/guided/I4/"
    work = GuidedWork.objects.get(key=case.key)
    assert "Le temps." in client.get(address).content.decode()

    sent = {"words": "Et l’argent ?", "minutes": "12", "seen": work.written_at.isoformat()}
    page = client.post(address, sent, follow=True).content.decode()

    assert "Et l’argent ?" in page
    assert GuidedWork.objects.get(key=case.key).feedback_minutes == 12


def test_feedback_on_an_older_text_stays_in_the_page_beside_the_new_one(case: Case) -> None:
    seen = GuidedWork.objects.get(key=case.key).written_at.isoformat()
    write_work(case=case, module="I4", words="Le temps, relu.", by=case.beneficiary, at=timezone.now())

    page = (
        signed_in(case)
        .post(f"/counsel/cases/{case.pk}/guided/I4/", {"words": "Mon retour.", "minutes": "5", "seen": seen})
        .content.decode()
    )

    assert "Mon retour." in page
    assert "Le temps, relu." in page


def test_a_draft_that_is_not_handed_in_is_not_there(case: Case) -> None:
    PlanItem.objects.filter(case=case).update(module="I6")
    write_work(case=case, module="I6", words="Brouillon.", by=case.beneficiary, at=timezone.now())
    client = signed_in(case)

    assert client.get(f"/counsel/cases/{case.pk}/guided/I6/").status_code == 404
    assert "Brouillon." not in client.get(f"/counsel/cases/{case.pk}/guided/").content.decode()


def test_the_room_is_given_once_and_a_wrong_address_stays_in_the_page(case: Case) -> None:
    client = signed_in(case)
    client.post("/counsel/calendar/room/", {"address": "https://visio.example/salle"})

    page = client.post("/counsel/calendar/room/", {"address": "visio.example"}).content.decode()

    assert video_room_of(the_counsellor(case).pk) == "https://visio.example/salle"
    assert 'value="visio.example"' in page
