"""An order of candidates learnt from labelled sentences, beside the fusion that chose them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.candidates import NAMES
from bilan.engine.trees import Forest, score_trees

FUSED = NAMES.index("fused")
FUSED_SHARE = 1.0  # of the fusion, against the trees: equal shares hold best on sets never seen


@dataclass(frozen=True, slots=True)
class LearntOrder:
    """Trees fitted to put what a sentence speaks of first."""

    forest: Forest

    def __call__(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return how well each candidate of one text fits: (candidate, NAMES) → (candidate,)."""
        learnt = _spread(score_trees(self.forest, features))
        return learnt + FUSED_SHARE * _spread(features[:, FUSED].astype(np.float64))


def _spread(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bring scores of one text to mean 0 and deviation 1; all equal, they say nothing."""
    level = scores - scores.mean()
    spread: NDArray[np.float64] = level / max(float(scores.std()), 1e-9)
    return spread
