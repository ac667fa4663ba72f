"""Read a curriculum vitae: what it tells is proposed, and only what the person confirms is kept."""

from collections.abc import Iterable

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from bilan.cases.queries import case_of
from bilan.occupations.curriculum import (
    LARGEST,
    LONGEST_TEXT,
    MOST_EXPERIENCES,
    FoundExperience,
    experiences_in,
    read_curriculum,
)
from bilan.portfolio.models import Experience
from bilan.portfolio.operations import add_experience
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.experience_forms import ExperienceForm
from bilan.web.beneficiary.readers import readers_of
from bilan.web.outcome import acting


class CurriculumForm(forms.Form):
    """A file, or the text itself."""

    file = forms.FileField(
        label=gettext_lazy("Le fichier"),
        help_text=gettext_lazy("PDF, Word (DOCX), LibreOffice (ODT) ou texte. 5 Mo au plus."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.txt"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Ou collez son texte"),
        help_text=gettext_lazy("Une ligne avec une année ouvre chaque activité."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean(self) -> dict[str, object]:
        """Ask for one of the two."""
        told: dict[str, object] = super().clean() or self.cleaned_data
        if not self.errors and not told.get("file") and not str(told.get("text", "")).strip():
            self.add_error("file", _("Choisissez un fichier, ou collez le texte."))
        return told

    @property
    def content(self) -> bytes:
        """Return what was given, the file first."""
        sent = self.cleaned_data["file"]
        found: bytes = sent.read(LARGEST + 1) if sent else self.cleaned_data["text"].encode()
        return found


class FoundForm(ExperienceForm):
    """An activity found in a curriculum vitae, kept when it is ticked."""

    keep = forms.BooleanField(label=gettext_lazy("Garder cette activité"), required=False)

    def __init__(self, *args: object, **told: object) -> None:
        super().__init__(*args, **told)  # type: ignore[arg-type]  # what a formset passes on
        del self.fields["seen"]
        self.fields["kind"].widget = forms.Select(choices=Experience.Kind.choices)
        for name in ("kind", "title", "narrative"):
            self.fields[name].help_text = ""

    def clean(self) -> dict[str, object]:
        """Blame nothing in what is left aside."""
        told = super().clean()
        if not told.get("keep"):
            self.errors.clear()
        return told


FoundFormSet = forms.formset_factory(
    FoundForm, extra=0, max_num=MOST_EXPERIENCES, absolute_max=MOST_EXPERIENCES
)


@for_beneficiary
def curriculum(request: HttpRequest) -> HttpResponse:
    """Ask for a curriculum vitae; on POST, propose what it tells and keep nothing."""
    form = CurriculumForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with acting(request) as outcome:
            found = experiences_in(read_curriculum(form.content))
        if outcome.is_done:
            return _found_page(request, FoundFormSet(initial=[_initial(one) for one in found]))
    context = {"form": form, "readers": readers_of(case_of(person_of(request)))}
    return render(request, "beneficiary/curriculum.html", context)


@for_beneficiary
@require_POST
def curriculum_keep(request: HttpRequest) -> HttpResponse:
    """Keep the activities that were ticked, all or none."""
    found = FoundFormSet(request.POST)
    if not found.is_valid():
        return _found_page(request, found)
    kept = [form for form in found if form.cleaned_data.get("keep")]
    with acting(request, done=_said(len(kept))) as outcome:
        _keep(request, kept)
    return redirect("experiences") if outcome.is_done else _found_page(request, found)


@transaction.atomic
def _keep(request: HttpRequest, kept: Iterable[FoundForm]) -> None:
    """Add each activity; one that is refused leaves none."""
    person, at = person_of(request), timezone.now()
    for form in kept:
        told = form.telling
        add_experience(
            person=person,
            kind=told.kind,
            period=told.period,
            title=told.title,
            narrative=told.narrative,
            is_private=told.is_private,
            by=person,
            at=at,
        )


def _initial(one: FoundExperience) -> dict[str, object]:
    """Return what was found as its form starts: ticked when it has what an activity needs."""
    dates = one.dates
    return {
        "kind": Experience.Kind.EMPLOYED,
        "title": one.title,
        "narrative": one.narrative,
        "keep": bool(one.title and dates),
        "from_year": dates.from_year if dates else None,
        "from_month": dates.from_month if dates else None,
        "to_year": dates.to_year if dates else None,
        "to_month": dates.to_month if dates else None,
    }


def _said(count: int) -> str:
    if not count:
        return _("Rien n’a été gardé.")
    return ngettext(
        "%(count)d activité est gardée. Ouvrez-la pour y chercher ce que vous savez faire.",
        "%(count)d activités sont gardées. Ouvrez-les pour y chercher ce que vous savez faire.",
        count,
    ) % {"count": count}


def _found_page(request: HttpRequest, found: "forms.BaseFormSet[FoundForm]") -> HttpResponse:
    context = {"found": found, "readers": readers_of(case_of(person_of(request)))}
    return render(request, "beneficiary/curriculum_found.html", context)
