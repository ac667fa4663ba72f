"""The line of a life: what someone did, in four rows, paid or not."""

from collections.abc import Sequence
from dataclasses import dataclass

ROWS = ("TRAINING", "EMPLOYED", "SELF_EMPLOYED", "UNPAID")
FILLS = {"TRAINING": "f-train", "EMPLOYED": "f-job", "SELF_EMPLOYED": "f-mid", "UNPAID": "f-care"}
ROW_HEIGHT, BAR_TOP, BAR_HEIGHT, LABEL_TOP = 45, 20, 14, 14
LEAST_WIDTH = 1.2  # hundredths: a month of work stays visible
LETTER_WIDTH = 1.45  # hundredths of the picture that a letter takes at its narrowest wide layout
TICKS_AT_MOST = 6
STEPS = (1, 2, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One experience: years as decimals (2016.5 is July 2016), `until=None` while it goes on."""

    title: str
    kind: str
    since: float
    until: float | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One experience, drawn; positions across are in hundredths of the width."""

    number: int
    fill: str
    x: str
    width: str
    middle: str
    y: int
    height: int
    label: str
    label_x: str
    label_y: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A year under the line; every second one only on wide screens."""

    year: int
    x: str
    anchor: str
    is_minor: bool


@dataclass(frozen=True, slots=True)
class LifeLine:
    """Bars in the order of the table, ticks, first and last year."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int

    def across(self, year: float) -> float:
        return (year - self.first) / (self.last - self.first) * 100


def draw_life_line(stretches: Sequence[Stretch], *, this_year: float) -> LifeLine:
    """Draw experiences, oldest first; what goes on reaches `this_year`."""
    first = int(min([s.since for s in stretches], default=this_year))
    last = int(max([s.until or this_year for s in stretches], default=this_year)) + 1
    scale = _Scale(first=first, last=max(last, first + 1))
    lanes = _lanes(stretches, this_year)
    labels = _labels(stretches, scale, this_year)
    bars = tuple(
        _bar(at, stretch, scale, this_year, lanes[at], labels[at]) for at, stretch in enumerate(stretches)
    )
    return LifeLine(bars=bars, ticks=_ticks(scale), first_year=first, last_year=scale.last)


def _bar(
    at: int,
    stretch: Stretch,
    scale: _Scale,
    this_year: float,
    lane: tuple[int, int],
    label: tuple[float, str],
) -> Bar:
    left = scale.across(stretch.since)
    width = max(scale.across(stretch.until or this_year) - left, LEAST_WIDTH)
    left = min(left, 100 - width)
    top = ROWS.index(stretch.kind) * ROW_HEIGHT
    of, height = lane[0], BAR_HEIGHT // lane[1]
    return Bar(
        number=at + 1,
        fill=FILLS[stretch.kind],
        x=_write(left),
        width=_write(width),
        middle=_write(left + width / 2),
        y=top + BAR_TOP + of * height,
        height=height,
        label=stretch.title if label[1] else "",
        label_x=_write(label[0]),
        label_y=top + LABEL_TOP,
        anchor=label[1] or "start",
    )


def _lanes(stretches: Sequence[Stretch], this_year: float) -> list[tuple[int, int]]:
    """Give each stretch a lane of its row: (which, of how many); what overlaps shares the row's height."""
    held: list[int] = []
    for at, stretch in enumerate(stretches):
        taken = {held[i] for i in range(at) if _overlap(stretches[i], stretch, this_year)}
        held.append(next(lane for lane in range(at + 1) if lane not in taken))
    deepest = dict.fromkeys(ROWS, 0)
    for lane, stretch in zip(held, stretches, strict=True):
        deepest[stretch.kind] = max(deepest[stretch.kind], lane)
    return [(lane, min(deepest[s.kind] + 1, 7)) for lane, s in zip(held, stretches, strict=True)]


def _overlap(one: Stretch, other: Stretch, this_year: float) -> bool:
    if one.kind != other.kind:
        return False
    return one.since < (other.until or this_year) and other.since < (one.until or this_year)


def _labels(stretches: Sequence[Stretch], scale: _Scale, this_year: float) -> list[tuple[float, str]]:
    """Place the labels that fit: (x, anchor), anchor empty where a label would cover another."""
    taken: dict[str, list[tuple[float, float]]] = {kind: [] for kind in ROWS}
    placed = []
    for stretch in stretches:
        span, anchor = _span(stretch, scale, this_year)
        is_free = all(span[1] <= left or span[0] >= right for left, right in taken[stretch.kind])
        if is_free and span[0] >= 0:
            taken[stretch.kind].append(span)
        else:
            anchor = ""
        placed.append((span[1] if anchor == "end" else span[0], anchor))
    return placed


def _span(stretch: Stretch, scale: _Scale, this_year: float) -> tuple[tuple[float, float], str]:
    """Start the label with its bar, or end it with its bar where it would leave the picture."""
    width = len(stretch.title) * LETTER_WIDTH
    left = scale.across(stretch.since)
    if left + width <= 100:
        return (left, left + width), "start"
    right = min(scale.across(stretch.until or this_year), 100.0)
    return (right - width, right), "end"


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    length = scale.last - scale.first
    step = next((step for step in STEPS if length / step <= TICKS_AT_MOST), STEPS[-1])
    years = range(scale.first, scale.last + 1, step)
    return tuple(
        Tick(
            year=year,
            x=_write(scale.across(year)),
            anchor="start" if year == scale.first else "end" if year == scale.last else "middle",
            is_minor=at % 2 == 1,
        )
        for at, year in enumerate(years)
    )


def _write(number: float) -> str:
    return f"{number:.2f}%"
