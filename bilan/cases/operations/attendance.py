"""Record what took place and sign it: hours and proof as by-products of a note."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import Fact, record
from bilan.cases.errors import (
    CaseClosed,
    HoursOverlap,
    LengthRefused,
    ModuleNotPlanned,
    NoteChanged,
    NotPermitted,
    SessionNotBooked,
    SessionNotHeld,
    SessionNotYetOver,
    SessionSigned,
)
from bilan.cases.models import Case, Note, Phase, PlanItem, Session
from bilan.cases.operations.locks import case_to_act_in, held_case, held_session
from bilan.cases.operations.phases import check_order, move_to
from bilan.cases.operations.sessions import LONGEST
from bilan.cases.permissions import is_beneficiary, may_follow_up, may_lead
from bilan.cases.pieces import NoteDraft
from bilan.cases.queries.contents import note_version
from bilan.cases.queries.hours import Hours, hours_of, own_minutes
from bilan.vault.operations import open_key

DIGEST = 16  # characters of a device's digest: enough to compare two, too few to be looked up
RECORDABLE = (Session.State.BOOKED, Session.State.HELD)


@transaction.atomic
def record_session(
    *,
    session: Session,
    minutes: int,
    by: Person,
    at: datetime,
    note: str | NoteDraft = "",
    next_step: str = "",
    phase: str = "",
    done_modules: Sequence[str] = (),
) -> Session:
    """Record an interview that took place: its minutes, the note, the next step, what was done of the plan.

    Recording again corrects it until someone signs. An interview of the phase that follows opens that phase
    when the current one asks for nothing more. A note given as a draft says which version its writer saw.

    Raises:
        NoteChanged: another note was written since; nothing at all is recorded.
        NotPermitted, CaseClosed, SessionNotBooked, SessionNotYetOver, SessionSigned, LengthRefused.
        HoursOverlap: the practitioner gave another interview at that time.
        HoursExceeded: the minutes would pass the maximum.
        PhaseUnfinished: the interview belongs to a phase that may not begin yet.
        ModuleNotPlanned: a module that is not in the plan.
    """
    case = held_case(session.case)
    held = held_session(session)
    _check_recorder(by, case, held)
    draft = note if isinstance(note, NoteDraft) else NoteDraft(note, next_step)
    _check_note(held, draft.seen)
    _check_recordable(held, minutes, at)
    _check_overlap(held, minutes)
    held.phase = _phase_of(held, case, phase)
    check_order(case, Phase(held.phase))
    _check_hours(held, case, minutes, at)
    act = "session.recorded" if held.state == Session.State.BOOKED else "session.corrected"
    held.state, held.minutes, held.recorded_at = Session.State.HELD, minutes, at
    held.save(update_fields=["state", "minutes", "recorded_at", "phase"])
    _write_note(held, case, draft, at=at)
    _mark_done(case, done_modules, at=at)
    facts: dict[str, Fact] = {
        "minutes": minutes,
        "phase": held.phase,
        "mode": held.mode,
        "free": held.is_free,
    }
    record(act=act, by=by, subject=case.beneficiary, object_=held, at=at, facts=facts)
    move_to(case, Phase(held.phase), by=by, at=at)
    return held


@transaction.atomic
def sign_attendance(*, session: Session, by: Person, at: datetime, device: str = "") -> Session:
    """Sign that an interview took place; signing twice keeps the first signature.

    `device` is a digest of what signed: the same for both within a minute is flagged for whoever controls the
    proof, and never refused, since two people may share the one screen of an office.

    Raises:
        NotPermitted: neither of the two who met.
        SessionNotHeld: it is not recorded yet.
    """
    case = held_case(session.case)
    held = held_session(session)
    name = _signature_of(by, case, held)
    if held.state != Session.State.HELD:
        raise SessionNotHeld
    if getattr(held, name) is None:
        role = name.split("_")[2]
        setattr(held, name, at)
        setattr(held, f"{role}_device", device[:DIGEST])
        held.save(update_fields=[name, f"{role}_device"])
        facts: dict[str, Fact] = {
            "minutes": held.minutes,
            "role": role.upper(),
            "as_one": held.is_signed_as_one,
        }
        record(act="session.signed", by=by, subject=case.beneficiary, object_=held, at=at, facts=facts)
    return held


@transaction.atomic
def complete_module(*, case: Case, module: str, by: Person, at: datetime) -> PlanItem:
    """Say that a module of the plan was lived; the time worked alone enters the hours.

    Raises:
        NotPermitted, CaseClosed, ModuleNotPlanned.
        HoursExceeded: the time would pass the maximum.
    """
    held = case_to_act_in(case, by=by)
    _mark_done(held, [module], at=at)
    item = PlanItem.objects.get(case=held, module=module)
    facts: dict[str, Fact] = {"module": module, "minutes": own_minutes(item)}
    record(act="module.completed", by=by, subject=held.beneficiary, object_=item, at=at, facts=facts)
    return item


@transaction.atomic
def reopen_module(*, case: Case, module: str, by: Person, at: datetime) -> PlanItem:
    """Say that a module is not lived after all; its time leaves the hours.

    Raises:
        NotPermitted, CaseClosed, ModuleNotPlanned.
    """
    held = case_to_act_in(case, by=by)
    item = PlanItem.objects.filter(case=held, module=module).first()
    if item is None:
        raise ModuleNotPlanned
    item.done_at = None
    item.save(update_fields=["done_at"])
    record(
        act="module.reopened", by=by, subject=held.beneficiary, object_=item, at=at, facts={"module": module}
    )
    return item


def _check_recorder(by: Person, case: Case, session: Session) -> None:
    """Refuse whoever does not lead, and the hours that a hand-over was allowed upon: they stand."""
    if may_lead(by, case):
        return
    leads = by.pk == case.practitioner.person_id
    if leads and may_follow_up(by, case) and not session.is_counted:
        return
    is_over = case.state != Case.State.OPEN
    raise CaseClosed if leads and case.practitioner.is_active and is_over else NotPermitted


def _check_note(session: Session, seen: str | None) -> None:
    if seen is None:
        return
    if note_version(Note.objects.filter(session=session).first()) != seen:
        raise NoteChanged


def _check_recordable(session: Session, minutes: int, at: datetime) -> None:
    if session.state not in RECORDABLE:
        raise SessionNotBooked
    if session.signed_by_beneficiary_at or session.signed_by_practitioner_at:
        raise SessionSigned
    if not 1 <= minutes <= LONGEST:
        raise LengthRefused(shortest=1, longest=LONGEST)
    if at < session.starts_at + timedelta(minutes=minutes):
        raise SessionNotYetOver(starts_at=session.starts_at, minutes=minutes)


def _check_overlap(session: Session, minutes: int) -> None:
    """Refuse time that the practitioner gave to someone else: nobody is in two interviews at once."""
    ended_at = session.starts_at + timedelta(minutes=minutes)
    others = Session.objects.filter(
        practitioner__person=session.practitioner.person_id,
        state=Session.State.HELD,
        starts_at__lt=ended_at,
        starts_at__gt=session.starts_at - timedelta(minutes=LONGEST),
    ).exclude(pk=session.pk)
    for other in others:
        if other.starts_at + timedelta(minutes=other.minutes) > session.starts_at:
            raise HoursOverlap(other.starts_at)


def _phase_of(session: Session, case: Case, asked: str) -> Phase:
    """Return the phase an interview belongs to: the one asked, else where the bilan stands."""
    if case.state == Case.State.DELIVERED:
        return Phase(session.phase)
    return Phase(asked) if asked else Phase(case.phase)


def _check_hours(session: Session, case: Case, minutes: int, at: datetime) -> None:
    if not session.is_counted:
        return
    hours: Hours = hours_of(case=case, today=localdate(at))
    hours.envelope.refuse_beyond(taken=hours.used - _already_counted(session), asked=minutes)


def _already_counted(session: Session) -> int:
    """Return the minutes that a correction replaces."""
    return session.minutes if session.state == Session.State.HELD else 0


def _write_note(session: Session, case: Case, draft: NoteDraft, *, at: datetime) -> None:
    if not draft.text.strip() and not draft.next_step.strip():
        return
    key = open_key(case.key)
    row = Note.objects.filter(session=session).first() or Note(session=session)
    row.text_sealed = key.seal(row, "text_sealed", draft.text.strip())
    row.next_step_sealed = key.seal(row, "next_step_sealed", draft.next_step.strip())
    row.written_at = at
    row.save()


def _mark_done(case: Case, modules: Sequence[str], *, at: datetime) -> None:
    """Mark modules as lived, if the time they ask of the person alone still fits."""
    found = {item.module: item for item in PlanItem.objects.filter(case=case, module__in=modules)}
    if set(modules) - set(found):
        raise ModuleNotPlanned
    fresh = [item for item in found.values() if item.done_at is None]
    hours = hours_of(case=case, today=localdate(at))
    asked = sum(
        item.minutes if item.mode == "GUIDED" else own_minutes(item) for item in fresh if item.is_counted
    )
    if asked:
        hours.envelope.refuse_beyond(taken=hours.used, asked=asked)
    for item in fresh:
        item.done_at = at
        item.save(update_fields=["done_at"])


def _signature_of(by: Person, case: Case, session: Session) -> str:
    if is_beneficiary(by, case):
        return "signed_by_beneficiary_at"
    if session.practitioner.person_id == by.pk and session.practitioner.is_active:
        return "signed_by_practitioner_at"
    raise NotPermitted
