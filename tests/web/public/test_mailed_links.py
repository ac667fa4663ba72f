"""Links in mails: an employer signs, someone says where they stand; a made-up link opens nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from bilan.cases.links import EMPLOYER, FOLLOW_UP, token_of
from bilan.cases.models import Agreement, Case, FollowUp
from bilan.cases.operations import EmployerNamed, hand_over, leave_case, name_employer, sign_agreement
from tests.cases.builders import a_concluding_case, a_planned_case, the_counsellor
from tests.shared import made_once

pytestmark = pytest.mark.django_db
HOUSE = EmployerNamed("Maison Durand", "Paul Durand", "paul@durand.example")


def an_accepted_agreement() -> Agreement:
    """Return an agreement of three that the person accepted."""
    now = timezone.now()
    case = a_planned_case(at=now, profile="fr-employer")
    name_employer(case=case, employer=HOUSE, by=the_counsellor(case), at=now)
    return sign_agreement(case=case, by=case.beneficiary, at=now)


def a_first_promise() -> FollowUp:
    """Return the first follow-up of a bilan handed over."""
    now = timezone.now()
    case = a_concluding_case(at=now)
    hand_over(case=case, by=the_counsellor(case), at=now)
    promised = FollowUp.objects.filter(case=case).order_by("due_on").first()
    assert promised is not None
    return promised


accepted, kept_promise = made_once(an_accepted_agreement), made_once(a_first_promise)


@pytest.fixture
def agreement(accepted: Agreement, db: None) -> Agreement:
    """Return the agreement of three as the database has it."""
    return Agreement.objects.get(pk=accepted.pk)


@pytest.fixture
def promised(kept_promise: FollowUp, db: None) -> FollowUp:
    """Return a follow-up that was due yesterday."""
    return due(kept_promise, days=1)


def due(promised: FollowUp, *, days: int) -> FollowUp:
    """Return a follow-up once it is due so many days ago."""
    FollowUp.objects.filter(pk=promised.pk).update(due_on=localdate() - timedelta(days=days))
    return FollowUp.objects.get(pk=promised.pk)


def employer_url(agreement: Agreement) -> str:
    return reverse("employer-agreement", args=[token_of(agreement.pk, kind=EMPLOYER)])


def follow_up_url(promised: FollowUp) -> str:
    return reverse("follow-up-link", args=[token_of(promised.pk, kind=FOLLOW_UP)])


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    return str(answer.content.decode())


def test_an_employer_reads_the_terms_and_no_module_then_signs(client: Client, agreement: Agreement) -> None:
    url = employer_url(agreement)

    page = page_of(client, url)
    client.post(url, {"has_read": "yes", "sha256": agreement.terms_sha256})

    agreement.refresh_from_db()
    assert page.count("<h1") == 1
    assert "Maison Durand" in page
    assert "À votre charge" not in page
    assert agreement.signed_by_employer_at is not None
    assert "Signée par vous" in page_of(client, url)


def test_reading_signs_nothing_and_an_unticked_box_neither(client: Client, agreement: Agreement) -> None:
    page_of(client, employer_url(agreement))

    answer = client.post(employer_url(agreement), {"sha256": agreement.terms_sha256})

    agreement.refresh_from_db()
    assert agreement.signed_by_employer_at is None
    assert "cochez d’abord" in answer.content.decode()


def test_an_answer_that_says_nothing_is_not_kept(client: Client, promised: FollowUp) -> None:
    answer = client.post(follow_up_url(promised), {})

    promised.refresh_from_db()
    assert promised.answered_at is None
    assert "Aucune réponse n’est gardée" in answer.content.decode()


def test_a_text_changed_meanwhile_is_not_signed_by_an_employer(client: Client, agreement: Agreement) -> None:
    answer = client.post(employer_url(agreement), {"has_read": "yes", "sha256": "0" * 64}, follow=True)

    agreement.refresh_from_db()
    assert agreement.signed_by_employer_at is None
    assert "Rien n’a été remplacé" in answer.content.decode()


def test_links_made_up_swapped_or_over_open_nothing(
    client: Client, agreement: Agreement, promised: FollowUp
) -> None:
    urls = [
        reverse("employer-agreement", args=[agreement.pk.hex]),
        reverse("employer-agreement", args=[token_of(agreement.pk, kind=FOLLOW_UP)]),
        reverse("employer-agreement", args=[token_of(promised.pk, kind=EMPLOYER)]),
        reverse("follow-up-link", args=[token_of(promised.pk, kind=EMPLOYER)]),
        reverse("follow-up-link", args=["x.y"]),
    ]

    assert [client.get(url).status_code for url in urls] == [404] * len(urls)


def test_an_employer_finds_nothing_before_the_person_signed_or_after_they_withdrew(
    client: Client, agreement: Agreement
) -> None:
    case = Case.objects.get(pk=agreement.case_id)
    Agreement.objects.filter(pk=agreement.pk).update(signed_by_beneficiary_at=None)
    before = client.get(employer_url(agreement)).status_code
    Agreement.objects.filter(pk=agreement.pk).update(
        signed_by_beneficiary_at=timezone.now(), withdrawn_at=timezone.now()
    )

    assert (before, client.get(employer_url(agreement)).status_code) == (404, 404)
    assert case.state == Case.State.OPEN


def test_news_are_given_without_signing_in_and_once(client: Client, promised: FollowUp) -> None:
    url = follow_up_url(promised)

    page = page_of(client, url)
    client.post(url, {"outcome": "TRAINING"})
    again = client.post(url, {"outcome": "NEW_JOB"}, follow=True)

    promised.refresh_from_db()
    assert page.count("<h1") == 1
    assert str(promised.case.beneficiary) not in page
    assert promised.outcome == "TRAINING"
    assert "a déjà sa réponse" in again.content.decode()


@pytest.mark.parametrize(("days", "status"), [(-1, 404), (0, 200), (179, 200), (180, 404)])
def test_news_are_asked_from_the_day_on_for_half_a_year(
    client: Client, promised: FollowUp, days: int, status: int
) -> None:
    assert client.get(follow_up_url(due(promised, days=days))).status_code == status


def test_an_outcome_nobody_knows_changes_nothing(client: Client, promised: FollowUp) -> None:
    client.post(follow_up_url(promised), {"outcome": "RICH"})

    promised.refresh_from_db()
    assert promised.answered_at is None


def test_leaving_takes_the_agreement_away_from_signing(client: Client, agreement: Agreement) -> None:
    case = Case.objects.get(pk=agreement.case_id)
    leave_case(case=case, by=case.beneficiary, at=timezone.now())

    client.post(employer_url(agreement), {"has_read": "yes", "sha256": agreement.terms_sha256})

    agreement.refresh_from_db()
    assert agreement.signed_by_employer_at is None
