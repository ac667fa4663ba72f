"""What matching knows of all occupations, as arrays; built once, never changed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LETTERS = "RIASEC"


@dataclass(frozen=True, slots=True)
class Requirements:
    """What occupations ask, sorted by occupation."""

    starts: NDArray[np.int64]  # (occupation + 1,) where each begins
    skills: NDArray[np.int32]  # (requirement,)
    weights: NDArray[np.float32]  # (requirement,) essential or not, times rarity
    essential: NDArray[np.bool_]  # (requirement,)

    def of(self, occupation: int) -> slice:
        """Return the stretch of an occupation's requirements."""
        return slice(int(self.starts[occupation]), int(self.starts[occupation + 1]))


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class OccupationTable:
    """Occupations sorted by code, skills sorted by uri. NaN is what no source states."""

    codes: tuple[str, ...]
    skills: tuple[str, ...]
    rarity: NDArray[np.float32]  # (skill,)
    # The same occupations asked in several vocabularies: their own items, those of matched occupations.
    vocabularies: tuple[Requirements, ...]
    near_starts: NDArray[np.int64]  # (skill + 1,) skills that a held one partly gives
    near_skills: NDArray[np.int32]
    near_credits: NDArray[np.float32]  # 0–1
    interests: NDArray[np.float32]  # (occupation, RIASEC letter) 0–1
    values: NDArray[np.float32]  # (occupation, value card) 0–1
    cards: tuple[str, ...]
    months: NDArray[np.float32]  # (occupation,) usual training from scratch
    levels: NDArray[np.float32]  # (occupation,) European level of access
    regulated: NDArray[np.bool_]  # (occupation,)
    contexts: NDArray[np.bool_]  # (occupation, context)
    context_codes: tuple[str, ...]
    domains: NDArray[np.int32]  # (occupation,) field of work, for diversity
    likeness: NDArray[np.float32]  # (occupation, dimension) unit vectors, for diversity


@dataclass(frozen=True, slots=True)
class Market:
    """Labor-market figures of one place, a row an occupation; NaN where unknown."""

    tension: NDArray[np.float32]  # 1 (easy to hire) to 5 (employers seek in vain)
    pay: NDArray[np.float32]  # median, euros a month

    @classmethod
    def unknown(cls, occupations: int) -> "Market":
        """Return a market nothing is known of."""
        empty = np.full(occupations, np.nan, np.float32)
        return cls(empty, empty)
