"""What identification searches: concepts, their labels in two languages, their vectors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.grams import Grams, build_grams
from bilan.engine.identify.lexical import Lexicon, build_lexicon

# Texts to unit vectors: (text,) → (text, dimension).
Encoder = Callable[[list[str]], NDArray[np.float32]]

LANGUAGES = ("en", "fr")
# Shares of what a concept is called and said to be, in its prototype vector.
LANGUAGE_SHARES = {"en": 1.0, "fr": 0.7}
DEFINITION_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class ConceptLabels:
    """Concepts sorted by uri, and their labels sorted by concept, preferred first, English before French."""

    uris: tuple[str, ...]
    texts: tuple[str, ...]  # (label,)
    owners: NDArray[np.int32]  # (label,) ascending
    languages: tuple[str, ...]  # (label,)
    definitions: Mapping[int, str]  # concept → what it is


@dataclass(frozen=True, slots=True)
class ConceptIndex:
    """Everything that ranking reads; built once, never changed."""

    uris: tuple[str, ...]
    prototypes: NDArray[np.float32]  # (concept, dimension) unit vectors
    vectors: NDArray[np.float16]  # (label, dimension) unit vectors
    label_starts: NDArray[np.int64]  # (concept + 1,) labels of each concept
    lexicons: Mapping[str, Lexicon]
    grams: Grams


def build_index(labels: ConceptLabels, encode: Encoder) -> ConceptIndex:
    """Encode and index all labels."""
    vectors = _encoded(labels.texts, encode)
    counts = np.bincount(labels.owners, minlength=len(labels.uris))
    return ConceptIndex(
        uris=labels.uris,
        prototypes=_prototypes(labels, vectors, encode),
        vectors=vectors.astype(np.float16),
        label_starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        lexicons={language: build_lexicon(*_spoken(labels, language), language) for language in LANGUAGES},
        grams=build_grams(labels.texts),
    )


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale rows to length one; a null row stays null."""
    length = np.sqrt(np.sum(vectors**2, axis=1, keepdims=True))
    scaled: NDArray[np.float32] = (vectors / np.maximum(length, 1e-9)).astype(np.float32)
    return scaled


def _spoken(labels: ConceptLabels, language: str) -> tuple[list[str], NDArray[np.int32]]:
    """Return the labels of one language with their owners."""
    kept = [row for row, spoken in enumerate(labels.languages) if spoken == language]
    return [labels.texts[row] for row in kept], labels.owners[kept]


def _encoded(texts: Sequence[str], encode: Encoder) -> NDArray[np.float32]:
    """Encode texts, each different one once."""
    different = list(dict.fromkeys(texts))
    place = {text: number for number, text in enumerate(different)}
    vectors = encode(different) if different else np.zeros((0, 1), np.float32)
    found: NDArray[np.float32] = vectors[[place[text] for text in texts]]
    return found


def _prototypes(labels: ConceptLabels, vectors: NDArray[np.float32], encode: Encoder) -> NDArray[np.float32]:
    """Return one vector a concept: its first label, the mean of each language, its definition."""
    concepts = len(labels.uris)
    total = np.zeros((concepts, vectors.shape[1]), np.float32)
    owners, first = np.unique(labels.owners, return_index=True)
    total[owners] += vectors[first]
    languages = np.array(labels.languages)
    for language, share in LANGUAGE_SHARES.items():
        rows = np.flatnonzero(languages == language)
        total += share * _mean(vectors[rows], labels.owners[rows], concepts)
    if labels.definitions:
        told = sorted(labels.definitions)
        total[told] += DEFINITION_SHARE * encode([labels.definitions[concept] for concept in told])
    return unit(total)


def _mean(vectors: NDArray[np.float32], owners: NDArray[np.int32], concepts: int) -> NDArray[np.float32]:
    """Return the mean vector of each concept's labels, null for one without label."""
    mean = np.zeros((concepts, vectors.shape[1]), np.float32)
    if len(owners):
        held, first, counts = np.unique(owners, return_index=True, return_counts=True)
        mean[held] = np.add.reduceat(vectors, first, axis=0) / counts[:, None]
    return mean
