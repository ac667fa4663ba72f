"""What mostly tells who speaks is searched apart from deeds told beside it, where somebody speaks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.identify.spans import cut_sentences
from bilan.engine.identify.teller.apart import pieces_of


def _cut(text: str) -> list[tuple[str, bool]]:
    return [(piece.span.of(text), piece.is_of_teller) for piece in pieces_of(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "Je suis fille de harkis kabyles, je tenais la caisse.",
            [("Je suis fille de harkis kabyles", True), ("je tenais la caisse", False)],
        ),
        (
            "I drove a bus, being the eldest daughter of a miner.",
            [("I drove a bus", False), ("being the eldest daughter of a miner", True)],
        ),
        (
            "Mon enfance fut bretonne et buissonnière. Je soude.",
            [("Mon enfance fut bretonne et buissonnière", True), ("Je soude", False)],
        ),
        (
            "Je gardais mes petits frères, je cuisinais.",
            [("Je gardais mes petits frères, je cuisinais", False)],
        ),
        ("J’accueillais les enfants, je cuisinais.", [("J’accueillais les enfants, je cuisinais", False)]),
    ],
)
def test_clauses_that_mostly_tell_who_speaks_stand_apart(text: str, pieces: list[tuple[str, bool]]) -> None:
    assert _cut(text) == pieces


def test_a_clause_that_says_much_else_is_read_with_the_rest() -> None:
    text = "Mon grand frère chaudronnier soudeur tuyauteur monteur, je soudais."

    assert [is_of_teller for _, is_of_teller in _cut(text)] == [False]


def test_an_advertisement_speaks_of_nobody() -> None:
    text = "Welsh teapots of a certain age, French polishing."

    assert _cut(text) == [(text[:-1], False)]


@given(st.text(alphabet="je suis unefml,.;\nMà45 ", max_size=80))
def test_pieces_stand_in_their_sentences_in_order(text: str) -> None:
    pieces = [piece.span for piece in pieces_of(text)]
    sentences = cut_sentences(text)

    assert all(any(one.start <= piece.start < piece.end <= one.end for one in sentences) for piece in pieces)
    assert all(one.end <= other.start for one, other in pairwise(pieces))
