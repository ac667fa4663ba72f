"""The messages of a bilan, read and written by whoever leads it; the address of their video room."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bilan.cases.operations import read_letters, set_video_room
from bilan.cases.queries import video_room_of
from bilan.web.audience import for_practitioner, person_of, practitioner_of
from bilan.web.beneficiary.messages_forms import asked_thread, letter_form, sent_letter
from bilan.web.outcome import acting
from bilan.web.practitioner.own import is_leading, led_case, reading_of


class RoomForm(forms.Form):
    """Where one meets by video."""

    address = forms.CharField(
        label=gettext_lazy("L’adresse de votre salle"),
        help_text=gettext_lazy("Elle commence par https://. Laissez vide pour ne plus la montrer."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )


@for_practitioner
def messages(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the messages, the latest page first; write one on POST."""
    case = led_case(request, case_id)
    reading, form = reading_of(request, case, "messages"), letter_form(request)
    is_sent = (
        request.method == "POST" and form.is_valid() and sent_letter(request, case, form, reading).is_done
    )
    if is_sent:
        return redirect("case-messages", case.pk)
    thread = asked_thread(request, reading)
    context = {
        "case": case,
        "thread": thread,
        "waits": any(not one.is_mine and one.read_at is None for one in thread.letters),
        "form": form,
        "is_leading": is_leading(request, case),
    }
    return render(request, "practitioner/messages.html", context)


@for_practitioner
@require_POST
def messages_read(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say that what was shown has been read."""
    case = led_case(request, case_id)
    shown = parse_datetime(request.POST.get("up_to", ""))
    with acting(request, done=_("C’est noté : ces messages sont lus.")):
        read_letters(case=case, by=person_of(request), at=timezone.now(), up_to=shown)
    return redirect("case-messages", case.pk)


@for_practitioner
def video_room(request: HttpRequest) -> HttpResponse:
    """Show where one meets people by video; change it on POST."""
    person = person_of(request)
    shown = {"address": video_room_of(person.pk)}
    form = RoomForm(request.POST if request.method == "POST" else None, initial=shown)
    if request.method == "POST" and form.is_valid():
        with acting(
            request, done=_("C’est gardé : vos prochains rendez-vous en visio la montrent.")
        ) as outcome:
            set_video_room(
                practitioner=practitioner_of(request),
                address=form.cleaned_data["address"],
                by=person,
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("video-room")
    return render(request, "practitioner/messages_room.html", {"form": form, **shown})
