"""What the encoder makes of the parts of an occupation, as further ways to compare."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bilan.engine.identify.title_ranking import TitleIndex
from bilan.engine.match import Block, dense_block
from bilan.occupations.indexes.naming import skill_index
from bilan.occupations.models import Catalogue, Requirement, SkillKind

Vectors = NDArray[np.float32]  # (occupation, dimension)
DEMANDS = (SkillKind.SKILL, SkillKind.ATTITUDE)


def senses_of(catalogue: Catalogue, places: Mapping[str, int], titles: TitleIndex) -> Iterator[Block]:
    """Yield blocks of the first name, the definition and the demands; a null row is unknown."""
    names = titles.names
    rows = np.array([places[code] for code in names.uris])
    portrait = np.sum([np.asarray(told, np.float32) for told in titles.portraits.values()], axis=0)
    yield dense_block("name_meaning", _placed(names.vectors[names.label_starts[:-1]], rows, len(places)))
    yield dense_block("definition_meaning", _placed(portrait, rows, len(places)))
    yield from _demands(catalogue, places)


def _placed(vectors: NDArray[np.floating], rows: NDArray[np.int64], count: int) -> Vectors:
    found = np.zeros((count, vectors.shape[1]), np.float32)
    found[rows] = vectors
    return found


def _demands(catalogue: Catalogue, places: Mapping[str, int]) -> Iterator[Block]:
    """Yield the mean of what is asked of each occupation: doings, knowledge, and what is at its heart."""
    skills = skill_index(catalogue)
    columns = {uri: column for column, uri in enumerate(skills.uris)}
    asked = Requirement.objects.filter(occupation__catalogue=catalogue).order_by("pk")
    told = {
        "demands_meaning": asked.filter(skill__kind__in=DEMANDS),
        "knowledge_meaning": asked.filter(skill__kind=SkillKind.KNOWLEDGE),
        "core_meaning": asked.filter(is_core=True),
    }
    for name, some in told.items():
        named = some.values_list("occupation__code", "skill__uri").iterator()
        pairs = [(places[code], columns[uri]) for code, uri in named if uri in columns]
        yield dense_block(name, _means(pairs, len(places), skills.prototypes))


def _means(pairs: Sequence[tuple[int, int]], count: int, vectors: Vectors) -> Vectors:
    """Return the mean of the vectors paired with each occupation."""
    rows = [row for row, _ in pairs]
    shape = (count, len(vectors))
    asks = csr_matrix((np.ones(len(rows), np.float32), (rows, [column for _, column in pairs])), shape=shape)
    told = np.maximum(np.bincount(rows, minlength=count), 1).astype(np.float32)
    found: Vectors = (asks @ np.asarray(vectors, np.float32)) / told[:, None]
    return found
