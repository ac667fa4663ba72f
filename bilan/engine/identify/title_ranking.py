"""Rank occupations for a job title: what each is called and said to be, in both languages, is weighed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.concepts import LANGUAGES, ConceptIndex, SpanEncoder
from bilan.engine.identify.grams import best_cosines
from bilan.engine.identify.lexical import (
    EVIDENCE,
    Lexicon,
    SharedWords,
    lexical_scores,
    shared_words,
    word_evidence,
)
from bilan.engine.identify.ranking import Hit, identify
from bilan.engine.identify.spans import whole

CANDIDATES = 150
TITLE_WORDS = 12  # a longer text is a story: it is searched by its clauses
WORD_FLOOR = 4.0  # a best coverage below it is a weak match, not a sure one
LETTER_FLOOR = 0.3
FIRST_COVERAGE = 0.35  # of words, beside the prototypes, in choosing the candidates
DECIMALS = 5  # beyond them, sums depend on the company a title is computed in

# What each is worth, fitted on other titles (`python -m benchmarks.fit_titles`).
WEIGHTS: Mapping[str, float] = {
    "prototype": 0.08,
    "nearest": 0.49,
    "nearest_other": 0.33,
    "portrait": 0.14,
    "portrait_other": 0.24,
    "coverage": 0.42,
    "letters": 0.51,
}
TERMS = tuple(WEIGHTS)


@dataclass(frozen=True, slots=True)
class TitleIndex:
    """What titles are searched in."""

    names: ConceptIndex
    portraits: Mapping[str, NDArray[np.float16]]  # language → (concept, dimension); null where none is told


@dataclass(frozen=True, slots=True)
class _Words:
    """The language a title was found to be written in, and what its words share with the labels of it."""

    lexicon: Lexicon
    shared: SharedWords


def rank_titles(
    index: TitleIndex, texts: Sequence[str], encode: SpanEncoder, *, limit: int
) -> list[list[Hit]]:
    """Return, for each title, the occupations it may name, best first; ties by uri.

    A text too long for a title is searched as any text is; one without a word gives an empty list.
    """
    found = identify(index.names, [text if _is_long(text) else "" for text in texts], encode, limit=limit)
    spoken = [place for place, text in enumerate(texts) if not _is_long(text) and any(map(str.isalnum, text))]
    if spoken and index.names.uris:
        titles = [texts[place] for place in spoken]
        vectors = encode.read(titles, [()] * len(titles))
        for place, text, vector in zip(spoken, titles, vectors, strict=True):
            found[place] = _ranked(index, text, vector, limit)
    return found


def candidates_of(index: TitleIndex, text: str, vector: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the occupations worth a closer look, ascending."""
    words = _words(index.names, text)
    coverage = lexical_scores(words.lexicon, words.shared, len(index.names.uris)).coverage
    rough = index.names.prototypes @ vector + FIRST_COVERAGE * _scaled(coverage, WORD_FLOOR)
    order = np.argsort(-np.round(rough, DECIMALS), kind="stable")
    return np.sort(order[:CANDIDATES])


def title_terms(
    index: TitleIndex, text: str, vector: NDArray[np.float32], kept: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return what speaks for each candidate: (candidate, TERMS)."""
    words = _words(index.names, text)
    language = words.lexicon.language
    own = index.names.prototypes[kept] @ vector
    said = word_evidence(words.lexicon, words.shared, kept)[:, EVIDENCE.index("coverage")]
    held = _Labels.of(index.names, kept)
    near = _nearest(index.names, vector, held)
    (letters,) = best_cosines(index.names.grams, [text], held.rows, held.first)
    others = [other for other in LANGUAGES if other != language]
    columns = (
        own,
        near[language],
        *(near[other] for other in others),
        *(_portrayed(index, spoken, vector, kept, own) for spoken in (language, *others)),
        _scaled(said, WORD_FLOOR),
        _scaled(letters, LETTER_FLOOR),
    )
    terms: NDArray[np.float32] = np.stack(columns, axis=1).astype(np.float32)
    return terms


def _is_long(text: str) -> bool:
    return len(text.split(maxsplit=TITLE_WORDS)) > TITLE_WORDS


def _ranked(index: TitleIndex, text: str, vector: NDArray[np.float32], limit: int) -> list[Hit]:
    """Weigh what speaks for each candidate."""
    kept = candidates_of(index, text, vector)
    terms = title_terms(index, text, vector, kept)
    scores = np.round(terms @ np.array(list(WEIGHTS.values()), np.float32), DECIMALS)
    likeness = (terms[:, 0] + np.maximum(terms[:, 1], terms[:, 2])) / 2
    order = np.argsort(-scores, kind="stable")[:limit]
    return [Hit(int(kept[row]), float(scores[row]), float(likeness[row]), whole(text)) for row in order]


def _words(names: ConceptIndex, text: str) -> _Words:
    """Look the words up in both languages: a title is too short to tell its own, its labels do."""
    looked = [
        _Words(lexicon, shared_words(lexicon, text))
        for lexicon in (names.lexicons[language] for language in reversed(LANGUAGES))
    ]
    return max(looked, key=_share_found)


def _share_found(words: _Words) -> float:
    """Return how much of a title its best label says."""
    return round(float(words.shared.mass.max(initial=0)) / max(words.shared.asked, 1e-6), DECIMALS)


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels of the candidates, one candidate after the other, English before French."""

    rows: NDArray[np.int64]
    first: NDArray[np.int64]  # (candidate,) where those of each begin
    is_english: NDArray[np.bool_]

    @classmethod
    def of(cls, names: ConceptIndex, kept: NDArray[np.int64]) -> "_Labels":
        """Find the labels of some concepts; each has one at least."""
        starts, counts = names.label_starts[kept], np.diff(names.label_starts)[kept]
        first = np.cumsum(counts) - counts
        place = np.arange(int(counts.sum())) - np.repeat(first, counts)
        owners = names.lexicons["en"].owners
        english = np.searchsorted(owners, kept, side="right") - np.searchsorted(owners, kept)
        return cls(np.repeat(starts, counts) + place, first, place < np.repeat(english, counts))


def _nearest(
    names: ConceptIndex, vector: NDArray[np.float32], held: _Labels
) -> Mapping[str, NDArray[np.float32]]:
    """Return the likeness of each candidate's nearest label, by language; any, where it has none in it."""
    likeness = names.vectors[held.rows].astype(np.float32) @ vector
    nearest = np.maximum.reduceat(likeness, held.first)
    found: dict[str, NDArray[np.float32]] = {}
    for language, spoken in (("en", held.is_english), ("fr", ~held.is_english)):
        best = np.maximum.reduceat(np.where(spoken, likeness, np.float32(-np.inf)), held.first)
        found[language] = np.where(np.isfinite(best), best, nearest)
    return found


def _portrayed(
    index: TitleIndex,
    language: str,
    vector: NDArray[np.float32],
    kept: NDArray[np.int64],
    own: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Return the likeness of each candidate's definition; of its prototype, where it has none."""
    portraits = index.portraits[language][kept].astype(np.float32)
    likeness: NDArray[np.float32] = np.where(portraits.any(axis=1), portraits @ vector, own)
    return likeness


def _scaled(scores: NDArray[np.float32], floor: float) -> NDArray[np.float32]:
    """Divide by the best score, or by the floor where the best is weak."""
    scaled: NDArray[np.float32] = scores / np.float32(max(float(scores.max(initial=0)), floor))
    return scaled
