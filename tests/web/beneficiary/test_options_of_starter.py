"""What the options' pages show of the starter catalogue, loaded once."""

import pytest
from django.urls import reverse

from bilan.occupations.models import Area, Requirement
from bilan.occupations.operations.starter import load_starter
from bilan.occupations.queries import official_moves
from bilan.projects.models import Option
from tests.cases.builders import a_case
from tests.portfolio.builders import a_card
from tests.shared import made_once
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
COUNSELLING = "K1801"  # conseiller en insertion professionnelle


def a_counsellor_to_be() -> Visitor:
    """Return somebody with cards of one occupation, in the starter catalogue."""
    Area.objects.create(kind="NATION", code="FR", name="France")
    someone = a_visitor()
    load_starter(at=someone.now)
    rows = Requirement.objects.filter(occupation__code=COUNSELLING).order_by("pk")
    for uri in rows.values_list("skill__uri", flat=True)[:5]:
        a_card(person=someone.person, at=someone.now, uri=uri)
    return someone


visitor = made_once(a_counsellor_to_be)


def test_six_options_come_with_reasons_first_as_a_list_then_as_a_map(visitor: Visitor) -> None:
    page = visitor.get(reverse("options"))

    assert is_well_made(page)
    assert 1 <= page.count('class="opt"') <= 6
    assert page.index('class="opt"') < page.index("viewBox")
    assert page.count('<a href="#option-') == page.count('class="opt"')
    assert "Catalogue de départ" in page


def test_what_counts_is_read_from_the_address_and_nothing_is_kept(visitor: Visitor) -> None:
    page = visitor.get(reverse("options") + "?market=more&skills=nonsense")

    assert is_well_made(page)
    assert 'name="market" value="more" checked' in page
    assert 'name="skills" value="usual" checked' in page
    assert not Option.objects.exists()


def test_wishes_can_count_more_once_some_are_told(visitor: Visitor) -> None:
    a_case(at=visitor.now, person=visitor.person)
    before = visitor.get(reverse("options"))
    visitor.post(reverse("demand-constraints"), hours_a_week=3, remote="ANY", unwanted=["screen-work"])

    page = visitor.get(reverse("options") + "?wishes=more")

    assert 'name="wishes"' not in before
    assert 'name="wishes" value="more" checked' in page
    assert is_well_made(page)


def test_an_option_is_looked_at_closely(visitor: Visitor) -> None:
    visitor.post(reverse("option-keep"), code=COUNSELLING)
    row = Option.objects.get()

    page = visitor.get(reverse("option", args=[row.pk]))

    assert is_well_made(page)
    for side in ("Moi", "L’emploi", "Le lieu", "Le temps", "L’argent"):
        assert side in page
    assert not official_moves(COUNSELLING) or "Rapprochements du catalogue de départ" in page


def test_an_occupation_is_found_by_its_name_without_putting_it_in_an_address(visitor: Visitor) -> None:
    assert is_well_made(visitor.get(reverse("options-search")))
    page = visitor.said(reverse("options-search"), words="pâtissier")

    assert is_well_made(page)
    assert "Pâtissier" in page
