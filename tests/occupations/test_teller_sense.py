"""What is shipped parts who speaks from what was done, on clauses that nothing was fitted with."""

import pytest

from bilan.occupations.indexes import teller_sense


@pytest.mark.parametrize(
    "clause",
    [
        "je suis la benjamine d’une tribu de neuf",
        "mes aïeux étaient siciliens",
        "on m’a souvent prise pour une gamine",
        "à soixante-six printemps, je me sens en forme",
        "je ne sais jamais comment débuter ce genre de récit",
        "my folks hail from Sicily",
        "I’m the baby of the family",
        "I never know how to start these things",
    ],
)
def test_a_turn_that_tells_who_speaks_is_known_by_its_sense(clause: str) -> None:
    assert teller_sense().of([clause])[0] > 0


@pytest.mark.parametrize(
    "clause",
    [
        "je bordais les petits le soir à l’internat",
        "à soixante-six ans je ferre encore les chevaux",
        "ma grand-mère m’a appris à filer la laine",
        "je suis orthoptiste à Dijon",
        "je parle kabyle avec les patients",
        "I shod horses in Sicily",
        "I nursed my grandfather at home",
        "I interpret for the deaf",
    ],
)
def test_a_deed_told_with_family_age_or_place_is_left(clause: str) -> None:
    assert teller_sense().of([clause])[0] < 0
