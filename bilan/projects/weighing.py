"""Weigh options on a person's own criteria: every part of the sum can be shown."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from bilan.projects.models import Criterion
from bilan.projects.pieces import ComparedOption, Feeling, LookedAtOption, Mark, Measure

HIGHEST_RATING, HIGHEST_FEELING = 3, 10


def compared(
    *, option: LookedAtOption, measures: Sequence[Measure], ratings: Mapping[UUID, int]
) -> ComparedOption:
    """Mark an option on each criterion; the total is the weighted mean of what was marked, else none."""
    shares = {measure.id: _share(measure, option.feeling, ratings) for measure in measures}
    weighed = sum(measure.weight for measure in measures if shares[measure.id] is not None)
    marks = tuple(
        Mark(
            measure=measure,
            value=ratings.get(measure.id),
            share=shares[measure.id],
            part=(shares[measure.id] or 0.0) * measure.weight / weighed if weighed else 0.0,
        )
        for measure in measures
    )
    return ComparedOption(option, marks, sum(mark.part for mark in marks) if weighed else None)


def _share(measure: Measure, feeling: Feeling, ratings: Mapping[UUID, int]) -> float | None:
    """Return a mark as 0 to 1; doubts count the other way round."""
    if measure.kind == Criterion.Kind.ENERGY:
        return None if feeling.energy is None else feeling.energy / HIGHEST_FEELING
    if measure.kind == Criterion.Kind.DOUBT:
        return None if feeling.doubt is None else 1 - feeling.doubt / HIGHEST_FEELING
    value = ratings.get(measure.id)
    return None if value is None else value / HIGHEST_RATING
