"""Neighbors are those of content and of other origins' moves; an origin's own moves never count."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.engine.match import Surroundings, dense_block, learn_moves, neighbors, one_hot_block, tfidf_block
from bilan.engine.match.blocks import all_cosines, cosines
from bilan.engine.match.learning import FOLDS, fold_of
from bilan.engine.match.neighbors import learnt_scale

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


def a_world(origins: int = 260) -> tuple[list[str], np.ndarray[tuple[int, int], np.dtype[np.float64]]]:
    """Return codes and moves: each occupation moves to the next two of its ring of ten."""
    codes = [f"X{number:04d}" for number in range(origins)]
    moves = np.zeros((origins, origins))
    for origin in range(origins):
        ring = origin // 10 * 10
        moves[origin, [ring + (origin + step) % 10 for step in (1, 2)]] = 1
    return codes, moves


def rings(origins: int = 260) -> Surroundings:
    return Surroundings((one_hot_block("field", [str(row // 10) for row in range(origins)]),), None)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 259), st.lists(st.integers(0, 259), min_size=1, max_size=8))
def test_the_moves_of_an_origin_never_score_it(origin: int, invented: list[int]) -> None:
    codes, moves = a_world()
    other = moves.copy()
    other[origin] = 0
    other[origin, invented] = 1

    told, changed = (learn_moves(rings().blocks, one, codes) for one in (moves, other))

    assert told is not None
    assert changed is not None
    assert np.array_equal(told[origin], changed[origin])


def test_the_moves_of_others_teach() -> None:
    codes, moves = a_world()

    learnt = learn_moves(rings().blocks, moves, codes)

    assert learnt is not None
    ring = learnt[0, :10].mean()
    assert ring > 3 * learnt[0, 10:].mean()
    assert learnt_scale(rings().blocks, learnt) > 0


def test_too_few_origins_teach_nothing() -> None:
    codes, moves = a_world(50)

    assert learn_moves(rings(50).blocks, moves, codes) is None


def test_every_fold_is_used() -> None:
    assert {fold_of(f"X{number}") for number in range(200)} == set(range(FOLDS))


def test_what_is_learnt_is_a_term_of_its_own() -> None:
    surroundings = Surroundings(a_surroundings().blocks, np.eye(4, dtype=np.float32)[::-1].copy(), 2.0)

    near = neighbors(surroundings, 0, limit=1)

    assert near[0].occupation == 3
    assert near[0].terms["learnt"] == pytest.approx(2.0)
