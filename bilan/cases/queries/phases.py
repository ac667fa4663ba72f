"""What a phase still asks for before the next one may begin."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilan.accounts.models import Person
from bilan.cases.models import Agreement, Case, Objective, Phase, PlanItem, Session, Synthesis
from bilan.instruments.queries import latest_finished
from bilan.portfolio.models import Card
from bilan.projects.models import Option

DIAGNOSIS = "cms-diagnosis"


@dataclass(frozen=True, slots=True)
class Condition:
    """Something a phase asks for, and whether it is there."""

    code: str
    label: Promise
    is_met: bool


def exit_conditions(case: Case) -> tuple[Condition, ...]:
    """Return what the current phase asks for before it ends (a constant number of queries)."""
    asked = {
        Phase.PRELIMINARY: _preliminary,
        Phase.INVESTIGATION: _investigation,
        Phase.CONCLUSION: _conclusion,
    }
    phase = Phase(case.phase)
    return asked[phase](case) if phase in asked else ()


def missing_conditions(case: Case) -> tuple[Condition, ...]:
    """Return what the current phase still misses."""
    return tuple(condition for condition in exit_conditions(case) if not condition.is_met)


def has_diagnosis(person: Person) -> bool:
    """Tell whether the first diagnosis is finished and can be read (one query)."""
    return latest_finished(person=person, instrument_id=DIAGNOSIS) is not None


def _preliminary(case: Case) -> tuple[Condition, ...]:
    agreement = Agreement.objects.filter(case=case).first()
    return (
        Condition("DEMAND", _("un à trois objectifs"), Objective.objects.filter(case=case).exists()),
        Condition("DIAGNOSIS", _("le point de départ"), has_diagnosis(case.beneficiary)),
        Condition("PLAN", _("le choix d’un plan"), PlanItem.objects.filter(case=case).exists()),
        Condition(
            "AGREEMENT",
            _("la convention signée des deux"),
            agreement is not None and agreement.is_signed,
        ),
    )


def _investigation(case: Case) -> tuple[Condition, ...]:
    cards = Card.objects.filter(person=case.beneficiary_id, retired_at=None, is_private=False)
    chosen = Option.objects.filter(person=case.beneficiary_id, state=Option.State.PLAN_A)
    return (
        Condition("INTERVIEW", _("un entretien d’investigation"), _was_held(case, Phase.INVESTIGATION)),
        Condition("SKILLS", _("des compétences confirmées"), cards.exists()),
        Condition("PROJECT", _("le choix du projet A"), chosen.exists()),
    )


def _conclusion(case: Case) -> tuple[Condition, ...]:
    locked = Synthesis.objects.filter(case=case, locked_at__isnull=False)
    return (
        Condition("INTERVIEW", _("un entretien de conclusion"), _was_held(case, Phase.CONCLUSION)),
        Condition("SYNTHESIS", _("la synthèse validée des deux"), locked.exists()),
    )


def _was_held(case: Case, phase: Phase) -> bool:
    return Session.objects.filter(case=case, phase=phase, state=Session.State.HELD).exists()
