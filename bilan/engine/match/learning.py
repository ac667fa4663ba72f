"""What the visible official moves teach about others: two-sided kernel ridge, always out of fold.

The moves of an origin never serve to score that origin: origins are dealt into folds by a digest of their
code, and each fold is predicted by what the other folds teach.
"""

from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

FOLDS = 10
RIDGE = 1.0  # on origins, chosen out of fold on the visible origins of ROME 4.0
SMOOTHING = 0.3  # on targets
MINIMUM_ORIGINS = 200  # fewer origins teach less than they mislead


def fold_of(code: str) -> int:
    """Return the fold of an origin, the same on every machine."""
    return int.from_bytes(sha256(code.encode()).digest()[:8], "big") % FOLDS


def ridge(
    kernel: NDArray[np.float64],
    moves: NDArray[np.float64],
    *,
    asked: NDArray[np.int64],
    taught: NDArray[np.int64],
    restraint: float,
) -> NDArray[np.float64]:
    """Predict the rows asked for from the rows taught."""
    known = kernel[np.ix_(taught, taught)] + restraint * np.eye(len(taught))
    predicted: NDArray[np.float64] = kernel[np.ix_(asked, taught)] @ np.linalg.solve(known, moves[taught])
    return predicted
