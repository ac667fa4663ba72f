"""Occupations near another by what they ask and say, and by what the moves of others teach."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.blocks import Block, cosines

LEARNT = "learnt"
# What a block weighs in the sum; blocks that are not named here serve the learning alone.
CONTENT_WEIGHTS = {
    "items": 1.0,
    "knowledge": 1.0,
    "item_words": 1.0,
    "text": 1.0,
    "titles": 1.0,
    "domain": 0.15,
    "field": 0.15,
    "family": 0.15,
}
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What neighbors are found with."""

    blocks: tuple[Block, ...]
    learnt: NDArray[np.float32] | None  # (origin, target) out of fold
    learnt_scale: float = 0.0  # brings what is learnt to the spread of the content sum


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A near occupation; its terms add up to its score."""

    occupation: int
    score: float
    terms: Mapping[str, float]


def neighbors(surroundings: Surroundings, occupation: int, *, limit: int) -> list[Neighbor]:
    """Return the nearest occupations, nearest first; ties by row."""
    terms = _terms(surroundings, occupation)
    scores = np.round(np.sum(list(terms.values()), axis=0), DECIMALS)
    scores[occupation] = -np.inf
    order = np.argsort(-scores, kind="stable")[: min(limit, len(scores) - 1)]
    return [
        Neighbor(int(row), float(scores[row]), {name: float(values[row]) for name, values in terms.items()})
        for row in order
    ]


def _terms(surroundings: Surroundings, occupation: int) -> dict[str, NDArray[np.float64]]:
    """Return each weighted term of the sum: name → (occupation,)."""
    terms = {
        block.name: CONTENT_WEIGHTS[block.name] * cosines(block, occupation)
        for block in surroundings.blocks
        if block.name in CONTENT_WEIGHTS
    }
    if surroundings.learnt is not None:
        terms[LEARNT] = surroundings.learnt_scale * surroundings.learnt[occupation].astype(np.float64)
    return terms
