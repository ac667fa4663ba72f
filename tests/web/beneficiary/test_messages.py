"""Messages and guided work as the person meets them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bilan.cases.models import Case
from bilan.cases.operations import answer_work, set_video_room, write_letter, write_work
from bilan.cases.queries import letters_waiting
from bilan.messages.models import GuidedWork, Letter
from tests.builders import a_person
from tests.cases.builders import a_booked_session, a_guided_case, the_counsellor
from tests.shared import made_once

pytestmark = pytest.mark.django_db
WORDS = "Mercredi me va mieux que jeudi."


case = made_once(lambda: a_guided_case(at=timezone.now() - timedelta(days=3)))


@pytest.fixture
def client_of_person(case: Case) -> Client:
    """Sign the person in."""
    client = Client()
    client.force_login(case.beneficiary)
    return client


def test_a_message_is_written_and_read_on_the_page(case: Case, client_of_person: Client) -> None:
    answer = client_of_person.post("/messages/", {"words": WORDS, "letter_id": uuid4()}, follow=True)

    assert answer.redirect_chain
    assert WORDS in answer.content.decode()


def test_a_form_sent_twice_writes_once(case: Case, client_of_person: Client) -> None:
    sent = {"words": WORDS, "letter_id": uuid4()}
    for _ in range(2):
        client_of_person.post("/messages/", sent)

    assert Letter.objects.filter(key=case.key).count() == 1


def test_a_message_too_long_stays_in_the_page(case: Case, client_of_person: Client) -> None:
    answer = client_of_person.post("/messages/", {"words": "mot " * 1_100})

    assert answer.status_code == 200
    assert "mot mot mot" in answer.content.decode()
    assert not Letter.objects.filter(key=case.key).exists()


def test_opening_the_page_marks_nothing_and_saying_so_does(case: Case, client_of_person: Client) -> None:
    write_letter(case=case, words=WORDS, by=the_counsellor(case), at=timezone.now())

    page = client_of_person.get("/messages/").content.decode()
    assert "J’ai lu" in page
    assert letters_waiting(case=case, reader=case.beneficiary) == 1
    client_of_person.post("/messages/read/", {"up_to": timezone.now().isoformat()})

    assert letters_waiting(case=case, reader=case.beneficiary) == 0
    assert "J’ai lu" not in client_of_person.get("/messages/").content.decode()


@pytest.mark.parametrize("page", ["2", "x", "-1", "99999999999999"])
def test_a_page_that_does_not_exist_is_empty_and_never_an_error(client_of_person: Client, page: str) -> None:
    assert client_of_person.get("/messages/", {"page": page}).status_code == 200


@pytest.mark.parametrize("address", ["/messages/", "/guided/"])
def test_someone_without_a_bilan_is_led_to_the_start(address: str) -> None:
    client = Client()
    client.force_login(a_person())

    assert client.get(address).headers["Location"] == "/start/"


def test_work_is_kept_then_handed_in_then_answered(case: Case, client_of_person: Client) -> None:
    client_of_person.post("/guided/I4/", {"words": "Le temps.", "seen": ""})
    row = GuidedWork.objects.get(key=case.key)
    assert row.handed_in_at is None

    sent = {"words": "Le temps, l’équipe.", "seen": row.written_at.isoformat(), "then": "hand-in"}
    client_of_person.post("/guided/I4/", sent)
    answer_work(
        case=case, module="I4", words="Et l’argent ?", minutes=10, by=the_counsellor(case), at=timezone.now()
    )

    page = client_of_person.get("/guided/I4/").content.decode()
    assert "Et l’argent ?" in page
    assert "Le temps, l’équipe." in page
    assert "retour reçu" in client_of_person.get("/guided/").content.decode()


def test_a_second_tab_shows_both_texts_and_replaces_none(case: Case, client_of_person: Client) -> None:
    write_work(case=case, module="I4", words="Du premier onglet.", by=case.beneficiary, at=timezone.now())

    page = client_of_person.post("/guided/I4/", {"words": "Du second onglet.", "seen": ""}).content.decode()

    assert "Du premier onglet." in page
    assert "Du second onglet." in page
    assert "entre-temps" in page


@pytest.mark.parametrize("code", ["I3", "nothing"])
def test_a_module_that_is_not_lived_alone_has_no_page(client_of_person: Client, code: str) -> None:
    assert client_of_person.get(f"/guided/{code}/").status_code == 404


def test_the_room_is_on_the_interview_by_video(case: Case, client_of_person: Client) -> None:
    now, room = timezone.now(), "https://visio.example/salle"
    session = a_booked_session(case, starts_at=now + timedelta(days=2))
    set_video_room(practitioner=case.practitioner, address=room, by=the_counsellor(case), at=now)

    answer = client_of_person.get(f"/sessions/{session.pk}/")

    assert f'href="{room}"' in answer.content.decode()


def test_the_thread_costs_the_same_for_3_and_for_30(
    case: Case, client_of_person: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now() - timedelta(hours=1)
    for count in range(30):
        moment = now + timedelta(seconds=count)
        write_letter(case=case, words=f"{count}", by=case.beneficiary, at=moment)
        if count in (2, 29):
            with django_assert_max_num_queries(9):
                client_of_person.get("/messages/")


@pytest.mark.parametrize("page", ["/home/", "/journey/"])
def test_a_message_that_awaits_is_told_at_home_and_on_the_journey(
    case: Case, client_of_person: Client, page: str
) -> None:
    assert "nouveau message" not in client_of_person.get(page).content.decode()

    write_letter(case=case, words=WORDS, by=the_counsellor(case), at=timezone.now())

    assert "nouveau message" in client_of_person.get(page).content.decode()
