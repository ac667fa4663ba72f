"""Pause a bilan and go on with it: either of the two may, within what the rules allow."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.errors import SuspensionRefused, SuspensionTooLong
from bilan.cases.lengths import latest_resumption
from bilan.cases.models import Case, Session, Suspension
from bilan.cases.operations.lifecycle_mails import tell_resumed, tell_suspended
from bilan.cases.operations.locks import case_to_act_in
from bilan.cases.operations.sessions import drop_session


@transaction.atomic
def suspend_case(*, case: Case, until: date, reason: str, by: Person, at: datetime) -> Suspension:
    """Pause a bilan from today until the day it goes on; interviews in between are taken off.

    Raises:
        NotPermitted, CaseClosed.
        SuspensionRefused: it pauses already, or the day is not ahead.
        SuspensionTooLong: past what the rules allow, all pauses together.
        ValueError: no such reason.
    """
    held, today = case_to_act_in(case, by=by), localdate(at)
    pauses = list(Suspension.objects.filter(case=held))
    if until <= today or any(pause.resumed_at is None for pause in pauses):
        raise SuspensionRefused
    latest = latest_resumption(held, pauses, starts_on=today, today=today)
    if latest is not None and until > latest.day:
        raise SuspensionTooLong(weeks=latest.weeks, latest=latest.day, source=latest.source)
    pause = Suspension.objects.create(
        case=held,
        reason=Suspension.Reason(reason),
        starts_on=today,
        until=until,
        asked_by=by,
        asked_at=at,
    )
    _drop_between(held, pause, at=at)
    _push_end(held, days=(until - today).days)
    facts = {"until": until.isoformat(), "reason": pause.reason}
    record(act="case.suspended", by=by, subject=held.beneficiary, object_=pause, at=at, facts=facts)
    tell_suspended(held, pause, at=at)
    return pause


@transaction.atomic
def resume_case(*, case: Case, by: Person, at: datetime) -> Suspension:
    """Go on with a bilan before its pause is over; the end comes nearer by the days not taken.

    Raises:
        NotPermitted, CaseClosed.
        SuspensionRefused: it does not pause.
    """
    held = case_to_act_in(case, by=by)
    pause = _going_on(held)
    if pause is None or localdate(at) >= pause.until:
        raise SuspensionRefused
    _end(pause, held, by=by, at=at)
    _push_end(held, days=(max(localdate(at), pause.starts_on) - pause.until).days)
    tell_resumed(held, at=at)
    return pause


def end_pauses(*, at: datetime) -> int:
    """Close the pauses whose day has come, and tell the two; return how many (a daily job)."""
    due = Suspension.objects.filter(resumed_at=None, until__lte=localdate(at), case__state=Case.State.OPEN)
    return sum(_close(key, at=at) for key in due.order_by("until", "pk").values_list("case_id", flat=True))


@transaction.atomic
def _close(case_id: UUID, *, at: datetime) -> bool:
    held = Case.objects.select_for_update(of=("self",)).select_related("beneficiary").get(pk=case_id)
    pause = _going_on(held)
    if pause is None or localdate(at) < pause.until:
        return False
    _end(pause, held, by=None, at=at)
    tell_resumed(held, at=at)
    return True


def _end(pause: Suspension, case: Case, *, by: Person | None, at: datetime) -> None:
    pause.resumed_at = at
    pause.save(update_fields=["resumed_at"])
    case.nudge, case.nudged_at = "", None
    case.save(update_fields=["nudge", "nudged_at"])
    record(act="case.resumed", by=by, subject=case.beneficiary, object_=pause, at=at)


def _going_on(case: Case) -> Suspension | None:
    return Suspension.objects.filter(case=case, resumed_at=None).first()


def _drop_between(case: Case, pause: Suspension, *, at: datetime) -> None:
    booked = Session.objects.filter(case=case, state=Session.State.BOOKED, starts_at__gt=at)
    for session in booked.select_related("practitioner__person").order_by("starts_at", "pk"):
        if localdate(session.starts_at) < pause.until:
            drop_session(session, case=case, at=at)


def _push_end(case: Case, *, days: int) -> None:
    if case.expected_end_on is not None:
        case.expected_end_on += timedelta(days=days)
        case.save(update_fields=["expected_end_on"])
