"""Work handed in by the person, answered in writing; its minutes enter the hours as the rules say."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.cases.models import Case
from bilan.cases.operations import answer_work
from bilan.cases.operations.guided import LONGEST_FEEDBACK
from bilan.cases.operations.letters import MOST
from bilan.cases.queries import ToldWork, works_of
from bilan.rules import load_profile
from bilan.web.audience import for_practitioner, person_of
from bilan.web.beneficiary.guided import GuidedLine, guided_lines
from bilan.web.outcome import Outcome, acting
from bilan.web.practitioner.own import is_leading, led_case, reading_of


class FeedbackForm(forms.Form):
    """Written feedback, and the time it took."""

    words = forms.CharField(
        label=gettext_lazy("Votre retour"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("Ce que vous voyez, une question qui ouvre. La personne le lira ici."),
        error_messages={"required": gettext_lazy("Écrivez au moins un mot : rien n’a été envoyé.")},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Temps passé, en minutes"),
        min_value=1,
        max_value=LONGEST_FEEDBACK,
        initial=15,
    )


@for_practitioner
def guided(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the modules that the person lives alone, and what was handed in."""
    case = led_case(request, case_id)
    lines = guided_lines(case, _works(request, case))
    waiting = next((one for one in lines if one.work and not one.work.feedback_at), None)
    context = {
        "case": case,
        "lines": lines,
        "waiting": waiting,
        "is_leading": is_leading(request, case),
    }
    return render(request, "practitioner/guided.html", context)


@for_practitioner
def guided_work(request: HttpRequest, case_id: UUID, code: str) -> HttpResponse:
    """Show one work handed in; answer it in writing on POST."""
    case = led_case(request, case_id)
    shown = _handed_in(request, case, code)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if _answered(request, case, code, form).is_done:
            return redirect("case-guided-work", case.pk, code)
        shown = _handed_in(request, case, code)
    rule = load_profile(case.rule_profile).feedback_counts.on(timezone.localdate())
    context = {
        "case": case,
        "shown": shown,
        "form": form,
        "counts": rule.value,
        "source": rule.source,
        "is_leading": is_leading(request, case),
    }
    return render(request, "practitioner/guided_work.html", context)


def _answered(request: HttpRequest, case: Case, code: str, form: FeedbackForm) -> Outcome:
    with acting(request, done=_("Votre retour est envoyé, et l’étape est comptée comme faite.")) as outcome:
        answer_work(
            case=case,
            module=code,
            words=form.cleaned_data["words"],
            minutes=form.cleaned_data["minutes"],
            by=person_of(request),
            at=timezone.now(),
            seen=request.POST.get("seen", ""),
        )
    return outcome


def _handed_in(request: HttpRequest, case: Case, code: str) -> GuidedLine:
    works = _works(request, case)
    found = next((one for one in guided_lines(case, works) if one.line.code == code and one.work), None)
    if found is None:
        raise Http404
    return found


def _works(request: HttpRequest, case: Case) -> dict[str, ToldWork]:
    return works_of(reading_of(request, case, "guided"))
