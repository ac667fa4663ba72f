"""The road of a plan: its steps from today to the last one, and plan B beside it, in reserve."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LEFT, RIGHT = 4.0, 96.0
NUMBERED = 9  # more stops than that have no room for their numbers on a phone
WIDE_GAP = 9.0
BRANCH = 10.0  # how far plan B's line goes before it runs along


@dataclass(frozen=True, slots=True)
class Stop:
    """A step on the road: its number in the list, its day, and how it is filled."""

    number: int
    day: date
    fill: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A stop as drawn, in SVG percentages."""

    number: int
    x: str
    fill: str
    is_next: bool
    is_dark: bool


@dataclass(frozen=True, slots=True)
class Road:
    """Both lines; `turn` and `reserve` are empty where no plan B waits."""

    spots: tuple[Spot, ...]
    today: str
    today_anchor: str
    is_numbered: bool
    turn: str
    reserve: tuple[Spot, ...]


def draw_road(
    stops: Sequence[Stop], *, reserve: Sequence[Stop] = (), has_reserve: bool = False, today: date
) -> Road:
    """Lay stops by date, never closer than they can be told apart; those to come stand right of today."""
    days = sorted([*(stop.day for stop in stops), today])
    at_today = sum(stop.day < today for stop in stops)
    places = _spread([_share(day, days[0], days[-1]) for day in days], LEFT, RIGHT)
    here = places.pop(at_today)
    beside = _even(len(reserve), min(here + BRANCH, RIGHT - WIDE_GAP))
    ordered = sorted(stops, key=lambda stop: (stop.day, stop.number))
    upcoming = next((stop.number for stop in ordered if stop.fill == "f-mid"), 0)
    return Road(
        spots=tuple(_spot(stop, x, upcoming) for stop, x in zip(ordered, places, strict=True)),
        today=_write(here),
        today_anchor=_anchor(here),
        is_numbered=len(stops) <= NUMBERED,
        turn=_write(min(here + BRANCH, RIGHT - WIDE_GAP)) if has_reserve else "",
        reserve=tuple(_spot(stop, x, 0) for stop, x in zip(reserve, beside, strict=True)),
    )


def _anchor(place: float) -> str:
    """Keep a word inside the picture."""
    if place < LEFT + WIDE_GAP:
        return "start"
    return "end" if place > RIGHT - WIDE_GAP else "middle"


def _share(day: date, first: date, last: date) -> float:
    length = max((last - first).days, 1)
    return LEFT + (RIGHT - LEFT) * (day - first).days / length


def _spread(places: Sequence[float], left: float, right: float) -> list[float]:
    """Push places apart, first to the right, then back from the right edge."""
    gap = min(WIDE_GAP, (right - left) / max(len(places) - 1, 1))
    spread: list[float] = []
    for place in places:
        spread.append(max(place, spread[-1] + gap) if spread else max(place, left))
    edge = right
    for at in range(len(spread) - 1, -1, -1):
        spread[at] = min(spread[at], edge)
        edge = spread[at] - gap
    return spread


def _even(count: int, start: float) -> list[float]:
    """Lay some places evenly after a start, close enough for all to fit."""
    gap = min(WIDE_GAP, (RIGHT - start) / max(count, 1))
    return [start + gap * (at + 0.6) for at in range(count)]


def _spot(stop: Stop, x: float, upcoming: int) -> Spot:
    is_next = bool(upcoming) and stop.number == upcoming
    return Spot(stop.number, _write(x), stop.fill, is_next, stop.fill == "f-high")


def _write(number: float) -> str:
    return f"{number:.2f}%"
