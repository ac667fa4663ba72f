"""Reads of the catalogues."""

from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilan.occupations.errors import CatalogueMissing
from bilan.occupations.models import Area, Catalogue, MarketFigure, OccupationLabel
from bilan.occupations.operations import import_reference, load_starter
from bilan.occupations.queries import (
    certifications_for,
    commune_at,
    correspondences,
    departement_of,
    departements,
    departements_apart,
    distance_km,
    esco_matches,
    is_starter_only,
    loaded_catalogues,
    loaded_counts,
    loaded_files,
    market,
    occupation_cards,
    occupation_catalogue,
    rent_map,
    skill_catalogue,
    skill_labels,
    starter_notice,
    tension_map,
    titles,
)
from tests.occupations.files import (
    BAKER,
    CLERK,
    FLOUR,
    KNEAD,
    a_file,
    a_rome,
    a_rome3,
    esco_labels,
    one_of_each,
)

pytestmark = pytest.mark.django_db


def test_says_when_nothing_is_loaded() -> None:
    with pytest.raises(CatalogueMissing):
        occupation_catalogue()
    with pytest.raises(CatalogueMissing):
        skill_catalogue()
    assert not is_starter_only()
    assert starter_notice("fr") == ""
    assert loaded_catalogues() == []
    assert loaded_files() == []


def test_offers_the_richest_catalogue_loaded(tmp_path: Path, now: datetime) -> None:
    load_starter(at=now)
    assert is_starter_only()
    assert (occupation_catalogue().code, skill_catalogue().code) == ("starter", "starter")

    import_reference(paths=[a_rome(tmp_path)], at=now)
    assert not is_starter_only()
    assert (occupation_catalogue().code, skill_catalogue().code) == ("rome", "rome")

    import_reference(paths=[esco_labels(tmp_path)], at=now)
    assert (occupation_catalogue().code, skill_catalogue().code) == ("rome", "esco")


def test_offers_no_catalogue_of_groups_alone(tmp_path: Path, now: datetime) -> None:
    Catalogue.objects.create(code="rome", name="ROME", version="0", licence="")

    with pytest.raises(CatalogueMissing):
        occupation_catalogue()


def test_counts_what_is_loaded_in_a_fixed_number_of_queries(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[one_of_each(tmp_path)], at=now)

    with CaptureQueriesContext(connection) as queries:
        counted = {each.catalogue.code: each for each in loaded_counts()}

    assert len(queries) == 5
    assert (counted["rome"].occupations, counted["rome"].skills, counted["rome"].links) == (2, 5, 4)
    assert counted["formacode"].groups == 2
    assert [each.code for each in loaded_catalogues()][:2] == ["rome", "esco"]


def test_names_rome_in_english_through_esco(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_rome(tmp_path), esco_labels(tmp_path), a_file(tmp_path, "esco-rome")], at=now)

    assert titles(["D1102", "D1104"], "en") == {"D1102": "Baker", "D1104": "Pâtissier / Pâtissière"}


def test_prefers_our_own_english_titles(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_rome(tmp_path), esco_labels(tmp_path), a_file(tmp_path, "esco-rome")], at=now)
    load_starter(at=now)
    OccupationLabel.objects.filter(
        occupation__catalogue__code="starter", occupation__code="D1102", language="en", kind="PREFERRED"
    ).update(text="Our baker")

    assert titles(["D1102"], "en") == {"D1102": "Our baker"}


def test_brings_matches_of_titles_to_occupations(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_rome(tmp_path), a_file(tmp_path, "esco-rome")], at=now)

    found = [(each.source, each.target, each.relation, each.is_main) for each in esco_matches()]
    assert found == [
        ("D1102", BAKER, "EXACT", True),
        ("D1102", CLERK, "BROADER", False),
        ("D1104", CLERK, "NARROWER", False),
    ]
    assert len(esco_matches(["D1104"])) == 1
    assert len(correspondences("esco", "rome-title")) == 3


def test_names_skills(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[esco_labels(tmp_path, "en"), esco_labels(tmp_path, "fr")], at=now)

    assert skill_labels([KNEAD, FLOUR], "fr") == {KNEAD: "knead dough (fr)", FLOUR: "types of flour (fr)"}
    assert skill_labels([KNEAD], "en") == {KNEAD: "knead dough"}


def test_cards_follow_the_order_asked(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_rome(tmp_path)], at=now)

    cards = occupation_cards(["D1104", "nothing", "D1102"], "en")

    assert [card.code for card in cards] == ["D1104", "D1102"]
    assert cards[1].about == "Pétrit selon les règles d'hygiène. Cuit le pain."
    assert cards[1].other_titles == ("Boulanger-viennoisier / Boulangère-viennoisière",)
    assert (cards[1].access, cards[1].market_code) == ("Avec un CAP.", "D1102")


def test_certifications_take_levels_in_turn(tmp_path: Path, now: datetime) -> None:
    kinds = ("certif-info", "register-rncp", "register-rs")
    import_reference(paths=[a_rome(tmp_path), *(a_file(tmp_path, kind) for kind in kinds)], at=now)

    found = certifications_for("D1102")

    assert [(card.code, card.level, card.register, card.blocks) for card in found] == [
        ("RNCP100", 4, "RNCP", 1),
        ("RNCP34762", 4, "RNCP", 1),
        ("RS200", 4, "RS", 1),
    ]
    assert len(certifications_for("D1102", limit=1)) == 1
    assert certifications_for("Z9999") == []


def test_market_takes_the_nearest_area_that_says_something(tmp_path: Path, now: datetime) -> None:
    kinds = ("tensions", "pay", "fap-rome", "basins", "basin-tensions")
    import_reference(paths=[a_rome(tmp_path), *(a_file(tmp_path, kind) for kind in kinds)], at=now)

    rhone, ain, france, corsica = (
        market(["D1102", "D1104"], where)["D1102"] for where in ("69", "01", None, "2A")
    )

    assert (rhone.tension, rhone.area_name, rhone.offers, rhone.seekers) == (5, "Rhône", 90, 52)
    assert (ain.tension, ain.area_name, ain.offers) == (3, "Auvergne-Rhône-Alpes", None)
    assert (corsica.tension, corsica.area_name) == (4, "France")
    assert (france.tension, france.offers, france.seekers) == (4, 100, 60)
    assert rhone.median_pay == 1558
    told = {figure.indicator: (figure.area_name, figure.vintage, figure.source) for figure in rhone.figures}
    assert told == {
        "TENSION": ("Rhône", "2019", "Dares"),
        "OFFERS": ("Rhône", "2020", "France Travail"),
        "SEEKERS": ("Rhône", "2020", "France Travail"),
        "MEDIAN_PAY": ("France", "2017-2019", "Dares"),
    }


def test_the_map_of_tensions_holds_only_a_departements_own_figure(tmp_path: Path, now: datetime) -> None:
    kinds = ("tensions", "fap-rome")
    import_reference(paths=[a_rome(tmp_path), *(a_file(tmp_path, kind) for kind in kinds)], at=now)

    told = tension_map("D1102")

    figure = told["69"]
    assert (figure.value, figure.area_name, figure.vintage, figure.source) == (5, "Rhône", "2019", "Dares")
    assert "01" not in told  # its region's figure does not stand in for it
    assert tension_map("Z9999") == {}


def test_rents_are_told_by_departement_with_their_vintage(now: datetime) -> None:
    area = Area.objects.create(kind="DEPARTEMENT", code="49", name="Maine-et-Loire")
    MarketFigure.objects.create(
        area=area,
        scheme="AREA",
        code="49",
        indicator="RENT_T2",
        value=540,
        vintage="2019-2021",
        source="FRANCE_TRAVAIL",
        dataset="rents",
    )

    figure = rent_map()["49"]

    assert (figure.value, figure.vintage, figure.source) == (540, "2019-2021", "France Travail")


def test_distances_start_from_the_departement_asked() -> None:
    apart = departements_apart("49")

    assert len(apart) == 100
    assert apart["53"] < apart["75"] < apart["06"]
    assert departements_apart("00") == {}


def test_market_leaves_out_what_nobody_measures(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_rome(tmp_path), a_file(tmp_path, "fap-rome")], at=now)

    assert market(["D1102"], "69") == {}


def test_market_counts_each_family_for_the_people_at_work_in_it(tmp_path: Path, now: datetime) -> None:
    def other_family(text: str) -> str:
        row = text.splitlines()[1].replace("S0Z40", "S0Z41").replace("4.0", "1.0").replace("60000", "20000")
        return text + row + "\n"

    families = a_file(tmp_path, "fap-rome", change=lambda text: text + "S0Z41;D1102;Boulangerie\n")
    tensions = a_file(tmp_path, "tensions", change=other_family)
    import_reference(paths=[a_rome(tmp_path), families, tensions], at=now)

    assert market(["D1102"])["D1102"].tension == 3  # (4 × 60,000 + 1 × 20,000) / 80,000 = 3.25


def test_rome_v3_alone_speaks_its_own_codes(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_rome3(tmp_path)], at=now)

    with pytest.raises(CatalogueMissing):
        occupation_catalogue()


def test_finds_the_commune_of_a_postcode(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_file(tmp_path, "communes")], at=now)

    place = commune_at("69 520")

    assert place is not None
    assert (place.name, place.departement, place.latitude) == ("Grigny", "69", 45.6086)
    shared = commune_at("69700")
    assert shared is not None
    assert shared.name in {"Givors", "Grigny"}


@pytest.mark.parametrize(
    ("postcode", "town", "departement"),
    [
        ("69330", "Lyon", "69"),
        ("20167", "Ajaccio", "2A"),
        ("20290", "Bastia", "2B"),
        ("97412", "Saint-Denis", "974"),
        ("01000", "Bourg-en-Bresse", "01"),
    ],
)
def test_takes_the_main_town_where_communes_are_not_loaded(
    postcode: str, town: str, departement: str
) -> None:
    place = commune_at(postcode)

    assert place is not None
    assert (place.name, place.departement) == (town, departement)


@pytest.mark.parametrize("postcode", ["", "00100", "99999", "6933", "693300", "6933O", "98800"])
def test_knows_no_place_for_a_wrong_postcode(postcode: str) -> None:
    assert commune_at(postcode) is None


def test_lists_the_departements_with_or_without_a_database(now: datetime) -> None:
    shipped = departements()
    load_starter(at=now)

    assert departements() == shipped
    assert len(shipped) == 101
    assert departement_of("97600") == "976"


def test_measures_distances() -> None:
    assert distance_km(48.8566, 2.3522, 45.764, 4.8357) == pytest.approx(391.5, abs=1.0)
    assert distance_km(45.0, 5.0, 45.0, 5.0) == 0.0
