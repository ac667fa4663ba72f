"""Five levels as bars on a scale of four steps, each with its range."""

from collections.abc import Sequence
from dataclasses import dataclass

from bilan.web.pictures.ranges import Range, percent, range_of


@dataclass(frozen=True, slots=True)
class LevelBar:
    """One area: its bar, its range, its level, and the level corrected with the counsellor."""

    area: str
    label: str
    level: int
    range: Range
    bar: str
    range_x: str
    range_width: str
    corrected: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AreaScore:
    """What is drawn: the mean of an area and its standard error, both between 0 and 1."""

    area: str
    label: str
    level: int
    mean: float
    error: float
    corrected: int | None = None
    reason: str = ""


def draw_levels(scores: Sequence[AreaScore]) -> tuple[LevelBar, ...]:
    """Draw each area as a bar with its range, in the order given."""
    return tuple(_bar(score) for score in scores)


def _bar(score: AreaScore) -> LevelBar:
    held = range_of(score=score.mean, error=score.error)
    return LevelBar(
        area=score.area,
        label=score.label,
        level=score.level,
        range=held,
        bar=percent(held.score),
        range_x=percent(held.low),
        range_width=percent(held.high - held.low),
        corrected=score.corrected,
        reason=score.reason,
    )
