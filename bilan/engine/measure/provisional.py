"""Declared parameters for items that nobody has calibrated yet.

Two things an author can honestly declare replace the data: the reliability hoped for of the full scale, which
fixes one discrimination for all its items, and the share of people expected in each category, which fixes
thresholds.
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np
from scipy.special import expit, ndtr

from bilan.engine.measure.bank import NODES
from bilan.engine.measure.errors import ImpossibleItem
from bilan.engine.measure.items import Floats, Item

LOGISTIC = 1.702  # the logistic curve nearest to the normal one (Haley 1952; Camilli 1994)
FARTHEST, HALVINGS = 40.0, 60
OUTERMOST = 1.5  # the expected shares cut a bell at equal steps between these standard deviations


def provisional_items(
    *,
    codes: Sequence[str],
    dimension: str,
    categories: int,
    reliability: float = 0.8,
    shares: Sequence[float] | None = None,
    facets: Sequence[str] | None = None,
) -> tuple[Item, ...]:
    """Return items alike, from their scale's declared reliability and the expected shares of the answers.

    Give the bank made of them `is_provisional=True`: every estimate then says so.

    Raises:
        ImpossibleItem: a reliability outside ]0, 1[, shares not above zero or not as many as categories.
    """
    expected = tuple(shares) if shares is not None else expected_shares(categories=categories)
    if len(expected) != categories or min(expected) <= 0:
        raise ImpossibleItem(f"{dimension}: {categories} shares above zero are needed, not {expected}.")
    slope = discrimination_for(reliability=reliability, count=len(codes))
    thresholds = _thresholds(slope, np.cumsum(expected)[:-1] / sum(expected))
    names = facets if facets is not None else [""] * len(codes)
    return tuple(
        Item(code, dimension, slope, thresholds, facet) for code, facet in zip(codes, names, strict=True)
    )


def discrimination_for(*, reliability: float, count: int) -> float:
    """Return the discrimination of so many like items whose sum has this reliability (Spearman and Brown).

    The correlation between two items is r / (n - (n - 1) r); its root is their loading, which the logistic
    metric turns into a discrimination.
    """
    if not 0 < reliability < 1:
        raise ImpossibleItem(f"The reliability is {reliability}; it lies between zero and one.")
    correlation = reliability / (count - (count - 1) * reliability)
    return LOGISTIC * sqrt(correlation / (1.0 - correlation)) if count > 1 else LOGISTIC


def expected_shares(*, categories: int) -> tuple[float, ...]:
    """Return the shares of a bell cut at equal steps: most people in the middle, some at both ends."""
    cuts = np.linspace(-OUTERMOST, OUTERMOST, categories - 1) if categories > 2 else np.zeros(1)
    found: list[float] = np.diff(ndtr([-np.inf, *cuts, np.inf])).tolist()
    return tuple(found)


def _thresholds(slope: float, below: Floats) -> tuple[float, ...]:
    """Return the thresholds under which these shares of the population answer, by halving."""
    bell = np.exp(-0.5 * NODES**2)
    bell /= bell.sum()
    low, high = np.full(below.size, -FARTHEST), np.full(below.size, FARTHEST)
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        is_low = expit(slope * (middle[:, None] - NODES)) @ bell < below
        low, high = np.where(is_low, middle, low), np.where(is_low, high, middle)
    found: list[float] = ((low + high) / 2.0).tolist()
    return tuple(found)
