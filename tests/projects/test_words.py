"""Reasons of a refusal read in plain words."""

import pytest

from bilan.projects.pieces import Why
from bilan.projects.words import SAID, reasons_in


@pytest.mark.parametrize(
    ("words", "reasons"),
    [
        ("Mon dos ne suivrait pas.", ("TOO_PHYSICAL",)),
        ("Trop loin de l’école des petits, et mal payé", ("FAR", "PAY")),
        ("Se lever la nuit, non", ("HOURS",)),
        ("Ça ne m’attire pas", ("NOT_ME",)),
        ("Too far, and night shifts", ("HOURS", "FAR")),
        ("Il y a trop de monde", ("PEOPLE",)),
        ("Aucun débouché ici", ("FEW_JOBS",)),
        ("Je ne sais pas trop", ()),
        ("", ()),
    ],
)
def test_words_are_read_as_the_reasons_they_speak_of(words: str, reasons: tuple[str, ...]) -> None:
    assert reasons_in(words) == reasons


def test_every_reason_can_be_told_in_words() -> None:
    assert [code for code, _ in SAID] == [code.value for code in Why]


def test_a_word_inside_another_one_is_not_a_reason() -> None:
    assert reasons_in("Des dossiers du pays, à Farges") == ()
