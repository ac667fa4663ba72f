"""From choices among options to shares: how often each scale was preferred where it was offered."""

from collections.abc import Iterable, Mapping
from math import nan, sqrt

from bilan.instruments.answering import Given, best_and_worst
from bilan.instruments.results import Score
from bilan.instruments.schema import BestWorst, Instrument, Item

BEST, BETWEEN, WORST = 1.0, 0.5, 0.0


def choice_scores(*, instrument: Instrument, given: Given) -> dict[str, Score]:
    """Return each scale's share of preference, from 0 (never) to 1 (always), with its error.

    An option chosen counts one, the one put last nothing, the others a half; a trade-off has no others.
    The declared error is that of a full form: options not seen widen it by √(all / seen).
    """
    points: dict[str, list[float]] = {scale.id: [] for scale in instrument.scales}
    offered = dict.fromkeys(points, 0)
    for item in instrument.items:
        for option in item.options:
            offered[option.scale] += 1
        for scale, point in _points(instrument, item, given.get(item.id)):
            points[scale].append(point)
    full = instrument.scoring.standard_error or nan
    least = instrument.scoring.minimum_answered
    return {scale: _score(points[scale], offered[scale], full, least) for scale in points}


def _points(instrument: Instrument, item: Item, value: int | str | None) -> Iterable[tuple[str, float]]:
    """Yield the points that one answer gives to each scale it offered."""
    if value is None:
        return
    best, worst = str(value), ""
    if isinstance(instrument.response, BestWorst):
        best, worst = best_and_worst(best)
    marks: Mapping[str, float] = {best: BEST, worst: WORST}
    others = BETWEEN if isinstance(instrument.response, BestWorst) else WORST
    for option in item.options:
        yield option.scale, marks.get(option.id, others)


def _score(points: list[float], offered: int, full: float, least: int) -> Score:
    if len(points) < max(least, 1):
        return Score(None, None)
    return Score(sum(points) / len(points), full * sqrt(offered / len(points)))
