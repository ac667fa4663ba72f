"""The ruler of hours: one tick an hour, what was used, what is booked, what the rule asks."""

from dataclasses import dataclass

from bilan.web.pictures.ranges import percent

HOUR = 60
MIDDLE, START, END = "middle", "start", "end"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the ruler, in SVG percentages."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the ruler with its minutes, and where its text hangs."""

    x: str
    minutes: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Ruler:
    """Geometry of the ruler: time with someone first, then booked, then own work."""

    accompanied: Stretch
    booked: Stretch
    own: Stretch
    ticks: tuple[str, ...]
    minimum: Mark | None
    envelope: Mark


def draw_ruler(
    *, accompanied: int, booked: int, own: int, envelope: int, minimum: int | None = None
) -> Ruler:
    """Lay minutes on a ruler as long as the envelope, or longer when more was lived.

    Time with someone is laid first, so that the mark of the legal minimum reads against it alone.
    """
    length = max(envelope, accompanied + booked + own, 1)
    return Ruler(
        accompanied=_stretch(0, accompanied, length),
        booked=_stretch(accompanied, booked, length),
        own=_stretch(accompanied + booked, own, length),
        ticks=tuple(percent(hour / length) for hour in range(HOUR, length, HOUR)),
        minimum=_mark(minimum, length) if minimum else None,
        envelope=_mark(envelope, length, anchor=END),
    )


def _stretch(start: int, minutes: int, length: int) -> Stretch:
    return Stretch(x=percent(start / length), width=percent(minutes / length))


def _mark(minutes: int, length: int, anchor: str = MIDDLE) -> Mark:
    share = minutes / length
    if anchor == MIDDLE and share < 0.15:
        anchor = START
    elif anchor == MIDDLE and share > 0.7:
        anchor = END
    return Mark(x=percent(share), minutes=minutes, anchor=anchor)
