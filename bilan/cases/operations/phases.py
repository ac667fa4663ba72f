"""Move a bilan from phase to phase, when the one that ends asks for nothing more."""

from datetime import datetime

from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.errors import PhaseUnfinished
from bilan.cases.models import Case, Phase
from bilan.cases.operations.locks import case_to_lead
from bilan.cases.queries.phases import missing_conditions

ORDER = (Phase.PRELIMINARY, Phase.INVESTIGATION, Phase.CONCLUSION)


@transaction.atomic
def enter_next_phase(*, case: Case, by: Person, at: datetime) -> Phase:
    """Begin the next of the three phases; the last one ends with the hand-over.

    Raises:
        NotPermitted, CaseClosed.
        PhaseUnfinished: says what is still missing.
    """
    held = case_to_lead(case, by=by)
    following = ORDER[min(ORDER.index(Phase(held.phase)) + 1, len(ORDER) - 1)]
    check_order(held, following)
    move_to(held, following, by=by, at=at)
    return following


def advance(case: Case, *, by: Person | None, at: datetime) -> None:
    """End the preliminary phase by itself once demand, diagnosis, plan and agreement are there."""
    if case.phase == Phase.PRELIMINARY and not missing_conditions(case):
        move_to(case, Phase.INVESTIGATION, by=by, at=at)


def check_order(case: Case, phase: Phase) -> None:
    """Refuse an act of a phase that may not begin yet.

    Raises:
        PhaseUnfinished: says what is still missing.
    """
    if phase not in ORDER or ORDER.index(phase) <= _rank(case):
        return
    missing = [(condition.code, str(condition.label)) for condition in missing_conditions(case)]
    between = ORDER[_rank(case) + 1 : ORDER.index(phase)]
    missing += [(skipped.value, str(skipped.label).lower()) for skipped in between]
    if missing:
        raise PhaseUnfinished(missing=missing)


def move_to(case: Case, phase: Phase, *, by: Person | None, at: datetime) -> None:
    """Write the phase when it lies ahead; what it asks for was checked."""
    if phase not in ORDER or ORDER.index(phase) <= _rank(case):
        return
    case.phase = phase
    case.save(update_fields=["phase"])
    record(act="phase.entered", by=by, subject=case.beneficiary, object_=case, at=at, facts={"phase": phase})


def _rank(case: Case) -> int:
    phase = Phase(case.phase)
    return ORDER.index(phase) if phase in ORDER else len(ORDER)
