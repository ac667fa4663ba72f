"""ROME borrows what ESCO and O*NET know of its matched occupations, and says unknown elsewhere."""

from collections.abc import Iterator
from math import isnan
from pathlib import Path

import numpy as np
import pytest
from pytest_django.fixtures import Settings

from bilan.occupations.identification import neighbours_of, suggest_titles
from bilan.occupations.importers.areas import ensure_areas
from bilan.occupations.indexes import forget_indexes, occupation_index
from bilan.occupations.indexes.titling import linked_titles
from bilan.occupations.matching import Constraints, HeldSkill, Profile, Reason, rank_occupations
from bilan.occupations.models import (
    Area,
    Catalogue,
    Crosswalk,
    Group,
    InterestScore,
    MarketFigure,
    Mobility,
    OccupationGroup,
    OccupationLabel,
    Requirement,
    SkillKind,
    SkillRelation,
    WorkValueScore,
)
from tests.occupations.catalogues import a_catalogue, a_skill, an_occupation
from tests.shared import made_once

pytestmark = pytest.mark.django_db
BAKER, PASTRY = "http://esco/baker", "http://esco/pastry"


@pytest.fixture(scope="module")
def kept_indexes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the file's indexes: each is built once, being named by its content."""
    return tmp_path_factory.mktemp("index")


@pytest.fixture(autouse=True)
def _folder(kept_indexes: Path, settings: Settings) -> Iterator[None]:
    settings.BILAN_INDEX_DIR = kept_indexes
    forget_indexes()
    yield
    forget_indexes()


def an_onet() -> None:
    """Save an O*NET occupation that likes things, matched with the ESCO baker."""
    onet = a_catalogue(code="onet")
    occupation = an_occupation(onet, "51-3011.00", "Bakers")
    for letter, value in zip("RIASEC", (7.0, 1.0, 4.0, 1.0, 1.0, 4.0), strict=True):
        InterestScore.objects.create(occupation=occupation, letter=letter, value=value)
    WorkValueScore.objects.create(occupation=occupation, scale="EX", code="Independence", value=4.0)
    Crosswalk.objects.create(
        source_scheme="onet",
        source_code="51-3011.00",
        target_scheme="esco",
        target_code=BAKER,
        relation="EXACT",
    )


def an_esco() -> Catalogue:
    """Save two ESCO occupations, one of which O*NET measured."""
    esco = a_catalogue(code="esco")
    dough = a_skill(esco, "http://esco/dough", "pétrir la pâte", "knead dough")
    cream = a_skill(esco, "http://esco/cream", "monter une crème", "whip cream")
    an_occupation(esco, BAKER, "boulanger", essential=(dough,), facts={"isco": "7512"})
    an_occupation(esco, PASTRY, "pâtissier", essential=(cream,), optional=(dough,), facts={"isco": "7512"})
    return esco


def a_rome() -> Catalogue:
    """Save a ROME of two occupations: a baker matched with ESCO, a nurse matched with nothing."""
    rome = a_catalogue(code="rome")
    shape = a_skill(rome, "rome:1", "Pétrir la pâte")
    above = a_skill(rome, "rome:2", "Travailler une matière")
    flour = a_skill(rome, "rome:3", "Types de farine", kind=SkillKind.KNOWLEDGE)
    care = a_skill(rome, "rome:4", "Soigner un patient")
    night = a_skill(rome, "rome:5", "Travail de nuit", kind=SkillKind.CONTEXT)
    remote = a_skill(rome, "rome:6", "Possibilité de télétravail", kind=SkillKind.CONTEXT)
    SkillRelation.objects.create(source=shape, target=above, kind="BROADER")
    baker = an_occupation(
        rome,
        "D1102",
        "Boulanger / Boulangère",
        essential=(shape,),
        optional=(flour,),
        access="Cet emploi est accessible avec un CAP.",
    )
    nurse = an_occupation(
        rome,
        "J1506",
        "Infirmier / Infirmière",
        essential=(care,),
        facts={"riasec": "SI", "is_regulated": True},
    )
    Requirement.objects.create(occupation=baker, skill=night, is_essential=False)
    Requirement.objects.create(occupation=nurse, skill=remote, is_essential=False)
    OccupationLabel.objects.filter(occupation=baker, kind="PREFERRED").update(code="111")
    Mobility.objects.create(origin=baker, target=nurse)
    sectors = a_catalogue(code="rome-sector")
    food = Group.objects.create(catalogue=sectors, code="1", label_fr="Alimentation")
    OccupationGroup.objects.create(occupation=baker, group=food)
    return rome


def match_baker() -> None:
    Crosswalk.objects.create(
        source_scheme="esco",
        source_code=BAKER,
        target_scheme="rome-title",
        target_code="111",
        relation="EXACT",
    )


def joined() -> Catalogue:
    """Save the three catalogues with what joins them, and return ROME."""
    ensure_areas()
    an_onet()
    an_esco()
    catalogue = a_rome()
    match_baker()
    return catalogue


rome = made_once(joined)


def test_esco_skills_serve_to_find_rome_occupations(rome: Catalogue) -> None:
    found = rank_occupations(Profile(skills=(HeldSkill("http://esco/dough", 4),)), language="fr")

    assert found[0].code == "D1102"
    assert [uri for uri, _ in found[0].held] == ["http://esco/dough"]


def test_skills_of_two_publishers_that_say_the_same_are_near(rome: Catalogue) -> None:
    table = occupation_index(rome).table
    dough, shape = table.skills.index("http://esco/dough"), table.skills.index("rome:1")

    near = slice(table.near_starts[dough], table.near_starts[dough + 1])
    given = dict(zip(table.near_skills[near].tolist(), table.near_credits[near].tolist(), strict=True))

    assert given[shape] > 0.4


def test_interests_come_from_onet_where_rome_states_none(rome: Catalogue) -> None:
    table = occupation_index(rome).table

    assert table.interests[0].tolist() == pytest.approx([1.0, 0.0, 0.5, 0.0, 0.0, 0.5])
    assert table.interests[1].tolist() == pytest.approx([0.0, 0.6, 0.0, 1.0, 0.0, 0.0])


def test_values_come_from_onet_and_from_contexts(rome: Catalogue) -> None:
    table = occupation_index(rome).table
    autonomy, remote = table.cards.index("autonomie"), table.cards.index("télétravail")

    assert table.values[0, autonomy] == pytest.approx(0.5)
    assert np.isnan(table.values[1, autonomy])
    assert table.values[:, remote].tolist() == [0.0, 1.0]


def test_the_level_comes_from_the_text_of_access(rome: Catalogue) -> None:
    table = occupation_index(rome).table

    assert table.levels[0] == 3
    assert np.isnan(table.levels[1])


def test_common_codes_name_rome_contexts(rome: Catalogue) -> None:
    refused = Profile(constraints=Constraints(refused_contexts=("night-work",)))

    assert [one.code for one in rank_occupations(refused, language="fr")] == ["J1506"]


def test_esco_occupations_are_ranked_by_their_own_measures(rome: Catalogue) -> None:
    table = occupation_index(Catalogue.objects.get(code="esco")).table

    assert table.interests[0].tolist() == pytest.approx([1.0, 0.0, 0.5, 0.0, 0.0, 0.5])
    assert len(table.vocabularies) == 1


def test_a_catalogue_matched_by_its_own_codes_borrows_too(rome: Catalogue) -> None:
    starter = a_catalogue()
    own = a_skill(starter, "starter:bake", "Faire du pain")
    an_occupation(starter, "D1102", "Boulanger / boulangère", essential=(own,))
    Crosswalk.objects.create(
        source_scheme="starter",
        source_code="D1102",
        target_scheme="esco",
        target_code=BAKER,
        relation="CLOSE",
    )

    table = occupation_index(starter).table

    assert len(table.vocabularies) == 2
    assert table.skills[table.vocabularies[1].skills[0]] == "http://esco/dough"


def test_neighbours_of_a_joined_catalogue_tell_their_terms(rome: Catalogue) -> None:
    (near,) = neighbours_of("D1102", limit=5, language="fr")

    assert near.code == "J1506"
    assert set(near.terms) == {
        "items",
        "knowledge",
        "item_words",
        "text",
        "titles",
        "domain",
        "field",
        "family",
    }


def test_values_and_training_are_said(rome: Catalogue) -> None:
    profile = Profile(values=("télétravail", "autonomie"), skills=(HeldSkill("http://esco/cream"),))

    found = {
        one.code: one for one in rank_occupations(profile, language="fr", codes=("J1506", "D1102"), limit=2)
    }

    nurse = {reason.code for reason in (*found["J1506"].reasons_for, *found["J1506"].reasons_against)}
    assert {"VALUES_MET", "REGULATED", "TRAINING_UNKNOWN", "NO_SKILL_SHARED"} <= nurse
    assert "VALUES_MISSED" in {reason.code for reason in found["D1102"].reasons_against}
    assert found["J1506"].training_months is None


def a_figure(indicator: str, value: float) -> None:
    """Publish a figure of bakers, in the whole country."""
    Crosswalk.objects.create(
        source_scheme="rome3",
        source_code="D1102",
        target_scheme="fap",
        target_code="S0Z20",
        relation="EXACT",
        dataset="fap-rome",
    )
    MarketFigure.objects.create(
        scheme="FAP225",
        code="S0Z20",
        area=Area.objects.get(kind="NATION"),
        indicator=indicator,
        value=value,
        vintage="2019",
        source="DARES",
        dataset="tensions",
    )


@pytest.mark.parametrize(
    ("hoped", "code", "wishes"), [(1500, "PAY_HOPED", 1), (2000, "PAY_BELOW_HOPE", 0.75)]
)
def test_a_hoped_pay_weighs_where_a_median_is_published(
    rome: Catalogue, hoped: int, code: str, wishes: float
) -> None:
    a_figure("MEDIAN_PAY", 1800)
    hoping = Profile(constraints=Constraints(hoped_pay=hoped))

    baker, nurse = rank_occupations(hoping, language="fr", codes=("D1102", "J1506"))

    assert code in {reason.code for reason in (*baker.reasons_for, *baker.reasons_against)}
    assert {term.name: term.value for term in baker.terms}["wishes"] == pytest.approx(wishes)
    assert isnan({term.name: term.value for term in nurse.terms}["wishes"])
    assert not {"PAY_HOPED", "PAY_BELOW_HOPE"} & {reason.code for reason in nurse.reasons_against}


@pytest.mark.parametrize(("tension", "code"), [(5, "SOUGHT"), (3, ""), (1, "QUIET")])
def test_hiring_is_said_with_its_place_and_vintage(rome: Catalogue, tension: int, code: str) -> None:
    a_figure("TENSION", tension)

    (baker,) = rank_occupations(Profile(), language="fr", codes=("D1102",))

    told: dict[str, Reason] = {reason.code: reason for reason in (*baker.reasons_for, *baker.reasons_against)}
    assert ({"SOUGHT", "QUIET"} & set(told)) == ({code} if code else set())
    assert not code or "2019" in told[code].sentence
    terms = {term.name: term.value for term in baker.terms}
    assert terms["market"] == pytest.approx((tension - 1) / 4)


def test_occupations_at_the_wheel_say_so_though_no_publisher_does(
    rome: Catalogue,
) -> None:
    an_occupation(rome, "N4305", "Conducteur de métro", essential=(a_skill(rome, "rome:metro", "Conduire"),))
    table = occupation_index(rome).table

    drives = table.contexts[:, table.context_codes.index("driving")]

    assert [code for code, is_so in zip(table.codes, drives, strict=True) if is_so] == ["N4305"]


def test_national_titles_lead_to_the_occupations_that_the_official_table_links(rome: Catalogue) -> None:
    esco = Catalogue.objects.get(code="esco")
    title = OccupationLabel.objects.get(code="111").text

    assert list(linked_titles(esco)) == [(BAKER, title)]
    assert list(linked_titles(rome)) == []
    assert suggest_titles(title, language="fr", catalogue=esco)[0].code == BAKER
