"""One appointment: sign it, move it, cancel it, take it into one's calendar."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.models import Case, Session
from bilan.cases.operations import Appointment, cancel_session, move_session, sign_attendance
from bilan.cases.queries import calendar_update_of, room_of_session, session_for
from bilan.providers.queries import next_free_slots
from bilan.web.accounts.fresh import fresh_sign_in_needed
from bilan.web.accounts.signing_device import device_of
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.appointments import session_view
from bilan.web.beneficiary.journey import MOST_SLOTS, chosen_slot
from bilan.web.beneficiary.modules import language
from bilan.web.beneficiary.owned import own_case
from bilan.web.beneficiary.proof_files import attendance_file, completion_file
from bilan.web.beneficiary.readers import readers_of
from bilan.web.outcome import acting


@for_beneficiary
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show one appointment and what one may do with it."""
    held, now = _own(request, session_id), timezone.now()
    view = session_view(held, now=now)
    slots = next_free_slots(practitioner=held.case.practitioner, after=now, limit=MOST_SLOTS)
    provider = held.practitioner.provider
    context = {
        "session": view,
        "counsellor": str(held.practitioner.person),
        "place": ", ".join(part for part in (provider.name, provider.address, provider.town) if part),
        "room": room_of_session(held),
        "slots": list(slots) if view.may_cancel else [],
        "readers": readers_of(held.case),
    }
    return render(request, "beneficiary/session.html", context)


@for_beneficiary
@fresh_sign_in_needed
@require_POST
def sign(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Sign that the interview took place."""
    with acting(request, done=_("Votre présence est signée.")):
        sign_attendance(
            session=_own(request, session_id),
            by=person_of(request),
            at=timezone.now(),
            device=device_of(request),
        )
    return redirect("session", session_id)


@for_beneficiary
@require_POST
def cancel(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Cancel an interview to come."""
    with acting(request, done=_("Le rendez-vous est annulé. Choisissez une autre date quand vous voulez.")):
        cancel_session(session=_own(request, session_id), by=person_of(request), at=timezone.now())
    return redirect("journey")


@for_beneficiary
@require_POST
def move(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Move an interview to another open slot, in one act."""
    held, now = _own(request, session_id), timezone.now()
    with acting(request, done=_("Le rendez-vous est déplacé.")):
        slot = chosen_slot(held.case, request.POST.get("slot", ""), now=now)
        held = move_session(session=held, appointment=Appointment.of(slot), by=person_of(request), at=now)
    return redirect("session", held.pk)


@for_beneficiary
def calendar(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Give the appointment as a calendar file, which takes out the dates called off."""
    held = _own(request, session_id)
    written = calendar_update_of(session=held, reader=person_of(request), at=timezone.now())
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="bilan.ics"'
    return response


@for_beneficiary
def attendance_pdf(request: HttpRequest) -> HttpResponse:
    """Give the attendance sheet of one's bilan as a document to keep."""
    case = own_case(request)
    return attendance_file(case, today=timezone.localdate(), language=language())


@for_beneficiary
def certificate_pdf(request: HttpRequest) -> HttpResponse:
    """Give the certificate of completion of one's ended bilan."""
    case = own_case(request)
    if case.state == Case.State.OPEN or case.proof_destroyed_at is not None:
        raise Http404
    return completion_file(case, today=timezone.localdate(), language=language())


def _own(request: HttpRequest, session_id: UUID) -> Session:
    found = session_for(person=person_of(request), session_id=session_id)
    if found is None:
        raise Http404
    return found
