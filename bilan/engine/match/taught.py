"""What official moves of other origins, and those of an older catalogue, tell of pairs of occupations.

The moves of an origin never serve to score that origin: origins are dealt into folds, and what is told of a
fold's origins comes from the moves of the other folds alone.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.learning import RIDGE, SMOOTHING, ridge
from bilan.engine.match.pairs import Square, places_of

FLAT_RIDGE = 4.0  # trusts near origins less, all of them more
VOTERS = 30  # nearest origins whose moves are counted as votes
CUBED = 3  # the nearer the origin, the more its vote weighs
PER_ORIGINS = 700.0  # counts are told as if that many origins were known
OLDER = ("older_near", "older_progress", "older_back", "older_alike", "older_together", "older_two_steps")
TAUGHT = (
    "ridge",
    "flat_ridge",
    "smoothed",
    "place_ridge",
    "place_smoothed",
    "votes",
    "near_votes",
    "often_reached",
    "returned",
    "reached_together",
    "reached_from_alike",
)


def taught_columns(
    mean: Square, moves: NDArray[np.float64], folds: NDArray[np.int64]
) -> Iterator[tuple[str, Square]]:
    """Yield what moves tell of all pairs.

    Args:
        mean: how alike occupations are.
        moves: (origin, target) 1 for an official move, rows of zeros where none is known.
        folds: (origin,)
    """
    kernel = mean.astype(np.float64)
    np.fill_diagonal(kernel, 1.0)
    kernel = np.asarray((kernel + kernel.T) / 2, np.float64)
    smoother = np.asarray(np.linalg.solve(kernel + SMOOTHING * np.eye(len(kernel)), kernel), np.float64)
    told = {name: np.zeros(moves.shape, np.float32) for name in TAUGHT}
    known = np.flatnonzero(moves.sum(axis=1) > 0)
    for fold in np.unique(folds):
        asked = np.flatnonzero(folds == fold)
        taught = known[folds[known] != fold]
        for name, rows in _of_fold(kernel, smoother, moves, asked, taught).items():
            told[name][asked] = rows
    yield from told.items()


def older_columns(near: Square, progress: Square) -> Iterator[tuple[str, Square]]:
    """Yield what the moves of an older catalogue tell, by the families both ends belong to."""
    both = np.maximum(near, progress)
    yield "older_near", near
    yield "older_progress", progress
    yield "older_back", both.T
    yield "older_alike", both @ both.T
    yield "older_together", both.T @ both
    yield "older_two_steps", both @ both


def _of_fold(
    kernel: NDArray[np.float64],
    smoother: NDArray[np.float64],
    moves: NDArray[np.float64],
    asked: NDArray[np.int64],
    taught: NDArray[np.int64],
) -> Mapping[str, NDArray[np.floating]]:
    """Return what the moves taught tell of the origins asked: name → (asked, target)."""
    rows = moves[taught]
    told = ridge(kernel, moves, asked=asked, taught=taught, restraint=RIDGE)
    smoothed = told @ smoother.T
    votes = _voters(kernel[np.ix_(asked, taught)])
    reached = rows.sum(axis=0)
    share = PER_ORIGINS / max(len(taught), 1)
    together = rows[:, asked].T @ rows
    return {
        "ridge": told,
        "flat_ridge": ridge(kernel, moves, asked=asked, taught=taught, restraint=FLAT_RIDGE),
        "smoothed": smoothed,
        "place_ridge": _places(told, asked),
        "place_smoothed": _places(smoothed, asked),
        "votes": votes @ rows / np.maximum(votes.sum(axis=1, keepdims=True), 1e-6),
        "near_votes": votes**CUBED @ rows,
        "often_reached": np.broadcast_to(share * reached[None, :], told.shape),
        "returned": _returned(moves, asked, taught),
        "reached_together": together / np.sqrt(np.maximum(np.outer(reached[asked], reached), 1)),
        "reached_from_alike": kernel[np.ix_(asked, taught)] @ rows / np.maximum(reached, 1)[None, :],
    }


def _voters(likeness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Keep the nearest origins of each row."""
    if likeness.shape[1] <= VOTERS:
        return likeness
    bar = np.partition(likeness, -VOTERS, axis=1)[:, -VOTERS][:, None]
    return np.where(likeness >= bar, np.maximum(likeness, 0), 0)


def _returned(
    moves: NDArray[np.float64], asked: NDArray[np.int64], taught: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Tell from which targets an official move leads back."""
    back = np.zeros((len(asked), len(moves)))
    back[:, taught] = moves[np.ix_(taught, asked)].T
    return back


def _places(rows: NDArray[np.float64], asked: NDArray[np.int64]) -> Square:
    """Return places within the rows asked, an origin last in its own."""
    square = np.zeros((rows.shape[1], rows.shape[1]))
    square[asked] = rows
    return places_of(square)[asked]
