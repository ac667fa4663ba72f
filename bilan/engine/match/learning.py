"""What the visible official moves teach about others: two-sided kernel ridge, always out of fold.

The moves of an origin never serve to score that origin: origins are dealt into folds by a digest of their
code, and each fold is predicted by what the other folds teach.
"""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.blocks import Block, all_cosines

FOLDS = 10
RIDGE = 1.0  # on origins, chosen out of fold on the visible origins of ROME 4.0
SMOOTHING = 0.3  # on targets
MINIMUM_ORIGINS = 200  # fewer origins teach less than they mislead


def learn_moves(
    blocks: Sequence[Block], moves: NDArray[np.float64], codes: Sequence[str]
) -> NDArray[np.float32] | None:
    """Return how likely each move is, by the moves of other origins: (origin, target).

    Args:
        blocks: ways to compare occupations.
        moves: (origin, target) 1 for an official move, rows of zeros where none is known.
        codes: of the occupations.

    Returns:
        None when too few origins are known to learn from.
    """
    known = np.flatnonzero(moves.sum(axis=1) > 0)
    if len(known) < MINIMUM_ORIGINS:
        return None
    kernel = _kernel(blocks)
    folds = np.array([fold_of(code) for code in codes])
    predicted = np.zeros_like(moves)
    for fold in range(FOLDS):
        asked = np.flatnonzero(folds == fold)
        predicted[asked] = _ridge(kernel, moves, asked=asked, taught=known[folds[known] != fold])
    smoother = np.linalg.solve(kernel + SMOOTHING * np.eye(len(kernel)), kernel)
    learnt: NDArray[np.float32] = (predicted @ smoother.T).astype(np.float32)
    return learnt


def fold_of(code: str) -> int:
    """Return the fold of an origin, the same on every machine."""
    return int.from_bytes(sha256(code.encode()).digest()[:8], "big") % FOLDS


def _kernel(blocks: Sequence[Block]) -> NDArray[np.float64]:
    """Return the mean of the cosines of all blocks, with a diagonal of ones."""
    kernel = sum((all_cosines(block) for block in blocks), np.zeros((1, 1))) / len(blocks)
    np.fill_diagonal(kernel, 1.0)
    symmetric: NDArray[np.float64] = (kernel + kernel.T) / 2
    return symmetric


def _ridge(
    kernel: NDArray[np.float64],
    moves: NDArray[np.float64],
    *,
    asked: NDArray[np.int64],
    taught: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Predict the rows asked for from the rows taught."""
    known = kernel[np.ix_(taught, taught)] + RIDGE * np.eye(len(taught))
    predicted: NDArray[np.float64] = kernel[np.ix_(asked, taught)] @ np.linalg.solve(known, moves[taught])
    return predicted
