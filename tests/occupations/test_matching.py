"""Occupations are ranked for a person with terms, honest reasons, gaps and the labor market."""

from dataclasses import replace
from math import isnan

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from bilan.engine.match import Market
from bilan.occupations.errors import CatalogueMissing
from bilan.occupations.indexes import occupation_index
from bilan.occupations.matching import (
    Constraints,
    HeldSkill,
    Profile,
    RankedOccupation,
    Reason,
    rank_occupations,
)
from bilan.occupations.matching.names import CARD_NAMES, CONTEXT_NAMES, LETTER_NAMES
from bilan.occupations.matching.ranking import MOST_PLACES
from bilan.occupations.matching.reasons import COUNTED, SENTENCES
from tests.occupations.catalogues import a_skill, a_village, an_occupation

pytestmark = pytest.mark.django_db
BAKER = Profile(skills=(HeldSkill("starter:bread", 3, 1), HeldSkill("starter:till", 2, -1)), current="D1102")


def ranked(profile: Profile, **options: object) -> dict[str, RankedOccupation]:
    found = rank_occupations(profile, language="fr", **options)  # type: ignore[arg-type]  # named by each test
    return {occupation.code: occupation for occupation in found}


def test_shared_skills_come_first_and_are_named() -> None:
    a_village()

    found = rank_occupations(BAKER, language="fr")

    assert found[0].code == "D1106"
    assert found[0].title == "Vendeur / Vendeuse en boulangerie"
    assert {uri for uri, _ in found[0].held} == {"starter:bread", "starter:till"}
    assert [gap.uri for gap in found[0].gaps] == ["starter:advise"]
    sentences = [reason.sentence for reason in found[0].reasons_for]
    assert (
        "Vous avez déjà 1 des 2 savoir-faire essentiels du métier\u00a0: «\u00a0Tenir une caisse\u00a0»."
        in sentences
    )


def test_what_one_does_now_is_not_proposed() -> None:
    a_village()

    assert "D1102" not in ranked(BAKER)


def test_disliked_skills_speak_against() -> None:
    a_village()

    against = [reason.sentence for reason in ranked(BAKER)["D1106"].reasons_against]

    assert "Il demande aussi ce que vous n’aimez pas faire\u00a0: «\u00a0Tenir une caisse\u00a0»." in against


def test_every_occupation_has_something_against_it() -> None:
    a_village()

    assert all(occupation.reasons_against for occupation in ranked(BAKER).values())


def test_terms_add_up_to_the_score() -> None:
    a_village()

    for occupation in ranked(BAKER).values():
        assert occupation.score == pytest.approx(sum(term.share for term in occupation.terms), abs=1e-5)
        assert sum(term.weight for term in occupation.terms) == pytest.approx(1)


def test_unknown_terms_are_told_as_unknown() -> None:
    a_village()

    terms = {term.name: term.value for term in ranked(BAKER)["D1106"].terms}

    assert isnan(terms["interests"])
    assert isnan(terms["market"])


def test_interests_are_said_in_words() -> None:
    a_village()
    drawn = {"S": (0.9, 0.05), "R": (0.7, 0.05), "C": (0.1, 0.05), "E": (0.1, 0.05)}

    carer = ranked(Profile(riasec=drawn))["K1304"]
    seller = ranked(Profile(riasec={**drawn, "S": (0.1, 0.05)}))["D1106"]

    assert any("aider et transmettre" in reason.sentence for reason in carer.reasons_for)
    assert any(reason.code == "INTERESTS_DIFFER" for reason in seller.reasons_against)


@pytest.mark.parametrize("code", ["night-work", "starter:night-work"])
def test_contexts_are_refused_by_common_code_or_uri(code: str) -> None:
    a_village()

    found = ranked(Profile(constraints=Constraints(refused_contexts=(code,))))

    assert "D1102" not in found
    assert "K1304" in found


def test_a_title_asked_by_law_is_told_and_never_shortened() -> None:
    a_village()

    driver = ranked(Profile(skills=(HeldSkill("starter:bus", 4),)))["N4103"]

    assert driver.training_months == 4
    assert any(reason.code == "REGULATED" for reason in driver.reasons_against)


def test_a_pay_nobody_publishes_is_told() -> None:
    a_village()

    carer = ranked(Profile(constraints=Constraints(minimum_pay=1800)))["K1304"]

    assert any(reason.code == "PAY_UNKNOWN" for reason in carer.reasons_against)


def test_a_context_wished_away_weighs_and_says_why() -> None:
    a_village()
    seller = replace(BAKER, current=None)

    before = ranked(seller)["D1102"]
    wishing = ranked(replace(seller, constraints=Constraints(unwanted_contexts=("night-work",))))

    assert wishing["D1102"].score < before.score
    assert any(
        reason.sentence == "Il comporte ce que vous aimeriez éviter\u00a0: travailler la nuit."
        for reason in wishing["D1102"].reasons_against
    )
    assert any(reason.code == "WISH_GRANTED" for reason in wishing["D1106"].reasons_for)


def test_a_context_refused_and_wished_away_is_refused() -> None:
    night = ("night-work",)

    person = Profile(constraints=Constraints(refused_contexts=night, unwanted_contexts=night)).as_person()

    assert person.limits.refused_contexts == {"night-work"}
    assert not person.wishes.unwanted_contexts


def test_named_occupations_are_explained_whatever_the_constraints() -> None:
    a_village()
    profile = Profile(excluding=("D1106",), constraints=Constraints(maximum_training_months=0))

    assert set(ranked(profile, codes=("D1106", "K1304", "Z0000"))) == {"D1106", "K1304"}


def test_nothing_told_still_proposes() -> None:
    a_village()

    assert len(ranked(Profile())) == 4


def test_figures_of_few_places_are_kept_in_memory() -> None:
    index = occupation_index(a_village())
    index.markets.clear()
    index.markets.update({(f"place {place}",): Market.unknown(4) for place in range(MOST_PLACES)})

    ranked(Profile(), departement="69")

    assert [place for place, *_ in index.markets] == ["69"]
    index.markets.clear()


def test_without_catalogue_nothing_can_be_ranked() -> None:
    with pytest.raises(CatalogueMissing):
        rank_occupations(Profile(), language="fr")


def test_one_occupation_costs_as_many_queries_as_four() -> None:
    a_village()
    ranked(BAKER)

    with CaptureQueriesContext(connection) as one:
        ranked(BAKER, limit=1)
    with CaptureQueriesContext(connection) as four:
        ranked(Profile(skills=BAKER.skills), limit=4)

    assert len(one) == len(four)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", [*SENTENCES, *COUNTED])
def test_every_reason_can_be_said(code: str, language: str) -> None:
    parameters = {
        "count": 2,
        "total": 5,
        "skills": ("Vendre", "Compter", "Servir"),
        "letters": tuple(LETTER_NAMES),
        "values": tuple(CARD_NAMES),
        "contexts": tuple(CONTEXT_NAMES),
        "area": "Rhône",
        "vintage": "2019",
    }
    if code not in COUNTED:
        del parameters["count"]

    with translation.override(language):
        sentence = Reason(code, parameters).sentence

    assert "%(" not in sentence
    assert str(Reason(code, parameters)) == Reason(code, parameters).sentence
    assert sentence.endswith(".")


def test_a_diploma_of_another_field_leaves_the_trade_to_learn_and_says_so() -> None:
    a_village()
    asked = {"codes": ("D1102",), "limit": 1}

    told = ranked(Profile(constraints=Constraints(diploma=4)), **asked)["D1102"]
    untold = ranked(Profile(), **asked)["D1102"]

    assert (told.training_months or 0) < (untold.training_months or 0)
    assert "DIPLOMA_HELPS" in {reason.code for reason in told.reasons_for}
    assert "DIPLOMA_HELPS" not in {reason.code for reason in untold.reasons_for}


def test_an_occupation_lived_in_says_so_and_its_training_is_done() -> None:
    a_village()
    asked = {"codes": ("D1102", "N4103"), "limit": 2}

    lived, new = ranked(Profile(lived=("D1102",)), **asked), ranked(Profile(), **asked)

    codes = {reason.code for reason in lived["D1102"].reasons_for}
    assert {"LIVED", "TRAINING_HAD"} <= codes
    assert lived["D1102"].mobility == "SAME_JOB"
    assert lived["D1102"].training_months == 0
    assert new["D1102"].training_months == 12
    assert lived["N4103"].mobility == "OTHER_FIELD"
    assert lived["N4103"].training_months == new["N4103"].training_months
    assert new["D1102"].mobility == "UNKNOWN"


def test_what_rests_on_tastes_alone_says_so_first() -> None:
    a_village()

    (driver,) = rank_occupations(BAKER, language="fr", codes=("N4103",))

    assert driver.reasons_against[0].code in {"FEW_SKILLS_USED", "NO_SKILL_SHARED"}
    assert "tient" in driver.reasons_against[0].sentence


@pytest.mark.parametrize(("departement", "is_said"), [("49", True), ("29", False), (None, False)])
def test_what_needs_the_sea_says_so_first_where_there_is_none(departement: str | None, is_said: bool) -> None:
    fishing = a_skill(a_village(), "starter:net", "Relever un filet", "Haul a net")
    an_occupation(fishing.catalogue, "A1415", "Marin-pêcheur", essential=(fishing,))
    options = {"codes": ("A1415",), "departement": departement}

    (fisher,) = rank_occupations(Profile(), language="fr", **options)  # type: ignore[arg-type]  # by name

    assert (bool(fisher.reasons_against) and fisher.reasons_against[0].code == "NOT_HERE") is is_said
