"""What would bring an option into the six, and how to learn what is missing."""

import pytest
from django.urls import reverse

from bilan.occupations.models import (
    Area,
    Certification,
    CertificationBlock,
    CertificationOccupation,
    Occupation,
)
from bilan.occupations.operations.starter import load_starter
from bilan.projects.models import Option
from bilan.projects.operations import keep_option
from tests.builders import a_person
from tests.portfolio.builders import a_card
from tests.projects.builders import an_option
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
BAKER, COUNSELLING = "D1102", "K1801"


@pytest.fixture
def visitor() -> Visitor:
    """Return somebody who can do what bakers do, in the starter catalogue."""
    Area.objects.create(kind="NATION", code="FR", name="France")
    someone = a_visitor()
    load_starter(at=someone.now)
    baker = Occupation.objects.get(catalogue__code="starter", code=BAKER)
    for uri in baker.requirements.order_by("pk").values_list("skill__uri", flat=True)[:4]:
        a_card(person=someone.person, at=someone.now, uri=uri)
    return someone


def kept(visitor: Visitor, code: str) -> Option:
    return keep_option(person=visitor.person, code=code, by=visitor.person, at=visitor.now)


def test_an_option_far_from_the_six_says_what_would_bring_it_in(visitor: Visitor) -> None:
    page = visitor.get(reverse("option-changes", args=[kept(visitor, COUNSELLING).pk]))

    assert is_well_made(page)
    assert "Les chemins" in page


def test_an_option_among_the_six_says_that_it_is_there(visitor: Visitor) -> None:
    page = visitor.get(reverse("option-changes", args=[kept(visitor, BAKER).pk]))

    assert is_well_made(page)
    assert "Elle y est déjà" in page


def test_nothing_is_said_before_anything_is_known() -> None:
    someone = a_visitor()
    row = an_option(person=someone.person, at=someone.now)

    changes = someone.get(reverse("option-changes", args=[row.pk]))
    learning = someone.get(reverse("option-learning", args=[row.pk]))

    assert "Nous ne savons pas encore" in changes
    assert "Nous ne savons pas encore" in learning
    assert is_well_made(changes)
    assert is_well_made(learning)


def test_what_is_missing_is_tied_to_the_block_that_teaches_it(visitor: Visitor) -> None:
    row = kept(visitor, COUNSELLING)
    bare = visitor.get(reverse("option-learning", args=[row.pk]))
    gap = bare.split('<div class="side-head"><h3>')[1].split("</h3>")[0]
    certification = Certification.objects.create(
        code="RNCP1", title="Titre de conseil", level=5, by_experience=True, is_active=True
    )
    CertificationOccupation.objects.create(certification=certification, code=COUNSELLING)
    CertificationBlock.objects.create(certification=certification, code="RNCP1BC01", title=gap, text="")

    page = visitor.get(reverse("option-learning", args=[row.pk]))

    assert is_well_made(bare)
    assert is_well_made(page)
    assert "Apprendre ceci par</p>" not in bare
    assert "apprendre ceci par la pratique" in bare
    assert "Apprendre ceci par</p>" in page
    assert "Tout d’un coup" in page
    assert "RNCP1" in page
    assert "possible par l’expérience" in page


def test_the_paper_of_an_option_says_what_to_learn_and_where_else(visitor: Visitor) -> None:
    row = kept(visitor, COUNSELLING)
    learning = visitor.get(reverse("option-learning", args=[row.pk]))
    gap = learning.split('<div class="side-head"><h3>')[1].split("</h3>")[0]

    page = visitor.get(reverse("option-paper", args=[row.pk]))
    elsewhere = visitor.get(reverse("option-paper", args=[row.pk]) + "?part=elsewhere")

    assert is_well_made(page)
    assert is_well_made(elsewhere)
    assert "Apprendre ce qui manque" in page
    assert gap in page
    assert "Un autre métier ici" in elsewhere


@pytest.mark.parametrize("name", ["option-changes", "option-learning"])
def test_someone_elses_option_does_not_exist(name: str) -> None:
    visitor = a_visitor()
    row = an_option(person=a_person(name="Nadia Other"), at=visitor.now)

    assert visitor.client.get(reverse(name, args=[row.pk])).status_code == 404
