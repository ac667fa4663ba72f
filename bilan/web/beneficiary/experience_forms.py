"""What is asked of an activity, and how its dates are said."""

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.portfolio.errors import YearsImpossible
from bilan.portfolio.models import Experience
from bilan.portfolio.pieces import Period, Telling, ToldExperience

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # exists in the type stubs alone

FORGOTTEN = gettext_lazy("je ne sais plus")


def _month_field(label: "_StrPromise") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("", FORGOTTEN), *MONTHS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )


class ExperienceForm(forms.Form):
    """An activity told in one's own words."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Quelle sorte d’activité ?"),
        choices=Experience.Kind.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Les quatre comptent autant."),
    )
    title = forms.CharField(
        label=gettext_lazy("Comment l’appelez-vous ?"),
        max_length=120,
        help_text=gettext_lazy("Vos mots : « Trésorière des parents d’élèves », « Aide à ma mère »."),
    )
    from_year = forms.IntegerField(label=gettext_lazy("Depuis l’année"), min_value=1900, max_value=2200)
    from_month = _month_field(gettext_lazy("Mois de début"))
    to_year = forms.IntegerField(
        label=gettext_lazy("Jusqu’à l’année"), min_value=1900, max_value=2200, required=False
    )
    to_month = _month_field(gettext_lazy("Mois de fin"))
    narrative = forms.CharField(
        label=gettext_lazy("Racontez"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea,
        help_text=gettext_lazy("Comme à quelqu’un qui n’y était pas. Les fautes n’ont aucune importance."),
    )
    is_private = forms.BooleanField(
        label=gettext_lazy("Pour moi seulement"),
        required=False,
        help_text=gettext_lazy("Votre conseiller ne verra pas cette activité non plus."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        """Check the dates together, so that the error stands beside them."""
        told: dict[str, object] = super().clean() or self.cleaned_data
        if "from_year" in told and "to_year" in told and not is_possible(self.period, timezone.localdate()):
            self.add_error("from_year", str(YearsImpossible()))
        return told

    @property
    def period(self) -> Period:
        """Return from when to when."""
        told = self.cleaned_data
        return Period(
            from_year=told["from_year"],
            from_month=told.get("from_month"),
            to_year=told.get("to_year"),
            to_month=told.get("to_month"),
        )

    @property
    def telling(self) -> Telling:
        """Return the activity as it is to be kept."""
        told = self.cleaned_data
        return Telling(
            kind=told["kind"],
            period=self.period,
            title=told["title"],
            narrative=told["narrative"],
            is_private=told["is_private"],
        )


def is_possible(period: Period, today: date) -> bool:
    """Tell whether a period can be a part of a life lived until today."""
    return period.is_possible and not period.starts_after(today)


def initial_of(told: ToldExperience) -> dict[str, object]:
    """Return an activity as its form starts."""
    return {
        "kind": told.kind,
        "title": told.title,
        "from_year": told.period.from_year,
        "from_month": told.period.from_month,
        "to_year": told.period.to_year,
        "to_month": told.period.to_month,
        "narrative": told.narrative,
        "is_private": told.is_private,
        "seen": told.version,
    }


def said(period: Period) -> str:
    """Say a period: « 2003 à 2014 », « mars 2021 à aujourd’hui », « 2012 »."""
    start = _moment(period.from_year, period.from_month)
    if period.to_year is None:
        return _("%(start)s à aujourd’hui") % {"start": start}
    end = _moment(period.to_year, period.to_month)
    return start if start == end else _("%(start)s à %(end)s") % {"start": start, "end": end}


def _moment(year: int, month: int | None) -> str:
    return f"{MONTHS[month]} {year}" if month else str(year)
