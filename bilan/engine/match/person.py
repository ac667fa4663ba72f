"""What matching knows of a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.table import OccupationTable

# What a skill is worth by the rank of its proof: said, told with an example, shown, confirmed by others.
PROOF_STRENGTHS = {1: 0.7, 2: 0.8, 3: 0.9, 4: 1.0}


@dataclass(frozen=True, slots=True)
class HeldItem:
    """A skill a person holds."""

    uri: str
    proof: int = 1  # 1–4
    liking: int = 0  # −1, 0, 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What eliminates an occupation, whatever its merits."""

    refused_contexts: frozenset[str] = frozenset()
    maximum_training_months: float | None = None
    minimum_pay: float | None = None
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PersonVector:
    """A person as arguments of a ranking; interests are letter → (score 0–1, standard error)."""

    held: tuple[HeldItem, ...] = ()
    interests: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    values: tuple[str, ...] = ()  # dearest first
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Assets:
    """What a person brings to each skill of a table, 0–1, and from which held item."""

    credit: NDArray[np.float32]  # (skill,)
    liking: NDArray[np.float32]  # (skill,) of the item it comes from
    giver: NDArray[np.int32]  # (skill,) place of that item among those held, −1 for none
    own: NDArray[np.int64]  # skills held themselves


def assets_of(table: OccupationTable, held: tuple[HeldItem, ...], places: Mapping[str, int]) -> Assets:
    """Give full credit for what is held, part of it for what is near; the best giver of a skill stands.

    Skills unknown to the table bring nothing. Ties keep the first item held.
    """
    credit = np.zeros(len(table.skills), np.float32)
    liking = np.zeros(len(table.skills), np.float32)
    giver = np.full(len(table.skills), -1, np.int32)
    for place, item in enumerate(held):
        skill = places.get(item.uri)
        if skill is None:
            continue
        near = slice(table.near_starts[skill], table.near_starts[skill + 1])
        reached = np.append(table.near_skills[near], np.int32(skill))
        given = np.append(table.near_credits[near], np.float32(1)) * np.float32(PROOF_STRENGTHS[item.proof])
        better = given > credit[reached]
        credit[reached[better]] = given[better]
        liking[reached[better]] = item.liking
        giver[reached[better]] = place
    own = sorted({places[item.uri] for item in held if item.uri in places})
    return Assets(credit, liking, giver, np.array(own, np.int64))
