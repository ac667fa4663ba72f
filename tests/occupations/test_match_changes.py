"""What would bring an occupation into the list is told in whole sentences, and true once done."""

from dataclasses import replace

import pytest
from django.utils import translation

from bilan.occupations.errors import CatalogueMissing, UnknownOccupation
from bilan.occupations.matching import (
    Change,
    Constraints,
    HeldSkill,
    Profile,
    rank_occupations,
    what_would_change,
)
from bilan.occupations.matching.changes import SLIDER_NAMES
from bilan.occupations.matching.names import CONTEXT_NAMES
from tests.occupations.catalogues import a_village

pytestmark = pytest.mark.django_db
SELLER = Profile(skills=(HeldSkill("starter:till", 3, 1),))


def test_what_is_in_the_list_asks_for_no_change() -> None:
    a_village()

    assert what_would_change(SELLER, "D1106").is_in


def test_a_refused_context_is_named_as_people_say_it() -> None:
    a_village()
    profile = replace(SELLER, constraints=Constraints(refused_contexts=("night-work",)))

    found = what_would_change(profile, "D1102")

    assert not found.is_in
    assert [[change.sentence for change in way] for way in found.ways[:1]] == [
        ["Accepter ceci, que vous vouliez éviter\u00a0: Travailler la nuit."]
    ]


def test_a_context_without_a_common_code_keeps_its_own_name() -> None:
    a_village()
    profile = replace(SELLER, constraints=Constraints(refused_contexts=("starter:night-work",)))

    (change,) = what_would_change(profile, "D1102").ways[0]

    assert change.name == "starter:night-work"
    assert change.label == "Travail de nuit"


def test_skills_to_learn_are_named_and_suffice() -> None:
    a_village()

    found = what_would_change(SELLER, "D1102", limit=1)

    (learnt,) = [change for way in found.ways for change in way if change.kind == "SKILLS"]
    assert all(label in learnt.sentence for _uri, label in learnt.skills)
    skilled = replace(SELLER, skills=(*SELLER.skills, *(HeldSkill(uri, 3) for uri, _ in learnt.skills)))
    assert rank_occupations(skilled, language="fr", limit=1)[0].code == "D1102"


def test_what_was_set_aside_can_be_taken_up_again() -> None:
    a_village()

    found = what_would_change(replace(SELLER, excluding=("D1106",)), "D1106")

    assert [change.kind for change in found.ways[0]] == ["EXCLUDED"]


def test_a_code_nobody_knows_is_an_error() -> None:
    a_village()

    with pytest.raises(UnknownOccupation):
        what_would_change(SELLER, "Z9999")


def test_without_catalogue_nothing_can_be_said() -> None:
    with pytest.raises(CatalogueMissing):
        what_would_change(SELLER, "D1102")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("kind", "name", "after"),
    [
        *(("WEIGHT", name, after) for name in SLIDER_NAMES for after in (0.5, 0.1)),
        *(("CONTEXT", name, 0.0) for name in CONTEXT_NAMES),
        ("TRAINING", "", 1.0),
        ("TRAINING", "", 9.0),
        ("PAY", "", 1500.0),
        ("EXCLUDED", "D1106", 0.0),
        ("SKILLS", "", 0.0),
    ],
)
def test_every_change_can_be_said(kind: str, name: str, after: float, language: str) -> None:
    skills = (("a:b", "Vendre"), ("a:c", "Compter")) if kind == "SKILLS" else ()
    change = Change(kind, name, CONTEXT_NAMES.get(name, ""), 0.2, after, skills)

    with translation.override(language):
        sentence = str(change)

    assert sentence.endswith(".")
    assert "%(" not in sentence


def test_an_occupation_lived_in_is_taken_up_again_not_unrefused() -> None:
    a_village()

    found = what_would_change(replace(SELLER, lived=("D1102",)), "D1102")

    assert found.ways[0][0].kind == "LIVED"
    assert "avez exercé" in found.ways[0][0].sentence
