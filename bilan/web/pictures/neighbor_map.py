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
    (0.0, 48.0),
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
Circle = tuple[float, float, float]
Label = tuple[tuple[str, ...], Box]
# The rings with how wide their names are, and where a name may stand on its ring, the usual place first.
RINGS = ((WEEKS, 60.0), (MONTHS, 36.0), (YEARS, 50.0))
TURNS = tuple(pi * part / 36 for part in (14, 17, 11, 20, 8, 5, 23, 26, 29, 32, 2, -2, -5, -8, -29, -32))


@dataclass(frozen=True, slots=True)
class NeighborMap:
    """The options placed, and where the names of the three rings stand: weeks, months, years."""

    spots: tuple[Spot, ...]
    rings: tuple[tuple[str, str], ...]


def draw_neighbor_map(places: Sequence[Place]) -> NeighborMap:
    """Place options around the person; same options, same map."""
    most = max((place.openings or 0 for place in places), default=0)
    circles = [_circle(at, place, len(places), most) for at, place in enumerate(places)]
    rings = _ring_names(circles)
    labels = _labels([_shorten(place.title) for place in places], circles, rings)
    told = zip(places, circles, labels, strict=True)
    return NeighborMap(
        spots=tuple(_spot(place, circle, *label) for place, circle, label in told),
        rings=tuple((_write((left + right) / 2), _write(bottom - 3)) for left, _top, right, bottom in rings),
    )


def _ring_names(circles: Sequence[Circle]) -> list[Box]:
    """Return where each ring is named: on it, off the options where there is room."""
    taken = [_around((CENTER, CENTER, 21)), *map(_around, circles)]

    def crowd(box: Box) -> float:
        return sum(_shared(box, other) for other in taken)

    return [min((_on_ring(ring, wide, turn) for turn in TURNS), key=crowd) for ring, wide in RINGS]


def _on_ring(ring: float, wide: float, turn: float) -> Box:
    x, y = CENTER + ring * cos(turn), CENTER + ring * sin(turn)
    left = min(max(x - wide / 2, 2), WIDTH - wide - 2)
    return left, y - 8, left + wide, y + 8


def _around(circle: Circle) -> Box:
    x, y, radius = circle
    return x - radius, y - radius, x + radius, y + radius


def _labels(names: Sequence[tuple[str, ...]], circles: Sequence[Circle], rings: Sequence[Box]) -> list[Label]:
    """Place all names, in the turn that leaves out the fewest words."""
    count = len(names)
    turns = [[(start + step) % count for step in range(count)] for start in range(count)]
    best: list[Label] = []
    fewest = None
    for turn in [*turns, *(turn[::-1] for turn in turns)]:
        told = _labels_in_turn(turn, names, circles, rings)
        lost = sum(len(name) - len(words) for name, (words, _box) in zip(names, told, strict=True))
        if fewest is None or lost < fewest:
            best, fewest = told, lost
        if not lost:
            break
    return best


def _labels_in_turn(
    turn: Sequence[int], names: Sequence[tuple[str, ...]], circles: Sequence[Circle], rings: Sequence[Box]
) -> list[Label]:
    taken: list[Box] = [(CENTER - 21, CENTER - 21, CENTER + 21, CENTER + 21)]
    taken += rings
    taken += [_around(circle) for circle in circles]
    found: dict[int, Label] = {}
    for at in turn:
        found[at] = _label(names[at], circles[at], taken)
        taken.append(found[at][1])
    return [found[at] for at in range(len(names))]


def fill_of(fit: float | None) -> str:
    """Say how near an option is to what the person likes: `f-high`, `f-mid` or `f-low`."""
    if fit is None:
        return "f-low"
    return "f-high" if fit >= CLOSE else "f-mid" if fit >= PARTLY else "f-low"


def _spot(place: Place, circle: Circle, words: tuple[str, ...], box: Box) -> Spot:
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


def _circle(at: int, place: Place, among: int, most: int) -> Circle:
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


def _label(words: tuple[str, ...], circle: Circle, taken: Sequence[Box]) -> Label:
    """Return as much of a name as finds room, and where: two lines, one, a word, or the number alone."""
    first = words if len(words) == 1 else (_cut(words[0]),)
    word = words[0].split()[0].rstrip("…")
    for told in dict.fromkeys((words, first, words if words == (word,) else (f"{word}…",))):
        for box in _boxes(told, circle):
            if not any(_shared(box, other) for other in taken):
                return told, box
    return (), (circle[0], circle[1], circle[0], circle[1])


def _boxes(words: tuple[str, ...], circle: Circle) -> list[Box]:
    """Return where a label may stand: above, below, beside, then farther; whole inside the picture."""
    x, y, radius = circle
    wide, tall = max(map(len, words)) * LETTER, LINE * len(words)
    middle = min(max(x - wide / 2, 2), WIDTH - wide - 2)
    above, below = y - radius - tall - 2, y + radius + 2
    right, left = x + radius + 3, x - radius - wide - 3
    corners = [
        *((middle, above), (middle, below), (right, y - tall / 2), (left, y - tall / 2)),
        *((middle, above - LINE / 2), (middle, below + LINE / 2)),
        *((side, top) for side in (x, x - wide, right, left) for top in (above, below)),
        *((side, top) for side in (right, left) for top in (y - tall, y, above + LINE / 2, below - LINE / 2)),
        *((middle, top) for top in (above - LINE, below + LINE)),
    ]
    return [
        (side, top, side + wide, top + tall)
        for side, top in corners
        if 0 <= side <= WIDTH - wide and 0 <= top <= HEIGHT - tall
    ]


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
