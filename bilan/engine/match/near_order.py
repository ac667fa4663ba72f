"""Neighbors in an order learnt from official moves: what is known of each pair, and trees that weigh it.

Trees are fitted once per group of origins, on the other groups; an origin whose own moves are known is
scored by the trees that never saw them, any other by the mean of all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from bilan.engine.match.content import CONTENT, content_columns
from bilan.engine.match.learning import FOLDS, MINIMUM_ORIGINS, fold_of
from bilan.engine.match.pairs import Likeness, Pairs, Square, features_of, nearest, pairs_of
from bilan.engine.match.taught import OLDER, TAUGHT, kin_of, older_columns, taught_columns
from bilan.engine.trees import Forest, score_trees

GROUPS = 5  # of origins; two folds each
ALL = (*CONTENT, *TAUGHT, *OLDER)
POOLED_BY_MOVES = 120
SCALE = 5.0  # of the chance of a move, so that it weighs about what the content sum does


@dataclass(frozen=True, slots=True)
class Moves:
    """What is known of moves between the occupations of a catalogue."""

    official: NDArray[np.float64]  # (origin, target) 1 for a move; rows of zeros where none is known
    older_near: Square  # (origin, target) moves of an older catalogue, between families
    older_progress: Square

    @property
    def known(self) -> NDArray[np.bool_]:
        """Tell of which origins moves are known."""
        held: NDArray[np.bool_] = self.official.sum(axis=1) > 0
        return held

    @property
    def teach(self) -> bool:
        """Tell whether enough origins are known; fewer mislead more than they teach."""
        return int(self.known.sum()) >= MINIMUM_ORIGINS


@dataclass(frozen=True, slots=True)
class NearOrder:
    """The trees of each group of origins: by content alone, by what any catalogue tells, by moves as well."""

    content: tuple[Forest, ...]
    bare: tuple[Forest, ...]
    taught: tuple[Forest, ...]


def group_of(code: str) -> int:
    """Return the group of an origin, the same on every machine."""
    return fold_of(code) * GROUPS // FOLDS


def near_chances(
    like: Likeness,
    codes: Sequence[str],
    order: NearOrder,
    moves: Moves | None = None,
    *,
    by_content: bool = False,
    by_what_any_tells: bool = False,
) -> Square:
    """Return how likely an official move is, 0–1: (origin, target); 0 for pairs too far apart.

    `by_content`: leave out what moves teach; they only tell which trees never saw an origin.
    `by_what_any_tells`: leave out too what few catalogues tell, as for one that does not say how it grew.
    """
    teaching = moves is not None and moves.teach and not (by_content or by_what_any_tells)
    pairs, rows = known_of(like, codes, moves if teaching else None)
    told = order.content if like.ends.is_eldest.any() and not by_what_any_tells else order.bare
    forests = order.taught if teaching else told
    groups = np.array([group_of(code) for code in codes])
    seen = moves.known if moves is not None else np.zeros(len(codes), np.bool_)
    chances = np.zeros(like.mean.shape, np.float32)
    for group, forest in enumerate(forests):
        share = np.where(seen, (groups == group).astype(np.float64), 1 / len(forests))[pairs.origins]
        asked = np.flatnonzero(share)
        found = share[asked] * expit(score_trees(forest, rows[asked]))
        chances[pairs.origins[asked], pairs.targets[asked]] += found.astype(np.float32)
    return chances


def known_of(like: Likeness, codes: Sequence[str], moves: Moves | None) -> tuple[Pairs, Square]:
    """Return the pairs looked at closely and what is known of them: (pair, ALL or CONTENT)."""
    if moves is None:
        pairs = pairs_of(like)
        return pairs, features_of(content_columns(like), CONTENT, pairs)
    taught = _taught(like, codes, moves)
    older = np.maximum(moves.older_near, moves.older_progress) > 0
    marked = (nearest(taught["smoothed"], POOLED_BY_MOVES), taught["returned"] > 0, older, older.T)
    pairs = pairs_of(like, *marked)
    told = features_of(iter(taught.items()), TAUGHT, pairs)
    old = features_of(older_columns(moves.older_near, moves.older_progress), OLDER, pairs)
    content = features_of(content_columns(like), CONTENT, pairs)
    return pairs, np.concatenate([content, told, old], axis=1)


def _taught(like: Likeness, codes: Sequence[str], moves: Moves) -> Mapping[str, Square]:
    folds = np.array([fold_of(code) for code in codes])
    return dict(taught_columns(like.mean, kin_of(like), moves.official, folds))
