"""What official moves of other origins, and those of an older catalogue, tell of pairs of occupations.

The moves of an origin never serve to score that origin: origins are dealt into folds, and what is told of a
fold's origins comes from the moves of the other folds alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.learning import RIDGE, SMOOTHING, ridge
from bilan.engine.match.pairs import Likeness, Square, cosines_of, places_of

Kernel = NDArray[np.float64]  # (occupation, occupation)

AGE, STANDING, CERTIFIED, HEIGHT = 0.5, 0.3, 0.1, 0.15  # beside likeness, in kin
SHARP_RIDGE, KIN_RIDGE = 0.5, 0.5
SOFTER_SMOOTHING, KIN_SMOOTHING = 1.0, 1.0
FLAT_RIDGE = 4.0  # trusts near origins less, all of them more
VOTERS = 30  # nearest origins whose moves are counted as votes
CUBED = 3  # the nearer the origin, the more its vote weighs
PER_ORIGINS = 700.0  # counts are told as if that many origins were known
OLDER = ("older_near", "older_progress", "older_back", "older_alike", "older_together", "older_two_steps")
TAUGHT = (
    "ridge",
    "flat_ridge",
    "kin_ridge",
    "smoothed",
    "softly_smoothed",
    "kin_smoothed",
    "place_ridge",
    "place_smoothed",
    "place_kin_smoothed",
    "votes",
    "near_votes",
    "often_reached",
    "returned",
    "reached_together",
    "reached_from_alike",
)


@dataclass(frozen=True, slots=True)
class _Kernels:
    """How alike occupations are, all being like themselves, and what smooths what is told of targets."""

    alike: Kernel
    kin: Kernel
    smoother: Kernel
    softer: Kernel
    kin_smoother: Kernel


def kin_of(like: Likeness) -> Square:
    """Return how alike occupations are, where age, standing in their family and certifications count too.

    Official moves lead to what a catalogue already had when an occupation came into it, and seldom far
    from its level.
    """
    standing = like.ends.is_eldest
    kin = like.mean + STANDING * (standing[:, None] == standing[None, :])
    for fact, weight in (("own_key", AGE), ("certified_level", HEIGHT)):
        told = like.ends.facts.get(fact, np.zeros(len(like.mean), np.float32))
        kin += weight * np.exp(-np.abs(told[:, None] - told[None, :]))
    if "certifications" in like.ways:
        kin += CERTIFIED * cosines_of(like.ways["certifications"])
    found: Square = (kin / (1 + AGE + STANDING + CERTIFIED + HEIGHT)).astype(np.float32)
    return found


def taught_columns(
    mean: Square, kin: Square, moves: NDArray[np.float64], folds: NDArray[np.int64]
) -> Iterator[tuple[str, Square]]:
    """Yield what moves tell of all pairs.

    Args:
        mean: how alike occupations are.
        kin: how alike they are, age and standing counted.
        moves: (origin, target) 1 for an official move, rows of zeros where none is known.
        folds: (origin,)
    """
    kernels = _kernels(mean, kin)
    told = {name: np.zeros(moves.shape, np.float32) for name in TAUGHT}
    known = np.flatnonzero(moves.sum(axis=1) > 0)
    for fold in np.unique(folds):
        asked = np.flatnonzero(folds == fold)
        taught = known[folds[known] != fold]
        for name, rows in _of_fold(kernels, moves, asked, taught).items():
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


def _kernels(mean: Square, kin: Square) -> _Kernels:
    alike, related = _kernel(mean), _kernel(kin)
    return _Kernels(
        alike=alike,
        kin=related,
        smoother=_smoother(alike, SMOOTHING),
        softer=_smoother(alike, SOFTER_SMOOTHING),
        kin_smoother=_smoother(related, KIN_SMOOTHING),
    )


def _kernel(square: Square) -> Kernel:
    """Make likeness the same both ways, and full to oneself."""
    kernel: Kernel = np.asarray((square.astype(np.float64) + square.T) / 2, np.float64)
    np.fill_diagonal(kernel, 1.0)
    return kernel


def _smoother(kernel: Kernel, smoothing: float) -> Kernel:
    return np.asarray(np.linalg.solve(kernel + smoothing * np.eye(len(kernel)), kernel), np.float64)


def _of_fold(
    kernels: _Kernels, moves: Kernel, asked: NDArray[np.int64], taught: NDArray[np.int64]
) -> dict[str, NDArray[np.floating]]:
    """Return what the moves taught tell of the origins asked: name → (asked, target)."""
    told = _ridges(kernels, moves, asked, taught)
    for name in ("ridge", "smoothed", "kin_smoothed"):
        told[f"place_{name}"] = _places(told[name], asked)
    return told | _counted(kernels.alike, moves, asked, taught)


def _ridges(
    kernels: _Kernels, moves: Kernel, asked: NDArray[np.int64], taught: NDArray[np.int64]
) -> dict[str, NDArray[np.floating]]:
    """Predict moves by several ridges, plain and smoothed over targets."""

    def by(kernel: Kernel, restraint: float) -> Kernel:
        return ridge(kernel, moves, asked=asked, taught=taught, restraint=restraint)

    plain, kin = by(kernels.alike, RIDGE), by(kernels.kin, KIN_RIDGE)
    return {
        "ridge": plain,
        "flat_ridge": by(kernels.alike, FLAT_RIDGE),
        "kin_ridge": kin,
        "smoothed": plain @ kernels.smoother.T,
        "softly_smoothed": by(kernels.alike, SHARP_RIDGE) @ kernels.softer.T,
        "kin_smoothed": kin @ kernels.kin_smoother.T,
    }


def _counted(
    kernel: Kernel, moves: Kernel, asked: NDArray[np.int64], taught: NDArray[np.int64]
) -> dict[str, NDArray[np.floating]]:
    """Count the moves of alike origins, and of all."""
    rows, near = moves[taught], kernel[np.ix_(asked, taught)]
    votes = _voters(near)
    reached = rows.sum(axis=0)
    share = PER_ORIGINS / max(len(taught), 1)
    together = rows[:, asked].T @ rows
    return {
        "votes": votes @ rows / np.maximum(votes.sum(axis=1, keepdims=True), 1e-6),
        "near_votes": votes**CUBED @ rows,
        "often_reached": np.broadcast_to(share * reached[None, :], (len(asked), len(moves))),
        "returned": _returned(moves, asked, taught),
        "reached_together": together / np.sqrt(np.maximum(np.outer(reached[asked], reached), 1)),
        "reached_from_alike": near @ rows / np.maximum(reached, 1)[None, :],
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


def _places(rows: NDArray[np.floating], asked: NDArray[np.int64]) -> Square:
    """Return places within the rows asked, an origin last in its own."""
    square = np.zeros((rows.shape[1], rows.shape[1]))
    square[asked] = rows
    return places_of(square)[asked]
