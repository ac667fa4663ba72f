"""At one's own pace: pause, later end, going on or stopping; refusals keep what was typed."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from pypdf import PdfReader

from bilan.cases.models import Agreement, Case, Prolongation, Suspension
from bilan.cases.operations import EmployerNamed, ask_prolongation, hand_over, name_employer
from tests.cases.builders import (
    a_concluding_case,
    a_held_session,
    a_planned_case,
    a_signed_case,
    the_counsellor,
)
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
PACE = reverse("pace")


def walking() -> tuple[Visitor, Case]:
    visitor = a_visitor()
    case = a_signed_case(at=visitor.now - timedelta(weeks=2))
    return a_visitor(case.beneficiary), case


def day(visitor: Visitor, *, days: int) -> str:
    return (localdate(visitor.now) + timedelta(days=days)).isoformat()


def text_of(visitor: Visitor, name: str) -> str:
    answer = visitor.client.get(reverse(name))
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_pauses_and_goes_on() -> None:
    visitor, case = walking()

    page = visitor.said(reverse("pace-pause"), until=day(visitor, days=20), reason="TIME")

    assert is_well_made(page)
    assert "Votre bilan est en pause" in page
    assert Suspension.objects.get().case_id == case.pk
    assert "Votre bilan reprend" in visitor.said(reverse("pace-resume"))


def test_a_pause_too_long_is_refused_with_its_source_and_stays_typed() -> None:
    visitor, _case = walking()

    answer = visitor.post(reverse("pace-pause"), until=day(visitor, days=300), reason="TIME")

    page = answer.content.decode()
    assert "26 semaines de pause en tout" in page
    assert "Usage de la profession" in page
    assert day(visitor, days=300) in page
    assert not Suspension.objects.exists()


def test_asks_for_a_later_end_and_takes_it_back() -> None:
    visitor, case = walking()
    assert case.expected_end_on is not None
    until = (case.expected_end_on + timedelta(weeks=2)).isoformat()

    page = visitor.said(reverse("pace-later"), later=until)
    assert "n’a pas encore répondu" in page
    visitor.said(reverse("pace-answer"), answer="no")

    assert Prolongation.objects.get().answer == "REFUSED"


def test_accepts_the_later_end_that_is_proposed() -> None:
    visitor, case = walking()
    assert case.expected_end_on is not None
    until = case.expected_end_on + timedelta(weeks=2)
    ask_prolongation(case=case, until=until, by=the_counsellor(case), at=visitor.now)

    assert "Rien ne change sans votre accord" in visitor.get(PACE)
    visitor.said(reverse("pace-answer"), answer="yes")

    case.refresh_from_db()
    assert case.expected_end_on == until


def test_goes_on_or_stops_when_ending_was_proposed() -> None:
    visitor, case = walking()
    Case.objects.filter(pk=case.pk).update(nudge="DROP_OUT", nudged_at=visitor.now)

    page = visitor.get(PACE)
    visitor.said(reverse("pace-stop"))
    case.refresh_from_db()
    assert is_well_made(page)
    assert case.state == Case.State.OPEN
    visitor.said(reverse("pace-stop"), is_sure="yes")

    case.refresh_from_db()
    assert case.state == Case.State.LEFT


def test_says_one_goes_on() -> None:
    visitor, case = walking()
    Case.objects.filter(pk=case.pk).update(nudge="DROP_OUT", nudged_at=visitor.now)

    assert "votre bilan continue" in visitor.said(reverse("pace-stay"))


def test_without_a_bilan_there_is_nothing_to_press() -> None:
    visitor = a_visitor()

    page = visitor.get(PACE)

    assert is_well_made(page)
    for name in ("pace-pause", "pace-resume", "pace-later", "pace-answer", "pace-stay", "pace-stop"):
        assert visitor.post(reverse(name)).status_code == 302


def test_the_attendance_sheet_tells_each_interview_and_what_is_unusual() -> None:
    visitor, case = walking()
    held = a_held_session(case, starts_at=visitor.now - timedelta(days=2), minutes=90)
    type(held).objects.filter(pk=held.pk).update(beneficiary_device="a" * 16, practitioner_device="a" * 16)

    text = text_of(visitor, "attendance-pdf")

    assert "Feuille d’émargement" in text
    assert "1 h 30" in text
    assert "même appareil" in text


def test_the_certificate_comes_once_the_bilan_is_over() -> None:
    visitor, _case = walking()
    assert visitor.client.get(reverse("completion-pdf")).status_code == 404
    ended = a_concluding_case(at=visitor.now)
    hand_over(case=ended, by=the_counsellor(ended), at=visitor.now)

    text = text_of(a_visitor(ended.beneficiary), "completion-pdf")

    assert "Certificat de réalisation" in text
    assert "13 h" in text
    assert "L6313-4" in text


def test_refuses_an_agreement_of_three_without_a_reason() -> None:
    visitor = a_visitor()
    case = a_planned_case(at=visitor.now, profile="fr-employer")
    someone = a_visitor(case.beneficiary)
    assert "nomme d’abord l’employeur" in someone.get(reverse("agreement"))
    named = EmployerNamed("Maison Durand", "Paul Durand", "paul@durand.example")
    name_employer(case=case, employer=named, by=the_counsellor(case), at=visitor.now)

    page = someone.get(reverse("agreement"))
    someone.said(reverse("agreement-refuse"))
    unsure = Agreement.objects.get(case=case).refused_at
    after = someone.said(reverse("agreement-refuse"), is_sure="yes")

    assert is_well_made(page)
    assert "inclus pour répondre" in page
    assert unsure is None
    assert "c’est votre droit" in after
