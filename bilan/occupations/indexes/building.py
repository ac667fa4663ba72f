"""Build all indexes ahead of the first question."""

from collections.abc import Callable
from dataclasses import dataclass

from bilan.occupations.indexes.matching import occupation_index
from bilan.occupations.indexes.naming import skill_index, title_index
from bilan.occupations.models import Catalogue, Occupation, Skill

INDEXED = ("starter", "esco", "rome")


@dataclass(frozen=True, slots=True)
class BuiltIndex:
    """An index that is ready, and how many things it holds."""

    catalogue: str
    kind: str  # SKILLS, TITLES, OCCUPATIONS
    count: int


def _quietly(built: BuiltIndex) -> None:
    del built


def build_indexes(*, report: Callable[[BuiltIndex], None] = _quietly) -> tuple[BuiltIndex, ...]:
    """Build what is missing or stale for the loaded catalogues; what is current is only opened."""
    found: list[BuiltIndex] = []
    for catalogue in Catalogue.objects.filter(code__in=INDEXED).order_by("pk"):
        for built in _of(catalogue):
            report(built)
            found.append(built)
    return tuple(found)


def _of(catalogue: Catalogue) -> list[BuiltIndex]:
    """Build the three indexes of a catalogue, as far as it has skills and occupations."""
    found: list[BuiltIndex] = []
    if Skill.objects.filter(catalogue=catalogue).exists():
        found.append(BuiltIndex(catalogue.code, "SKILLS", len(skill_index(catalogue).uris)))
    if Occupation.objects.filter(catalogue=catalogue).exists():
        found.append(BuiltIndex(catalogue.code, "TITLES", len(title_index(catalogue).names.uris)))
        found.append(BuiltIndex(catalogue.code, "OCCUPATIONS", len(occupation_index(catalogue).rows)))
    return found
