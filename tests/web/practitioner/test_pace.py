"""The days of a bilan on the counsellor's side: employer, pause, later end, proof."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from bilan.cases.models import Case, Employer, Prolongation, Suspension
from bilan.cases.operations import ask_prolongation, hand_over
from tests.cases.builders import a_concluding_case, a_planned_case, the_counsellor
from tests.providers.builders import a_practitioner
from tests.web.practitioner.desk import a_desk, a_led_case

pytestmark = pytest.mark.django_db


def url(name: str, case: Case) -> str:
    return reverse(name, args=[case.pk])


def test_pauses_and_goes_on() -> None:
    case = a_led_case()
    desk = a_desk(the_counsellor(case))
    until = (localdate() + timedelta(days=10)).isoformat()

    desk.post(url("case-pace-pause", case), until=until, reason="ABSENCE")
    page = desk.open(url("case-pace", case))
    desk.post(url("case-pace-resume", case))

    assert "En pause jusqu’au" in page.text
    assert Suspension.objects.get().resumed_at is not None


def test_a_refused_pause_stays_typed() -> None:
    case = a_led_case()
    until = (localdate() + timedelta(days=400)).isoformat()

    answer = a_desk(the_counsellor(case)).post(url("case-pace-pause", case), until=until, reason="TIME")

    assert until in answer.content.decode()
    assert "pause en tout" in answer.content.decode()


def test_proposes_a_later_end_and_answers_one() -> None:
    case = a_led_case()
    desk = a_desk(the_counsellor(case))
    assert case.expected_end_on is not None
    until = case.expected_end_on + timedelta(weeks=2)

    desk.post(url("case-pace-later", case), later=until.isoformat())
    desk.post(url("case-pace-answer", case), answer="no")
    ask_prolongation(case=case, until=until, by=case.beneficiary, at=timezone.now())
    desk.post(url("case-pace-answer", case), answer="yes")

    assert list(Prolongation.objects.order_by("asked_at").values_list("answer", flat=True)) == [
        "REFUSED",
        "AGREED",
    ]


def test_names_the_employer_and_keeps_what_was_typed_when_it_is_refused() -> None:
    case = a_planned_case(at=timezone.now(), profile="fr-employer", practitioner=a_practitioner())
    desk = a_desk(the_counsellor(case))
    told = {"organization": "Maison Durand", "signatory": "Paul Durand"}

    refused = desk.post(url("case-employer", case), **told, email=case.beneficiary.email)
    named = desk.post(url("case-employer", case), **told, email="paul@durand.example")

    assert "Maison Durand" in refused.content.decode()
    assert named.status_code == 302
    assert Employer.objects.get().signatory == "Paul Durand"
    assert "pour répondre" in desk.open(url("case-agreement", case)).text


def test_prints_the_proof_while_it_goes_on_and_the_certificate_after() -> None:
    now = timezone.now()
    case = a_concluding_case(at=now)
    desk = a_desk(the_counsellor(case))

    assert desk.client.get(url("case-attendance-pdf", case)).content.startswith(b"%PDF")
    assert desk.status(url("case-completion-pdf", case)) == 302
    hand_over(case=case, by=the_counsellor(case), at=now)

    assert desk.client.get(url("case-completion-pdf", case)).content.startswith(b"%PDF")


def test_a_colleague_finds_nothing() -> None:
    case = a_led_case()
    colleague = a_desk(a_practitioner(provider=case.practitioner.provider).person)

    for name in ("case-pace", "case-attendance-pdf", "case-completion-pdf"):
        assert colleague.status(url(name, case)) == 404
