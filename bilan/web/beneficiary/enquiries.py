"""The field notebook: who was met, what was asked and learnt, and what it changes, over all options."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.cases.queries import case_of
from bilan.projects.operations import add_fact
from bilan.projects.pieces import LearntFact, LookedAtOption
from bilan.projects.queries import enquiries_of, options_of
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.option_forms import FactForm
from bilan.web.beneficiary.readers import readers_of
from bilan.web.outcome import acting


class EnquiryForm(FactForm):
    """A meeting: about which option, with whom, what was asked, learnt, and what it changes."""

    option = forms.ChoiceField(label=gettext_lazy("À propos de quelle piste ?"))
    asked = forms.CharField(
        label=gettext_lazy("Ce que j’ai demandé"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    changes = forms.CharField(
        label=gettext_lazy("Ce que cela change pour moi"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("option", "who", "on", "asked", "learnt", "changes", "side", "verdict")

    def __init__(self, *told: object, options: Sequence[LookedAtOption], **more: object) -> None:
        super().__init__(*told, **more)  # type: ignore[arg-type]  # Django's own loose signature
        choice = self.fields["option"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(str(option.id), option.title) for option in options]
        who = self.fields["who"]
        who.required, who.label = True, gettext_lazy("Qui avez-vous rencontré ?")
        who.help_text = gettext_lazy("Un prénom et un métier suffisent.")
        del self.fields["source"], self.fields["vintage"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """An enquiry, and the title of the option it was about."""

    told: LearntFact
    option: LookedAtOption


@for_beneficiary
def enquiries(request: HttpRequest) -> HttpResponse:
    """Show all enquiries, latest first; add one on POST."""
    person = person_of(request)
    options = options_of(owner=person, reader=person)
    form = EnquiryForm(request.POST or None, options=options, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and _keep(request, form, options):
        return redirect("enquiries")
    context = {
        "form": form,
        "options": options,
        "meetings": meetings_of(request),
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/enquiries.html", context)


def meetings_of(request: HttpRequest) -> tuple[Meeting, ...]:
    """Return the enquiries with their options, those set aside too; a constant number of queries."""
    person = person_of(request)
    open_ones = options_of(owner=person, reader=person)
    aside = options_of(owner=person, reader=person, is_set_aside=True)
    by_id = {option.id: option for option in (*open_ones, *aside)}
    return tuple(Meeting(told, by_id[told.option_id]) for told in enquiries_of(owner=person, reader=person))


def _keep(request: HttpRequest, form: EnquiryForm, options: Sequence[LookedAtOption]) -> bool:
    chosen = next(option for option in options if str(option.id) == form.cleaned_data["option"])
    with acting(request, done=_("C’est noté dans votre carnet.")) as outcome:
        add_fact(
            option_id=chosen.id,
            fact=form.fact,
            on=form.cleaned_data["on"],
            by=person_of(request),
            at=timezone.now(),
        )
    return outcome.is_done
