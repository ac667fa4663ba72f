"""Three questions, an answer in one page, and nothing written down."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from bilan.access.models import InformationPoint
from bilan.audit.models import Event
from tests.web.html import page_of

pytestmark = pytest.mark.django_db


def answer_to(client: Client, **asked: str) -> str:
    """Return the page that answers the three questions."""
    told = {"situation": "EMPLOYEE", "paid": "no", "meeting": "near", "postcode": "49000"} | asked
    return client.get("/", told).content.decode()


def test_asks_three_questions_first(client: Client) -> None:
    page = page_of(client.get("/"))

    assert page.count("h1") == 1
    assert page.count("fieldset") == 3
    assert "Votre réponse" not in page.text


def test_a_job_seeker_pays_nothing(client: Client) -> None:
    text = answer_to(client, situation="JOBSEEKER")

    assert "Votre réponse" in text
    assert "sans rien payer" in text


def test_an_employee_sees_the_co_payment(client: Client) -> None:
    assert "103,20" in answer_to(client)


def test_someone_who_had_one_recently_still_gets_a_next_step(client: Client) -> None:
    text = answer_to(client, paid="yes")

    assert "Et ensuite" in text
    assert "Commencer quand même" in text


@pytest.mark.parametrize("situation", ["EMPLOYEE", "JOBSEEKER", "PUBLIC", "SELF_EMPLOYED", "OTHER"])
@pytest.mark.parametrize("paid", ["yes", "no"])
def test_nobody_meets_a_closed_door(client: Client, situation: str, paid: str) -> None:
    assert "Et ensuite" in answer_to(client, situation=situation, paid=paid)


def test_a_wrong_postcode_keeps_the_other_answers(client: Client) -> None:
    response = client.get("/", {"situation": "PUBLIC", "paid": "no", "meeting": "video", "postcode": "4900"})

    text = response.content.decode()
    assert "Un code postal a cinq chiffres" in text
    assert 'value="PUBLIC" checked' in text


def test_shows_the_nearest_information_point(client: Client) -> None:
    InformationPoint.objects.create(
        name="Espace orientation", kind="CEP", address="1 rue de la Loire", postcode="49000",
        latitude=47.47, longitude=-0.55,
    )  # fmt: skip

    assert "Espace orientation" in answer_to(client)


def test_writes_nothing_and_asks_for_no_cookie(client: Client) -> None:
    before = Event.objects.count()

    response = client.get(
        "/", {"situation": "EMPLOYEE", "paid": "no", "meeting": "near", "postcode": "49000"}
    )

    assert Event.objects.count() == before
    assert not response.cookies.get("sessionid")


def test_the_answer_follows_the_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2025, 6, 1, 9, tzinfo=UTC))

    assert "102,23" in answer_to(client)
