"""How much of what an occupation asks is met: the essential, the rest, and what comes from near skills."""

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.credits import Credits
from bilan.engine.match.crowd import Crowd
from bilan.engine.match.table import OccupationTable


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
class Brought:
    """What one person brings to each skill."""

    worth: NDArray[np.float32]  # (skill,) 0–1
    is_near: NDArray[np.bool_]  # (skill,) brought by a near skill, not by the very one


def brought_by(table: OccupationTable, crowd: Crowd, credited: Credits) -> Brought:
    """Lay out what the first person of a crowd brings."""
    worth, is_near = np.zeros(len(table.skills), np.float32), np.zeros(len(table.skills), np.bool_)
    worth[credited.skills] = credited.worth
    is_near[credited.skills] = crowd.skills[credited.givers] != credited.skills
    return Brought(worth, is_near)


def coverage_of(table: OccupationTable, row: int, vocabulary: int, brought: Brought) -> Coverage:
    """Return how much of an occupation's demands in one vocabulary is met."""
    asked = table.vocabularies[vocabulary]
    stretch = asked.of(row)
    skills, weights, essential = asked.skills[stretch], asked.weights[stretch], asked.essential[stretch]
    met = weights * brought.worth[skills]
    all_asked, all_met = float(weights.sum()), float(met.sum())
    main_asked, main_met = float(weights @ essential), float(met @ essential)
    return Coverage(
        total=_share(all_met, all_asked),
        essential=_share(main_met, main_asked),
        optional=nan if essential.all() else _share(all_met - main_met, all_asked - main_asked),
        transferred=_share(float(met @ brought.is_near[skills]), all_met),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else nan
