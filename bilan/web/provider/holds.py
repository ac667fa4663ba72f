"""One bilan as its provider may act on it: hold its proof, propose another counsellor; never its content."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bilan.cases import queries
from bilan.cases.models import Case, CounsellorChange, LegalHold
from bilan.cases.operations import lift_hold, place_hold, propose_counsellor, withdraw_proposal
from bilan.cases.retention import proof_kept_until
from bilan.providers.models import Practitioner
from bilan.web.audience import for_provider, person_of
from bilan.web.outcome import acting

OWN_WORDS = [
    (CounsellorChange.Reason.ASKED, gettext_lazy("La personne l’a demandé")),
    *[choice for choice in CounsellorChange.Reason.choices if choice[0] != CounsellorChange.Reason.ASKED],
]


class HoldForm(forms.Form):
    """Why proof must be kept longer, and until when."""

    reason = forms.ChoiceField(label=gettext_lazy("Pourquoi"), choices=LegalHold.Reason.choices)
    until = forms.DateField(
        label=gettext_lazy("Jusqu’au"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": gettext_lazy("Une date, par exemple 2030-06-30."),
            "required": gettext_lazy("Donnez une date de fin."),
        },
    )


class CounsellorForm(forms.Form):
    """Who would follow, and why."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("Qui prendrait la suite"),
        queryset=Practitioner.objects.none(),
        error_messages={"required": gettext_lazy("Choisissez une personne.")},
    )
    why = forms.ChoiceField(label=gettext_lazy("Raison, dite à la personne"), choices=OWN_WORDS)


@for_provider
def provider_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show a bilan by its reference: how long its proof stays, a hold, who leads it."""
    case = _case(request, case_id)
    return _page(request, case, HoldForm(), _counsellor_form(case, None))


@for_provider
@require_POST
def hold(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Hold the proof past its term."""
    case, form = _case(request, case_id), HoldForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        with acting(request, done=_("C’est noté. La personne le voit dans ses données.")) as outcome:
            place_hold(case=case, **told, by=person_of(request), at=timezone.now())
        if outcome.is_done:
            return redirect("provider-case", case_id)
        form.add_error("until", outcome.refusal)
    return _page(request, case, form, _counsellor_form(case, None))


@for_provider
@require_POST
def lift(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Lift the hold."""
    case = _case(request, case_id)
    with acting(request, done=_("Le blocage est levé.")):
        lift_hold(case=case, by=person_of(request), at=timezone.now())
    return redirect("provider-case", case_id)


@for_provider
@require_POST
def counsellor(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Propose another counsellor to the person."""
    case = _case(request, case_id)
    form = _counsellor_form(case, request)
    if form.is_valid():
        to, why = form.cleaned_data["to"], form.cleaned_data["why"]
        done = _("C’est proposé. Rien ne change tant que la personne n’a pas accepté.")
        with acting(request, done=done) as outcome:
            propose_counsellor(case=case, to=to, reason=why, by=person_of(request), at=timezone.now())
        if outcome.is_done:
            return redirect("provider-case", case_id)
        form.add_error("to", outcome.refusal)
    return _page(request, case, HoldForm(), form)


@for_provider
@require_POST
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take the proposal back."""
    case = _case(request, case_id)
    with acting(request, done=_("La proposition est retirée.")):
        withdraw_proposal(case=case, by=person_of(request), at=timezone.now())
    return redirect("provider-case", case_id)


def _case(request: HttpRequest, case_id: UUID) -> Case:
    case = queries.provider_case(manager=person_of(request), case_id=case_id)
    if case is None:
        raise Http404
    return case


def _counsellor_form(case: Case, request: HttpRequest | None) -> CounsellorForm:
    form = CounsellorForm(request.POST if request else None)
    field = form.fields["to"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = queries.counsellors_for(case)
    return form


def _page(
    request: HttpRequest, case: Case, hold_form: HoldForm, counsellor_form: CounsellorForm
) -> HttpResponse:
    context = {
        "case": case,
        "reference": queries.reference_of(case),
        "until": proof_kept_until(case, today=timezone.localdate()),
        "hold": queries.hold_of(case),
        "change": queries.change_proposed_to(case),
        "is_open": case.state == Case.State.OPEN,
        "has_others": queries.counsellors_for(case).exists(),
        "hold_form": hold_form,
        "counsellor_form": counsellor_form,
    }
    return render(request, "provider/case.html", context)
