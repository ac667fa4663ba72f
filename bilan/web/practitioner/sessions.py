"""Interviews: plan one, write it down on one screen, sign it, call it off."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.models import Case, Phase, Session
from bilan.cases.operations import (
    Appointment,
    book_session,
    cancel_session,
    mark_missed,
    record_session,
    sign_attendance,
)
from bilan.cases.pieces import ToldNote
from bilan.cases.queries import PlanLine, agreement_of, notes_of, plan_of
from bilan.providers.queries import next_free_slots
from bilan.web.accounts.fresh import fresh_sign_in_needed
from bilan.web.accounts.signing_device import device_of
from bilan.web.audience import for_practitioner, person_of
from bilan.web.outcome import Outcome, acting
from bilan.web.practitioner.lines import session_line
from bilan.web.practitioner.own import is_readable, led_case, led_session, reading_of
from bilan.web.practitioner.session_forms import BookingForm, NoteForm

MOST_SLOTS = 8


@for_practitioner
def new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Plan an interview in an open slot, or at any free time of one's own."""
    held, now = led_case(request, case_id), timezone.now()
    slots = list(next_free_slots(practitioner=held.practitioner, after=now, limit=MOST_SLOTS))
    form = BookingForm(request.POST if request.method == "POST" else None, slots=slots)
    if request.method == "POST" and form.is_valid():
        outcome = _booked(request, held, form.appointment(), now)
        if outcome.is_done:
            return redirect("case", held.pk)
    context = {
        "case": held,
        "form": form,
        "slots": slots,
        "chosen": request.POST.get("slot", str(slots[0].pk) if slots else ""),
        "may_be_free": held.phase == Phase.PRELIMINARY and agreement_of(held) is None,
        "is_readable": is_readable(request, held),
    }
    return render(request, "practitioner/session_new.html", context)


@for_practitioner
def note(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show an interview; write it down on POST: minutes, phase, note, next step, what was done."""
    session, now = led_session(request, session_id), timezone.now()
    notes = _notes(request, session.case)
    own = next((told for told in notes if told.session_id == session.pk), None)
    form = _note_form(request, session, own)
    if request.method == "POST" and form.is_valid() and _recorded(request, session, form).is_done:
        return redirect("session-note", session.pk)
    before = [told for told in notes if told.held_at < session.starts_at]
    context = {
        "case": session.case,
        "session": session,
        "line": session_line(session, now=now),
        "form": form,
        "note": own,
        "before": before[0] if before else None,
        "may_write": _may_write(session, now),
        "is_ahead": session.state == Session.State.BOOKED and session.starts_at > now,
        "is_readable": is_readable(request, session.case),
    }
    return render(request, "practitioner/session_note.html", context)


@for_practitioner
@fresh_sign_in_needed
@require_POST
def sign(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Sign that the interview took place."""
    session = led_session(request, session_id)
    with acting(request, done=_("Votre présence est signée.")):
        sign_attendance(session=session, by=person_of(request), at=timezone.now(), device=device_of(request))
    return redirect("session-note", session.pk)


@for_practitioner
@require_POST
def missed(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Say that nobody came; no minute counts."""
    session = led_session(request, session_id)
    with acting(request, done=_("Le rendez-vous est noté comme manqué. Aucune minute n’est comptée.")):
        mark_missed(session=session, by=person_of(request), at=timezone.now())
    return redirect("case", session.case_id)


@for_practitioner
@require_POST
def call_off(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Cancel an interview to come; its slot opens again and the person is told."""
    session = led_session(request, session_id)
    with acting(request, done=_("Le rendez-vous est annulé, et la personne prévenue.")):
        cancel_session(session=session, by=person_of(request), at=timezone.now())
    return redirect("case", session.case_id)


def _booked(request: HttpRequest, case: Case, asked: Appointment, now: datetime) -> Outcome:
    with acting(request, done=_("Le rendez-vous est prévu, et confirmé par courriel.")) as outcome:
        book_session(
            case=case,
            appointment=asked,
            by=person_of(request),
            at=now,
            is_free="is_free" in request.POST,
        )
    return outcome


def _notes(request: HttpRequest, case: Case) -> tuple[ToldNote, ...]:
    """Return the notes of a bilan, latest first; none once its papers are closed."""
    return notes_of(reading_of(request, case, "note")) if is_readable(request, case) else ()


def _note_form(request: HttpRequest, session: Session, own: ToldNote | None) -> NoteForm:
    case = session.case
    left = [(line.code, line.title) for line in plan_of(case) if _may_be_lived(line, case)]
    return NoteForm(
        request.POST if request.method == "POST" else None,
        modules=left,
        has_content=is_readable(request, case),
        has_phase=session.phase != Phase.FOLLOW_UP,
        initial={
            "minutes": session.minutes or session.planned_minutes,
            "phase": session.phase if session.state == Session.State.HELD else case.phase,
            "note": own.text if own else "",
            "next_step": own.next_step if own else "",
        },
    )


def _recorded(request: HttpRequest, session: Session, form: NoteForm) -> Outcome:
    told = form.cleaned_data
    with acting(request, done=_("La séance est notée, et ses heures sont comptées.")) as outcome:
        record_session(
            session=session,
            minutes=told["minutes"],
            phase=told.get("phase", ""),
            note=told.get("note", ""),
            next_step=told.get("next_step", ""),
            done_modules=told["modules"],
            by=person_of(request),
            at=timezone.now(),
        )
    return outcome


def _may_be_lived(line: PlanLine, case: Case) -> bool:
    """Tell whether an interview of this phase may have held a module; those worked alone are elsewhere."""
    return not line.is_done and line.phase == case.phase and line.accompanied_minutes > 0


def _may_write(session: Session, now: datetime) -> bool:
    signed = session.signed_by_beneficiary_at or session.signed_by_practitioner_at
    over = session.state == Session.State.BOOKED and session.starts_at <= now
    return over or (session.state == Session.State.HELD and not signed)
