"""The index of occupations: what matching and neighbors read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bilan.engine.match import Block, Market, OccupationTable, Requirements, Surroundings
from bilan.engine.match.neighbors import CONTENT_WEIGHTS
from bilan.occupations.indexes.certified import CERTIFYING_FILES
from bilan.occupations.indexes.keeping import Parts, Recipe, Stored, kept
from bilan.occupations.indexes.labels import files_of
from bilan.occupations.indexes.naming import title_index
from bilan.occupations.indexes.requirements import demands_of, near_skills, requirements_of, skills_of
from bilan.occupations.indexes.surroundings import order_stamp, surroundings_of
from bilan.occupations.indexes.traits import (
    contexts_of,
    domains_of,
    interests_of,
    levels_of,
    told_meanings,
    values_of,
)
from bilan.occupations.indexes.tuning import tuned_encoder
from bilan.occupations.models import Catalogue, Occupation

# Files that other catalogues bring to an occupation: matched skills, interests, values, certifications.
SHARED_FILES = (
    "esco-en",
    "esco-fr",
    "esco-relations",
    "esco-rome",
    "esco-onet",
    "onet",
    "rome3",
    "starter",
    *CERTIFYING_FILES,
)
ASKED = ("starts", "skills", "weights", "essential")
PLAIN = (
    "rarity",
    "near_starts",
    "near_skills",
    "near_credits",
    "interests",
    "values",
    "months",
    "levels",
    "regulated",
    "contexts",
    "domains",
    "likeness",
)


@dataclass(frozen=True, slots=True)
class MatchIndex:
    """Occupations as arrays, and where each code and each skill stands in them."""

    table: OccupationTable
    surroundings: Surroundings
    rows: Mapping[str, int]  # occupation code → row
    columns: Mapping[str, int]  # skill uri → column
    markets: dict[tuple[str, ...], Market] = field(default_factory=dict)  # read so far, by place


def occupation_index(catalogue: Catalogue) -> MatchIndex:
    """Return the index of the occupations of a catalogue."""
    return kept(_OCCUPATIONS, catalogue)


def _build(catalogue: Catalogue) -> Parts:
    codes = tuple(sorted(Occupation.objects.filter(catalogue=catalogue).values_list("code", flat=True)))
    rows = {code: row for row, code in enumerate(codes)}
    table = _table(catalogue, codes, rows)
    return _apart(table, surroundings_of(catalogue, rows, title_index(catalogue)))


def _table(catalogue: Catalogue, codes: tuple[str, ...], rows: Mapping[str, int]) -> OccupationTable:
    demands = demands_of(catalogue, rows)
    skills = skills_of(demands)
    columns = {uri: column for column, uri in enumerate(skills)}
    asked = [requirements_of(vocabulary, columns, len(codes)) for vocabulary in demands]
    near = near_skills(catalogue, skills)
    cards, values = values_of(catalogue, rows)
    context_codes, contexts = contexts_of(catalogue, rows)
    domains = domains_of(catalogue, codes)
    order = {domain: place for place, domain in enumerate(sorted(set(domains)))}
    months, regulated = _training(catalogue, rows)
    return OccupationTable(
        codes=codes,
        skills=skills,
        rarity=np.maximum.reduce([rarity for _, rarity in asked]),
        vocabularies=tuple(requirements for requirements, _ in asked),
        near_starts=near.starts,
        near_skills=near.skills,
        near_credits=near.credits,
        interests=interests_of(catalogue, rows),
        values=values,
        cards=cards,
        months=months,
        levels=levels_of(catalogue, rows),
        regulated=regulated,
        contexts=contexts,
        context_codes=context_codes,
        domains=np.array([order[domain] for domain in domains], np.int32),
        likeness=_likeness(catalogue, rows),
    )


def _training(catalogue: Catalogue, rows: Mapping[str, int]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return stated months of training, and whether a title is asked by law."""
    months, regulated = np.full(len(rows), np.nan, np.float32), np.zeros(len(rows), np.bool_)
    facts = Occupation.objects.filter(catalogue=catalogue)
    for code, stated, is_regulated in facts.values_list("code", "training_months", "is_regulated"):
        months[rows[code]] = np.nan if stated is None else stated
        regulated[rows[code]] = is_regulated
    return months, regulated


def _likeness(catalogue: Catalogue, rows: Mapping[str, int]) -> NDArray[np.float32]:
    """Return what the encoder makes of each occupation: (occupation, dimension)."""
    titles = title_index(catalogue).names
    vectors = np.zeros((len(rows), titles.prototypes.shape[1]), np.float32)
    for place, code in enumerate(titles.uris):
        vectors[rows[code]] = titles.prototypes[place]
    return vectors


def _apart(table: OccupationTable, surroundings: Surroundings) -> Parts:
    """Take the index apart for the disk."""
    arrays: dict[str, Stored] = {name: getattr(table, name) for name in PLAIN}
    for place, asked in enumerate(table.vocabularies):
        arrays |= {f"asked{place}_{name}": getattr(asked, name) for name in ASKED}
    content = [block for block in surroundings.blocks if block.name in CONTENT_WEIGHTS]
    for block in content:
        matrix = block.matrix
        arrays |= {
            f"block_{block.name}_data": matrix.data.astype(np.float32),
            f"block_{block.name}_indices": matrix.indices.astype(np.int32),
            f"block_{block.name}_indptr": matrix.indptr.astype(np.int32),
            f"block_{block.name}_shape": np.array(matrix.shape, np.int64),
        }
    if surroundings.learnt is not None:
        arrays |= {
            "learnt": surroundings.learnt,
            "learnt_scale": np.array([surroundings.learnt_scale]),
        }
    texts = {
        "codes": table.codes,
        "skills": table.skills,
        "cards": table.cards,
        "contexts": table.context_codes,
        "blocks": tuple(block.name for block in content),
    }
    return Parts(arrays, texts)


def _together(parts: Parts) -> MatchIndex:
    """Put the index together again."""
    arrays, texts = parts.arrays, parts.texts
    vocabularies = sum(name.endswith("_starts") and name.startswith("asked") for name in arrays)
    table = OccupationTable(
        codes=tuple(texts["codes"]),
        skills=tuple(texts["skills"]),
        vocabularies=tuple(
            Requirements(**{name: arrays[f"asked{place}_{name}"] for name in ASKED})
            for place in range(vocabularies)
        ),
        cards=tuple(texts["cards"]),
        context_codes=tuple(texts["contexts"]),
        **{name: arrays[name] for name in PLAIN},
    )
    return MatchIndex(
        table=table,
        surroundings=_surroundings(parts),
        rows={code: row for row, code in enumerate(table.codes)},
        columns={uri: column for column, uri in enumerate(table.skills)},
    )


def _surroundings(parts: Parts) -> Surroundings:
    blocks = tuple(Block(name, _matrix(parts, name)) for name in parts.texts["blocks"])
    if "learnt" not in parts.arrays:
        return Surroundings(blocks, None)
    return Surroundings(blocks, parts.arrays["learnt"], float(parts.arrays["learnt_scale"][0]))


def _matrix(parts: Parts, name: str) -> csr_matrix:
    data, indices, starts, shape = (
        parts.arrays[f"block_{name}_{part}"] for part in ("data", "indices", "indptr", "shape")
    )
    return csr_matrix((data, indices, starts), shape=(int(shape[0]), int(shape[1])), copy=False)


_OCCUPATIONS = Recipe(
    kind="occupations",
    source_kinds=lambda catalogue: tuple(sorted({*files_of(catalogue), *SHARED_FILES})),
    build=_build,
    open=_together,
    made_with=lambda: f"{tuned_encoder().name} {told_meanings()} {order_stamp()}",
)
