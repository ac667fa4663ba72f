"""What content tells of pairs of occupations, laid out in columns, as a learnt order reads them."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bilan.engine.match.families import AMONG, among_families
from bilan.engine.match.neighbors import CONTENT_WEIGHTS
from bilan.engine.match.pairs import CLOSENESS, Likeness, Square, cosines_of, nearest, places_of

# Ways to compare that a catalogue may have; in a way it has not, all its pairs are far apart.
COSINES = (
    *dict.fromkeys((*CONTENT_WEIGHTS, *CLOSENESS)),
    "doings",
    "core",
    "definition",
    "access",
    "letters",
    "esco",
    "certifications",
    "certified_fields",
)
MEANINGS = tuple(name for name in CLOSENESS if name.endswith("meaning"))
SUMS = ("sum", "mean", "meant")
PLACED = (
    *SUMS,
    "items",
    "item_words",
    "text",
    "titles",
    "letters",
    "definition",
    "broader",
    "latent",
    "demands_meaning",
    "esco_demands",
)
# What may be known of an occupation alone; HISTORY is how it came into its catalogue.
HISTORY = (
    "eldest",
    "number",
    "sheet",
    "own_key",
    "first_key",
    "middle_key",
    "demand_age",
    "late_demands",
)
FACTS = (
    *HISTORY,
    "family_size",
    "skills",
    "knowledge",
    "contexts",
    "core",
    "titles",
    "name_length",
    "definition_length",
    "access_length",
    "sectors",
    "level",
    "highest_level",
    "certified_level",
    "common_items",
    "common_knowledge",
    "central",
    "central_in_family",
    "central_in_field",
    "density",
    "often_near",
)
STEPS = ("level", "highest_level", "certified_level", "sheet", "demand_age", "late_demands")
AROUND = ("apart", "near_the_same", "two_steps", "from_alike", "to_alike", "between_alikes")
CONTENT = (
    *COSINES,
    *SUMS,
    *(f"{fact}_of_{end}" for fact in FACTS for end in ("origin", "target")),
    *(f"{fact}_step" for fact in STEPS),
    *AROUND,
    *AMONG,
    *(f"place_{name}" for name in PLACED),
    *(f"place_back_{name}" for name in PLACED),
)
# What few catalogues tell: trees that serve any catalogue never ask it.
RARE_WAYS = (
    "esco",
    "esco_demands",
    "esco_groups",
    "sectors",
    "leanings",
    "access",
    "certifications",
    "certified_fields",
)
RARE_FACTS = (
    *HISTORY,
    "family_size",
    "sectors",
    "access_length",
    "level",
    "highest_level",
    "certified_level",
)
RARE = frozenset(
    (
        *RARE_WAYS,
        *(f"{place}_{way}" for way in RARE_WAYS for place in ("place", "place_back")),
        *(f"{fact}_{part}" for fact in RARE_FACTS for part in ("of_origin", "of_target", "step")),
        *AMONG[:6],
    )
)
NEAREST = 20  # that make the surroundings of an occupation
ALIKE = 30  # that stand for an occupation where its own likeness is smoothed


def content_columns(like: Likeness) -> Iterator[tuple[str, Square]]:
    """Yield what content tells of all pairs, one square at a time."""
    meant = np.zeros_like(like.mean)
    for name, block in like.ways.items():
        cosine = cosines_of(block)
        if name in MEANINGS:
            meant += cosine
        if name in COSINES:
            yield name, cosine
        if name in PLACED:
            yield from _both_ways(name, cosine)
    for name, square in zip(SUMS, (like.total, like.mean, meant), strict=True):
        yield name, square
        yield from _both_ways(name, square)
    yield from _facts(like)
    yield from _around(like.mean)
    yield from among_families(like)


def _both_ways(name: str, square: Square) -> Iterator[tuple[str, Square]]:
    places = places_of(square)
    yield f"place_{name}", places
    yield f"place_back_{name}", places.T


def _facts(like: Likeness) -> Iterator[tuple[str, Square]]:
    """Yield what is known of both ends of a pair, and the step between them."""
    shape = like.mean.shape
    facts = {**like.ends.facts, **_found_facts(like)}
    for name, told in facts.items():
        yield f"{name}_of_origin", np.broadcast_to(told[:, None], shape)
        yield f"{name}_of_target", np.broadcast_to(told[None, :], shape)
        if name in STEPS:
            is_known = (told[:, None] > 0) & (told[None, :] > 0)
            yield f"{name}_step", np.where(is_known, told[None, :] - told[:, None], 0)


def _found_facts(like: Likeness) -> dict[str, NDArray[np.float32]]:
    """Return what comparing tells of each occupation: (occupation,)."""
    away = _away(like.mean)
    found: dict[str, NDArray[np.generic]] = {
        "central": away.mean(axis=1),
        "density": _density(away),
        "often_near": nearest(like.mean, NEAREST).sum(axis=0),
        "eldest": like.ends.is_eldest,
        "family_size": np.bincount(like.ends.families)[like.ends.families],
    }
    groups = {"central_in_family": like.ends.families, "central_in_field": like.ends.fields}
    for name, group in groups.items():
        same = group[:, None] == group[None, :]
        found[name] = (away * same).sum(axis=1) / np.maximum(same.sum(axis=1) - 1, 1)
    for name, way in (("common_items", "items"), ("common_knowledge", "knowledge")):
        if way in like.ways:
            found[name] = _commonness(like.ways[way].matrix)
    return {name: told.astype(np.float32) for name, told in found.items()}


def _commonness(matrix: csr_matrix) -> NDArray[np.float64]:
    """Return how many occupations ask what each asks, in the logarithm, on the mean."""
    asked = np.log(np.maximum(np.bincount(matrix.indices, minlength=matrix.shape[1]), 1))
    told = csr_matrix((np.ones(matrix.nnz), matrix.indices, matrix.indptr), shape=matrix.shape)
    mean: NDArray[np.float64] = (told @ asked) / np.maximum(np.diff(matrix.indptr), 1)
    return mean


def _around(mean: Square) -> Iterator[tuple[str, Square]]:
    """Yield how a pair stands among what surrounds both its ends."""
    away = _away(mean)
    density = _density(away)
    yield "apart", 2 * mean - density[:, None] - density[None, :]
    near = csr_matrix(nearest(mean, NEAREST).astype(np.float32))
    yield "near_the_same", np.asarray((near @ near.T).todense(), np.float32)
    yield "two_steps", np.asarray((near @ near).todense(), np.float32)
    alike = csr_matrix(np.where(nearest(mean, ALIKE), np.maximum(away, 0), 0))
    alike = csr_matrix(alike.multiply(1 / np.maximum(np.asarray(alike.sum(axis=1)), 1e-9)))
    smoothed = alike @ away
    yield "from_alike", smoothed
    yield "to_alike", (alike @ away.T).T
    yield "between_alikes", (alike @ smoothed.T).T


def _away(mean: Square) -> Square:
    """Return the likeness to others, nought to itself."""
    away = mean.copy()
    np.fill_diagonal(away, 0)
    return away


def _density(away: Square) -> Square:
    """Return how near the nearest are, on the mean."""
    nearest_ones: Square = np.sort(away, axis=1)[:, -NEAREST:].mean(axis=1)
    return nearest_ones
