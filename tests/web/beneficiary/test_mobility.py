"""The same occupation elsewhere, another one here: figures with vintage and source, no place kept."""

import re

import pytest
from django.urls import reverse

from bilan.occupations.models import Area, Crosswalk, MarketFigure
from bilan.occupations.operations.starter import load_starter
from bilan.projects.models import Option
from bilan.projects.operations import keep_option
from tests.builders import a_person
from tests.projects.builders import CODES, an_option
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
NAMES = {"49": "Maine-et-Loire", "53": "Mayenne", "72": "Sarthe", "13": "Bouches-du-Rhône"}


def figures(**tensions: int) -> None:
    """Load a family of one occupation, and its tension in some départements (`d49=5`)."""
    france = Area.objects.create(kind="NATION", code="FR", name="France")
    Crosswalk.objects.create(
        source_scheme="rome3",
        source_code=CODES[0],
        target_scheme="fap",
        target_code="T4Z60",
        dataset="fap-rome",
    )
    for code, name in NAMES.items():
        area = Area.objects.create(kind="DEPARTEMENT", code=code, name=name, parent=france)
        if f"d{code}" in tensions:
            a_tension(area, tensions[f"d{code}"])


def a_tension(area: Area, value: int) -> None:
    MarketFigure.objects.create(
        area=area,
        scheme="FAP225",
        code="T4Z60",
        indicator="TENSION",
        value=value,
        vintage="2019",
        source="DARES",
        dataset="tensions",
    )


def page_of(visitor: Visitor, query: str = "") -> str:
    row = an_option(person=visitor.person, at=visitor.now)
    return visitor.get(reverse("mobility", args=[row.pk]) + query)


def test_the_map_and_its_table_say_where_employers_seek_with_vintage_and_source() -> None:
    figures(d49=2, d53=5, d13=4)

    page = page_of(a_visitor(), "?departement=49")

    assert is_well_made(page)
    assert "Dans 2 départements sur 3" in page
    assert "Dares, 2019" in page
    assert page.count("<text") == 101
    assert page.count('<path class="here"') == 1


def test_the_nearest_places_come_first_and_only_with_a_figure() -> None:
    figures(d49=2, d53=5, d13=4)

    page = page_of(a_visitor(), "?departement=49")

    near = page[page.index("Départements les plus proches") : page.index("La même carte en tableau")]
    assert near.index("Mayenne") < near.index("Bouches-du-Rhône")
    assert "Sarthe" not in near


def test_the_place_one_lives_in_is_the_usual_start_and_an_unknown_one_falls_back_on_it() -> None:
    figures(d49=2, d53=5)
    visitor = a_visitor()
    visitor.person.postcode = "49100"
    visitor.person.save()
    row = an_option(person=visitor.person, at=visitor.now)

    for query in ("", "?departement=", "?departement=nowhere"):
        page = visitor.get(reverse("mobility", args=[row.pk]) + query)
        assert '<option value="49" selected>' in page


def test_without_any_figure_or_place_the_page_says_so() -> None:
    page = page_of(a_visitor())

    assert is_well_made(page)
    assert "Aucun chiffre par département" in page
    assert "Choisissez un département" in page


def test_another_occupation_here_can_be_kept_or_refused_and_does_not_come_back() -> None:
    visitor = a_visitor()
    load_starter(at=visitor.now)
    option = keep_option(person=visitor.person, code="D1102", by=visitor.person, at=visitor.now)
    address = reverse("mobility", args=[option.pk])
    page = visitor.get(address)
    first, second = re.findall(r'<button class="[^"]*" name="code" value="(\w+)"', page)[:2]

    visitor.post(reverse("option-refuse"), code=first, reason="Non.")
    visitor.post(reverse("option-keep"), code=second)
    again = visitor.get(address)

    assert is_well_made(page)
    assert is_well_made(again)
    assert f'value="{first}"' not in again
    kept = Option.objects.exclude(pk=option.pk).get(state="KEPT")
    assert reverse("option", args=[kept.pk]) in again


def test_someone_elses_option_does_not_exist() -> None:
    visitor = a_visitor()
    row = an_option(person=a_person(name="Nadia Other"), at=visitor.now)

    assert visitor.client.get(reverse("mobility", args=[row.pk])).status_code == 404


def test_four_places_cost_the_queries_of_one() -> None:
    visitor = a_visitor()
    figures(d49=2)
    row = an_option(person=visitor.person, at=visitor.now)
    address = reverse("mobility", args=[row.pk]) + "?departement=49"
    few = visitor.queries(address)
    for code in ("53", "72", "13"):
        a_tension(Area.objects.get(code=code), 3)

    assert visitor.queries(address) == few
