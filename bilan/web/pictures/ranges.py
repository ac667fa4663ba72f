"""The range that goes with a score: no figure is shown without it."""

from dataclasses import dataclass

ERRORS_EACH_SIDE = 1.0  # as in the results: the range holds the true score two times in three


@dataclass(frozen=True, slots=True)
class Range:
    """A score between 0 and 1 with the bounds of its range."""

    score: float
    low: float
    high: float


def range_of(*, score: float, error: float) -> Range:
    """Return the score with its range, cut at 0 and 1.

    Args:
        score: between 0 and 1.
        error: standard error on the same scale.
    """
    reach = ERRORS_EACH_SIDE * max(error, 0.0)
    return Range(score=_cut(score), low=_cut(score - reach), high=_cut(score + reach))


def percent(share: float) -> str:
    """Write a share as an SVG percentage, whatever the language of the page."""
    return f"{100 * share:.3f}%"


def _cut(share: float) -> float:
    return min(1.0, max(0.0, share))
