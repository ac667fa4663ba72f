"""How much of what an occupation asks is met: the essential, the rest, and what comes from near skills."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from math import nan
from operator import not_

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.credits import Credits
from bilan.engine.match.crowd import Crowd
from bilan.engine.match.table import Requirements

HELD = 0.4  # credit from which a demand counts as met


@dataclass(frozen=True, slots=True)
class Coverage:
    """Weighted shares 0–1 of the demands met; NaN where nothing of the kind is asked.

    `transferred`: of what is met, the share that comes from skills near those asked, by the hierarchy.
    """

    total: float
    essential: float
    optional: float
    transferred: float


@dataclass(frozen=True, slots=True)
class Answered:
    """What an occupation asks, and what of it a person has."""

    coverage: Coverage
    held: tuple[tuple[int, int], ...]  # (skill asked, place of the item that gives it), the weightiest first
    missing: tuple[tuple[int, bool], ...]  # (skill asked, is it essential), the weightiest first
    essential: frozenset[int]  # skills asked that are essential, held or not


@dataclass(frozen=True, slots=True)
class _Told:
    """Demands of several occupations, one after the other."""

    skills: list[int]
    essential: list[bool]
    places: list[int]  # of the item that gives the most
    is_met: list[bool]


def answered(
    asked: Sequence[Requirements], rows: Sequence[int], crowd: Crowd, credited: Credits
) -> list[Answered]:
    """Tell what some occupations ask, and what of it the one person of a crowd has.

    Args:
        asked: by occupation, the requirements it is told in, in order.
        rows: of the occupations.
        crowd: one person.
        credited: to that person, sorted by skill.
    """
    if not rows:
        return []
    parts = [one.of(row) for one, row in zip(asked, rows, strict=True)]
    skills, weights, essential = (
        np.concatenate([getattr(one, name)[part] for one, part in zip(asked, parts, strict=True)])
        for name in ("skills", "weights", "essential")
    )
    worth, places, is_near = _brought(crowd, credited, skills)
    met = weights * worth
    ends = np.cumsum([0, *(part.stop - part.start for part in parts)])
    of = np.repeat(np.arange(len(rows)), np.diff(ends))
    columns = (weights, met, weights * essential, met * essential, met * is_near)
    sums = zip(*(np.bincount(of, column, len(rows)).tolist() for column in columns), strict=True)
    told = _Told(skills.tolist(), essential.tolist(), places.tolist(), (worth >= HELD).tolist())
    return [
        _answered(told, slice(first, last), _coverage(*each))
        for first, last, each in zip(ends, ends[1:], sums, strict=False)
    ]


def _brought(
    crowd: Crowd, credited: Credits, skills: NDArray[np.int32]
) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.bool_]]:
    """Return, by skill asked, what the person brings, from which item, and whether from a near skill."""
    if not len(credited.skills):
        count = len(skills)
        return np.zeros(count, np.float32), np.full(count, -1, np.int64), np.zeros(count, np.bool_)
    place = np.minimum(np.searchsorted(credited.skills, skills), len(credited.skills) - 1)
    is_there, givers = credited.skills[place] == skills, credited.givers[place]
    is_near = is_there & (crowd.skills[givers] != skills)
    return credited.worth[place] * is_there, crowd.places[givers], is_near


def _answered(told: _Told, some: slice, coverage: Coverage) -> Answered:
    skills, essential, is_met = told.skills[some], told.essential[some], told.is_met[some]
    return Answered(
        coverage=coverage,
        held=tuple(compress(zip(skills, told.places[some], strict=True), is_met)),
        missing=tuple(compress(zip(skills, essential, strict=True), map(not_, is_met))),
        essential=frozenset(compress(skills, essential)),
    )


def _coverage(asked: float, met: float, main_asked: float, main_met: float, near: float) -> Coverage:
    return Coverage(
        total=_share(met, asked),
        essential=_share(main_met, main_asked),
        optional=_share(met - main_met, asked - main_asked),
        transferred=_share(near, met),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else nan
