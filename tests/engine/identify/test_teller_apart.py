"""What mostly tells who speaks is searched apart from deeds told beside it, where somebody speaks."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bilan.engine.identify.spans import cut_sentences
from bilan.engine.identify.teller.apart import MOST_SENSED, pieces_of
from bilan.engine.identify.teller.sense import TellerSense


def _cut(text: str, sense: TellerSense | None = None) -> list[tuple[str, bool]]:
    return [(piece.span.of(text), piece.is_of_teller) for piece in pieces_of(text, sense)]


def _sense_of(word: str, asked: list[str] | None = None) -> TellerSense:
    """Return a sense for which clauses that hold a word tell who speaks."""

    def encode(clauses: Sequence[str]) -> NDArray[np.float32]:
        (asked if asked is not None else []).extend(clauses)
        return np.array([[word in clause] for clause in clauses], np.float32)

    return TellerSense(encode, np.array([2.0], np.float32), -1.0)


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


def test_what_only_tells_who_speaks_by_its_sense_is_left_out() -> None:
    text = "J’aime le soleil, je soude. Le soleil brille. Je cuisine."

    assert _cut(text, _sense_of("soleil")) == [("je soude", False), ("Je cuisine", False)]


def test_it_is_read_where_nothing_else_is_told() -> None:
    text = "J’aime le soleil. Mon soleil brille."

    assert _cut(text, _sense_of("soleil")) == _cut(text)


def test_a_text_in_which_nobody_says_i_is_not_asked_for_its_sense() -> None:
    asked: list[str] = []
    text = "We love the sun, our team welds."

    assert _cut(text, _sense_of("sun", asked)) == _cut(text)
    assert asked == []


def test_the_sense_of_a_very_long_text_is_asked_for_its_beginning_alone() -> None:
    asked: list[str] = []
    text = "je soude, " * (MOST_SENSED + 50) + "j’aime le soleil"

    pieces = _cut(text, _sense_of("soleil", asked))

    assert len(asked) == MOST_SENSED
    assert pieces[-1][0].endswith("soleil")


@given(st.text(alphabet="je suis unefml,.;\nMà45 ", max_size=80))
def test_a_sense_leaves_pieces_out_and_adds_none(text: str) -> None:
    all_of_them = pieces_of(text)
    kept = pieces_of(text, _sense_of("m"))

    assert bool(kept) == bool(all_of_them)
    assert all(
        any(whole.span.start <= one.span.start < one.span.end <= whole.span.end for whole in all_of_them)
        for one in kept
    )
