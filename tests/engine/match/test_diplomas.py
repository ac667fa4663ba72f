"""What a diploma in another field takes off a training."""

from itertools import pairwise

import numpy as np
import pytest

from bilan.engine.match.diplomas import HIGHEST, MONTHS_BY_LEVEL, months_left, months_to

NAN = float("nan")


@pytest.mark.parametrize(
    ("level", "diploma", "months"),
    [(4, 0, 12), (4, 3, 12), (4, 4, 8), (4, 7, 8), (5, 4, 24), (6, 5, 12), (7, 6, 24), (7, 7, 12), (1, 5, 0)],
)
def test_a_diploma_of_the_level_leaves_the_trade_alone_to_learn(
    level: int, diploma: int, months: float
) -> None:
    assert months_to(level, diploma) == months


@pytest.mark.parametrize("level", sorted(MONTHS_BY_LEVEL))
def test_a_higher_diploma_never_lengthens_a_training(level: int) -> None:
    told = [months_to(level, diploma) for diploma in range(HIGHEST + 1)]

    assert all(more <= less for less, more in pairwise(told))
    assert told[0] == MONTHS_BY_LEVEL[level]


def test_stated_months_shorten_in_proportion_unless_the_law_asks_the_very_title() -> None:
    stated = np.array([NAN, 18, 18, 6, NAN], np.float32)
    levels = np.array([4, 4, 4, NAN, NAN], np.float32)

    found = months_left(stated, levels, np.array([False, False, True, False, False]))

    assert found[0].tolist() == pytest.approx([12, 18, 18, 6, NAN], nan_ok=True)
    assert found[4].tolist() == pytest.approx([8, 12, 18, 6, NAN], nan_ok=True)
