"""Names of occupations and skills, in a language, else in the other."""

from collections.abc import Collection, Iterable

from bilan.occupations.memory import remembered
from bilan.occupations.models import Catalogue, LabelKind, OccupationLabel, SkillLabel
from bilan.occupations.queries.catalogues import occupation_catalogue
from bilan.occupations.queries.crosswalks import esco_matches


def skill_labels(uris: Collection[str], language: str) -> dict[str, str]:
    """Return the preferred label of each skill, in the other language where one is missing; one query."""

    def read(wanted: Collection[str]) -> dict[str, str]:
        rows = SkillLabel.objects.filter(skill__uri__in=wanted, kind=LabelKind.PREFERRED)
        return _in_language(rows.values_list("skill__uri", "language", "text").order_by("pk"), language)

    return remembered(("skill labels", language), uris, read)


def titles(codes: Collection[str], language: str, catalogue: Catalogue | None = None) -> dict[str, str]:
    """Return the title of each occupation of a catalogue (the one offered, by default).

    ROME has no English: its titles are then the starter's, where it is loaded too, else those of the
    ESCO occupations matched exactly or closely with it, else the French ones.
    """
    offered = catalogue or occupation_catalogue()
    return remembered(
        ("titles", offered.pk, language), codes, lambda wanted: _titles(wanted, language, offered)
    )


def _titles(codes: Collection[str], language: str, offered: Catalogue) -> dict[str, str]:
    rows = OccupationLabel.objects.filter(
        occupation__catalogue=offered, occupation__code__in=codes, kind=LabelKind.PREFERRED
    )
    told = list(rows.values_list("occupation__code", "language", "text").order_by("pk"))
    found = _in_language(told, language)
    if offered.code == "rome" and language != "fr":
        found |= _esco_titles(codes, language) | _starter_titles(codes, language)
    return found


def _starter_titles(codes: Collection[str], language: str) -> dict[str, str]:
    rows = OccupationLabel.objects.filter(
        occupation__catalogue__code="starter",
        occupation__code__in=codes,
        kind=LabelKind.PREFERRED,
        language=language,
    )
    return dict(rows.values_list("occupation__code", "text"))


def _esco_titles(codes: Collection[str], language: str) -> dict[str, str]:
    matches = esco_matches(codes)
    uris = {match.target for match in matches}
    rows = OccupationLabel.objects.filter(
        occupation__code__in=uris, kind=LabelKind.PREFERRED, language=language
    )
    named = dict(rows.values_list("occupation__code", "text"))
    found: dict[str, str] = {}
    for match in matches:
        if match.is_main and match.target in named:
            found.setdefault(match.source, named[match.target].capitalize())
    return found


def _in_language(rows: Iterable[tuple[str, str, str]], language: str) -> dict[str, str]:
    wanted: dict[str, str] = {}
    other: dict[str, str] = {}
    for code, spoken, text in rows:
        (wanted if spoken == language else other).setdefault(code, text)
    return other | wanted
