"""Near misses: the right role on someone else's bilan learns nothing, not even that it exists."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bilan.accounts.models import Person
from bilan.cases.models import Case, Session, Synthesis
from tests.builders import a_person
from tests.cases.builders import a_booked_session, a_drafted_synthesis, a_held_session
from tests.portfolio.builders import a_card
from tests.providers.builders import MANAGER, a_practitioner, a_slot
from tests.web.practitioner.desk import a_desk, a_led_case

pytestmark = pytest.mark.django_db

PAGES = (
    "case",
    "brief",
    "case-start",
    "case-plan",
    "case-shared",
    "case-agreement",
    "case-synthesis",
    "case-session-new",
)
POSTS = (
    "case-phase",
    "case-plan-choose",
    "case-plan-swap",
    "case-agreement",
    "case-agreement-sign",
    "case-synthesis-draft",
    "case-synthesis-agree",
    "case-hand-over",
    "case-session-new",
)
OWN_PAGES = ("today", "caseload", "calendar")


def a_colleague(case: Case) -> Person:
    """Return another counsellor of the same provider."""
    return a_practitioner(provider=case.practitioner.provider, person=a_person()).person


def the_direction(case: Case) -> Person:
    """Return a manager of the same provider."""
    return a_practitioner(provider=case.practitioner.provider, person=a_person(), role=MANAGER).person


@pytest.mark.parametrize("name", PAGES)
def test_a_colleague_finds_nothing_at_the_address_of_a_bilan(name: str, case: Case) -> None:
    assert a_desk(a_colleague(case)).status(reverse(name, args=[case.pk])) == 404


@pytest.mark.parametrize("name", PAGES)
def test_the_direction_finds_nothing_at_the_address_of_a_bilan(name: str, case: Case) -> None:
    assert a_desk(the_direction(case)).status(reverse(name, args=[case.pk])) == 404


@pytest.mark.parametrize("name", POSTS)
def test_a_colleague_acts_on_nothing(name: str, case: Case) -> None:
    answer = a_desk(a_colleague(case)).post(reverse(name, args=[case.pk]), has_read="yes", revision="1")

    assert answer.status_code == 404


@pytest.mark.parametrize("name", POSTS)
def test_the_person_does_not_act_as_their_practitioner(name: str, case: Case) -> None:
    answer = a_desk(case.beneficiary).post(reverse(name, args=[case.pk]), has_read="yes", revision="1")

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["session-note", "session-attendance", "session-missed", "session-call-off"])
def test_a_colleague_touches_no_session(name: str, case: Case) -> None:
    session = a_booked_session(case, starts_at=timezone.now() + timedelta(days=1))

    answer = a_desk(a_colleague(case)).post(reverse(name, args=[session.pk]), minutes="60")

    assert answer.status_code == 404
    assert Session.objects.get(pk=session.pk).state == Session.State.BOOKED


def test_a_colleague_does_not_sign_a_held_session(case: Case) -> None:
    session = a_held_session(case, starts_at=timezone.now() - timedelta(days=1), is_signed=False)

    a_desk(a_colleague(case)).post(reverse("session-attendance", args=[session.pk]))

    assert Session.objects.get(pk=session.pk).signed_by_practitioner_at is None


def test_a_colleague_rewords_no_synthesis(case: Case) -> None:
    a_drafted_synthesis(case, at=timezone.now())
    url = reverse("case-synthesis-edit", args=[case.pk, "steps"])

    answer = a_desk(a_colleague(case)).post(url, text="Autre chose", revision="1")

    assert answer.status_code == 404
    assert Synthesis.objects.get(case=case).revision == 1


def test_a_practitioner_confirms_no_card_through_another_bilan() -> None:
    case, other = a_led_case(), a_led_case()
    card = a_card(person=other.beneficiary, at=timezone.now())

    answer = a_desk(case.practitioner.person).post(reverse("case-card-confirm", args=[case.pk, card.pk]))

    assert answer.status_code == 404


def test_a_colleague_closes_no_slot(case: Case) -> None:
    slot = a_slot(practitioner=case.practitioner, starts_at=timezone.now() + timedelta(days=3))

    answer = a_desk(a_colleague(case)).post(reverse("slot-close", args=[slot.pk]))

    assert answer.status_code == 404
    assert case.practitioner.slots.filter(pk=slot.pk).exists()


@pytest.mark.parametrize("name", OWN_PAGES)
def test_whoever_leads_nothing_has_no_desk(name: str, case: Case) -> None:
    assert a_desk(case.beneficiary).status(reverse(name)) == 404
    assert a_desk(the_direction(case)).status(reverse(name)) == 404


def test_a_practitioner_who_left_finds_nothing(case: Case) -> None:
    case.practitioner.is_active = False
    case.practitioner.save(update_fields=["is_active"])

    assert a_desk(case.practitioner.person).status(reverse("case", args=[case.pk])) == 404


@pytest.mark.parametrize("name", ["brief", "case-start", "case-plan", "case-shared", "case-synthesis"])
def test_a_bilan_that_was_left_shows_no_content(name: str, case: Case) -> None:
    case.state = Case.State.LEFT
    case.save(update_fields=["state"])

    assert a_desk(case.practitioner.person).status(reverse(name, args=[case.pk])) == 404


def test_a_bilan_that_was_left_still_shows_its_dates(case: Case) -> None:
    case.state = Case.State.LEFT
    case.save(update_fields=["state"])

    page = a_desk(case.practitioner.person).open(reverse("case", args=[case.pk]))

    assert "Interrompu par la personne" in page.text
    assert page.count("a", "btn") == 1
