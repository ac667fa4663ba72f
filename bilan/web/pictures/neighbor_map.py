"""The map of options: me in the middle, distance is what there is to learn, size is local openings."""

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
class Spot:
    """One option, placed."""

    number: int
    fill: str
    is_dark: bool
    x: str
    y: str
    number_y: str
    radius: str
    label: str
    label_x: str
    label_y: str


Box = tuple[float, float, float, float]


def draw_neighbor_map(places: Sequence[Place]) -> tuple[Spot, ...]:
    """Place options around the person; same options, same map."""
    most = max((place.openings or 0 for place in places), default=0)
    circles = [_circle(at, place, len(places), most) for at, place in enumerate(places)]
    taken: list[Box] = [(CENTER - 21, CENTER - 21, CENTER + 21, CENTER + 21)]
    taken += [(x - r, y - r, x + r, y + r) for x, y, r in circles]
    spots = []
    for place, circle in zip(places, circles, strict=True):
        label = _shorten(place.title)
        box = _label_box(label, circle, taken)
        taken.append(box)
        spots.append(_spot(place, circle, label, box))
    return tuple(spots)


def fill_of(fit: float | None) -> str:
    """Say how near an option is to what the person likes: `f-high`, `f-mid` or `f-low`."""
    if fit is None:
        return "f-low"
    return "f-high" if fit >= CLOSE else "f-mid" if fit >= PARTLY else "f-low"


def _spot(place: Place, circle: tuple[float, float, float], label: str, box: Box) -> Spot:
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
        label=label,
        label_x=_write((box[0] + box[2]) / 2),
        label_y=_write(box[3] - 3),
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


def _label_box(label: str, circle: tuple[float, float, float], taken: Sequence[Box]) -> Box:
    """Take the side where the label covers least: above first, then below, then a little farther."""
    x, y, radius = circle
    half = len(label) * LETTER / 2
    middle = min(max(x, half + 2), WIDTH - half - 2)
    tops = [y - radius - LINE - 3, y + radius + 3, y - radius - LINE * 1.6, y + radius + LINE * 0.8]
    boxes = [(middle - half, top, middle + half, top + LINE) for top in tops if 0 <= top <= HEIGHT - LINE]
    return min(boxes, key=lambda box: sum(_shared(box, other) for other in taken))


def _shared(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0.0) * max(tall, 0.0)


def _shorten(title: str) -> str:
    """Keep the first words of a long name; the whole one stands in the list and the table."""
    if len(title) <= LONGEST:
        return title
    words = title.replace("/", " / ").split()
    kept = words[0]
    for word in words[1:]:
        if len(f"{kept} {word}") > LONGEST - 1:
            break
        kept = f"{kept} {word}"
    return kept[: LONGEST - 1].rstrip(" ,/-") + "…"


def _write(number: float) -> str:
    return f"{number:.1f}"
