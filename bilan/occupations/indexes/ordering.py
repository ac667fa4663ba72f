"""The learnt order of skills, shipped with the product: `python -m benchmarks.fit_ranking` fits it."""

from functools import lru_cache
from pathlib import Path

import numpy as np

from bilan.engine.identify.ranking import Ranker
from bilan.engine.identify.reranking import LearntOrder
from bilan.engine.trees import forest_from
from bilan.occupations.indexes.tuning import tuned_encoder

SHIPPED = Path(__file__).parent / "skill-order.npz"


def skill_ranker() -> Ranker | None:
    """Return the learnt order, or none with the encoder as published: it was learnt beside the tuned one."""
    return shipped_order() if tuned_encoder().name else None


@lru_cache(maxsize=1)
def shipped_order() -> LearntOrder:
    """Read the shipped trees once a process."""
    with np.load(SHIPPED, allow_pickle=False) as arrays:
        return LearntOrder(forest_from(arrays))
