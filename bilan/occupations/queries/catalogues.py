"""Which catalogues and files are loaded, and which of them the product offers."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import get_language

from bilan.occupations.errors import CatalogueMissing
from bilan.occupations.memory import remembered
from bilan.occupations.models import Catalogue, Occupation, Requirement, Skill, SourceFile

OCCUPATIONS_FIRST = ("rome", "starter", "esco")
SKILLS_FIRST = ("esco", "rome", "starter")
NOTICE_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a catalogue holds."""

    catalogue: Catalogue
    occupations: int
    skills: int
    links: int
    groups: int


def occupation_catalogue() -> Catalogue:
    """Return the catalogue whose occupations are offered.

    Raises:
        CatalogueMissing: nothing is loaded.
    """
    return _first_loaded(OCCUPATIONS_FIRST, "occupations")


def skill_catalogue() -> Catalogue:
    """Return the catalogue whose skills are offered.

    Raises:
        CatalogueMissing: nothing is loaded.
    """
    return _first_loaded(SKILLS_FIRST, "skills")


def _first_loaded(order: tuple[str, ...], holding: str) -> Catalogue:
    """Return the first catalogue of an order that holds occupations, or skills."""

    def read(wanted: Collection[str]) -> dict[str, Catalogue]:
        full = Catalogue.objects.filter(**{f"{holding}__isnull": False})
        found = Catalogue.objects.filter(code__in=wanted, pk__in=full.values("pk"))
        return {catalogue.code: catalogue for catalogue in found}

    for catalogue in remembered(("catalogues", holding), order, read).values():
        return catalogue
    raise CatalogueMissing


def is_starter_only() -> bool:
    """Tell whether the occupations offered are those of the starter."""

    def read(wanted: Collection[str]) -> dict[str, bool]:
        return dict.fromkeys(Catalogue.objects.filter(code__in=wanted).values_list("code", flat=True), True)

    return list(remembered("loaded", OCCUPATIONS_FIRST, read)) == ["starter"]


def starter_notice(language: str) -> str:
    """Return what the starter says of itself in a language, or nothing when it is not loaded."""
    starter = Catalogue.objects.filter(code="starter").first()
    if starter is None:
        return ""
    french, _break, english = starter.attribution.partition(NOTICE_BREAK)
    return english if language == "en" and english else french


def loaded_catalogues() -> list[Catalogue]:
    """Return the loaded catalogues, those of occupations and skills first.

    The starter speaks of itself in two languages: its attribution is given in the one in use.
    """
    rank = {code: place for place, code in enumerate(("rome", "esco", "starter", "rome3", "onet"))}
    found = sorted(Catalogue.objects.all(), key=lambda each: (rank.get(each.code, len(rank)), each.code))
    for catalogue in found:
        french, _break, english = catalogue.attribution.partition(NOTICE_BREAK)
        is_english = (get_language() or "fr").startswith("en")
        catalogue.attribution = english if english and is_english else french
    return found


def loaded_files() -> list[SourceFile]:
    """Return the imported files by kind."""
    return list(SourceFile.objects.order_by("kind", "pk"))


def loaded_counts() -> list[Counts]:
    """Return how much each catalogue holds, in five queries."""
    counted = Count("pk")
    occupations = dict(Occupation.objects.values_list("catalogue").annotate(count=counted))
    skills = dict(Skill.objects.values_list("catalogue").annotate(count=counted))
    links = dict(Requirement.objects.values_list("occupation__catalogue").annotate(count=counted))
    held = Catalogue.objects.annotate(held=Count("groups"))
    groups = {catalogue.pk: catalogue.held for catalogue in held}
    return [
        Counts(
            catalogue,
            occupations.get(catalogue.pk, 0),
            skills.get(catalogue.pk, 0),
            links.get(catalogue.pk, 0),
            groups.get(catalogue.pk, 0),
        )
        for catalogue in loaded_catalogues()
    ]
