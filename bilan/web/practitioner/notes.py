"""The note of an interview on one screen: minutes, phase, note, next step, what was lived of the plan."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from bilan.cases.models import Case, Phase, Session
from bilan.cases.operations import record_session
from bilan.cases.pieces import NoteDraft, ToldNote
from bilan.cases.queries import PlanLine, note_of, notes_of, plan_of
from bilan.cases.reasons import Reason
from bilan.web.audience import for_practitioner, person_of
from bilan.web.outcome import Outcome, acting
from bilan.web.practitioner.lines import session_line
from bilan.web.practitioner.own import is_readable, led_session, reading_of
from bilan.web.practitioner.session_forms import NoteForm


@for_practitioner
def note(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show an interview; write it down on POST: minutes, phase, note, next step, what was done."""
    session, now = led_session(request, session_id), timezone.now()
    notes = _notes(request, session.case)
    own = next((told for told in notes if told.session_id == session.pk), None)
    form = _note_form(request, session, own)
    if request.method == "POST" and form.is_valid() and _recorded(request, session, form).is_done:
        return redirect("session-note", session.pk)
    other = _written_meanwhile(request, session)
    before = [told for told in notes if told.held_at < session.starts_at]
    context = {
        "case": session.case,
        "session": session,
        "line": session_line(session, now=now),
        "form": form,
        "note": own,
        "other": other,
        "seen": other.version if other else _seen(request, own),
        "before": before[0] if before else None,
        "may_write": _may_write(session, now),
        "typed": request.POST.get("note", ""),
        "is_ahead": session.state == Session.State.BOOKED and session.starts_at > now,
        "is_readable": is_readable(request, session.case),
        "reasons": Reason.choices,
    }
    return render(request, "practitioner/session_note.html", context)


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
            note=_draft(request, session, told),
            done_modules=told["modules"],
            by=person_of(request),
            at=timezone.now(),
        )
    return outcome


def _seen(request: HttpRequest, own: ToldNote | None) -> str:
    """Return the version that whoever writes has read: what the form carries, else what it opens on."""
    if request.method == "POST":
        return request.POST.get("seen", "")
    return own.version if own else ""


def _written_meanwhile(request: HttpRequest, session: Session) -> ToldNote | None:
    """Return the note that somebody kept while this one was being written; None when nobody did."""
    if request.method != "POST" or not is_readable(request, session.case):
        return None
    kept = _kept(request, session)
    return kept if kept and kept.version != _seen(request, None) else None


def _kept(request: HttpRequest, session: Session) -> ToldNote | None:
    return note_of(reading_of(request, session.case, "note"), session=session)


def _draft(request: HttpRequest, session: Session, told: Mapping[str, str]) -> NoteDraft:
    """Return the note to keep; “both” puts it after the one that somebody wrote meanwhile."""
    if "note" not in told:
        return NoteDraft("")
    draft = NoteDraft(told["note"], told["next_step"], seen=_seen(request, None))
    kept = _kept(request, session) if request.POST.get("keep") == "both" else None
    return _after(kept, draft) if kept else draft


def _after(kept: ToldNote, draft: NoteDraft) -> NoteDraft:
    """Put a note after another; a next step left empty stays what it was."""
    text = "\n\n".join(part for part in (kept.text, draft.text.strip()) if part)
    return NoteDraft(text, draft.next_step.strip() or kept.next_step, seen=draft.seen)


def _may_be_lived(line: PlanLine, case: Case) -> bool:
    """Tell whether an interview of this phase may have held a module; those worked alone are elsewhere."""
    return not line.is_done and line.phase == case.phase and line.accompanied_minutes > 0


def _may_write(session: Session, now: datetime) -> bool:
    signed = session.signed_by_beneficiary_at or session.signed_by_practitioner_at
    over = session.state == Session.State.BOOKED and session.starts_at <= now
    return over or (session.state == Session.State.HELD and not signed)
