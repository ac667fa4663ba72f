"""The agreement to be studied without a name: apart from the others, free, and taken back as easily."""

import pytest
from django.urls import reverse

from bilan.accounts.models import Consent, ConsentKind
from bilan.accounts.queries import has_consent
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
URL = reverse("research")


def is_agreed(visitor: Visitor) -> bool:
    return has_consent(person=visitor.person, kind=ConsentKind.RESEARCH)


def test_nobody_agrees_by_looking() -> None:
    visitor = a_visitor()

    page = visitor.get(URL)

    assert is_well_made(page)
    assert "Jamais en dessous de 50 personnes" in page
    assert not is_agreed(visitor)


def test_agrees_then_takes_it_back_and_both_are_kept_with_their_day() -> None:
    visitor = a_visitor()

    assert "Reprendre mon accord" in visitor.said(URL, agreed="yes")
    assert is_agreed(visitor)
    assert "Je donne mon accord" in visitor.said(URL, agreed="no")

    assert not is_agreed(visitor)
    assert Consent.objects.get(person=visitor.person).withdrawn_at is not None


def test_agrees_for_oneself_alone() -> None:
    visitor, other = a_visitor(), a_visitor()

    visitor.post(URL, agreed="yes")

    assert not is_agreed(other)


def test_agreeing_to_be_studied_is_no_other_agreement() -> None:
    visitor = a_visitor()

    visitor.post(URL, agreed="yes")

    assert [row.kind for row in Consent.objects.filter(person=visitor.person)] == [ConsentKind.RESEARCH]
