"""A change as a dot with its interval, on either side of a line that says “as before”."""

from collections.abc import Sequence
from dataclasses import dataclass

from bilan.web.pictures.ranges import percent

LEAST_REACH = 1e-6


@dataclass(frozen=True, slots=True)
class Difference:
    """What is drawn: a difference and its interval, all on one unit."""

    label: str
    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ChangeBar:
    """One difference, in SVG percentages: the dot, the interval, and whether it leaves zero out."""

    label: str
    dot: str
    range_x: str
    range_width: str
    is_clear: bool


def draw_changes(differences: Sequence[Difference]) -> tuple[ChangeBar, ...]:
    """Draw differences on one axis whose middle is zero, wide enough for every interval."""
    reach = max((max(abs(each.low), abs(each.high)) for each in differences), default=0.0)
    return tuple(_bar(each, max(reach, LEAST_REACH)) for each in differences)


def _bar(each: Difference, reach: float) -> ChangeBar:
    return ChangeBar(
        label=each.label,
        dot=percent(_place(each.difference, reach)),
        range_x=percent(_place(each.low, reach)),
        range_width=percent((each.high - each.low) / (2 * reach)),
        is_clear=each.low > 0 or each.high < 0,
    )


def _place(value: float, reach: float) -> float:
    """Return where a value stands between 0 and 1, zero in the middle."""
    return 0.5 + value / (2 * reach)
