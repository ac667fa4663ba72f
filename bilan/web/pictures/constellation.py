"""A constellation of skills: one cluster an activity, the best supported nearest its middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

WIDTH = 380.0
GOLDEN_ANGLE = pi * (3 - sqrt(5))  # neighbours in a cluster never line up
NUMBERED = 24  # stars up to which each one has room for its number
WIDE_STEP, NARROW_STEP = 27.0, 16.0
LABEL, LETTER, GAP = 22.0, 7.4, 14.0
LONGEST = 24
FILLS = {1: "f-high", 0: "f-mid", -1: "f-low"}


@dataclass(frozen=True, slots=True)
class Star:
    """A skill: its number in the twin list, level 1–4, proof 1–4, liking -1 to 1."""

    number: int
    level: int
    proof: int
    liking: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """The skills that one activity gave."""

    title: str
    stars: tuple[Star, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A star, placed."""

    x: float
    y: float
    radius: float
    fill: str
    number: int


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a star, placed over it."""

    x: str
    y: str
    text: int
    is_dark: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster, drawn: rays from its middle, one path of stars a color, numbers, its name.

    Paths, not circles: two hundred stars would be two hundred elements to write.
    """

    spots: tuple[Spot, ...]
    rays: str
    discs: tuple[tuple[str, str], ...]
    numbers: tuple[Number, ...]
    label: str
    label_x: str
    label_y: str


@dataclass(frozen=True, slots=True)
class Constellation:
    """Everything drawn, and how tall it is."""

    groups: tuple[Group, ...]
    height: str


@dataclass(frozen=True, slots=True)
class _Disc:
    cluster: Cluster
    step: float
    radius: float

    @property
    def wide(self) -> float:
        return max(2 * self.radius, len(_shorten(self.cluster.title)) * LETTER)

    @property
    def tall(self) -> float:
        return 2 * self.radius + LABEL


def draw_constellation(clusters: Sequence[Cluster]) -> Constellation:
    """Place clusters in rows, in their order; none covers another."""
    is_numbered = sum(len(cluster.stars) for cluster in clusters) <= NUMBERED
    top = 0.0
    groups: list[Group] = []
    for row in _rows([_disc(cluster, is_numbered) for cluster in clusters]):
        height = max(disc.tall for disc in row)
        left = (WIDTH - sum(disc.wide for disc in row) - GAP * (len(row) - 1)) / 2
        for disc in row:
            groups.append(_group(disc, left + disc.wide / 2, top + (height - LABEL) / 2, is_numbered))
            left += disc.wide + GAP
        top += height + GAP
    return Constellation(tuple(groups), _write(max(top - GAP, 1.0)))


def _disc(cluster: Cluster, is_numbered: bool) -> _Disc:
    step = WIDE_STEP if is_numbered else NARROW_STEP
    reach = sqrt(len(cluster.stars))
    step = min(step, (WIDTH / 2 - step) / max(reach, 1.0))
    return _Disc(cluster, step, step * (reach + 0.6))


def _rows(discs: Sequence[_Disc]) -> list[list[_Disc]]:
    rows: list[list[_Disc]] = []
    for disc in discs:
        held = sum(one.wide + GAP for one in rows[-1]) if rows else WIDTH
        if held + disc.wide <= WIDTH:
            rows[-1].append(disc)
        else:
            rows.append([disc])
    return rows


def _group(disc: _Disc, x: float, y: float, is_numbered: bool) -> Group:
    stars = sorted(disc.cluster.stars, key=lambda star: (-star.proof, -star.level, star.number))
    spots = tuple(_spot(star, at, disc.step, (x, y)) for at, star in enumerate(stars))
    fills = sorted({spot.fill for spot in spots})
    return Group(
        spots=spots,
        rays="".join(f"M{x:.1f} {y:.1f}L{spot.x:.1f} {spot.y:.1f}" for spot in spots),
        discs=tuple((fill, "".join(_disc_path(one) for one in spots if one.fill == fill)) for fill in fills),
        numbers=tuple(_number(spot) for spot in spots) if is_numbered else (),
        label=_shorten(disc.cluster.title),
        label_x=_write(x),
        label_y=_write(y + disc.radius + LABEL - 6),
    )


def _spot(star: Star, at: int, step: float, middle: tuple[float, float]) -> Spot:
    reach = step * sqrt(at + 0.5)
    return Spot(
        x=middle[0] + reach * cos(at * GOLDEN_ANGLE),
        y=middle[1] + reach * sin(at * GOLDEN_ANGLE),
        radius=step * (0.26 + 0.045 * star.level),
        fill=FILLS[star.liking],
        number=star.number,
    )


def _disc_path(spot: Spot) -> str:
    """Write a circle as two half turns."""
    wide = 2 * spot.radius
    turn = f"a{spot.radius:.1f} {spot.radius:.1f} 0 1 0"
    return f"M{spot.x - spot.radius:.1f} {spot.y:.1f}{turn} {wide:.1f} 0{turn} {-wide:.1f} 0z"


def _number(spot: Spot) -> Number:
    return Number(_write(spot.x), _write(spot.y + 5), spot.number, is_dark=spot.fill == "f-high")


def _shorten(title: str) -> str:
    if len(title) <= LONGEST:
        return title
    words = title[:LONGEST].rsplit(" ", 1)
    return words[0].rstrip(" ,") + "…"


def _write(number: float) -> str:
    return f"{number:.1f}"
