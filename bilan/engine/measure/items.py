"""An item's curves: the graded response model (Samejima 1969), two-parameter with two categories."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_expit

from bilan.engine.measure.errors import ImpossibleItem

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its curves, in the logistic metric.

    The chance of answering category k or more is 1 / (1 + exp(-discrimination x (trait - threshold k))).
    """

    code: str
    dimension: str
    discrimination: float
    thresholds: tuple[float, ...]
    facet: str = ""

    def __post_init__(self) -> None:
        """Refuse numbers that make no curve."""
        if not (isfinite(self.discrimination) and self.discrimination > 0):
            raise ImpossibleItem(
                f"{self.code}: the discrimination is {self.discrimination}; it must be above zero."
            )
        if not self.thresholds or not all(isfinite(value) for value in self.thresholds):
            raise ImpossibleItem(f"{self.code}: thresholds must be one finite number or more.")
        if any(low >= high for low, high in zip(self.thresholds[:-1], self.thresholds[1:], strict=True)):
            raise ImpossibleItem(f"{self.code}: thresholds must climb; they are {self.thresholds}.")

    @property
    def categories(self) -> int:
        """Return how many answers the item allows."""
        return len(self.thresholds) + 1


def log_probabilities(*, item: Item, traits: Floats) -> Floats:
    """Return the log chance of each category, shape (category, trait).

    Written as a product of two logistic curves, so that nothing cancels far from the thresholds.
    """
    lower, upper = _edges(item)
    gaps = np.log1p(-np.exp(-item.discrimination * (upper - lower)))
    rises = log_expit(item.discrimination * (traits - lower))
    falls = log_expit(-item.discrimination * (traits - upper))
    result: Floats = rises + falls + gaps
    return result


def information(*, item: Item, traits: Floats) -> Floats:
    """Return Fisher's information of the item at each trait."""
    lower, upper = _edges(item)
    slopes = item.discrimination * (
        1.0 - expit(item.discrimination * (traits - lower)) - expit(item.discrimination * (traits - upper))
    )
    chances = np.exp(log_probabilities(item=item, traits=traits))
    result: Floats = (chances * slopes**2).sum(axis=0)
    return result


def expected_answer(*, items: Sequence[Item], traits: Floats) -> Floats:
    """Return the expected sum of the answers at each trait: the test's characteristic curve."""
    total = np.zeros_like(traits)
    for item in items:
        above = item.discrimination * (traits - np.array(item.thresholds)[:, None])
        total += expit(above).sum(axis=0)
    return total


def _edges(item: Item) -> tuple[Floats, Floats]:
    """Return the lower and the upper threshold of each category, shape (category, 1)."""
    bounds = np.array([-np.inf, *item.thresholds, np.inf])
    return bounds[:-1, None], bounds[1:, None]
