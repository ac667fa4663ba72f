"""Whether the difference between two measures is more than their errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import hypot

import numpy as np

from bilan.engine.measure.errors import CannotCompare
from bilan.engine.measure.estimates import Estimate
from bilan.engine.measure.items import Floats

CONFIDENT = 1.959963984540054  # the normal quantile that leaves 5 % outside, both sides together


class Verdict(StrEnum):
    """What may be said of a change."""

    BETTER = "BETTER"
    SAME = "SAME"
    WORSE = "WORSE"
    CANNOT_TELL = "CANNOT_TELL"


@dataclass(frozen=True, slots=True)
class Change:
    """A difference, the interval it lies in, and the verdict."""

    difference: float
    low: float
    high: float
    verdict: Verdict


def reliable_change(
    *,
    before: float,
    after: float,
    errors: tuple[float, float],
    meaningful: float,
    confidence: float = CONFIDENT,
) -> Change:
    """Judge a difference against the errors of both measures (after Jacobson and Truax 1991).

    Better or worse: the interval leaves zero out. Same: it holds no difference that would matter
    (`meaningful`, on the scores' unit). Anything else cannot be told, and is not.
    """
    difference = after - before
    reach = confidence * hypot(*errors)
    low, high = difference - reach, difference + reach
    return Change(difference, low, high, _verdict(low=low, high=high, meaningful=meaningful))


def estimate_changes(
    *, before: Estimate, after: Estimate, meaningful: float, confidence: float = CONFIDENT
) -> dict[str, Change]:
    """Judge each dimension's change between two moments, on the scale of the traits.

    What the answers alone say is compared: the prior draws both moments towards the mean, the less answered
    one more, and would make or hide a change. A dimension without answers cannot be told.
    """
    _check_alike(before, after)
    pairs = zip(before.free_means, after.free_means, before.free_errors, after.free_errors, strict=True)
    return {
        name: reliable_change(
            before=float(first),
            after=float(last),
            errors=(float(first_error), float(last_error)),
            meaningful=meaningful,
            confidence=confidence,
        )
        for name, (first, last, first_error, last_error) in zip(before.dimensions, pairs, strict=True)
    }


def changes_over(
    *, moments: Sequence[Estimate], meaningful: float, confidence: float = CONFIDENT
) -> dict[tuple[int, int], dict[str, Change]]:
    """Judge every pair of moments, the earlier first: start, end and six months make three."""
    return {
        (first, last): estimate_changes(
            before=moments[first], after=moments[last], meaningful=meaningful, confidence=confidence
        )
        for first, last in combinations(range(len(moments)), 2)
    }


def overall_change(
    *,
    before: Estimate,
    after: Estimate,
    weights: Mapping[str, float],
    meaningful: float,
    confidence: float = CONFIDENT,
) -> Change:
    """Judge the change of a weighted sum of dimensions, their errors' covariance included.

    With weights w and covariances S at both moments, the error is sqrt(w' (S before + S after) w). Here the
    means with the prior are compared, since their covariance is what joins the dimensions.
    """
    _check_alike(before, after)
    vector = np.array([weights.get(name, 0.0) for name in before.dimensions])
    return reliable_change(
        before=float(vector @ before.means),
        after=float(vector @ after.means),
        errors=(_error(vector, before), _error(vector, after)),
        meaningful=meaningful,
        confidence=confidence,
    )


def _error(weights: Floats, estimate: Estimate) -> float:
    return float(np.sqrt(weights @ estimate.covariance @ weights))


def _check_alike(before: Estimate, after: Estimate) -> None:
    if before.dimensions != after.dimensions:
        raise CannotCompare(f"{before.dimensions} and {after.dimensions} are not the same dimensions.")


def _verdict(*, low: float, high: float, meaningful: float) -> Verdict:
    if low > 0:
        return Verdict.BETTER
    if high < 0:
        return Verdict.WORSE
    if -meaningful < low and high < meaningful:
        return Verdict.SAME
    return Verdict.CANNOT_TELL
