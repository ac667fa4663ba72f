"""The days of a bilan on the counsellor's side: pause, later end, and the proof as files."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.models import Case
from bilan.cases.operations import (
    agree_to_prolong,
    ask_prolongation,
    refuse_to_prolong,
    resume_case,
    suspend_case,
)
from bilan.cases.queries import hours_of, lifecycle_of
from bilan.web.audience import for_practitioner, person_of
from bilan.web.beneficiary.hours import rules_in_words
from bilan.web.beneficiary.modules import language
from bilan.web.beneficiary.pace import LaterForm, PauseForm
from bilan.web.beneficiary.pace_words import mode_rows, money_sentence
from bilan.web.beneficiary.proof_files import attendance_file, completion_file
from bilan.web.outcome import acting
from bilan.web.practitioner.own import is_leading, is_readable, led_case


@for_practitioner
def pace(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the days of a bilan and what may be done with them."""
    return _page(request, led_case(request, case_id))


@for_practitioner
@require_POST
def pause(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Pause a bilan until a day, as the person asked."""
    held, form = led_case(request, case_id), PauseForm(request.POST)
    if form.is_valid():
        with acting(request, done=_("Le bilan est en pause, et la personne prévenue.")) as outcome:
            suspend_case(case=held, **form.cleaned_data, by=person_of(request), at=timezone.now())
        if outcome.is_done:
            return redirect("case-pace", held.pk)
        form.add_error("until", outcome.refusal)
    return _page(request, held, pause_form=form)


@for_practitioner
@require_POST
def resume(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Go on before the pause is over."""
    held = led_case(request, case_id)
    with acting(request, done=_("Le bilan reprend, et la personne est prévenue.")):
        resume_case(case=held, by=person_of(request), at=timezone.now())
    return redirect("case-pace", held.pk)


@for_practitioner
@require_POST
def later(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask the person for a later end."""
    held, form = led_case(request, case_id), LaterForm(request.POST)
    if form.is_valid():
        with acting(request, done=_("C’est proposé. Rien ne change avant sa réponse.")) as outcome:
            until = form.cleaned_data["later"]
            ask_prolongation(case=held, until=until, by=person_of(request), at=timezone.now())
        if outcome.is_done:
            return redirect("case-pace", held.pk)
        form.add_error("later", outcome.refusal)
    return _page(request, held, later_form=form)


@for_practitioner
@require_POST
def answer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Agree to the later end that the person asked for, or refuse it."""
    held = led_case(request, case_id)
    is_yes = request.POST.get("answer") == "yes"
    act = agree_to_prolong if is_yes else refuse_to_prolong
    done = _("La nouvelle date vaut pour vous deux.") if is_yes else _("C’est noté. La date ne change pas.")
    with acting(request, done=done):
        act(case=held, by=person_of(request), at=timezone.now())
    return redirect("case-pace", held.pk)


@for_practitioner
def attendance_pdf(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give the attendance sheet of a bilan one leads or led."""
    held = led_case(request, case_id)
    return attendance_file(held, today=timezone.localdate(), language=language())


@for_practitioner
def completion_pdf(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give the certificate of completion of a bilan that ended; before, say when it comes."""
    held = led_case(request, case_id)
    if held.state == Case.State.OPEN:
        messages.info(request, _("Le certificat de réalisation vient à la fin du bilan."))
        return redirect("case-pace", held.pk)
    return completion_file(held, today=timezone.localdate(), language=language())


def _page(
    request: HttpRequest,
    case: Case,
    *,
    pause_form: forms.Form | None = None,
    later_form: forms.Form | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    told, hours = lifecycle_of(case, today=today), hours_of(case=case, today=today)
    context = {
        "case": case,
        "is_leading": is_leading(request, case),
        "is_readable": is_readable(request, case),
        "told": told,
        "is_mine": told.asked is not None and told.asked.asked_by_id == person_of(request).pk,
        "is_over": case.state != Case.State.OPEN,
        "pause_form": pause_form or PauseForm(),
        "later_form": later_form or LaterForm(),
        "rules": rules_in_words(hours),
        "modes": mode_rows(hours),
        "money": money_sentence(hours),
    }
    return render(request, "practitioner/pace.html", context)
