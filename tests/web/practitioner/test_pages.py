"""Each page of a bilan opens for whoever leads it, well made, and its reads are traced."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bilan.audit.queries import readings_of
from bilan.cases.models import Case
from tests.cases.builders import a_booked_session, a_drafted_synthesis, a_held_session
from tests.portfolio.builders import a_card, an_experience
from tests.projects.builders import a_plan_option
from tests.web.html import Read
from tests.web.practitioner.desk import a_desk, a_led_case

pytestmark = pytest.mark.django_db

CASE_PAGES = (
    "case",
    "brief",
    "case-start",
    "case-plan",
    "case-shared",
    "case-agreement",
    "case-synthesis",
    "case-session-new",
)
TRACED = {
    "brief": "brief",
    "case-start": "diagnosis",
    "case-plan": "plan",
    "case-shared": "portfolio",
    "case-synthesis": "synthesis",
}


def is_well_made(page: Read) -> bool:
    """Tell whether a page has one first heading, one main action, and recalls professional secrecy."""
    return page.count("h1") == 1 and _primary(page) == 1 and "Secret professionnel" in page.text


def _primary(page: Read) -> int:
    return page.count("a", "btn") + page.count("button", "btn")


@pytest.mark.parametrize("name", CASE_PAGES)
def test_a_page_of_a_bilan_opens_for_whoever_leads_it(name: str, case: Case) -> None:
    page = a_desk(case.practitioner.person).open(reverse(name, args=[case.pk]))

    assert is_well_made(page)


@pytest.mark.parametrize(("name", "what"), TRACED.items())
def test_opening_what_is_told_is_shown_to_the_person(name: str, what: str, case: Case) -> None:
    a_desk(case.practitioner.person).open(reverse(name, args=[case.pk]))

    assert [event.facts["what"] for event in readings_of(case.beneficiary)] == [what]


@pytest.mark.parametrize("name", ["case", "case-agreement", "case-session-new"])
def test_a_page_of_dates_and_hours_reads_nothing(name: str, case: Case) -> None:
    a_desk(case.practitioner.person).open(reverse(name, args=[case.pk]))

    assert not readings_of(case.beneficiary).exists()


def test_the_day_says_who_comes_and_what_brings_them(case: Case) -> None:
    a_booked_session(case, starts_at=timezone.localtime().replace(hour=23, minute=30))

    page = a_desk(case.practitioner.person).open(reverse("today"))

    assert "Un rendez-vous" in page.text
    assert "Mes mains ne tiennent plus la farine" in page.text
    assert is_well_made(page)


def test_an_empty_day_teaches_to_open_slots() -> None:
    page = a_desk(a_led_case().practitioner.person).open(reverse("today"))

    assert "Aucun rendez-vous aujourd’hui" in page.text
    assert is_well_made(page)


def test_the_caseload_puts_first_what_asks_for_attention(case: Case) -> None:
    other = a_led_case(practitioner=case.practitioner, weeks=1)
    a_booked_session(other, starts_at=timezone.now() + timedelta(days=2))

    page = a_desk(case.practitioner.person).open(reverse("caseload"))

    assert page.text.index("Aucun rendez-vous prévu") < page.text.index("Rien à signaler")
    assert is_well_made(page)


def test_the_calendar_shows_who_comes(case: Case) -> None:
    a_booked_session(case, starts_at=timezone.now() + timedelta(days=2))

    page = a_desk(case.practitioner.person).open(reverse("calendar"))

    assert str(case.beneficiary) in page.text
    assert is_well_made(page)


@pytest.mark.parametrize("is_signed", [True, False])
def test_a_session_opens_before_and_after_its_signatures(*, is_signed: bool, case: Case) -> None:
    session = a_held_session(case, starts_at=timezone.now() - timedelta(days=2), is_signed=is_signed)

    page = a_desk(case.practitioner.person).open(reverse("session-note", args=[session.pk]))

    assert is_well_made(page)


def test_a_session_to_come_leads_to_the_brief(case: Case) -> None:
    session = a_booked_session(case, starts_at=timezone.now() + timedelta(days=2))

    page = a_desk(case.practitioner.person).open(reverse("session-note", args=[session.pk]))

    assert "À noter une fois la séance terminée" in page.text
    assert is_well_made(page)


def test_what_is_kept_from_everyone_is_not_shown(case: Case) -> None:
    now = timezone.now()
    an_experience(person=case.beneficiary, at=now, title="Soins à ma mère", is_private=True)
    an_experience(person=case.beneficiary, at=now, title="Trésorière")
    a_card(person=case.beneficiary, at=now)
    a_plan_option(person=case.beneficiary, at=now)

    page = a_desk(case.practitioner.person).open(reverse("case-shared", args=[case.pk]))

    assert "Trésorière" in page.text
    assert "Soins à ma mère" not in page.text


def test_the_synthesis_shows_where_each_sentence_comes_from(case: Case) -> None:
    a_drafted_synthesis(case, at=timezone.now())

    page = a_desk(case.practitioner.person).open(reverse("case-synthesis", args=[case.pk]))

    assert "d’une carte confirmée" in page.text
    assert is_well_made(page)
