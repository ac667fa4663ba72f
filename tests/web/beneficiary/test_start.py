"""Four steps to a first interview, and the front door's answer kept on the way."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bilan.accounts.models import Consent
from bilan.cases.models import Case, Session
from tests.cases.builders import a_case
from tests.providers.builders import MANAGER, a_practitioner, a_provider, a_slot
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db


def consenting() -> Visitor:
    """Return someone who gave their name and their consent."""
    visitor = a_visitor()
    visitor.post(reverse("start"), name="Claire Morel", postcode="")
    visitor.post(reverse("start-consent"), agrees="on")
    return visitor


def test_goes_from_a_name_to_a_first_free_interview() -> None:
    practitioner = a_practitioner()
    visitor = a_visitor()
    slot = a_slot(practitioner=practitioner, starts_at=visitor.now + timedelta(days=2))
    visitor.get(reverse("start") + "?situation=EMPLOYEE&postcode=49000")

    visitor.post(reverse("start"), name="Claire Morel", postcode="49000")
    visitor.post(reverse("start-consent"), agrees="on")
    visitor.post(reverse("start-counsellor"), practitioner=practitioner.pk, situation="EMPLOYEE")
    answer = visitor.post(reverse("start-interview"), slot=slot.pk)

    assert answer.headers["Location"] == reverse("home")
    case = Case.objects.get(beneficiary=visitor.person)
    assert case.rule_profile == "fr-cpf"
    assert Session.objects.get(case=case).is_free


@pytest.mark.parametrize(
    ("house", "opened"),
    [("fr-law", "fr-cpf"), ("be-vlg", "be-vlg"), ("programme-2015", "programme-2015")],
)
def test_the_rules_of_the_situation_apply_only_where_they_build_on_the_house_s(
    house: str, opened: str
) -> None:
    visitor, leader = consenting(), a_practitioner(profile=house)

    visitor.post(reverse("start-counsellor"), practitioner=leader.pk, situation="EMPLOYEE")

    assert Case.objects.get(beneficiary=visitor.person).rule_profile == opened


def test_keeps_the_front_door_s_answer() -> None:
    a_practitioner()
    visitor = a_visitor()

    first = visitor.get(reverse("start") + "?situation=JOBSEEKER&postcode=49000")
    visitor.post(reverse("start"), name="Claire Morel", postcode="49000")
    visitor.post(reverse("start-consent"), agrees="on")
    page = visitor.get(reverse("start-counsellor"))

    assert 'value="49000"' in first
    assert 'value="JOBSEEKER" checked' in page


def test_keeps_what_was_typed_beside_the_error() -> None:
    visitor = a_visitor()

    page = visitor.said(reverse("start"), name="Claire Morel", postcode="490")

    assert "Un code postal a cinq chiffres" in page
    assert 'value="490"' in page
    assert is_well_made(page)


def test_nothing_begins_without_consent() -> None:
    practitioner = a_practitioner()
    visitor = a_visitor()

    page = visitor.said(reverse("start-consent"))
    answer = visitor.post(reverse("start-counsellor"), practitioner=practitioner.pk, situation="EMPLOYEE")

    assert "sans elle, rien ne commence" in page
    assert answer.headers["Location"] == reverse("start-consent")
    assert not Consent.objects.exists()
    assert not Case.objects.exists()


def test_a_manager_who_leads_nobody_cannot_be_chosen() -> None:
    provider = a_provider()
    manager = a_practitioner(provider=provider, role=MANAGER)
    a_practitioner(provider=provider)
    visitor = consenting()

    page = visitor.said(reverse("start-counsellor"), practitioner=manager.pk, situation="EMPLOYEE")

    assert "ne prend plus de nouveaux bilans" in page
    assert not Case.objects.exists()


def test_says_so_when_nobody_is_there() -> None:
    page = consenting().get(reverse("start-counsellor"))

    assert is_well_made(page)
    assert "Votre accord est gardé" in page


def test_another_s_slot_cannot_be_taken() -> None:
    visitor = a_visitor()
    case = a_case(at=visitor.now, person=visitor.person)
    a_slot(practitioner=case.practitioner, starts_at=visitor.now + timedelta(days=2))
    elsewhere = a_slot(practitioner=a_practitioner(), starts_at=visitor.now + timedelta(days=2))

    page = visitor.said(reverse("start-interview"), slot=elsewhere.pk)

    assert "Prendre ce rendez-vous" in page
    assert not Session.objects.exists()


@pytest.mark.parametrize("name", ["start", "start-consent", "start-counsellor"])
def test_someone_with_a_bilan_is_led_on(name: str) -> None:
    visitor = a_visitor()
    a_case(at=visitor.now, person=visitor.person)

    assert visitor.client.get(reverse(name)).status_code == 302


def test_costs_the_same_for_three_counsellors_and_for_thirty() -> None:
    provider = a_provider()
    for _ in range(3):
        a_practitioner(provider=provider)
    visitor = consenting()
    few = visitor.queries(reverse("start-counsellor"))
    for _ in range(27):
        a_practitioner(provider=provider)

    assert visitor.queries(reverse("start-counsellor")) == few
