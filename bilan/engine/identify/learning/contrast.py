"""What texts should be near to: the concepts they speak of, rather than others (a contrastive loss)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]

WHOLE = 0.45  # of the whole text, against its spans
SHARPNESS = 15.0  # of the soft maximum over spans
HEAT = 25.0  # how sharply the loss tells the nearest concepts apart


@dataclass(frozen=True, slots=True)
class Contrast:
    """How far texts are from what they speak of, and what would bring them nearer."""

    loss: float
    likeness: Floats  # (stretch, candidate) gradient


def contrast(likeness: Floats, firsts: NDArray[np.int64], spoken: Sequence[Sequence[int]]) -> Contrast:
    """Return the loss of a batch and its gradient.

    Args:
        likeness: (stretch, candidate) of each stretch, a whole text followed by its spans.
        firsts: (text,) where the stretches of each text begin.
        spoken: for each text, the columns it speaks of; the others are what it does not speak of.
    """
    soft, pull = soften(likeness, firsts)
    scores = HEAT * (WHOLE * likeness[firsts] + (1 - WHOLE) * soft)
    loss, wanted = _loss(scores, spoken)
    counts = np.diff(np.append(firsts, len(likeness)))
    repeated = np.repeat(wanted, counts, axis=0)
    lean = pull * (1 + SHARPNESS * (likeness - np.repeat(soft, counts, axis=0)))
    gradient = HEAT * (1 - WHOLE) * repeated * lean
    gradient[firsts] += HEAT * WHOLE * wanted
    return Contrast(loss, gradient)


def soften(likeness: Floats, firsts: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Return the soft maximum over the stretches of each text, and the share each stretch has in it."""
    pull = np.exp(SHARPNESS * (likeness - 1))
    total = np.add.reduceat(pull, firsts, axis=0)
    soft = np.add.reduceat(pull * likeness, firsts, axis=0) / total
    return soft, pull / np.repeat(total, np.diff(np.append(firsts, len(likeness))), axis=0)


def _loss(scores: Floats, spoken: Sequence[Sequence[int]]) -> tuple[float, Floats]:
    """Return the mean of −log of each spoken concept's share against all unspoken ones, and its gradient."""
    texts = np.repeat(np.arange(len(spoken)), [len(columns) for columns in spoken])
    columns = np.array([column for some in spoken for column in some], np.int64)
    weights = (1 / np.array([len(spoken[int(text)]) for text in texts]) / len(spoken)).astype(scores.dtype)
    others = scores.copy()
    others[texts, columns] = -np.inf
    top = others.max(axis=1, keepdims=True)
    shares = np.exp(others - top)
    total = shares.sum(axis=1, keepdims=True)
    against = (top + np.log(total))[texts, 0] - scores[texts, columns]
    wrong = weights / (1 + np.exp(-against))
    gradient = shares / total * np.bincount(texts, wrong, minlength=len(spoken))[:, None]
    gradient[texts, columns] = -wrong
    return float((weights * np.logaddexp(0, against)).sum()), gradient.astype(scores.dtype)
