"""My data: who read what, what is kept until when, what was destroyed, and taking everything away."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bilan.cases.models import Case, KeepAgreement
from bilan.cases.operations import agree_to_keep, leave_case, stop_keeping
from bilan.cases.queries import case_of, change_proposed_to, hold_of, keeping_of
from bilan.web.accounts.fresh import fresh_sign_in_needed, fresh_sign_in_needed_to_read
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.kept import (
    certificates_of,
    kept_lines,
    latest_keeping_day,
    read_lines,
)
from bilan.web.beneficiary.owned import own_case
from bilan.web.beneficiary.readers import readers_of
from bilan.web.beneficiary.take_away import archive_of
from bilan.web.outcome import acting


class KeepForm(forms.Form):
    """A written agreement to keep the papers, for a stated need, until a day."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Pour quoi faire ?"),
        choices=KeepAgreement.Reason.choices,
        widget=forms.RadioSelect,
    )
    until = forms.DateField(
        label=gettext_lazy("Jusqu’à quand ?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@for_beneficiary
def my_data(request: HttpRequest) -> HttpResponse:
    """Show who read what, what is kept, what was destroyed."""
    return _page(request, KeepForm())


@for_beneficiary
@fresh_sign_in_needed
@require_POST
def my_data_keep(request: HttpRequest) -> HttpResponse:
    """Agree in writing that the working papers are kept."""
    form = KeepForm(request.POST)
    if form.is_valid():
        with acting(
            request, done=_("Votre accord écrit est enregistré. Vous pouvez le reprendre.")
        ) as outcome:
            agree_to_keep(
                case=own_case(request),
                until=form.cleaned_data["until"],
                reason=form.cleaned_data["reason"],
                by=person_of(request),
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("my-data")
        form.add_error("until", outcome.refusal)
    return _page(request, form)


@for_beneficiary
@fresh_sign_in_needed
@require_POST
def my_data_stop_keeping(request: HttpRequest) -> HttpResponse:
    """Take the agreement back."""
    with acting(request, done=_("Votre accord est repris.")):
        stop_keeping(case=own_case(request), by=person_of(request), at=timezone.now())
    return redirect("my-data")


@for_beneficiary
@fresh_sign_in_needed
@require_POST
def my_data_leave(request: HttpRequest) -> HttpResponse:
    """Leave one's bilan before its end, once the box is ticked."""
    case = own_case(request)
    if "is_sure" in request.POST:
        done = _("Votre bilan est interrompu. Vos récits, vos cartes et vos pistes restent à vous.")
        with acting(request, done=done):
            leave_case(case=case, by=person_of(request), at=timezone.now())
    return redirect("my-data")


@for_beneficiary
@fresh_sign_in_needed_to_read
def my_data_export(request: HttpRequest) -> HttpResponse:
    """Give everything that is one's own as one archive of open formats."""
    answer = HttpResponse(archive_of(person_of(request), at=timezone.now()), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="mon-bilan.zip"'
    return answer


def _page(request: HttpRequest, form: KeepForm) -> HttpResponse:
    person, today = person_of(request), timezone.localdate()
    case = case_of(person)
    has_papers = case is not None and case.content_destroyed_at is None and case.state != Case.State.LEFT
    context = {
        "case": case,
        "readings": read_lines(person),
        "kept": kept_lines(case, today),
        "certificates": certificates_of(person),
        "has_papers": has_papers,
        "keeping": keeping_of(case) if case and has_papers else None,
        "latest": latest_keeping_day(case, today) if case and has_papers else None,
        "form": form,
        "hold": hold_of(case) if case else None,
        "change": change_proposed_to(case) if case else None,
        "readers": readers_of(case),
    }
    return render(request, "beneficiary/my_data.html", context)
