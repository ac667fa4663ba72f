"""Sums of regression trees, evaluated by marks of the leaves that each question rules out.

A question of a tree that is answered no rules out the leaves on its yes side; the first leaf left is where
the row ends (QuickScorer, Lucchese et al. 2015). All questions of all trees are asked at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_LEAVES = 64
MARKS = (np.uint8, np.uint16, np.uint32, np.uint64)
ROWS_AT_ONCE = 256  # answers to all questions are held meanwhile


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees laid out to be asked together; the smaller ones end with questions that rule out nothing."""

    features: NDArray[np.int16]  # (tree, question) column that is asked about
    thresholds: NDArray[np.float64]  # (tree, question) yes up to it
    ruled_out: NDArray[np.unsignedinteger]  # (tree, question) leaves that a no rules out, lowest bit first
    leaves: NDArray[np.float32]  # (tree, leaf) what is added


def score_trees(forest: Forest, rows: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the sum of the leaves in which each row ends: (row,); an unknown value (NaN) answers no."""
    found = [
        _scored(forest, rows[first : first + ROWS_AT_ONCE]) for first in range(0, len(rows), ROWS_AT_ONCE)
    ]
    return np.concatenate([np.zeros(0), *found])


def _scored(forest: Forest, rows: NDArray[np.floating]) -> NDArray[np.float64]:
    """Ask all questions of some rows; the rows lie last, where they are read in one go."""
    columns = np.ascontiguousarray(rows.T, np.float64)
    is_yes = columns[forest.features] <= forest.thresholds[:, :, None]
    out = np.multiply(~is_yes, forest.ruled_out[:, :, None])
    left = ~np.bitwise_or.reduce(out, axis=1)
    lowest = left & (~left + left.dtype.type(1))
    places = np.frexp(lowest.astype(np.float64))[1] - 1  # of the lowest bit
    reached = np.take_along_axis(forest.leaves, places, axis=1)
    total: NDArray[np.float64] = reached.sum(axis=0, dtype=np.float64)
    return total


def forest_arrays(forest: Forest) -> dict[str, NDArray[np.generic]]:
    """Return what a file must hold of a forest."""
    return {
        "features": forest.features,
        "thresholds": forest.thresholds,
        "ruled_out": forest.ruled_out,
        "leaves": forest.leaves,
    }


def forest_from(arrays: Mapping[str, NDArray[np.generic]]) -> Forest:
    """Make a forest of what a file holds; marks take no more room than the leaves need."""
    smallest = next(kind for kind in MARKS if kind(0).nbytes * 8 >= arrays["leaves"].shape[1])
    return Forest(
        features=arrays["features"].astype(np.int16),
        thresholds=arrays["thresholds"].astype(np.float64),
        ruled_out=arrays["ruled_out"].astype(smallest),
        leaves=arrays["leaves"].astype(np.float32),
    )
