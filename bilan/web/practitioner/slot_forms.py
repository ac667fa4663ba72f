"""The form that opens several slots at once: which days, which hours, how long, how."""

import re
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.providers.models import Slot

HOUR = re.compile(r"^(\d{1,2})\s*[h:.]?\s*(\d{2})?$", re.IGNORECASE)
MOST_SLOTS = 80
LONGEST_SPAN = 92
DATE = {
    "invalid": gettext_lazy("Une date, par exemple 2026-12-03."),
    "required": gettext_lazy("Donnez un jour."),
}


class SlotsForm(forms.Form):
    """Days of the week between two dates, hours, a length and a way to meet."""

    from_on = forms.DateField(
        label=gettext_lazy("Du"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DATE,
    )
    until_on = forms.DateField(
        label=gettext_lazy("Au"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DATE,
    )
    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Quels jours"),
        coerce=int,
        choices=[(str(number), WEEKDAYS[number]) for number in range(6)],
        error_messages={"required": gettext_lazy("Choisissez au moins un jour.")},
    )
    hours = forms.CharField(
        label=gettext_lazy("À quelles heures"),
        help_text=gettext_lazy("Séparées par des virgules : 9 h 30, 14 h, 16 h 30."),
        max_length=200,
        error_messages={"required": gettext_lazy("Donnez au moins une heure, par exemple 14 h.")},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Durée, en minutes"),
        min_value=15,
        max_value=240,
        initial=90,
        error_messages={
            "required": gettext_lazy("Donnez une durée, par exemple 90."),
            "invalid": gettext_lazy("Un nombre entier de minutes, par exemple 90."),
        },
    )
    mode = forms.ChoiceField(label=gettext_lazy("Comment"), choices=Slot.Mode.choices, initial=Slot.Mode.FACE)

    def clean_hours(self) -> list[time]:
        """Read hours as people write them."""
        return told_hours(self.cleaned_data["hours"])

    def clean(self) -> dict[str, object]:
        """Refuse a span that runs backwards, is too long, or would open too many slots."""
        told: dict[str, object] = super().clean() or {}
        start, end = told.get("from_on"), told.get("until_on")
        if not isinstance(start, date) or not isinstance(end, date):
            return told
        if not start <= end <= start + timedelta(days=LONGEST_SPAN):
            self.add_error("until_on", _("La fin vient après le début, à trois mois au plus."))
        elif not self.errors and len(self._moments()) > MOST_SLOTS:
            self.add_error(
                "hours", _("Plus de quatre-vingts créneaux d’un coup : choisissez moins de jours.")
            )
        return told

    def starts(self, now: datetime) -> list[datetime]:
        """Return the moments to open, those gone by left out of the first day."""
        today = timezone.localdate(now)
        kept = [moment for moment in self._moments() if moment > now or timezone.localdate(moment) != today]
        if not kept:
            self.add_error("hours", _("Aucun de ces jours ne tombe entre ces deux dates."))
        return kept

    def _moments(self) -> list[datetime]:
        told = self.cleaned_data
        span = (told["until_on"] - told["from_on"]).days + 1
        days = (told["from_on"] + timedelta(days=number) for number in range(span))
        return [
            timezone.make_aware(datetime.combine(day, hour))
            for day in days
            if day.weekday() in told["days"]
            for hour in told["hours"]
        ]


def told_hours(text: str) -> list[time]:
    """Read hours separated by commas, as people write them."""
    return [_hour(part.strip()) for part in text.split(",") if part.strip()]


def _hour(text: str) -> time:
    found = HOUR.match(text.replace("\u00a0", " "))
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise forms.ValidationError(
            _("« %(text)s » ne se lit pas comme une heure : écrivez 14 h 30.") % {"text": text}
        )
    return time(hour, minute)
