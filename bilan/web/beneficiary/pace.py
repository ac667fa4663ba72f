"""At one's own pace: pause and go on, end later, say whether one goes on; hours by mode and by who pays."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bilan.cases.models import Case, Suspension
from bilan.cases.operations import (
    agree_to_prolong,
    ask_prolongation,
    confirm_drop_out,
    refuse_to_prolong,
    resume_case,
    stay_in_case,
    suspend_case,
)
from bilan.cases.queries import hours_of, lifecycle_of
from bilan.web.accounts.fresh import fresh_sign_in_needed
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.hours import rules_in_words
from bilan.web.beneficiary.own import open_case_or_none
from bilan.web.beneficiary.pace_words import mode_rows, money_sentence
from bilan.web.beneficiary.readers import counsellor_name, readers_of
from bilan.web.outcome import Outcome, acting


class DayField(forms.DateField):
    """A day picked in the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {
        "invalid": gettext_lazy("Une date, par exemple 2027-01-15."),
        "required": gettext_lazy("Donnez une date."),
    }


class PauseForm(forms.Form):
    """Until when, and why in a word."""

    until = DayField(label=gettext_lazy("Reprendre le"))
    reason = forms.ChoiceField(
        label=gettext_lazy("Raison, si vous voulez"), choices=Suspension.Reason.choices, initial="OTHER"
    )


class LaterForm(forms.Form):
    """A later end."""

    later = DayField(label=gettext_lazy("Terminer le"))


@for_beneficiary
def pace(request: HttpRequest) -> HttpResponse:
    """Show where the days stand, and what may be done with them."""
    return _page(request)


@for_beneficiary
@require_POST
def pause(request: HttpRequest) -> HttpResponse:
    """Pause until a day."""
    form = PauseForm(request.POST)
    case = open_case_or_none(person_of(request))
    if case is None:
        return redirect("pace")
    if form.is_valid():
        told = form.cleaned_data
        done = _("Votre bilan est en pause. Tout reste en place.")
        with acting(request, done=done) as outcome:
            suspend_case(case=case, **told, by=person_of(request), at=timezone.now())
        return _after(request, outcome, {"pause": form}, "until")
    return _page(request, {"pause": form})


@for_beneficiary
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Go on before the pause is over."""
    case = open_case_or_none(person_of(request))
    if case is not None:
        with acting(request, done=_("Votre bilan reprend. Prenez un rendez-vous quand vous voulez.")):
            resume_case(case=case, by=person_of(request), at=timezone.now())
    return redirect("pace")


@for_beneficiary
@require_POST
def later(request: HttpRequest) -> HttpResponse:
    """Ask for a later end."""
    form = LaterForm(request.POST)
    case = open_case_or_none(person_of(request))
    if case is None:
        return redirect("pace")
    if form.is_valid():
        until: date = form.cleaned_data["later"]
        done = _("C’est demandé. Rien ne change avant la réponse.")
        with acting(request, done=done) as outcome:
            ask_prolongation(case=case, until=until, by=person_of(request), at=timezone.now())
        return _after(request, outcome, {"later": form}, "later")
    return _page(request, {"later": form})


@for_beneficiary
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Agree to the later end that is proposed, or refuse it."""
    case = open_case_or_none(person_of(request))
    if case is None:
        return redirect("pace")
    is_yes = request.POST.get("answer") == "yes"
    act, done = (
        (agree_to_prolong, _("C’est accepté : la nouvelle date vaut pour vous deux."))
        if is_yes
        else (refuse_to_prolong, _("C’est noté. La date ne change pas."))
    )
    with acting(request, done=done):
        act(case=case, by=person_of(request), at=timezone.now())
    return redirect("pace")


@for_beneficiary
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Say that the bilan goes on."""
    case = open_case_or_none(person_of(request))
    if case is not None:
        with acting(request, done=_("C’est noté : votre bilan continue.")):
            stay_in_case(case=case, by=person_of(request), at=timezone.now())
    return redirect("pace")


@for_beneficiary
@fresh_sign_in_needed
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Confirm that the bilan ends here."""
    case = open_case_or_none(person_of(request))
    if case is not None and "is_sure" in request.POST:
        with acting(request, done=_("Votre bilan s’arrête là, sans reproche. Vos résultats sont à vous.")):
            confirm_drop_out(case=case, by=person_of(request), at=timezone.now())
    return redirect("pace")


def _after(
    request: HttpRequest, outcome: Outcome, forms_kept: dict[str, forms.Form], field: str
) -> HttpResponse:
    """Go back to the page, or show what was typed beside why it was refused."""
    if outcome.is_done:
        return redirect("pace")
    next(iter(forms_kept.values())).add_error(field, outcome.refusal)
    return _page(request, forms_kept)


def _page(request: HttpRequest, kept: dict[str, forms.Form] | None = None) -> HttpResponse:
    case = open_case_or_none(person_of(request))
    context: dict[str, object] = {"case": case, "readers": readers_of(case)}
    if case is not None:
        context |= _days(request, case, kept or {})
    return render(request, "beneficiary/pace.html", context)


def _days(request: HttpRequest, case: Case, kept: dict[str, forms.Form]) -> dict[str, object]:
    today = timezone.localdate()
    told, hours = lifecycle_of(case, today=today), hours_of(case=case, today=today)
    return {
        "told": told,
        "is_mine": told.asked is not None and told.asked.asked_by_id == person_of(request).pk,
        "is_proposed": case.nudge == Case.Nudge.DROP_OUT,
        "counsellor": counsellor_name(case),
        "pause_form": kept.get("pause") or PauseForm(),
        "later_form": kept.get("later") or LaterForm(),
        "rules": rules_in_words(hours),
        "modes": mode_rows(hours),
        "money": money_sentence(hours),
    }
