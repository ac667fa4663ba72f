"""The page of an activity asks which occupation it was, and takes the answer or none of them."""

import pytest
from django.urls import reverse

from bilan.portfolio.models import Experience
from bilan.portfolio.operations import suggest_from_experience
from bilan.portfolio.queries import lived_occupations
from tests.occupations.catalogues import a_village
from tests.portfolio.builders import an_experience
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
BAKER = "D1102"


@pytest.fixture
def visitor() -> Visitor:
    """Return somebody in a village."""
    a_village()
    return a_visitor()


def told_by(visitor: Visitor) -> Experience:
    words = {"kind": "EMPLOYED", "title": "Boulanger", "narrative": "Je façonnais le pain."}
    return an_experience(person=visitor.person, at=visitor.now, **words)  # type: ignore[arg-type]  # all are words


def test_asks_once_the_words_were_searched_and_keeps_the_answer(visitor: Visitor) -> None:
    row = told_by(visitor)
    page = reverse("experience", args=[row.pk])
    assert "Quel métier" not in visitor.get(page)
    suggest_from_experience(experience_id=row.pk, by=visitor.person, at=visitor.now)

    asked = visitor.get(page)
    answered = visitor.said(reverse("experience-trade", args=[row.pk]), trade=BAKER)

    assert is_well_made(asked)
    assert f'value="{BAKER}"' in asked
    assert "Aucun de ceux-là" in asked
    assert "Vous avez dit\u00a0: Boulanger" in answered
    assert lived_occupations(owner=visitor.person) == (BAKER,)


def test_a_code_nobody_knows_is_refused_in_words(visitor: Visitor) -> None:
    row = told_by(visitor)

    page = visitor.said(reverse("experience-trade", args=[row.pk]), trade="Z9999")

    assert "Z9999" in page
    assert lived_occupations(owner=visitor.person) == ()
