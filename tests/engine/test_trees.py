"""Sums of trees asked together equal those of trees walked one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.trees import MOST_LEAVES, ROWS_AT_ONCE, Forest, forest_arrays, forest_from, score_trees

COLUMNS = 3
VALUES = st.sampled_from([-1.0, 0.0, 0.5, 1.0, float("nan")])
# A tree is a leaf's value, or (column, threshold, yes, no).
Tree = float | tuple[int, float, "Tree", "Tree"]
TREES = st.recursive(
    st.sampled_from([-2.0, 0.25, 1.0, 3.0]),
    lambda deeper: st.tuples(st.integers(0, COLUMNS - 1), st.sampled_from([-0.5, 0.0, 0.75]), deeper, deeper),
    max_leaves=12,
)


def walked(tree: Tree, row: list[float]) -> float:
    """Return the leaf in which a row ends, question by question."""
    if isinstance(tree, float):
        return tree
    column, threshold, yes, no = tree
    return walked(yes if row[column] <= threshold else no, row)


def laid(tree: Tree, leaves: list[float], questions: list[tuple[int, float, int]]) -> None:
    """Write down the leaves from left to right, and the questions with the leaves on their yes side."""
    if isinstance(tree, float):
        leaves.append(tree)
        return
    column, threshold, yes, no = tree
    first = len(leaves)
    laid(yes, leaves, questions)
    questions.append((column, threshold, (1 << len(leaves)) - (1 << first)))
    laid(no, leaves, questions)


def forest(trees: list[Tree]) -> Forest:
    """Lay trees out, filled to the size of the largest that may be drawn."""
    features = np.zeros((len(trees), MOST_LEAVES), np.int16)
    thresholds = np.full((len(trees), MOST_LEAVES), np.inf)
    ruled_out = np.zeros((len(trees), MOST_LEAVES), np.uint64)
    values = np.zeros((len(trees), MOST_LEAVES), np.float32)
    for place, tree in enumerate(trees):
        leaves: list[float] = []
        questions: list[tuple[int, float, int]] = []
        laid(tree, leaves, questions)
        values[place, : len(leaves)] = leaves
        for number, (column, threshold, marks) in enumerate(questions):
            features[place, number], thresholds[place, number] = column, threshold
            ruled_out[place, number] = marks
    return Forest(features, thresholds, ruled_out, values)


@given(
    st.lists(TREES, min_size=1, max_size=4),
    st.lists(st.lists(VALUES, min_size=COLUMNS, max_size=COLUMNS), max_size=6),
)
def test_trees_asked_together_equal_trees_walked(trees: list[Tree], rows: list[list[float]]) -> None:
    scores = score_trees(forest(trees), np.array(rows, np.float32).reshape(len(rows), COLUMNS))

    assert scores.tolist() == [sum(walked(tree, row) for tree in trees) for row in rows]


def test_a_tree_may_have_as_many_leaves_as_marks() -> None:
    chain: Tree = 0.0
    for place in range(1, MOST_LEAVES):
        chain = (0, float(-place), float(place), chain)

    rows = np.array([[-100.0], [-1.5], [5.0]])

    assert score_trees(forest([chain]), rows).tolist() == [walked(chain, row) for row in rows.tolist()]


def test_many_rows_are_scored_in_their_order() -> None:
    rows = np.linspace(-1, 1, 2 * ROWS_AT_ONCE + 3)[:, None]
    tree: Tree = (0, 0.0, 1.0, 3.0)

    assert score_trees(forest([tree]), rows).tolist() == [walked(tree, row) for row in rows.tolist()]


def test_a_forest_comes_back_from_its_arrays() -> None:
    made = forest([(0, 0.0, 1.0, 3.0)])

    again = forest_from(forest_arrays(made))

    assert score_trees(again, np.array([[0.5]])).tolist() == pytest.approx([3.0])
