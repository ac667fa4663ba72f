"""What identification searches: concepts, their labels in two languages, their vectors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.grams import Grams, build_grams
from bilan.engine.identify.lexical import Lexicon, build_lexicon
from bilan.engine.identify.spans import Span

# Texts to unit vectors: (text,) → (text, dimension).
Encode = Callable[[list[str]], NDArray[np.float32]]


class SpanEncoder(Protocol):
    """What turns texts and stretches of them into unit vectors."""

    def read(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> NDArray[np.float32]:
        """Return the vector of each text followed by those of its spans, text after text."""


LANGUAGES = ("en", "fr")
# Shares of what a concept is called and said to be, in its prototype vector.
LANGUAGE_SHARES = {"en": 1.0, "fr": 0.7}
DEFINITION_SHARE = 0.3
SKETCHED = 128  # directions of a sketch: a quarter of the arithmetic, the same hits on validation sets


@dataclass(frozen=True, slots=True)
class ConceptLabels:
    """Concepts sorted by uri, and their labels sorted by concept, preferred first, English before French."""

    uris: tuple[str, ...]
    texts: tuple[str, ...]  # (label,)
    owners: NDArray[np.int32]  # (label,) ascending
    languages: tuple[str, ...]  # (label,)
    definitions: Mapping[int, str]  # concept → what it is


@dataclass(frozen=True, slots=True)
class Sketch:
    """Prototypes in the few directions in which they differ most: enough to tell which may be near."""

    directions: NDArray[np.float32]  # (dimension, direction)
    prototypes: NDArray[np.float32]  # (concept, direction)


@dataclass(frozen=True, slots=True)
class ConceptIndex:
    """Everything that ranking reads; built once, never changed."""

    uris: tuple[str, ...]
    prototypes: NDArray[np.float32]  # (concept, dimension) unit vectors
    sketch: Sketch
    vectors: NDArray[np.float16]  # (label, dimension) unit vectors
    label_starts: NDArray[np.int64]  # (concept + 1,) labels of each concept
    lexicons: Mapping[str, Lexicon]
    grams: Grams
    facts: NDArray[np.float32] | None  # (concept, candidates.FACTS); none where no usage was told


def build_index(
    labels: ConceptLabels,
    encode: Encode,
    *,
    known: Mapping[str, NDArray[np.floating]] | None = None,
    keeps_vectors: bool = True,
    usage: NDArray[np.float32] | None = None,
) -> ConceptIndex:
    """Index all labels.

    Args:
        labels: concepts and what they are called.
        encode: turns texts into unit vectors.
        known: prototypes learnt before, by uri; the others are made from labels and definitions.
        keeps_vectors: whether the vector of every label is kept, to be compared with texts one by one.
        usage: (concept, 4) how many occupations ask for each, essential and optional, how far it is reused,
            whether it is knowledge.
    """
    held = known or {}
    counts = np.bincount(labels.owners, minlength=len(labels.uris))
    vectors = _encoded(labels.texts, encode) if keeps_vectors else None
    prototypes = _known_or_made(labels, encode, held, vectors)
    return ConceptIndex(
        uris=labels.uris,
        prototypes=prototypes,
        sketch=sketch_of(prototypes),
        vectors=np.zeros((0, 1), np.float16) if vectors is None else vectors.astype(np.float16),
        label_starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        lexicons={language: build_lexicon(*_spoken(labels, language), language) for language in LANGUAGES},
        grams=build_grams(labels.texts),
        facts=None if usage is None else _facts(labels, counts, usage),
    )


def _facts(
    labels: ConceptLabels, counts: NDArray[np.int64], usage: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return what is known of each concept whatever the text: usage, how many names, length of the first."""
    first = np.cumsum(counts) - counts
    lengths = np.array([len(labels.texts[place].split()) for place in first], np.float32)
    return np.column_stack([np.log1p(usage[:, :2]), usage[:, 2:], counts, lengths]).astype(np.float32)


def prototypes_of(labels: ConceptLabels, encode: Encode) -> NDArray[np.float32]:
    """Return one unit vector a concept, made from its labels and definition."""
    return _prototypes(labels, _encoded(labels.texts, encode), encode)


def _known_or_made(
    labels: ConceptLabels,
    encode: Encode,
    known: Mapping[str, NDArray[np.floating]],
    vectors: NDArray[np.float32] | None,
) -> NDArray[np.float32]:
    """Return the known prototypes, and make the others."""
    if labels.uris and all(uri in known for uri in labels.uris):
        return unit(np.array([known[uri] for uri in labels.uris], np.float32))
    made = prototypes_of(labels, encode) if vectors is None else _prototypes(labels, vectors, encode)
    for row, uri in enumerate(labels.uris):
        if uri in known:
            made[row] = known[uri]
    return unit(made)


def sketch_of(prototypes: NDArray[np.float32]) -> Sketch:
    """Return the sketch of prototypes: their principal directions, and what they are along them."""
    spread = prototypes.T.astype(np.float64) @ prototypes
    _, directions = np.linalg.eigh(spread)
    chosen = directions[:, ::-1][:, :SKETCHED].astype(np.float32)
    return Sketch(np.ascontiguousarray(chosen), prototypes @ chosen)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale rows to length one; a null row stays null."""
    length = np.sqrt(np.sum(vectors**2, axis=1, keepdims=True))
    scaled: NDArray[np.float32] = (vectors / np.maximum(length, 1e-9)).astype(np.float32)
    return scaled


def _spoken(labels: ConceptLabels, language: str) -> tuple[list[str], NDArray[np.int32]]:
    """Return the labels of one language with their owners."""
    kept = [row for row, spoken in enumerate(labels.languages) if spoken == language]
    return [labels.texts[row] for row in kept], labels.owners[kept]


def _encoded(texts: Sequence[str], encode: Encode) -> NDArray[np.float32]:
    """Encode texts, each different one once."""
    different = list(dict.fromkeys(texts))
    place = {text: number for number, text in enumerate(different)}
    vectors = encode(different) if different else np.zeros((0, 1), np.float32)
    found: NDArray[np.float32] = vectors[[place[text] for text in texts]]
    return found


def _prototypes(labels: ConceptLabels, vectors: NDArray[np.float32], encode: Encode) -> NDArray[np.float32]:
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
