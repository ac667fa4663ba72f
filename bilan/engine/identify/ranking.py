"""Rank the concepts that texts speak of: encoder, words and letters added up, spans kept as reasons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.candidates import Evidence, features_of
from bilan.engine.identify.concepts import ConceptIndex, SpanEncoder
from bilan.engine.identify.grams import best_cosines
from bilan.engine.identify.lexical import SharedWords, lexical_scores, shared_words, word_evidence
from bilan.engine.identify.spans import Span, cut_spans, whole
from bilan.engine.identify.words import guess_language

CLAUSE_BONUS = 0.15  # people quote clauses: a window must be that much nearer to be quoted instead
LETTERS_BONUS = 0.5  # what letters in common add: the encoder alone blurs clauses of one story
TEXTS_AT_ONCE = (
    16  # enough for full matrices; the likeness of their spans with all concepts is kept meanwhile
)
DECIMALS = 5  # beyond them, sums depend on the company a text is computed in


@dataclass(frozen=True, slots=True)
class Weights:
    """Shares of the linear fusion, tuned on validation sentences (see docs/BENCHMARKS.md)."""

    bm25: float = 0.0
    coverage: float = 0.2
    grams: float = 0.05
    whole: float = 0.3  # of the text itself, against its spans
    sharpness: float = 15.0  # of the soft maximum over spans
    span_words: int = 8  # texts up to that many words are scored whole
    candidates: int = 60
    word_floor: float = 4.0  # a best lexical score below it is a weak match, not a sure one
    gram_floor: float = 0.3


# What is known of candidates to how well each fits: (candidate, candidates.NAMES) → (candidate,).
Ranker = Callable[[NDArray[np.float32]], NDArray[np.float64]]

# With vectors of labels, as the published encoder needs: words and letters make up for what it does not know.
WITH_LABELS = Weights(bm25=0.1, coverage=0.25, grams=0.2, candidates=150)


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept found in a text, with the words that led there."""

    concept: int
    score: float
    likeness: float  # what the encoder alone says, −1 to 1
    span: Span


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text, its spans, and their vectors: the text itself first."""

    text: str
    language: str
    spans: tuple[Span, ...]
    clauses: int  # how many spans after the first are clauses; windows follow
    vectors: NDArray[np.float32]  # (span, dimension)
    counts_spans: bool  # False when the text is short enough to be scored whole


def identify(
    index: ConceptIndex,
    texts: Sequence[str],
    encode: SpanEncoder,
    *,
    limit: int,
    weights: Weights | None = None,
    ranker: Ranker | None = None,
) -> list[list[Hit]]:
    """Return, for each text, its best concepts, best first; ties by uri.

    A text without a word gives an empty list. Where the index has facts, a ranker puts the candidates in its
    order; scores stay those of the fusion, the first place keeping the best one, and so on.
    """
    chosen = weights or (WITH_LABELS if len(index.vectors) else Weights())
    found: list[list[Hit]] = [[] for _ in texts]
    if not index.uris:
        return found
    spoken = [place for place, text in enumerate(texts) if any(map(str.isalnum, text))]
    for first in range(0, len(spoken), TEXTS_AT_ONCE):
        places = spoken[first : first + TEXTS_AT_ONCE]
        readings = _read([texts[place] for place in places], encode, chosen)
        vectors = np.concatenate([reading.vectors for reading in readings])
        rough = (vectors @ index.sketch.directions) @ index.sketch.prototypes.T
        rows = 0
        for place, reading in zip(places, readings, strict=True):
            own = rough[rows : rows + len(reading.spans)]
            found[place] = _ranked(index, reading, own, limit, chosen, ranker)
            rows += len(reading.spans)
    return found


def _read(texts: Sequence[str], encode: SpanEncoder, weights: Weights) -> list[_Reading]:
    """Cut texts and encode their spans in one call."""
    cuts = [cut_spans(text) for text in texts]
    vectors = encode.read(texts, [cut.spans for cut in cuts])
    found: list[_Reading] = []
    first = 0
    for text, cut in zip(texts, cuts, strict=True):
        spans = (whole(text), *cut.spans)
        held = vectors[first : first + len(spans)]
        first += len(spans)
        is_long = len(text.split(maxsplit=weights.span_words)) > weights.span_words
        found.append(_Reading(text, guess_language(text), spans, len(cut.clauses), held, is_long))
    return found


@dataclass(frozen=True, slots=True)
class _Scored:
    """The candidates of a text and what the parts of the search say of them."""

    kept: NDArray[np.int64]  # (candidate,) their concepts
    shared: SharedWords
    likeness: NDArray[np.float32]  # (span, candidate)
    pooled: NDArray[np.float32]  # (candidate,)
    letters: NDArray[np.float32]  # (candidate,)
    fused: NDArray[np.float32]  # (candidate,)


def _ranked(
    index: ConceptIndex,
    reading: _Reading,
    rough: NDArray[np.float32],
    limit: int,
    weights: Weights,
    ranker: Ranker | None,
) -> list[Hit]:
    """Score the candidates, put them in order, and quote the words that led to the first."""
    scored = _scored(index, reading, rough, limit, weights)
    order = best = np.argsort(-scored.fused, kind="stable")
    if ranker is not None and index.facts is not None:
        fit = ranker(features_of(_evidence(index, reading, scored, index.facts)))
        order = np.argsort(-np.round(fit, DECIMALS), kind="stable")
    order = order[:limit]
    reasons = _reasons(index, reading, scored.kept[order], scored.likeness[:, order])
    return [
        Hit(int(scored.kept[row]), float(score), float(scored.pooled[row]), span)
        for row, score, span in zip(order, scored.fused[best], reasons, strict=False)
    ]


def _scored(
    index: ConceptIndex, reading: _Reading, rough: NDArray[np.float32], limit: int, weights: Weights
) -> _Scored:
    """Score all concepts roughly and by their words, then the best by prototypes, labels and letters."""
    shared = shared_words(index.lexicons[reading.language], reading.text)
    words = _worth_of_words(index, reading.language, shared, weights)
    kept = _best(_reach(rough) + words, max(weights.candidates, limit))
    labels = _labels_of(index, kept)
    closest = reading.vectors @ index.prototypes[kept].T
    if len(index.vectors):
        closest[0] = (closest[0] + _closest(index, reading.vectors[0], labels)) / 2
    pooled = _pooled(closest, reading, weights)
    (letters,) = best_cosines(index.grams, [reading.text], labels.rows, labels.first)
    fused = pooled + words[kept] + weights.grams * _scaled(letters, weights.gram_floor)
    rounded: NDArray[np.float32] = np.round(fused, DECIMALS).astype(np.float32)
    return _Scored(kept, shared, closest, pooled, letters, rounded)


def _evidence(
    index: ConceptIndex, reading: _Reading, scored: _Scored, facts: NDArray[np.float32]
) -> Evidence:
    """Gather what is known of the candidates."""
    (other,) = set(index.lexicons) - {reading.language}
    elsewhere = shared_words(index.lexicons[other], reading.text)
    return Evidence(
        fused=scored.fused,
        pooled=scored.pooled,
        likeness=scored.likeness,
        span_words=[len(span.of(reading.text).split()) for span in reading.spans],
        words=word_evidence(index.lexicons[reading.language], scored.shared, scored.kept),
        other_words=word_evidence(index.lexicons[other], elsewhere, scored.kept),
        letters=scored.letters,
        facts=facts[scored.kept],
        is_french=reading.language == "fr",
    )


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels of the candidates: their rows, and where those of each candidate begin."""

    rows: NDArray[np.int64]
    first: NDArray[np.int64]


def _labels_of(index: ConceptIndex, kept: NDArray[np.int64]) -> _Labels:
    """Return the labels of some concepts; every concept has one at least."""
    starts, counts = index.label_starts[kept], np.diff(index.label_starts)[kept]
    first = np.cumsum(counts) - counts
    return _Labels(np.repeat(starts - first, counts) + np.arange(int(counts.sum())), first)


def _worth_of_words(
    index: ConceptIndex, language: str, shared: SharedWords, weights: Weights
) -> NDArray[np.float32]:
    """Return what words in common are worth, scaled by the best concept: (concept,)."""
    scores = lexical_scores(index.lexicons[language], shared, len(index.uris))
    total: NDArray[np.float32] = weights.bm25 * _scaled(
        scores.bm25, weights.word_floor
    ) + weights.coverage * _scaled(scores.coverage, weights.word_floor)
    return total


def _scaled(scores: NDArray[np.float32], floor: float) -> NDArray[np.float32]:
    """Divide by the best score, or by the floor where the best is weak."""
    scaled: NDArray[np.float32] = scores / np.float32(max(float(scores.max()), floor))
    return scaled


def _reach(likeness: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean of the whole text and its best span, quick to take over all concepts."""
    reach: NDArray[np.float32] = (likeness[0] + likeness.max(axis=0)) / 2
    return reach


def _pooled(likeness: NDArray[np.float32], reading: _Reading, weights: Weights) -> NDArray[np.float32]:
    """Weigh the whole text against a soft maximum of its spans: (span, concept) → (concept,)."""
    if len(likeness) == 1 or not reading.counts_spans:
        only: NDArray[np.float32] = likeness[0]
        return only
    pull = np.exp(weights.sharpness * (likeness - 1))
    spans = (pull * likeness).sum(axis=0) / pull.sum(axis=0)
    pooled: NDArray[np.float32] = weights.whole * likeness[0] + (1 - weights.whole) * spans
    return pooled


def _best(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Return the rows of the best scores, ascending; ties by row."""
    rounded = np.round(scores, DECIMALS)
    if count >= len(rounded):
        return np.arange(len(rounded))
    bar = np.partition(rounded, -count)[-count]
    above = np.flatnonzero(rounded > bar)
    return np.sort(np.concatenate([above, np.flatnonzero(rounded == bar)[: count - len(above)]]))


def _closest(index: ConceptIndex, vector: NDArray[np.float32], labels: _Labels) -> NDArray[np.float32]:
    """Return the likeness of the text with the closest label of each candidate: (kept,)."""
    likeness = index.vectors[labels.rows].astype(np.float32) @ vector
    closest: NDArray[np.float32] = np.maximum.reduceat(likeness, labels.first)
    return closest


def _reasons(
    index: ConceptIndex, reading: _Reading, concepts: NDArray[np.int64], likeness: NDArray[np.float32]
) -> list[Span]:
    """Return the span that speaks most of each concept: a clause unless a window says it much better."""
    if len(likeness) == 1:
        return [reading.spans[0]] * len(concepts)
    labels = _labels_of(index, concepts)
    clauses = [span.of(reading.text) for span in reading.spans[1 : 1 + reading.clauses]]
    letters = best_cosines(index.grams, clauses, labels.rows, labels.first)
    worth = np.array(likeness[1:], np.float32)
    worth[: len(clauses)] += CLAUSE_BONUS + LETTERS_BONUS * letters
    best = np.argmax(np.round(worth, DECIMALS), axis=0)
    return [reading.spans[1 + int(row)] for row in best]
