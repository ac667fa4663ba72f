"""Heed silence: two reminders, then ending is proposed, which the person alone confirms (relances)."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.errors import DropOutNotProposed
from bilan.cases.models import Case, Session, Suspension
from bilan.cases.operations.destruction import end_early
from bilan.cases.operations.lifecycle_mails import nudge_person, tell_drop_out_proposed
from bilan.cases.operations.locks import held_case, own_case
from bilan.cases.queries.signs import last_signs
from bilan.rules import load_profile

Nudge = Case.Nudge
RUNGS = (
    (Nudge.DROP_OUT, "drop_out_days"),
    (Nudge.SECOND, "inactivity_second_days"),
    (Nudge.FIRST, "inactivity_first_days"),
)
ORDER = ("", Nudge.FIRST, Nudge.SECOND, Nudge.DROP_OUT)


def heed_silences(*, at: datetime) -> int:
    """Send the reminders that are due, one rung at a time; return how many (a daily job).

    A bilan that pauses, or whose two are about to meet, is left in peace.
    """
    paused = Suspension.objects.filter(resumed_at=None).values("case")
    meeting = Session.objects.filter(state=Session.State.BOOKED, starts_at__gte=at).values("case")
    silent = Case.objects.filter(state=Case.State.OPEN).exclude(pk__in=paused).exclude(pk__in=meeting)
    cases = list(silent.order_by("opened_at", "pk"))
    signs = last_signs(cases)
    return sum(_heed(case, signs.get(str(case.beneficiary_id), case.opened_at), at=at) for case in cases)


@transaction.atomic
def stay_in_case(*, case: Case, by: Person, at: datetime) -> Case:
    """Say that one's bilan goes on, when ending it was proposed.

    Raises:
        NotPermitted, CaseClosed, DropOutNotProposed.
    """
    held = _proposed(case, by=by)
    held.nudge, held.nudged_at = "", None
    held.save(update_fields=["nudge", "nudged_at"])
    record(act="drop_out.declined", by=by, subject=held.beneficiary, object_=held, at=at)
    return held


@transaction.atomic
def confirm_drop_out(*, case: Case, by: Person, at: datetime) -> Case:
    """Confirm that one's bilan ends here; results are given, working papers destroyed, proof stays.

    Raises:
        NotPermitted: anyone but the person.
        CaseClosed, DropOutNotProposed.
    """
    held = _proposed(case, by=by)
    record(act="drop_out.confirmed", by=by, subject=held.beneficiary, object_=held, at=at)
    end_early(held, by=by, at=at)
    return held


def _heed(case: Case, since: datetime, *, at: datetime) -> bool:
    """Climb one rung at most: after a long stop of the worker nobody gets three mails on one day."""
    reached = case.nudge if case.nudged_at and case.nudged_at > since else ""
    if reached and localdate(case.nudged_at) == localdate(at):
        return False
    wanted = _rung(case, silent_days=(localdate(at) - localdate(since)).days, at=at)
    if ORDER.index(wanted) <= ORDER.index(reached):
        return False
    return _climb(case, Nudge(ORDER[ORDER.index(reached) + 1]), at=at)


def _rung(case: Case, *, silent_days: int, at: datetime) -> str:
    """Return how far the rules climb after some days of silence; a profile without them never does."""
    profile, today = load_profile(case.rule_profile), localdate(at)
    for rung, name in RUNGS:
        days = profile.rule(name).on(today).value
        if isinstance(days, int) and silent_days >= days:
            return rung
    return ""


@transaction.atomic
def _climb(case: Case, rung: Case.Nudge, *, at: datetime) -> bool:
    held = held_case(case)
    if held.state != Case.State.OPEN or held.nudged_at != case.nudged_at:
        return False
    held.nudge, held.nudged_at = rung, at
    held.save(update_fields=["nudge", "nudged_at"])
    record(act="silence.heeded", by=None, subject=held.beneficiary, object_=held, at=at, facts={"step": rung})
    if rung == Nudge.DROP_OUT:
        tell_drop_out_proposed(held, at=at)
    else:
        nudge_person(held, rung, at=at)
    return True


def _proposed(case: Case, *, by: Person) -> Case:
    held = own_case(case, by=by)
    if held.nudge != Nudge.DROP_OUT:
        raise DropOutNotProposed
    return held
