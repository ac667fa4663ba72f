"""Scale scores against a plain reference, and what must always hold of them."""

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.measure.scores import is_flat, level_of, scale_scores

ANSWERS = st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=6, max_size=6)
MEMBERSHIP = np.array([[True] * 3 + [False] * 3, [False] * 3 + [True] * 3])
Row = list[int | None]


def as_array(rows: list[Row]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=np.float64)


def reference(row: Row, *, minimum: int) -> list[tuple[float, float]]:
    """Score one person the slow, plain way."""
    found = []
    for first in (0, 3):
        said = [value for value in row[first : first + 3] if value is not None]
        if len(said) < minimum:
            found.append((math.nan, math.nan))
        else:
            error = 0.9 * math.sqrt(1 - 0.8) * math.sqrt(3 / len(said))
            found.append((sum(said) / len(said), error))
    return found


@given(st.lists(ANSWERS, min_size=1, max_size=4), st.integers(1, 3))
def test_agrees_with_the_plain_reference(rows: list[Row], minimum: int) -> None:
    scores = scale_scores(
        answers=as_array(rows),
        membership=MEMBERSHIP,
        reliability=0.8,
        standard_deviation=0.9,
        minimum_answered=minimum,
    )

    for person, row in enumerate(rows):
        for scale, (mean, error) in enumerate(reference(row, minimum=minimum)):
            assert scores.means[person, scale] == pytest.approx(mean, nan_ok=True)
            assert scores.standard_errors[person, scale] == pytest.approx(error, nan_ok=True)


@given(ANSWERS, st.randoms())
def test_the_order_of_the_questions_does_not_change_a_score(row: Row, chance: Random) -> None:
    order = list(range(6))
    chance.shuffle(order)
    answers = as_array([row])

    plain = scale_scores(answers=answers, membership=MEMBERSHIP, reliability=0.8, standard_deviation=1.0)
    mixed = scale_scores(
        answers=answers[:, order], membership=MEMBERSHIP[:, order], reliability=0.8, standard_deviation=1.0
    )

    np.testing.assert_allclose(plain.means, mixed.means)
    np.testing.assert_allclose(plain.standard_errors, mixed.standard_errors)


@pytest.mark.parametrize("answered", [1, 2])
def test_one_more_answer_lowers_the_error(answered: int) -> None:
    rows: list[Row] = [[2] * count + [None] * (3 - count) + [1, 1, 1] for count in (answered, answered + 1)]

    scores = scale_scores(
        answers=as_array(rows), membership=MEMBERSHIP, reliability=0.7, standard_deviation=1.0
    )

    assert scores.standard_errors[1, 0] < scores.standard_errors[0, 0]


def test_gives_no_score_below_the_least_number_of_answers() -> None:
    scores = scale_scores(
        answers=as_array([[3, None, None, 2, 2, None]]),
        membership=MEMBERSHIP,
        reliability=0.7,
        standard_deviation=1.0,
        minimum_answered=2,
    )

    assert math.isnan(scores.means[0, 0])
    assert scores.means[0, 1] == 2
    assert scores.answered.tolist() == [[1, 2]]


@pytest.mark.parametrize(("spread", "flat"), [(7, True), (8, False), (9, False)])
def test_a_profile_is_flat_under_eight_points(spread: int, flat: bool) -> None:
    scores = np.array([[20.0, 20.0 + spread, 22.0, 21.0, 20.5, 23.0]])

    assert is_flat(scores=scores, below=8).tolist() == [flat]


def test_a_profile_with_a_hole_cannot_be_ordered() -> None:
    assert is_flat(scores=np.array([[1.0, np.nan, 40.0]]), below=8).tolist() == [True]


@pytest.mark.parametrize(
    ("mean", "level"), [(0, 1), (0.74, 1), (0.75, 2), (1.49, 2), (1.5, 3), (2.24, 3), (2.25, 4), (3, 4)]
)
def test_levels_climb_at_their_floors(mean: float, level: int) -> None:
    assert level_of(mean=mean, floors=(0.0, 0.75, 1.5, 2.25)) == level
