"""Interviews: plan one, move it, sign it, say that nobody came, call it off."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
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
    move_session,
    sign_attendance,
)
from bilan.cases.queries import agreement_of, calendar_update_of
from bilan.cases.reasons import Reason
from bilan.providers.queries import next_free_slots
from bilan.web.accounts.fresh import fresh_sign_in_needed
from bilan.web.accounts.signing_device import device_of
from bilan.web.audience import for_practitioner, person_of
from bilan.web.outcome import Outcome, acting
from bilan.web.practitioner.own import is_readable, led_case, led_session
from bilan.web.practitioner.session_forms import BookingForm, MoveForm

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
def move(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Move an interview to come, in one act: the person is told from when to when, and why."""
    session, now = _to_come(request, session_id), timezone.now()
    slots = list(next_free_slots(practitioner=session.case.practitioner, after=now, limit=MOST_SLOTS))
    form = MoveForm(request.POST if request.method == "POST" else None, slots=slots, initial=_same(session))
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("Le rendez-vous est déplacé, et la personne prévenue.")) as outcome:
            session = _moved(request, session, form, now)
        if outcome.is_done:
            return redirect("session-note", session.pk)
    context = {
        "case": session.case,
        "session": session,
        "form": form,
        "slots": slots,
        "chosen": request.POST.get("slot", ""),
        "is_readable": is_readable(request, session.case),
    }
    return render(request, "practitioner/session_move.html", context)


@for_practitioner
def calendar_file(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Give an interview as a calendar file, which takes out the dates called off."""
    held = led_session(request, session_id)
    written = calendar_update_of(session=held, reader=person_of(request), at=timezone.now())
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="bilan.ics"'
    return response


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
    """Cancel an interview to come; its slot opens again and the person is told why."""
    session, reason = led_session(request, session_id), _reason(request)
    with acting(request, done=_("Le rendez-vous est annulé, et la personne prévenue.")):
        cancel_session(session=session, by=person_of(request), at=timezone.now(), reason=reason)
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


def _to_come(request: HttpRequest, session_id: UUID) -> Session:
    """Return an interview that one leads, still booked when the page opens, or 404.

    One that another tab moved meanwhile is refused by the act, and what was typed stays.
    """
    session = led_session(request, session_id)
    if session.state != Session.State.BOOKED and request.method != "POST":
        raise Http404
    return session


def _same(session: Session) -> dict[str, object]:
    return {"minutes": session.planned_minutes, "mode": session.mode}


def _reason(request: HttpRequest) -> Reason:
    asked = request.POST.get("reason", "")
    if asked not in Reason.values:
        raise Http404
    return Reason(asked)


def _moved(request: HttpRequest, session: Session, form: MoveForm, now: datetime) -> Session:
    return move_session(
        session=session,
        appointment=form.appointment(),
        by=person_of(request),
        at=now,
        reason=Reason(form.cleaned_data["reason"]),
    )
