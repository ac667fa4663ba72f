"""How pairs of occupations compare through the families and fields they belong to."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.pairs import DECIMALS, Likeness, Square, places_of

AMONG = (
    "family_to_target",
    "origin_to_family",
    "between_families",
    "eldest_to_target",
    "origin_to_eldest",
    "place_among_eldest",
    "place_in_family",
    "behind_in_family",
    "place_in_field",
    "behind_in_field",
)
NOT_ELDEST = 999.0  # in the place of a target that is not the eldest of its family


def among_families(like: Likeness) -> Iterator[tuple[str, Square]]:
    """Yield what families and fields tell of all pairs."""
    away, ends = like.mean.copy(), like.ends
    np.fill_diagonal(away, 0)
    shares = _shares(ends.families)
    from_family = shares.T @ away
    yield "family_to_target", from_family[ends.families]
    yield "origin_to_family", (shares.T @ away.T).T[:, ends.families]
    between = np.asarray(from_family @ shares, np.float32)
    yield "between_families", between[np.ix_(ends.families, ends.families)]
    eldest = _eldest(ends.families, ends.is_eldest)
    yield "eldest_to_target", away[eldest]
    yield "origin_to_eldest", away[:, eldest]
    among = places_of(np.where(ends.is_eldest[None, :], like.mean, np.float32(-1)))
    yield "place_among_eldest", np.where(ends.is_eldest[None, :], among, NOT_ELDEST).astype(np.float32)
    for name, groups in (("family", ends.families), ("field", ends.fields)):
        places, behind = _within(away, groups)
        yield f"place_in_{name}", places
        yield f"behind_in_{name}", behind


def _shares(groups: NDArray[np.int32]) -> Square:
    """Return the share each occupation has in the mean of its group: (occupation, group)."""
    belongs = (groups[:, None] == np.arange(groups.max() + 1)[None, :]).astype(np.float32)
    found: Square = belongs / np.maximum(belongs.sum(axis=0), 1)
    return found


def _eldest(families: NDArray[np.int32], is_eldest: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the row of the eldest of each one's family, its own where the family has none."""
    first = np.full(families.max() + 1, -1)
    first[families[is_eldest]] = np.flatnonzero(is_eldest)
    found = first[families]
    rows: NDArray[np.int64] = np.where(found < 0, np.arange(len(families)), found)
    return rows


def _within(away: Square, groups: NDArray[np.int32]) -> tuple[Square, Square]:
    """Return, for each origin, the place of each target among its group, and how far behind the first."""
    places, behind = np.zeros_like(away), np.zeros_like(away)
    order = np.argsort(groups, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(groups[order])) + 1):
        seen = away[:, members]
        sorted_ones = np.argsort(-np.round(seen, DECIMALS), axis=1, kind="stable")
        places[:, members] = np.argsort(sorted_ones, axis=1, kind="stable")
        behind[:, members] = seen - seen.max(axis=1, keepdims=True)
    return places, behind
