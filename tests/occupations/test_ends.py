"""What is known of each occupation alone comes from its catalogue, and so do the senses of its parts."""

import numpy as np
import pytest

from bilan.occupations.indexes.ends import ends_of
from bilan.occupations.indexes.naming import title_index
from bilan.occupations.indexes.senses import senses_of
from bilan.occupations.models import LabelKind, Occupation, OccupationLabel, SkillKind
from tests.occupations.catalogues import a_catalogue, a_skill, an_occupation

pytestmark = pytest.mark.django_db
PLACES = {"D1102": 0, "D1106": 1}


def a_pair() -> Occupation:
    """Write two trades of one family, named after the first; return the second."""
    rome = a_catalogue(code="rome")
    bread = a_skill(rome, "rome:bread", "Pétrir le pain")
    oven = a_skill(rome, "rome:oven", "Fours à pain", kind=SkillKind.KNOWLEDGE)
    night = a_skill(rome, "rome:night", "Travail de nuit", kind=SkillKind.CONTEXT)
    family = {"market_code": "D1102"}
    access = "Ouvert avec un CAP. Un Bac +2 est un plus."
    an_occupation(
        rome, "D1102", "Boulanger", essential=(bread, oven, night), about="Fait du pain.", facts=family
    )
    return an_occupation(rome, "D1106", "Vendeur", essential=(bread,), access=access, facts=family)


def test_a_family_is_named_after_its_eldest() -> None:
    catalogue = a_pair().catalogue

    ends = ends_of(catalogue, PLACES, "fr")

    assert ends.is_eldest.tolist() == [True, False]
    assert ends.families[0] == ends.families[1]
    assert ends.facts["number"].tolist() == [2, 6]


def test_demands_texts_and_levels_are_told() -> None:
    catalogue = a_pair().catalogue

    facts = ends_of(catalogue, PLACES, "fr").facts

    assert [facts[name].tolist() for name in ("skills", "knowledge", "contexts")] == [[1, 1], [1, 0], [1, 0]]
    assert facts["definition_length"].tolist() == [len("Fait du pain."), 0]
    assert [facts[name].tolist() for name in ("level", "highest_level")] == [[0, 3], [0, 5]]


def test_keys_of_titles_tell_their_age() -> None:
    occupation = a_pair()
    for key in ("900", "12", "404"):
        OccupationLabel.objects.create(
            occupation=occupation, language="fr", kind=LabelKind.ALTERNATIVE, text=f"Titre {key}", code=key
        )

    facts = ends_of(occupation.catalogue, PLACES, "fr").facts

    assert facts["first_key"].tolist() == pytest.approx([0, np.log1p(12)])
    assert facts["middle_key"].tolist() == pytest.approx([0, np.log1p(404)])


def test_keys_of_demands_and_the_number_of_the_sheet_tell_their_age() -> None:
    rome = a_catalogue(code="rome")
    old, new = a_skill(rome, "rome:120", "Pétrir"), a_skill(rome, "rome:480000", "Filmer")
    wordy = a_skill(rome, "rome:bread", "Façonner")
    an_occupation(rome, "D1102", "Boulanger", essential=(old, wordy), facts={"sheet": 33})
    an_occupation(rome, "D1106", "Vidéaste", essential=(old, new))

    facts = ends_of(rome, PLACES, "fr").facts

    assert facts["demand_age"].tolist() == pytest.approx([np.log1p(120), np.log1p(240_060)])
    assert facts["late_demands"].tolist() == [0, 0.5]
    assert facts["sheet"].tolist() == pytest.approx([np.log1p(33), 0])


def test_an_isco_group_is_a_family_without_eldest() -> None:
    esco = a_catalogue(code="esco")
    for uri in ("uri:a", "uri:b"):
        an_occupation(esco, uri, uri, facts={"isco": "7512"})

    ends = ends_of(esco, {"uri:a": 0, "uri:b": 1}, "fr")

    assert ends.families[0] == ends.families[1]
    assert not ends.is_eldest.any()
    assert "number" not in ends.facts


def test_parts_that_a_catalogue_does_not_tell_are_null() -> None:
    catalogue = a_pair().catalogue

    senses = {block.name: block.matrix for block in senses_of(catalogue, PLACES, title_index(catalogue))}

    assert set(senses) == {
        "name_meaning",
        "definition_meaning",
        "demands_meaning",
        "knowledge_meaning",
        "core_meaning",
    }
    assert senses["core_meaning"].nnz == 0
    assert senses["demands_meaning"].nnz == 0  # both ask the same: nothing sets them apart
    assert senses["knowledge_meaning"].nnz > 0
