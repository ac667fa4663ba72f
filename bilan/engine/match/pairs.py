"""What is known of pairs of occupations, laid out in rows, as a learnt order reads them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bilan.engine.match.blocks import Block, all_cosines
from bilan.engine.match.neighbors import CONTENT_WEIGHTS

Square = NDArray[np.float32]  # (origin, target)

# Ways to compare that a catalogue may have; in a way it has not, all its pairs are far apart.
COSINES = (
    *CONTENT_WEIGHTS,
    "broader",
    "doings",
    "contexts",
    "definition",
    "access",
    "letters",
    "sectors",
    "leanings",
    "esco",
    "meaning",
)
SUMS = ("sum", "mean")
PLACED = (*SUMS, "items", "item_words", "text", "titles", "letters", "definition", "meaning")
CONTENT = (
    *COSINES,
    *SUMS,
    "apart",
    "density_of_origin",
    "density_of_target",
    "often_near",
    "near_the_same",
    "items_of_origin",
    "items_of_target",
    "titles_of_target",
    *(f"place_{name}" for name in PLACED),
    *(f"place_back_{name}" for name in PLACED),
)
NEAREST = 20  # that make the surroundings of an occupation
POOLED = 200  # looked at closely, by the mean of all ways
DECIMALS = 4  # a last digit may not change a place


@dataclass(frozen=True, slots=True)
class Pairs:
    """Origins and the targets looked at for each: (pair,)."""

    origins: NDArray[np.int32]
    targets: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike all occupations are: by each way, by the content sum and by the mean of all ways."""

    ways: Mapping[str, Block]
    total: Square
    mean: Square


def likeness_of(blocks: Sequence[Block]) -> Likeness:
    """Compare all occupations; none is like itself."""
    count = blocks[0].matrix.shape[0]
    total, mean = np.zeros((count, count), np.float32), np.zeros((count, count), np.float32)
    told = [block for block in blocks if block.matrix.nnz]
    for block in told:
        cosine = all_cosines(block).astype(np.float32)
        total += CONTENT_WEIGHTS.get(block.name, 0.0) * cosine
        mean += cosine / np.float32(len(told))
    return Likeness({block.name: block for block in told}, total, mean)


def pairs_of(mean: Square, *marked: NDArray[np.bool_]) -> Pairs:
    """Return each occupation with the nearest others, and with those that something else marks."""
    chosen = nearest(mean, POOLED)
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


def content_columns(like: Likeness) -> Iterator[tuple[str, Square]]:
    """Yield what content tells of all pairs, one square at a time."""
    for name, block in like.ways.items():
        cosine = all_cosines(block).astype(np.float32)
        if name in COSINES:
            yield name, cosine
        if name in PLACED:
            yield from _both_ways(name, cosine)
    for name, square in zip(SUMS, (like.total, like.mean), strict=True):
        yield name, square
        yield from _both_ways(name, square)
    yield from _crowding(like.mean)
    yield from _sizes(like)


def places_of(square: NDArray[np.floating]) -> Square:
    """Return the place of each target among those of its origin, the nearest 0; ties by row."""
    away = np.round(square, DECIMALS).astype(np.float32)
    np.fill_diagonal(away, -np.inf)
    places = np.empty(away.shape, np.float32)
    order = np.argsort(-away, axis=1, kind="stable")
    np.put_along_axis(places, order, np.arange(len(away), dtype=np.float32)[None, :], axis=1)
    return places


def _both_ways(name: str, square: Square) -> Iterator[tuple[str, Square]]:
    places = places_of(square)
    yield f"place_{name}", places
    yield f"place_back_{name}", places.T


def _crowding(mean: Square) -> Iterator[tuple[str, Square]]:
    """Yield how crowded it is around both ends of a pair."""
    near = csr_matrix(nearest(mean, NEAREST).astype(np.float32))
    away = mean.copy()
    np.fill_diagonal(away, 0)
    density = np.sort(away, axis=1)[:, -NEAREST:].mean(axis=1)
    yield "apart", 2 * mean - density[:, None] - density[None, :]
    yield "density_of_origin", np.broadcast_to(density[:, None], mean.shape)
    yield "density_of_target", np.broadcast_to(density[None, :], mean.shape)
    often = np.asarray(near.sum(axis=0), np.float32).ravel()
    yield "often_near", np.broadcast_to(often[None, :], mean.shape)
    yield "near_the_same", np.asarray((near @ near.T).todense(), np.float32)


def _sizes(like: Likeness) -> Iterator[tuple[str, Square]]:
    """Yield how much is told of both ends of a pair."""
    shape = like.mean.shape
    for way in (way for way in ("items", "titles") if way in like.ways):
        told = np.diff(like.ways[way].matrix.indptr).astype(np.float32)
        yield f"{way}_of_target", np.broadcast_to(told[None, :], shape)
        if way == "items":
            yield "items_of_origin", np.broadcast_to(told[:, None], shape)
