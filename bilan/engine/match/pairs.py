"""Pairs of occupations: how alike they are in each way, which are looked at closely, and in what place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.sparse import csr_matrix

from bilan.engine.match.blocks import Block, all_cosines
from bilan.engine.match.neighbors import CONTENT_WEIGHTS

Square = NDArray[np.float32]  # (origin, target)

# What each way weighs in the mean of ways; one that is not named here has a column of its own only.
CLOSENESS = {
    "items": 1.0,
    "broader": 1.0,
    "item_words": 1.0,
    "text": 1.0,
    "titles": 1.0,
    "latent": 1.0,
    "sectors": 0.5,
    "leanings": 0.5,
    "esco_demands": 0.5,
    "esco_groups": 0.3,
    "contexts": 0.3,
    "meaning": 0.25,
    "name_meaning": 0.25,
    "definition_meaning": 0.25,
    "demands_meaning": 0.25,
    "knowledge_meaning": 0.25,
    "core_meaning": 0.25,
    "domain": 0.1,
    "field": 0.1,
    "family": 0.1,
}
LATENT = "latent"
JOINED = ("items", "item_words", "text", "titles")  # compared again along the directions they share
DIRECTIONS = 300
POOLED = 200  # looked at closely, by the mean of ways
ELDEST_POOLED = 120  # looked at closely among those a family is named after
DECIMALS = 4  # a last digit may not change a place
DENSE = 0.2  # share of cells told above which a block is multiplied as a plain array


@dataclass(frozen=True, slots=True)
class Pairs:
    """Origins and the targets looked at for each: (pair,)."""

    origins: NDArray[np.int32]
    targets: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Ends:
    """What is known of each occupation alone: (occupation,)."""

    facts: Mapping[str, NDArray[np.float32]]
    fields: NDArray[np.int32]
    families: NDArray[np.int32]
    is_eldest: NDArray[np.bool_]  # the one its family is named after


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike all occupations are: by each way, by the content sum and by the mean of ways."""

    ways: Mapping[str, Block]
    total: Square
    mean: Square
    ends: Ends


def likeness_of(blocks: Sequence[Block], ends: Ends | None = None) -> Likeness:
    """Compare all occupations; none is like itself in the sums."""
    ways = {block.name: block for block in blocks if block.matrix.nnz}
    count = blocks[0].matrix.shape[0]
    weight = sum(CLOSENESS.get(name, 0.0) for name in (*ways, LATENT))
    total, mean, common = (np.zeros((count, count), np.float32) for _ in range(3))
    for name, block in ways.items():
        cosine = cosines_of(block)
        total += np.float32(CONTENT_WEIGHTS.get(name, 0.0)) * cosine
        mean += np.float32(CLOSENESS.get(name, 0.0) / weight) * cosine
        common += np.float32(name in JOINED) * cosine
    ways[LATENT] = _latent(common)
    mean += np.float32(CLOSENESS[LATENT] / weight) * cosines_of(ways[LATENT])
    return Likeness(ways, total, mean, ends or _unknown(count))


def pairs_of(like: Likeness, *marked: NDArray[np.bool_]) -> Pairs:
    """Return each occupation with the nearest others, the nearest eldest, and those marked."""
    chosen = nearest(like.mean, POOLED)
    is_eldest = like.ends.is_eldest
    if is_eldest.any():
        among = nearest(np.where(is_eldest[None, :], like.mean, np.float32(-1)), ELDEST_POOLED)
        chosen |= among & is_eldest[None, :]
    for marks in marked:
        chosen |= marks
    np.fill_diagonal(chosen, val=False)
    origins, targets = np.nonzero(chosen)
    return Pairs(origins.astype(np.int32), targets.astype(np.int32))


def nearest(square: NDArray[np.floating], count: int) -> NDArray[np.bool_]:
    """Mark the nearest targets of each origin, but itself."""
    return places_of(square) < min(count, len(square) - 1)


def features_of(columns: Iterator[tuple[str, Square]], names: Sequence[str], pairs: Pairs) -> Square:
    """Lay out what is known of pairs: (pair, names); what no column tells is nought."""
    rows = np.zeros((len(names), len(pairs.origins)), np.float32)
    places = {name: place for place, name in enumerate(names)}
    for name, square in columns:
        rows[places[name]] = np.round(square[pairs.origins, pairs.targets], DECIMALS)
    return rows.T


def places_of(square: NDArray[np.floating]) -> Square:
    """Return the place of each target among those of its origin, the nearest 0; ties by row."""
    away = np.round(square, DECIMALS).astype(np.float32)
    np.fill_diagonal(away, -np.inf)
    places = np.empty(away.shape, np.float32)
    order = np.argsort(-away, axis=1, kind="stable")
    np.put_along_axis(places, order, np.arange(len(away), dtype=np.float32)[None, :], axis=1)
    return places


def cosines_of(block: Block) -> Square:
    """Return the cosines of all pairs; a block that is nearly full is multiplied as a plain array."""
    rows, columns = block.matrix.shape
    if block.matrix.nnz < DENSE * rows * columns:
        return all_cosines(block).astype(np.float32)
    full = block.matrix.toarray().astype(np.float32)
    return full @ full.T


def _latent(gram: Square) -> Block:
    """Compare along the main directions of several ways taken together (latent semantic analysis)."""
    count = len(gram)
    first = max(count - DIRECTIONS, 0)
    found, vectors = eigh(gram.astype(np.float64), subset_by_index=(first, count - 1))
    placed = vectors * np.sqrt(np.maximum(found, 0))
    placed /= np.maximum(np.linalg.norm(placed, axis=1, keepdims=True), 1e-9)
    return Block(LATENT, csr_matrix(placed.astype(np.float32)))


def _unknown(count: int) -> Ends:
    """Know nothing of each occupation alone: each its own family, no eldest."""
    apart = np.arange(count, dtype=np.int32)
    return Ends({}, apart, apart, np.zeros(count, np.bool_))
