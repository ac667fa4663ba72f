"""The map of options: me in the middle, distance is what there is to learn, size is local openings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, log1p, pi, sin, sqrt

CENTER = 190.0
WIDTH, HEIGHT = 380.0, 372.0
WEEKS, MONTHS, YEARS = 62.0, 118.0, 172.0  # radius of each ring
# Training in months → how far from the middle: each kind of effort keeps to its own ring.
REACH = (
    (0.0, 40.0),
    (2.0, WEEKS - 6),
    (2.01, WEEKS + 8),
    (12.0, MONTHS - 8),
    (12.01, MONTHS + 8),
    (60.0, YEARS - 8),
)
UNKNOWN_REACH = (WEEKS + MONTHS) / 2
LEAST_RADIUS, MOST_RADIUS, PLAIN_RADIUS = 13.0, 24.0, 15.0
CLOSE, PARTLY = 0.62, 0.42  # fit with what the person likes, from 0 to 1
LETTER, LINE, LONGEST = 7.3, 15.0, 18
TWO_FORMS = re.compile(r"^(\S+) / \S+")  # « Conseiller / conseillère en insertion »: the map keeps one form
SMALL_WORDS = {"de", "du", "des", "en", "et", "à", "la", "le", "les", "of", "and", "the", "/"}
FIRST_ANGLE = -0.66
# Neighbours in the list stand apart on the map, so that labels of like options do not meet.
SEATS = (0, 3, 1, 4, 2, 5)


@dataclass(frozen=True, slots=True)
class Place:
    """One option to put on the map; None where a figure is not known."""

    number: int
    title: str
    months: float | None
    openings: int | None
    fit: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label, placed."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One option, placed."""

    number: int
    fill: str
    is_dark: bool
    x: str
    y: str
    number_y: str
    radius: str
    lines: tuple[Line, ...]


Box = tuple[float, float, float, float]
# Where the names of the rings stand in the template.
RING_NAMES: list[Box] = [(180, 240, 240, 256), (210, 293, 246, 309), (220, 344, 270, 360)]


def draw_neighbor_map(places: Sequence[Place]) -> tuple[Spot, ...]:
    """Place options around the person; same options, same map."""
    most = max((place.openings or 0 for place in places), default=0)
    circles = [_circle(at, place, len(places), most) for at, place in enumerate(places)]
    taken: list[Box] = [(CENTER - 21, CENTER - 21, CENTER + 21, CENTER + 21)]
    taken += RING_NAMES
    taken += [(x - r, y - r, x + r, y + r) for x, y, r in circles]
    spots = []
    for place, circle in zip(places, circles, strict=True):
        words = _shorten(place.title)
        box = _label_box(words, circle, taken)
        taken.append(box)
        spots.append(_spot(place, circle, words, box))
    return tuple(spots)


def fill_of(fit: float | None) -> str:
    """Say how near an option is to what the person likes: `f-high`, `f-mid` or `f-low`."""
    if fit is None:
        return "f-low"
    return "f-high" if fit >= CLOSE else "f-mid" if fit >= PARTLY else "f-low"


def _spot(place: Place, circle: tuple[float, float, float], words: tuple[str, ...], box: Box) -> Spot:
    x, y, radius = circle
    fill = fill_of(place.fit)
    return Spot(
        number=place.number,
        fill=fill,
        is_dark=fill == "f-high",
        x=_write(x),
        y=_write(y),
        number_y=_write(y + 5),
        radius=_write(radius),
        lines=tuple(
            Line(x=_write((box[0] + box[2]) / 2), y=_write(box[1] + LINE * (row + 1) - 3), text=text)
            for row, text in enumerate(words)
        ),
    )


def _circle(at: int, place: Place, among: int, most: int) -> tuple[float, float, float]:
    seat = SEATS[at] if among == len(SEATS) else at
    angle = FIRST_ANGLE + 2 * pi * seat / max(among, 1)
    reach = _reach(place.months)
    return CENTER + reach * cos(angle), CENTER + reach * sin(angle), _radius(place.openings, most)


def _reach(months: float | None) -> float:
    if months is None:
        return UNKNOWN_REACH
    for (low, near), (high, far) in pairwise(REACH):
        if months <= high:
            return near + (far - near) * (months - low) / (high - low)
    return REACH[-1][1]


def _radius(openings: int | None, most: int) -> float:
    if openings is None or most == 0:
        return PLAIN_RADIUS
    share = sqrt(log1p(openings) / log1p(most))
    return LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * share


def _label_box(words: tuple[str, ...], circle: tuple[float, float, float], taken: Sequence[Box]) -> Box:
    """Take the side where the label covers least: above first, then below, then a little farther."""
    x, y, radius = circle
    half = max(map(len, words)) * LETTER / 2
    tall = LINE * len(words)
    middle = min(max(x, half + 2), WIDTH - half - 2)
    tops = [y - radius - tall - 2, y + radius + 2, y - radius - tall - LINE / 2, y + radius + LINE / 2]
    boxes = [(middle - half, top, middle + half, top + tall) for top in tops if 0 <= top <= HEIGHT - tall]
    return min(boxes, key=lambda box: sum(_shared(box, other) for other in taken))


def _shared(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0.0) * max(tall, 0.0)


def _shorten(title: str) -> tuple[str, ...]:
    """Keep the first words of a long name on two short lines; the list has all of it."""
    words = TWO_FORMS.sub(r"\1", title).split() or [title]
    lines = [words[0]]
    left = words[1:]
    while left and (len(lines) < 2 or len(f"{lines[-1]} {left[0]}") <= LONGEST):
        if len(f"{lines[-1]} {left[0]}") <= LONGEST:
            lines[-1] = f"{lines[-1]} {left.pop(0)}"
        else:
            lines.append(left.pop(0))
    if left:
        lines[-1] = _cut(lines[-1])
    return tuple(line if len(line) <= LONGEST + 1 else line[:LONGEST] + "…" for line in lines)


def _cut(line: str) -> str:
    """End a line that is not the end of the name, never on a small word."""
    words = line.split()
    while len(words) > 1 and words[-1] in SMALL_WORDS:
        words.pop()
    return " ".join(words).rstrip(" ,/-") + "…"


def _write(number: float) -> str:
    return f"{number:.1f}"
