"""The hexagon of interests with its band of uncertainty, and the rows of its twin table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilan.web.pictures.ranges import Range, range_of

LETTERS = "RIASEC"  # clockwise from the top, as the theory draws them
LABELS: dict[str, str | Promise] = {
    "R": _("Fabriquer, réparer"),
    "I": _("Comprendre"),
    "A": _("Créer"),
    "S": _("Aider, expliquer"),
    "E": _("Entraîner, décider"),
    "C": _("Organiser"),
}
CENTER_X, CENTER_Y, RADIUS = 190.0, 150.0, 108.0
RINGS = (1 / 3, 2 / 3, 1.0)
LABEL_GAP = 13.0
LINE_HEIGHT = 15.0
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label, placed."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class Corner:
    """One interest: its score with range, its dot, its axis and its label."""

    letter: str
    label: str
    range: Range
    dot_x: str
    dot_y: str
    axis_x: str
    axis_y: str
    anchor: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Hexagon:
    """Paths of the picture, and its corners clockwise."""

    rings: tuple[str, ...]
    band: str
    shape: str
    corners: tuple[Corner, ...]

    @property
    def by_strength(self) -> tuple[Corner, ...]:
        """Return the corners from the strongest interest to the weakest."""
        return tuple(sorted(self.corners, key=lambda corner: (-corner.range.score, corner.letter)))

    @property
    def widest_reach(self) -> float:
        """Return half of the widest range: « each within … points »."""
        return max((corner.range.high - corner.range.low) / 2 for corner in self.corners)


def draw_hexagon(scores: Mapping[str, tuple[float, float]]) -> Hexagon:
    """Draw six scores.

    Args:
        scores: letter → (score between 0 and 1, standard error); all six letters.
    """
    ranges = [range_of(score=scores[letter][0], error=scores[letter][1]) for letter in LETTERS]
    outside, inside = ([r.high for r in ranges], [r.low for r in ranges])
    return Hexagon(
        rings=tuple(_path([share] * 6) for share in RINGS),
        band=_path(outside) + _path(inside),
        shape=_path([r.score for r in ranges]),
        corners=tuple(_corner(at, ranges[at]) for at in range(6)),
    )


def _corner(at: int, held: Range) -> Corner:
    letter = LETTERS[at]
    label = str(LABELS[letter])
    (dot_x, dot_y), (axis_x, axis_y) = _point(at, held.score), _point(at, 1.0)
    return Corner(
        letter=letter,
        label=label,
        range=held,
        dot_x=_write(dot_x),
        dot_y=_write(dot_y),
        axis_x=_write(axis_x),
        axis_y=_write(axis_y),
        anchor=_anchor(at),
        lines=_lines(at, label),
    )


def _lines(at: int, label: str) -> tuple[Line, ...]:
    """Place a label outside its corner; at the sides it breaks after its comma."""
    x, y = _point(at, 1.0 + LABEL_GAP / RADIUS)
    if at in {0, 3}:
        return (Line(x=_write(x), y=_write(y + (12.0 if at == 3 else -2.0)), text=label),)
    head, comma, tail = label.partition(", ")
    texts = (head + ",", tail) if comma else (head,)
    return tuple(
        Line(x=_write(x), y=_write(y + LINE_HEIGHT * row), text=text) for row, text in enumerate(texts)
    )


def _anchor(at: int) -> str:
    return "middle" if at in {0, 3} else "start" if at < 3 else "end"


def _point(at: int, share: float) -> Point:
    angle = pi / 3 * at - pi / 2
    return CENTER_X + RADIUS * share * cos(angle), CENTER_Y + RADIUS * share * sin(angle)


def _path(shares: Sequence[float]) -> str:
    points = [_point(at, share) for at, share in enumerate(shares)]
    return "M" + "L".join(f"{_write(x)} {_write(y)}" for x, y in points) + "Z"


def _write(number: float) -> str:
    return f"{number:.1f}"
