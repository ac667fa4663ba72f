"""Book, move and cancel interviews; say that one was missed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import Fact, record
from bilan.cases.errors import (
    CaseClosed,
    CaseSuspended,
    FreeSessionUsed,
    LengthRefused,
    NotPermitted,
    SessionInThePast,
    SessionNotBooked,
    SessionNotYetOver,
    SlotTaken,
    TimeTaken,
)
from bilan.cases.lengths import pause_on
from bilan.cases.models import Agreement, Case, Phase, Session, Suspension
from bilan.cases.operations.locks import held_case, held_session
from bilan.cases.operations.reminders import tell_booked, tell_cancelled, tell_moved
from bilan.cases.permissions import may_follow_up, may_lead, may_take_part
from bilan.cases.queries.hours import hours_of
from bilan.cases.reasons import Reason
from bilan.messages.operations import cancel_mails
from bilan.providers.models import Practitioner, Slot
from bilan.providers.operations import free_slot, take_slot

SHORTEST, LONGEST = 15, 240


@dataclass(frozen=True, slots=True)
class Appointment:
    """When, how long and how two people meet."""

    starts_at: datetime
    minutes: int
    mode: str
    slot: Slot | None = None

    @classmethod
    def of(cls, slot: Slot) -> "Appointment":
        """Return the appointment that an open slot offers."""
        return cls(slot.starts_at, slot.minutes, slot.mode, slot)


@transaction.atomic
def book_session(
    *, case: Case, appointment: Appointment, by: Person, at: datetime, is_free: bool = False
) -> Session:
    """Book an interview: the person from an open slot, the practitioner at any free time of theirs.

    After the hand-over, a follow-up interview, which is not counted. `is_free`: the first interview, offered
    once before the agreement and not counted.

    Raises:
        CaseSuspended: the bilan pauses then.
        NotPermitted, CaseClosed, SessionInThePast, LengthRefused, SlotTaken, TimeTaken, FreeSessionUsed.
        HoursExceeded: used, booked and this one would pass the maximum.
    """
    held = held_case(case)
    _check_asked(held, appointment, by=by, at=at)
    session = _drafted(held, appointment, is_free=is_free, at=at)
    _book(session, held, appointment.slot, by=by, at=at)
    tell_booked(session, case=held, at=at)
    return session


@transaction.atomic
def move_session(
    *,
    session: Session,
    appointment: Appointment,
    by: Person,
    at: datetime,
    reason: Reason = Reason.UNSAID,
) -> Session:
    """Move a booked interview to another time, in one act: the old one is kept as cancelled, both are told.

    Raises:
        As `cancel_session` and `book_session`; nothing changes when either is refused.
    """
    before = _called_off(session, by=by, at=at, reason=reason, is_moved=True)
    case = before.case
    _check_asked(case, appointment, by=by, at=at)
    moved = _drafted(case, appointment, is_free=before.is_free, at=at)
    _book(moved, case, appointment.slot, by=by, at=at)
    tell_moved(moved, before=before, reason=reason, case=case, at=at)
    return moved


@transaction.atomic
def cancel_session(*, session: Session, by: Person, at: datetime, reason: Reason = Reason.UNSAID) -> Session:
    """Cancel an interview to come and give its slot back; both are told, and why where it was said.

    Raises:
        NotPermitted, SessionNotBooked.
    """
    return _called_off(session, by=by, at=at, reason=reason, is_moved=False)


@transaction.atomic
def mark_missed(*, session: Session, by: Person, at: datetime) -> Session:
    """Say that nobody came, once the time has begun; a missed interview counts no minute.

    Raises:
        NotPermitted, SessionNotBooked, SessionNotYetOver.
    """
    case = held_case(session.case)
    held = held_session(session)
    if not may_lead(by, case):
        raise NotPermitted
    if held.state != Session.State.BOOKED:
        raise SessionNotBooked
    if at < held.starts_at:
        raise SessionNotYetOver(starts_at=held.starts_at, minutes=0)
    held.state = Session.State.MISSED
    held.save(update_fields=["state"])
    record(act="session.missed", by=by, subject=case.beneficiary, object_=held, at=at)
    return held


def drop_session(
    session: Session,
    *,
    case: Case,
    at: datetime,
    reason: Reason = Reason.UNSAID,
    is_moved: bool = False,
) -> None:
    """Take an interview out of the calendar, inside the act that asks for it; one that moves is told once."""
    session.state, session.case = Session.State.CANCELLED, case
    session.save(update_fields=["state"])
    free_slot(taken_by=str(session.pk))
    cancel_mails(about=str(session.pk))
    if not is_moved:
        tell_cancelled(session, case=case, at=at, reason=reason)


def _called_off(session: Session, *, by: Person, at: datetime, reason: Reason, is_moved: bool) -> Session:
    case = held_case(session.case)
    held = held_session(session)
    if not (may_take_part(by, case) or may_follow_up(by, case)):
        raise NotPermitted
    if held.state != Session.State.BOOKED:
        raise SessionNotBooked
    drop_session(held, case=case, at=at, reason=reason, is_moved=is_moved)
    act = "session.moved" if is_moved else "session.cancelled"
    facts: dict[str, Fact] = {"reason": reason.value} if reason else {}
    record(act=act, by=by, subject=case.beneficiary, object_=held, at=at, facts=facts)
    return held


def _check_asked(case: Case, appointment: Appointment, *, by: Person, at: datetime) -> None:
    _check_who(case, appointment, by)
    _check_when(appointment, at)
    _refuse_during_pause(case, appointment.starts_at)


def _book(session: Session, case: Case, slot: Slot | None, *, by: Person, at: datetime) -> None:
    """Write a drafted interview within the hours there are, and its trace."""
    _check_free(session)
    if session.is_counted:
        hours = hours_of(case=case, today=localdate(at))
        hours.envelope.refuse_beyond(taken=hours.used + hours.booked, asked=session.planned_minutes)
    _hold_time(session, slot)
    facts: dict[str, Fact] = {
        "phase": session.phase,
        "mode": session.mode,
        "minutes": session.planned_minutes,
    }
    record(act="session.booked", by=by, subject=case.beneficiary, object_=session, at=at, facts=facts)


def _check_who(case: Case, appointment: Appointment, by: Person) -> None:
    if not (may_take_part(by, case) or may_follow_up(by, case)):
        known = by.pk in (case.beneficiary_id, case.practitioner.person_id)
        raise CaseClosed if known and case.state == Case.State.LEFT else NotPermitted
    slot = appointment.slot
    if slot is None and case.practitioner.person_id != by.pk:
        raise NotPermitted
    if slot is not None and slot.practitioner_id != case.practitioner_id:
        raise NotPermitted


def _check_when(appointment: Appointment, at: datetime) -> None:
    if appointment.starts_at <= at:
        raise SessionInThePast(appointment.starts_at)
    if not SHORTEST <= appointment.minutes <= LONGEST:
        raise LengthRefused(shortest=SHORTEST, longest=LONGEST)


def _refuse_during_pause(case: Case, starts_at: datetime) -> None:
    pause = pause_on(Suspension.objects.filter(case=case), localdate(starts_at))
    if pause is not None:
        raise CaseSuspended(until=pause.until)


def _drafted(case: Case, appointment: Appointment, *, is_free: bool, at: datetime) -> Session:
    return Session(
        case=case,
        practitioner=case.practitioner,
        slot=appointment.slot,
        phase=case.phase if case.state == Case.State.OPEN else Phase.FOLLOW_UP,
        mode=Slot.Mode(appointment.mode),
        starts_at=appointment.starts_at,
        planned_minutes=appointment.minutes,
        is_free=is_free,
        booked_at=at,
    )


def _check_free(session: Session) -> None:
    if not session.is_free:
        return
    lived = [Session.State.BOOKED, Session.State.HELD]
    used = Session.objects.filter(case=session.case, is_free=True, state__in=lived).exists()
    signed = Agreement.objects.filter(case=session.case, signed_by_beneficiary_at__isnull=False).exists()
    if used or signed or session.phase != Phase.PRELIMINARY:
        raise FreeSessionUsed


def _hold_time(session: Session, slot: Slot | None) -> None:
    """Write the interview if its time is free; the practitioner is locked, so two cannot both pass.

    Someone who works for two providers is one person: the time of both counts.
    """
    leader = session.practitioner.person_id
    list(Practitioner.objects.select_for_update(of=("self",)).filter(person=leader).order_by("pk"))
    if slot is not None and not take_slot(slot=slot, taken_by=str(session.pk)):
        raise SlotTaken
    around = Session.objects.filter(
        practitioner__person=leader,
        state__in=[Session.State.BOOKED, Session.State.HELD],
        starts_at__lt=session.ends_at,
        starts_at__gt=session.starts_at - timedelta(minutes=LONGEST),
    )
    if any(other.ends_at > session.starts_at for other in around):
        raise TimeTaken(session.starts_at)
    session.save(force_insert=True)
