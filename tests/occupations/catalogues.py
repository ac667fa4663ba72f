"""Builders of small catalogues written by hand."""

from collections.abc import Mapping, Sequence

from bilan.occupations.importers.areas import ensure_areas
from bilan.occupations.models import (
    Catalogue,
    LabelKind,
    Occupation,
    OccupationLabel,
    Requirement,
    Skill,
    SkillKind,
    SkillLabel,
)


def a_catalogue(*, code: str = "starter") -> Catalogue:
    """Return an empty catalogue."""
    return Catalogue.objects.create(code=code, name=code.upper(), version="1", licence="none")


def a_skill(
    catalogue: Catalogue, uri: str, french: str, english: str = "", kind: SkillKind = SkillKind.SKILL
) -> Skill:
    """Return a saved skill with its labels."""
    skill = Skill.objects.create(catalogue=catalogue, uri=uri, kind=kind)
    for language, text in (("fr", french), ("en", english)):
        if text:
            SkillLabel.objects.create(skill=skill, language=language, kind=LabelKind.PREFERRED, text=text)
    return skill


def an_occupation(
    catalogue: Catalogue,
    code: str,
    title: str,
    *,
    essential: Sequence[Skill] = (),
    optional: Sequence[Skill] = (),
    about: str = "",
    access: str = "",
    facts: Mapping[str, object] | None = None,
) -> Occupation:
    """Return a saved occupation with its title, texts and demands."""
    occupation = Occupation.objects.create(catalogue=catalogue, code=code, **(facts or {}))
    texts = ((LabelKind.PREFERRED, title), (LabelKind.DEFINITION, about), (LabelKind.ACCESS, access))
    for kind, text in texts:
        if text:
            OccupationLabel.objects.create(occupation=occupation, language="fr", kind=kind, text=text)
    for skill in (*essential, *optional):
        Requirement.objects.create(occupation=occupation, skill=skill, is_essential=skill in essential)
    return occupation


def a_village() -> Catalogue:
    """Return a catalogue of four trades of a village, with their skills."""
    ensure_areas()
    catalogue = a_catalogue()
    bread = a_skill(catalogue, "starter:bread", "Pétrir et façonner le pain", "Knead and shape bread")
    till = a_skill(catalogue, "starter:till", "Tenir une caisse", "Keep a till")
    advise = a_skill(catalogue, "starter:advise", "Conseiller un client", "Advise a customer")
    bus = a_skill(catalogue, "starter:bus", "Conduire un autobus", "Drive a bus")
    care = a_skill(
        catalogue, "starter:care", "Prendre soin d’une personne âgée", "Care for an elderly person"
    )
    night = a_skill(catalogue, "starter:night-work", "Travail de nuit", kind=SkillKind.CONTEXT)
    an_occupation(
        catalogue,
        "D1102",
        "Boulanger / Boulangère",
        essential=(bread, till),
        optional=(night,),
        facts={"riasec": "RA", "level": 3, "training_months": 12},
    )
    an_occupation(
        catalogue,
        "D1106",
        "Vendeur / Vendeuse en boulangerie",
        essential=(till, advise),
        optional=(bread,),
        facts={"riasec": "ES", "level": 2, "training_months": 0},
    )
    an_occupation(
        catalogue,
        "N4103",
        "Conducteur / Conductrice de bus",
        essential=(bus,),
        optional=(till,),
        facts={"riasec": "RS", "level": 3, "training_months": 4, "is_regulated": True},
    )
    an_occupation(
        catalogue,
        "K1304",
        "Auxiliaire de vie",
        essential=(care,),
        optional=(advise,),
        facts={"riasec": "SR", "level": 3, "training_months": 6},
    )
    return catalogue
