"""Letters shared by a text and its candidate labels: TF-IDF cosine of 3- and 4-letter pieces of words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.words import WORD, fold

SIZES = (3, 4)
Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Grams:
    """The pieces of all labels, with unit-length TF-IDF weights."""

    pieces: dict[str, int]
    rarity: NDArray[np.float32]  # (piece,)
    starts: NDArray[np.int64]  # (label + 1,) where the pieces of a label begin
    columns: NDArray[np.int32]  # pieces held
    weights: NDArray[np.float32]  # and their weights


def pieces_of(text: str) -> list[str]:
    """Return the 3- and 4-letter pieces of each word, with its edges marked by blanks."""
    return [piece for word in WORD.findall(fold(text)) for piece in _pieces_of_word(word)]


@lru_cache(maxsize=50_000)
def _pieces_of_word(word: str) -> tuple[str, ...]:
    """Cut a folded word; texts say the same ones again and again."""
    edged = f" {word} "
    return tuple(
        edged[start : start + size] for size in SIZES for start in range(max(len(edged) - size + 1, 1))
    )


def build_grams(labels: Sequence[str]) -> Grams:
    """Index labels, in their order."""
    counts = [Counter(pieces_of(label)) for label in labels]
    pieces = {
        piece: number for number, piece in enumerate(sorted({piece for bag in counts for piece in bag}))
    }
    lengths = np.fromiter((len(bag) for bag in counts), np.int64, len(counts))
    total = int(lengths.sum())
    columns = np.fromiter((pieces[piece] for bag in counts for piece in bag), np.int32, total)
    tally = np.fromiter((count for bag in counts for count in bag.values()), np.float32, total)
    rows = np.repeat(np.arange(len(labels)), lengths)
    rarity = _rarity(columns, len(pieces), len(labels))
    weights = (1 + np.log(tally)) * rarity[columns]
    length = np.sqrt(np.bincount(rows, weights=weights**2, minlength=len(labels)))
    unit = (weights / np.maximum(length, 1e-9)[rows]).astype(np.float32)
    return Grams(pieces, rarity, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), columns, unit)


def gram_scores(grams: Grams, text: str, labels: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the cosine, 0–1, of the text with each of the labels asked for."""
    return gram_cosines(gather(grams, labels), gram_query(grams, text))


@dataclass(frozen=True, slots=True)
class Gathered:
    """The pieces of some labels, end to end: gathered once, compared with several texts."""

    columns: NDArray[np.int32]
    weights: NDArray[np.float32]
    first: NDArray[np.int64]  # (label,) where the pieces of each begin
    is_empty: NDArray[np.bool_]  # (label,) labels without a piece


def gather(grams: Grams, labels: NDArray[np.int64]) -> Gathered:
    """Return the pieces of the labels asked for."""
    lengths = grams.starts[labels + 1] - grams.starts[labels]
    runs = _runs(grams, labels)
    return Gathered(
        columns=_joined(grams.columns, runs),
        weights=_joined(grams.weights, runs),
        first=np.cumsum(lengths) - lengths,
        is_empty=lengths == 0,
    )


def _runs(grams: Grams, labels: NDArray[np.int64]) -> list[slice]:
    """Return where the pieces of labels lie: those of labels in a row are copied in one go."""
    if not len(labels):
        return []
    breaks = np.flatnonzero(labels[1:] != labels[:-1] + 1) + 1
    begins, ends = labels[np.append(0, breaks)], labels[np.append(breaks, len(labels)) - 1] + 1
    return list(map(slice, grams.starts[begins].tolist(), grams.starts[ends].tolist()))


def _joined(values: NDArray[Kind], runs: Sequence[slice]) -> NDArray[Kind]:
    """Return stretches of values, end to end."""
    return np.concatenate([values[:0], *(values[run] for run in runs)])


def gram_cosines(held: Gathered, query: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the cosine, 0–1, of a query with each label gathered."""
    products = np.zeros(len(held.columns) + 1, np.float32)  # a last label may be empty
    np.multiply(query[held.columns], held.weights, out=products[:-1])
    cosines: NDArray[np.float32] = np.add.reduceat(products, held.first) if len(held.first) else products[:0]
    cosines[held.is_empty] = 0
    return cosines


def best_cosines(
    grams: Grams, texts: Sequence[str], labels: NDArray[np.int64], first: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return, for each text, the best cosine among each run of labels beginning at `first`: (text, run)."""
    held = gather(grams, labels)
    rows = [np.maximum.reduceat(gram_cosines(held, gram_query(grams, text)), first) for text in texts]
    return np.array(rows, np.float32).reshape(len(texts), len(first))


def gram_query(grams: Grams, text: str) -> NDArray[np.float32]:
    """Return the unit-length weights of a text's known pieces: (piece,), null when none is known."""
    query = np.zeros(len(grams.pieces), np.float32)
    counts = Counter(map(grams.pieces.get, pieces_of(text)))
    counts.pop(None, None)
    if counts:
        columns = np.array(list(counts), np.int64)
        weights = (1 + np.log(np.array(list(counts.values()), np.float32))) * grams.rarity[columns]
        query[columns] = weights / np.sqrt(np.sum(weights**2))
    return query


def _rarity(columns: NDArray[np.int32], pieces: int, labels: int) -> NDArray[np.float32]:
    """Return the smoothed inverse document frequency of pieces, counted on labels."""
    frequency = np.bincount(columns, minlength=pieces)
    return (np.log((1 + labels) / (1 + frequency)) + 1).astype(np.float32)
