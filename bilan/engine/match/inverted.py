"""Demands turned round, from a skill to who asks it; and what no person changes about occupations."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from bilan.engine.match.diplomas import months_left
from bilan.engine.match.table import OccupationTable, Requirements

LEAST = 1e-9
ALMOST = np.nextafter(np.float32(1), np.float32(0))  # no other occupation is the very one lived in
UNLIKE = 0.5  # likeness of two occupations under which the training for one spares none of the other's
BLOCK = 256  # occupations compared with all at once


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Inverted:
    """A table ready to be multiplied by people."""

    # By vocabulary, (skill, occupation) weight + i × rarity: one product sums what is met and what is used.
    demands: tuple[csr_matrix, ...]
    portions: tuple[NDArray[np.float32], ...]  # by vocabulary, (occupation,) one over the sum of weights
    tastes: csr_matrix  # (skill, occupation) weight, all vocabularies together
    directions: NDArray[
        np.float32
    ]  # (letter, occupation) interests of length one around their mean, null unknown
    is_drawn: NDArray[np.bool_]  # (occupation,) whether its interests are known and not flat
    offered: NDArray[np.float32]  # (card, occupation) null where unknown
    is_told: NDArray[np.float32]  # (card, pattern) 1 where known
    patterns: NDArray[np.int64]  # (occupation,) which cards are known of it
    months: NDArray[np.float32]  # (diploma 0–8, occupation) from that diploma, 0 where unknown
    has_months: NDArray[np.bool_]
    contexts: NDArray[np.bool_]  # (context, occupation)
    near: csr_matrix  # (occupation lived in, occupation) how near, above 0; only the very same is 1
    # The table's vocabularies again, what an occupation asks in order: the essential, then the weightiest.
    in_order: tuple[Requirements, ...]


_KEPT: WeakKeyDictionary[OccupationTable, Inverted] = WeakKeyDictionary()


def inverted(table: OccupationTable) -> Inverted:
    """Return a table turned round: worked out once, kept as long as the table."""
    found = _KEPT.get(table)
    if found is None:
        found = _KEPT[table] = _inverted(table)
    return found


def _inverted(table: OccupationTable) -> Inverted:
    """Turn a table round: a few hundredths of a second."""
    directions, is_drawn = _directions(table)
    patterns, is_told = _patterns(table)
    months = months_left(table.months, table.levels, table.regulated)
    demands = tuple(_turned(table, asked) for asked in table.vocabularies)
    tastes = csr_matrix(sum(demands[1:], start=demands[0]))
    tastes.data = tastes.data.real.astype(np.complex64)
    return Inverted(
        demands=demands,
        portions=tuple(_portions(turned) for turned in demands),
        tastes=tastes,
        directions=directions,
        is_drawn=is_drawn,
        offered=np.ascontiguousarray(np.nan_to_num(table.values, nan=0.0).T),
        is_told=is_told,
        patterns=patterns,
        months=np.nan_to_num(months, nan=0.0),
        has_months=~np.isnan(months[0]),
        contexts=np.ascontiguousarray(table.contexts.T),
        near=_near(table.likeness),
        in_order=tuple(_in_order(asked) for asked in table.vocabularies),
    )


def _near(likeness: NDArray[np.float32]) -> csr_matrix:
    """Return how near occupations are whose likeness is above the least that spares training, by blocks."""
    found = []
    for first in range(0, len(likeness), BLOCK):
        alike = likeness[first : first + BLOCK] @ likeness.T
        near = np.clip((alike - UNLIKE) / (1 - UNLIKE), 0, ALMOST)
        rows = np.arange(len(near))
        near[rows, rows + first] = 1
        found.append(csr_matrix(near))
    return vstack(found, "csr") if found else csr_matrix(likeness)


def _in_order(asked: Requirements) -> Requirements:
    rows = np.repeat(np.arange(len(asked.starts) - 1), np.diff(asked.starts))
    order = np.lexsort((asked.skills, -asked.weights, ~asked.essential, rows))
    return Requirements(asked.starts, asked.skills[order], asked.weights[order], asked.essential[order])


def _turned(table: OccupationTable, asked: Requirements) -> csr_matrix:
    """Return the demands of a vocabulary: (skill, occupation) weight + i × rarity."""
    rows = np.repeat(np.arange(len(table.codes)), np.diff(asked.starts))
    both = (asked.weights + 1j * table.rarity[asked.skills]).astype(np.complex64)
    return csr_matrix((both, (asked.skills, rows)), shape=(len(table.skills), len(table.codes)))


def _portions(demands: csr_matrix) -> NDArray[np.float32]:
    """Return one over the sum of weights an occupation asks: (occupation,)."""
    sums = np.bincount(demands.indices, demands.data.real, demands.shape[1])
    return (1 / np.maximum(sums, LEAST)).astype(np.float32)


def _directions(table: OccupationTable) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return where the interests of each occupation point, and whether they point anywhere."""
    around = table.interests - table.interests.mean(axis=1, keepdims=True)
    length = np.sqrt(np.sum(around**2, axis=1, keepdims=True))
    with np.errstate(invalid="ignore", divide="ignore"):
        found = around / length
    is_drawn = np.isfinite(found).all(axis=1)
    found[~is_drawn] = 0
    return np.ascontiguousarray(found.T, np.float32), is_drawn


def _patterns(table: OccupationTable) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Group occupations by which cards are known of them: few groups, so few sums."""
    known = ~np.isnan(table.values)
    found, patterns = np.unique(known, axis=0, return_inverse=True)
    return patterns.reshape(-1).astype(np.int64), np.ascontiguousarray(found.T, np.float32)
