"""Whether the difference between two measures is more than their errors."""

from dataclasses import dataclass
from enum import StrEnum
from math import hypot

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


def _verdict(*, low: float, high: float, meaningful: float) -> Verdict:
    if low > 0:
        return Verdict.BETTER
    if high < 0:
        return Verdict.WORSE
    if -meaningful < low and high < meaningful:
        return Verdict.SAME
    return Verdict.CANNOT_TELL
