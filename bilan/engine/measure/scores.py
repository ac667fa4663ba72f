"""Scale scores from answers, with the error that comes with them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ScaleScores:
    """Mean answer per scale with its standard error, both on the answer's own unit.

    Each array is (person, scale); NaN where too few questions were answered.
    """

    means: Floats
    standard_errors: Floats
    answered: NDArray[np.int64]


def scale_scores(
    *,
    answers: Floats,
    membership: Booleans,
    reliability: float,
    standard_deviation: float,
    minimum_answered: int = 1,
) -> ScaleScores:
    """Score each person on each scale.

    The error of a full scale is classical: SD x sqrt(1 - reliability) (Lord and Novick 1968). Questions left
    out widen it by sqrt(all / answered), as when a test is shortened.

    Args:
        answers: (person, item), NaN where no answer was given.
        membership: (scale, item), true where the item belongs to the scale.
        reliability: of a full scale, in ]0, 1[.
        standard_deviation: of the mean answer of a full scale, on the answer's unit.
        minimum_answered: below this many answers a scale has no score.
    """
    given = ~np.isnan(answers)
    members = membership.astype(np.float64)
    answered = given.astype(np.float64) @ members.T
    enough = answered >= max(minimum_answered, 1)
    sums = np.where(given, answers, 0.0) @ members.T
    safe = np.where(enough, answered, 1.0)
    full = standard_deviation * np.sqrt(1.0 - reliability)
    errors = full * np.sqrt(members.sum(axis=1) / safe)
    return ScaleScores(
        means=np.where(enough, sums / safe, np.nan),
        standard_errors=np.where(enough, errors, np.nan),
        answered=answered.astype(np.int64),
    )


def is_flat(*, scores: Floats, below: float) -> Booleans:
    """Tell, per person, whether the profile (person, scale) is too flat to be ordered.

    A profile with a missing score is flat: nothing sure can be said of its order.
    """
    spread = scores.max(axis=1) - scores.min(axis=1)
    wide: Booleans = spread >= below
    return np.logical_not(wide)


def level_of(*, mean: float, floors: tuple[float, ...]) -> int:
    """Return the rank (from 1) of the last floor that the mean reaches."""
    return max(1, sum(mean >= floor for floor in floors))
