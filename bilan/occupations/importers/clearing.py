"""Remove what an earlier file of a kind brought, before its new version takes the place."""

from django.db.models import QuerySet

from bilan.occupations.models import (
    Catalogue,
    Certification,
    Commune,
    Crosswalk,
    Group,
    InterestScore,
    MarketFigure,
    Mobility,
    Occupation,
    OccupationGroup,
    OccupationLabel,
    Postcode,
    Requirement,
    Skill,
    SkillGroupLink,
    SkillLabel,
    SkillRelation,
    WorkValueScore,
)

OF_OCCUPATIONS = (OccupationLabel, OccupationGroup, InterestScore, WorkValueScore)
ROME_GROUPINGS = ("rome-interest", "rome-theme", "rome-sector", "naf")


def nothing(kind: str) -> None:
    """Leave everything: the kind only completes areas that stay."""
    del kind


def figures(kind: str) -> None:
    """Remove the figures and the correspondences of a kind."""
    MarketFigure.objects.filter(dataset=kind).delete()
    Crosswalk.objects.filter(dataset=kind).delete()


def communes(kind: str) -> None:
    """Remove all communes."""
    del kind
    Postcode.objects.all().delete()
    Commune.objects.all().delete()


def groups(kind: str) -> None:
    """Remove the groups of a thesaurus."""
    Group.objects.filter(catalogue__code=kind).update(parent=None)
    Group.objects.filter(catalogue__code=kind).delete()


def certifications(kind: str) -> None:
    """Remove the certifications a kind described last."""
    Certification.objects.filter(dataset=kind).delete()


def esco_labels(kind: str) -> None:
    """Remove the labels of one language; concepts stay, their keys too."""
    language = kind.removeprefix("esco-")
    OccupationLabel.objects.filter(occupation__in=_occupations("esco"), language=language).delete()
    SkillLabel.objects.filter(skill__in=_skills("esco"), language=language).delete()


def esco_relations(kind: str) -> None:
    """Remove what links ESCO concepts; collections came with labels and stay."""
    del kind
    Requirement.objects.filter(occupation__in=_occupations("esco")).delete()
    SkillRelation.objects.filter(source__in=_skills("esco")).delete()
    links = SkillGroupLink.objects.filter(skill__in=_skills("esco"))
    links.exclude(group__code__startswith="collection:").delete()


def rome(kind: str) -> None:
    """Remove ROME 4.0 and its groupings."""
    for code in (kind, *ROME_GROUPINGS):
        catalogue(code)


def rome3(kind: str) -> None:
    """Remove ROME v3."""
    catalogue(kind)


def onet(kind: str) -> None:
    """Remove O*NET."""
    catalogue(kind)


def catalogue(code: str) -> None:
    """Remove a catalogue with all it holds, leaves first so that nothing is read into memory."""
    occupations, skills = _occupations(code), _skills(code)
    for leaf in OF_OCCUPATIONS:
        leaf._default_manager.filter(occupation__in=occupations).delete()
    Mobility.objects.filter(origin__in=occupations).delete()
    Requirement.objects.filter(occupation__in=occupations).delete()
    for skill_leaf in (SkillLabel, SkillGroupLink):
        skill_leaf._default_manager.filter(skill__in=skills).delete()
    SkillRelation.objects.filter(source__in=skills).delete()
    Catalogue.objects.filter(code=code).delete()


def _occupations(code: str) -> QuerySet[Occupation]:
    return Occupation.objects.filter(catalogue__code=code)


def _skills(code: str) -> QuerySet[Skill]:
    return Skill.objects.filter(catalogue__code=code)
