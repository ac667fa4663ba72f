"""Somebody types for the person: shown on each page, marked in the trail, ended by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bilan.accounts.errors import HelpTooLong
from bilan.accounts.models import Consent, ConsentKind
from bilan.accounts.operations import start_help
from bilan.audit.models import Event
from bilan.web.accounts.fresh import PROVED_AT
from tests.builders import a_person
from tests.web.beneficiary.story import Visitor, a_visitor

pytestmark = pytest.mark.django_db

HELP, STOP = reverse("help-mode"), reverse("help-mode-stop")
BAND = "Nadia écrit pour vous."


def helped_visitor() -> Visitor:
    visitor = a_visitor()
    visitor.said(HELP, helper="Nadia", minutes="60")
    return visitor


def correct_name(visitor: Visitor) -> Event:
    visitor.post(reverse("account"), name="Claire M.", postcode="")
    return Event.objects.filter(act="person.corrected").latest("at")


def test_the_consent_says_who_and_until_when() -> None:
    visitor = helped_visitor()

    consent = Consent.objects.get(person=visitor.person, kind=ConsentKind.HELP_TYPING)

    assert consent.to_whom == "Nadia"
    assert consent.ends_at is not None
    assert timedelta(minutes=59) < consent.ends_at - visitor.now < timedelta(minutes=61)


def test_each_page_shows_who_types_while_it_lasts() -> None:
    visitor = helped_visitor()

    for page in ("home", "journey", "my-data", "account"):
        assert BAND in visitor.get(reverse(page))


def test_what_is_written_carries_the_fact_and_nothing_else_does() -> None:
    visitor = helped_visitor()
    assert correct_name(visitor).facts.get("helped") is True

    visitor.post(STOP)

    assert "helped" not in correct_name(visitor).facts


def test_a_helper_may_not_do_what_binds() -> None:
    visitor = helped_visitor()

    page = visitor.post(reverse("agreement-sign"), has_read="yes", sha256="0" * 64).content.decode()

    assert "vous le ferez vous-même" in page


def test_it_ends_by_itself() -> None:
    visitor = helped_visitor()
    session = visitor.client.session
    session["helped_by"] |= {"until": timezone.now().timestamp() - 1}
    session.save()

    assert BAND not in visitor.get(reverse("home"))
    assert not Consent.objects.filter(person=visitor.person, withdrawn_at=None).exists()


def test_once_it_ends_whoever_signs_proves_who_they_are() -> None:
    visitor = helped_visitor()

    visitor.post(STOP)

    assert PROVED_AT not in visitor.client.session


def test_another_session_of_the_person_is_not_helped() -> None:
    visitor = helped_visitor()

    assert BAND not in a_visitor(visitor.person).get(reverse("home"))


def test_it_needs_the_person_to_prove_who_they_are() -> None:
    visitor = a_visitor()
    session = visitor.client.session
    del session[PROVED_AT]
    session.save()

    assert "Est-ce bien vous" in visitor.said(HELP, helper="Nadia", minutes="60")
    assert not Consent.objects.exists()


@pytest.mark.parametrize(("minutes", "is_refused"), [(120, False), (121, True)])
def test_two_hours_at_most(minutes: int, is_refused: bool) -> None:
    person = a_person()
    try:
        start_help(
            person=person,
            helper="Nadia",
            span=timedelta(minutes=minutes),
            by=person,
            at=timezone.now(),
        )
    except HelpTooLong:
        assert is_refused
    else:
        assert not is_refused
