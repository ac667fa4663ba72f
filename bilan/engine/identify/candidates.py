"""What is known of each candidate of a text, laid out in rows, as a learnt ranking reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.lexical import EVIDENCE

# Facts of a concept, whatever the text: see `facts_of`.
FACTS = ("essential", "optional", "reuse", "is_knowledge", "names", "words")
NAMES = (
    "fused",
    "pooled",
    "whole",
    "nearest_span",
    "behind_fused",
    "behind_pooled",
    "behind_whole",
    "behind_nearest",
    "behind_in_span",
    "place_in_span",
    *EVIDENCE,
    "behind_bm25",
    "behind_coverage",
    *(f"other_{name}" for name in EVIDENCE),
    "letters",
    "behind_letters",
    "place_fused",
    "place_pooled",
    "span_words",
    "text_words",
    "spans",
    "is_french",
    "top",
    *FACTS,
)
DECIMALS = 4  # a last digit that depends on the company a text is read in may not change its place


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the parts of the search say of the candidates of one text."""

    fused: NDArray[np.float32]  # (candidate,)
    pooled: NDArray[np.float32]  # (candidate,)
    likeness: NDArray[np.float32]  # (span, candidate) the whole text first
    span_words: Sequence[int]  # (span,)
    words: NDArray[np.float32]  # (candidate, EVIDENCE) in the language of the text
    other_words: NDArray[np.float32]  # (candidate, EVIDENCE) in the other one
    letters: NDArray[np.float32]  # (candidate,)
    facts: NDArray[np.float32]  # (candidate, FACTS)
    is_french: bool


def features_of(told: Evidence) -> NDArray[np.float32]:
    """Lay out what is known: (candidate, NAMES)."""
    bm25, coverage = told.words[:, 0], told.words[:, 2]
    candidates = len(told.fused)
    near = _near(told)
    columns: list[NDArray[np.floating | np.integer] | float] = [
        told.fused,
        told.pooled,
        told.likeness[0],
        near.likeness,
        *(_behind(one) for one in (told.fused, told.pooled, told.likeness[0], near.likeness)),
        near.behind,
        np.log1p(near.place),
        *told.words.T,
        _behind(bm25),
        _behind(coverage),
        *told.other_words.T,
        told.letters,
        _behind(told.letters),
        _places(told.fused),
        _places(told.pooled),
        np.array(told.span_words)[near.span],
        *_of_text(told),
        *told.facts.T,
    ]
    rows = np.empty((len(NAMES), candidates), np.float32)
    for place, column in enumerate(columns):
        rows[place] = column
    rounded: NDArray[np.float32] = np.round(rows, DECIMALS).T
    return rounded


def _of_text(told: Evidence) -> tuple[float, ...]:
    """Return what is the same for all candidates of a text."""
    return told.span_words[0], len(told.likeness), told.is_french, float(told.fused.max())


@dataclass(frozen=True, slots=True)
class _Near:
    """The span that is nearest to each candidate, and how the others fare in it."""

    span: NDArray[np.int64]
    likeness: NDArray[np.float32]
    behind: NDArray[np.float32]  # the candidate that is nearest to this span
    place: NDArray[np.int64]  # candidates that are nearer to it


def _near(told: Evidence) -> _Near:
    """Find the span that is nearest to each candidate."""
    likeness = np.round(told.likeness, DECIMALS)
    span = np.argmax(likeness, axis=0)
    nearest = likeness.max(axis=0)
    others = likeness[span]  # (candidate, candidate) in the span nearest to the first
    return _Near(span, nearest, others.max(axis=1) - nearest, (others > nearest[:, None]).sum(axis=1))


def _behind(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how far each is behind the best."""
    behind: NDArray[np.float32] = scores.max() - scores
    return behind


def _places(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the place of each, the best 0; ties by row."""
    places = np.empty(len(scores), np.float32)
    places[np.argsort(-np.round(scores, DECIMALS), kind="stable")] = np.arange(len(scores))
    return places
