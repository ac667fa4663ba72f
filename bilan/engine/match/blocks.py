"""Blocks of features of occupations: rows of length one, so that a product is a cosine."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix


@dataclass(frozen=True, slots=True)
class Block:
    """One way to compare occupations."""

    name: str
    matrix: csr_matrix  # (occupation, feature) rows of length one, or null


def tfidf_block(
    name: str, features: Iterable[tuple[int, Hashable, float]], *, occupations: int, is_damped: bool = False
) -> Block:
    """Weigh (occupation, feature, count) by the rarity of features; `is_damped` takes 1 + log of counts."""
    triples = list(features)
    names = sorted({feature for _, feature, _ in triples}, key=repr)
    place = {feature: column for column, feature in enumerate(names)}
    rows = np.fromiter((row for row, _, _ in triples), np.int64, len(triples))
    columns = np.fromiter((place[feature] for _, feature, _ in triples), np.int64, len(triples))
    counts = np.fromiter((count for _, _, count in triples), np.float64, len(triples))
    matrix = csr_matrix((counts, (rows, columns)), shape=(occupations, len(names)))
    if is_damped:
        matrix.data = 1 + np.log(matrix.data)
    frequency = np.bincount(matrix.indices, minlength=len(names))
    matrix.data *= (np.log((1 + occupations) / (1 + frequency)) + 1)[matrix.indices]
    return Block(name, _unit_rows(matrix))


def one_hot_block(name: str, groups: Sequence[str]) -> Block:
    """Compare occupations by a group each belongs to; an empty name is no group."""
    names = sorted(set(groups) - {""})
    place = {group: column for column, group in enumerate(names)}
    rows = [row for row, group in enumerate(groups) if group]
    columns = [place[groups[row]] for row in rows]
    shape = (len(groups), max(len(names), 1))
    return Block(name, csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape))


def dense_block(name: str, vectors: NDArray[np.float32]) -> Block:
    """Compare occupations by vectors, once their common mean is taken off."""
    if not len(vectors):
        return Block(name, csr_matrix(vectors))
    return Block(name, _unit_rows(csr_matrix(vectors - vectors.mean(axis=0))))


def cosines(block: Block, row: int) -> NDArray[np.float64]:
    """Return the cosine of one occupation with all: (occupation,)."""
    product = block.matrix @ block.matrix[row].T
    found: NDArray[np.float64] = np.asarray(product.todense(), np.float64).ravel()
    return found


def all_cosines(block: Block) -> NDArray[np.float64]:
    """Return the cosines of all pairs: (occupation, occupation)."""
    found: NDArray[np.float64] = np.asarray((block.matrix @ block.matrix.T).todense(), np.float64)
    return found


def _unit_rows(matrix: csr_matrix) -> csr_matrix:
    """Scale rows to length one; a null row stays null."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    squares = np.bincount(rows, weights=np.square(matrix.data), minlength=matrix.shape[0])
    matrix.data = (matrix.data / np.sqrt(np.maximum(squares, 1e-18))[rows]).astype(np.float32)
    return matrix
