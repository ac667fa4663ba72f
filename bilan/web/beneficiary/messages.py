"""The messages between the person and whoever leads their bilan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.models import Case
from bilan.cases.operations import read_letters
from bilan.cases.queries import case_of, read_by
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.messages_forms import asked_thread, letter_form, sent_letter
from bilan.web.beneficiary.own import open_case_or_none, unless_destroyed
from bilan.web.beneficiary.readers import counsellor_name, readers_of
from bilan.web.outcome import acting


@for_beneficiary
@unless_destroyed
def messages(request: HttpRequest) -> HttpResponse:
    """Show the messages, the latest page first; write one on POST."""
    person = person_of(request)
    case = case_of(person)
    if case is None:
        return redirect("start")
    reading = read_by(case=case, reader=person, what="messages", at=timezone.now())
    form = letter_form(request)
    is_sent = (
        request.method == "POST" and form.is_valid() and sent_letter(request, case, form, reading).is_done
    )
    if is_sent:
        return redirect("messages")
    thread = asked_thread(request, reading)
    context = {
        "thread": thread,
        "waits": any(not one.is_mine and one.read_at is None for one in thread.letters),
        "form": form,
        "may_write": case.state == Case.State.OPEN,
        "counsellor": counsellor_name(case),
        "readers": readers_of(case),
    }
    return render(request, "beneficiary/messages.html", context)


@for_beneficiary
@require_POST
def messages_read(request: HttpRequest) -> HttpResponse:
    """Say that what was shown has been read."""
    case = open_case_or_none(person_of(request))
    if case is None:
        return redirect("start")
    shown = parse_datetime(request.POST.get("up_to", ""))
    with acting(request, done=_("C’est noté : ces messages sont lus.")):
        read_letters(case=case, by=person_of(request), at=timezone.now(), up_to=shown)
    return redirect("messages")
