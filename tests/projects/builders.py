"""A small catalogue, options, facts and steps, stating only what matters to a test."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.occupations.models import Catalogue, LabelKind, Occupation, OccupationLabel
from bilan.projects.models import Evidence, Option, Step
from bilan.projects.operations import add_fact, add_step, choose_plan, keep_option
from bilan.projects.pieces import SIDES, Fact, PlannedStep

CODES = tuple(f"K{number}" for number in range(1101, 1110))


def a_catalogue() -> Catalogue:
    """Return a catalogue of nine occupations without skills."""
    catalogue, is_new = Catalogue.objects.get_or_create(
        code="starter", defaults={"name": "Départ", "version": "1", "licence": "EUPL-1.2", "is_starter": True}
    )
    if is_new:
        Occupation.objects.bulk_create(Occupation(catalogue=catalogue, code=code) for code in CODES)
        OccupationLabel.objects.bulk_create(
            OccupationLabel(
                occupation=occupation,
                language=language,
                kind=LabelKind.PREFERRED,
                text=f"{word} {occupation.code}",
            )
            for occupation in catalogue.occupations.all()
            for language, word in (("fr", "Métier"), ("en", "Occupation"))
        )
    return catalogue


def an_option(*, person: Person, at: datetime, code: str = CODES[0]) -> Option:
    """Return a kept option of the small catalogue."""
    a_catalogue()
    return keep_option(person=person, code=code, by=person, at=at)


def a_plan_option(*, person: Person, at: datetime, plan: str = "PLAN_A", code: str = CODES[0]) -> Option:
    """Return an option chosen as plan A or B."""
    option = an_option(person=person, at=at, code=code)
    return choose_plan(option_id=option.pk, plan=plan, by=person, at=at)


def a_fact(
    *,
    option: Option,
    at: datetime,
    side: str = "MARKET",
    verdict: str = "GO",
    who: str = "Karim Haddad",
    on: date | None = None,
) -> Evidence:
    """Return a fact learnt from someone today."""
    fact = Fact(side=side, learnt="On recrute toute l’année.", verdict=verdict, who=who)
    return add_fact(option_id=option.pk, fact=fact, on=on or localdate(at), by=option.person, at=at)


def five_facts(*, option: Option, at: datetime) -> None:
    """Look at the five sides of reality."""
    for side in SIDES:
        a_fact(option=option, at=at, side=side)


def a_step(
    *,
    person: Person,
    at: datetime,
    days: int = 3,
    plan: str = "PLAN_A",
    what: str = "Appeler Karim",
    is_private: bool = False,
) -> Step:
    """Return a step due in some days."""
    due_on, told = localdate(at) + timedelta(days=days), PlannedStep(what=what, is_private=is_private)
    return add_step(person=person, plan=plan, step=told, due_on=due_on, by=person, at=at)
