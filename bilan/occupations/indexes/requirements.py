"""What occupations ask, in their own words and in those of matched catalogues, and which skills are near."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match import Requirements
from bilan.occupations.errors import CatalogueMissing
from bilan.occupations.indexes.naming import skill_index
from bilan.occupations.indexes.tuning import tuned_encoder
from bilan.occupations.models import Catalogue, Crosswalk, Requirement, Skill, SkillKind
from bilan.occupations.queries import esco_matches, skill_catalogue

OPTIONAL = 0.4  # what an optional skill weighs against an essential one
RELATIONS = {"EXACT": 1.0, "CLOSE": 0.7, "NARROWER": 0.4, "BROADER": 0.4}
ESSENTIAL_SHARE = 0.5  # of the matched occupations that call a skill essential
LEAST_SHARE = 0.1  # below, a skill belongs to one matched occupation among many
MOST_NEAR = 8  # in each vocabulary
ROWS_AT_ONCE = 1024

Demand = tuple[int, str, float]  # occupation, skill, 1 for essential to 0


@dataclass(frozen=True, slots=True)
class Near:
    """Skills that a skill partly gives, sorted by the skill held."""

    starts: NDArray[np.int64]
    skills: NDArray[np.int32]
    credits: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scale:
    """What a cosine is worth: nothing below `least`, then from 0 at `floor` to `worth` at `same`."""

    least: float
    floor: float
    same: float
    worth: float

    def lowered(self, by: float) -> "Scale":
        """Return the scale for an encoder whose cosines lie lower."""
        return Scale(self.least - by, self.floor - by, self.same, self.worth)

    def credit(self, cosine: float) -> float:
        """Return the credit of a cosine, 0–1."""
        return self.worth * min((cosine - self.floor) / (self.same - self.floor), 1.0)


# Labels of one publisher are told apart on purpose; two publishers say one thing in different words.
WITHIN = Scale(least=0.72, floor=0.6, same=1.0, worth=0.9)
ACROSS = Scale(least=0.62, floor=0.5, same=0.85, worth=0.9)
TUNED_LOWER = 0.06  # the tuned encoder spreads skills out: as many neighbours lie above that much less


def demands_of(catalogue: Catalogue, places: Mapping[str, int]) -> list[list[Demand]]:
    """Return the demands of occupations, one list a vocabulary: their own, then ESCO's where matched."""
    own = [
        (places[code], uri, 1.0 if is_essential else OPTIONAL)
        for code, uri, is_essential in _asked(catalogue.code)
    ]
    matched = _matched(catalogue.code, places)
    return [own, matched] if matched else [own]


def skills_of(demands: Iterable[Sequence[Demand]]) -> tuple[str, ...]:
    """Return all skills asked, and those a person may hold beside them."""
    asked = {uri for vocabulary in demands for _, uri, _ in vocabulary}
    return tuple(sorted(asked | _holdable()))


def requirements_of(
    demands: Sequence[Demand], columns: Mapping[str, int], occupations: int
) -> tuple[Requirements, NDArray[np.float32]]:
    """Sort demands by occupation, weigh them by rarity, and return the rarities: (skill,)."""
    ranked = sorted(demands)
    rows = np.array([row for row, _, _ in ranked], np.int64)
    skills = np.array([columns[uri] for _, uri, _ in ranked], np.int32)
    shares = np.array([share for _, _, share in ranked], np.float32)
    frequency = np.bincount(skills, minlength=len(columns))
    rarity = np.log((1 + occupations) / (1 + frequency)).astype(np.float32)
    counts = np.bincount(rows, minlength=occupations)
    asked = Requirements(
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        skills=skills,
        weights=shares * rarity[skills],
        essential=shares >= ESSENTIAL_SHARE,
    )
    return asked, np.where(frequency > 0, rarity, 0).astype(np.float32)


def near_skills(catalogue: Catalogue, skills: tuple[str, ...]) -> Near:
    """Return the nearest skills of each skill a person may hold, by the encoder's cosine."""
    vectors = _vectors(catalogue, skills)
    lower = TUNED_LOWER if tuned_encoder().name else 0.0
    inside, outside = WITHIN.lowered(lower), ACROSS.lowered(lower)
    holdable = _holdable()
    held = np.array([uri in holdable for uri in skills], np.bool_)
    rows = np.flatnonzero(held)
    found: dict[int, list[tuple[int, float]]] = {}
    for first in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[first : first + ROWS_AT_ONCE]
        likeness = vectors[some] @ vectors.T
        likeness[np.arange(len(some)), some] = -1
        for row, cosines in zip(some, likeness, strict=True):
            within, across = np.where(held, cosines, -1), np.where(held, -1, cosines)
            found[int(row)] = _nearest(within, inside) + _nearest(across, outside)
    return _packed(found, len(skills))


def _nearest(cosines: NDArray[np.float32], scale: Scale) -> list[tuple[int, float]]:
    """Return the nearest columns with the credit each is given, best first; ties by column."""
    close = np.flatnonzero(cosines >= scale.least)
    best = close[np.argsort(-cosines[close], kind="stable")[:MOST_NEAR]]
    return [(int(column), scale.credit(float(cosines[column]))) for column in best]


def _packed(found: Mapping[int, list[tuple[int, float]]], skills: int) -> Near:
    """Lay lists end to end."""
    counts = np.array([len(found.get(row, ())) for row in range(skills)], np.int64)
    pairs = [pair for row in range(skills) for pair in found.get(row, ())]
    return Near(
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        skills=np.array([skill for skill, _ in pairs], np.int32),
        credits=np.array([credit for _, credit in pairs], np.float32),
    )


def _vectors(catalogue: Catalogue, skills: tuple[str, ...]) -> NDArray[np.float32]:
    """Return the prototype of each skill, null for one that no index knows: (skill, dimension)."""
    indexes = [skill_index(one) for one in {catalogue.pk: catalogue, **_offered()}.values()]
    columns = {uri: place for place, uri in enumerate(skills)}
    vectors = np.zeros((len(skills), indexes[0].prototypes.shape[1]), np.float32)
    for index in indexes:
        known = [(columns[uri], row) for row, uri in enumerate(index.uris) if uri in columns]
        if known:
            places, rows = (list(side) for side in zip(*known, strict=True))
            vectors[places] = index.prototypes[rows]
    return vectors


def _offered() -> dict[int, Catalogue]:
    """Return the catalogue whose skills people choose from, if there is one."""
    try:
        catalogue = skill_catalogue()
    except CatalogueMissing:
        return {}
    return {catalogue.pk: catalogue}


def _holdable() -> frozenset[str]:
    """Return the skills people choose from."""
    rows = Skill.objects.filter(catalogue__in=_offered()).exclude(kind=SkillKind.CONTEXT)
    return frozenset(rows.values_list("uri", flat=True))


def _asked(catalogue_code: str) -> Iterable[tuple[str, str, bool]]:
    """Yield occupation, skill and whether it is essential; working contexts are not skills."""
    rows = Requirement.objects.filter(occupation__catalogue__code=catalogue_code)
    named = rows.exclude(skill__kind=SkillKind.CONTEXT)
    return named.values_list("occupation__code", "skill__uri", "is_essential").iterator()


def _matched(catalogue_code: str, places: Mapping[str, int]) -> list[Demand]:
    """Return what the matched ESCO occupations ask: the mean over matches, each by how well it fits."""
    matches = _esco_of(catalogue_code)
    if not matches:
        return []
    asked: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for uri, skill, is_essential in _asked("esco"):
        asked[uri].append((skill, 1.0 if is_essential else OPTIONAL))
    total: dict[int, float] = defaultdict(float)
    sums: dict[tuple[int, str], float] = defaultdict(float)
    for code, uri, fit in matches:
        if code in places and uri in asked:
            total[places[code]] += fit
            for skill, share in asked[uri]:
                sums[places[code], skill] += fit * share
    means = ((row, skill, value / total[row]) for (row, skill), value in sums.items())
    return [(row, skill, share) for row, skill, share in means if share >= LEAST_SHARE]


def _esco_of(catalogue_code: str) -> list[tuple[str, str, float]]:
    """Return occupation, ESCO occupation and how well they fit."""
    if catalogue_code == "rome":
        return [(match.source, match.target, RELATIONS[match.relation]) for match in esco_matches()]
    rows = Crosswalk.objects.filter(source_scheme=catalogue_code, target_scheme="esco").order_by("pk")
    named = rows.values_list("source_code", "target_code", "relation")
    return [(code, uri, RELATIONS[relation]) for code, uri, relation in named]
