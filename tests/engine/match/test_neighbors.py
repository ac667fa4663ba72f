"""Neighbors are those that share most, and what is learnt is a term of its own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.match import Surroundings, dense_block, neighbors, one_hot_block, tfidf_block
from bilan.engine.match.blocks import all_cosines, cosines
from bilan.engine.match.learning import FOLDS, fold_of

ITEMS = [(0, "dough"), (0, "oven"), (1, "dough"), (1, "sugar"), (2, "bus"), (3, "bus"), (3, "oven")]


def a_surroundings() -> Surroundings:
    items = tfidf_block("items", ((row, item, 1.0) for row, item in ITEMS), occupations=4)
    return Surroundings((items, one_hot_block("domain", ["D", "D", "N", ""])), None)


def test_shared_items_make_neighbors() -> None:
    near = neighbors(a_surroundings(), 0, limit=2)

    assert near[0].occupation == 1
    assert near[0].terms["domain"] == pytest.approx(0.15)
    assert near[0].score == pytest.approx(sum(near[0].terms.values()), abs=1e-5)


def test_an_occupation_is_not_its_own_neighbor() -> None:
    near = neighbors(a_surroundings(), 2, limit=10)

    assert [one.occupation for one in near] == [3, 0, 1]


def test_no_occupation_is_no_error() -> None:
    assert dense_block("meaning", np.zeros((0, 4), np.float32)).matrix.shape == (0, 4)


def test_blocks_that_only_teach_are_no_terms() -> None:
    surroundings = a_surroundings()
    meaning = dense_block("meaning", np.eye(4, dtype=np.float32))

    near = neighbors(Surroundings((*surroundings.blocks, meaning), None), 0, limit=1)

    assert set(near[0].terms) == {"items", "domain"}


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6), st.sampled_from([1.0, 2.0, 5.0])), max_size=20)
)
def test_rows_are_of_length_one_or_null(features: list[tuple[int, int, float]]) -> None:
    block = tfidf_block("items", features, occupations=5, is_damped=True)

    squares = np.asarray(block.matrix.multiply(block.matrix).sum(axis=1)).ravel()
    held = {row for row, _, _ in features}
    assert squares.tolist() == pytest.approx([1.0 if row in held else 0.0 for row in range(5)], abs=1e-5)
    assert all_cosines(block)[2].tolist() == pytest.approx(cosines(block, 2).tolist())


def test_every_fold_is_used() -> None:
    assert {fold_of(f"X{number}") for number in range(200)} == set(range(FOLDS))


def test_what_is_learnt_is_a_term_of_its_own() -> None:
    surroundings = Surroundings(a_surroundings().blocks, np.eye(4, dtype=np.float32)[::-1].copy(), 2.0)

    near = neighbors(surroundings, 0, limit=1)

    assert near[0].occupation == 3
    assert near[0].terms["learnt"] == pytest.approx(2.0)
