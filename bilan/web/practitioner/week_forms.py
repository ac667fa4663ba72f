"""The forms of one's availability: the hours of each week, and the days without interviews."""

from collections.abc import Mapping, Sequence
from datetime import time

from django import forms
from django.forms.boundfield import BoundField
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from bilan.providers.models import Slot
from bilan.providers.weeks import WeeklyHour
from bilan.web.practitioner.slot_forms import DATE, told_hours

WORKED = range(6)  # a bilan is not given on Sundays, unless a slot is opened by hand
USUAL_MINUTES = 90


class WeekForm(forms.Form):
    """For each day of the week: hours, and how one meets; one length for all."""

    minutes = forms.IntegerField(
        label=_("Durée de chaque entretien, en minutes"),
        min_value=15,
        max_value=240,
        initial=USUAL_MINUTES,
        error_messages={
            "required": _("Donnez une durée, par exemple 90."),
            "invalid": _("Un nombre entier de minutes, par exemple 90."),
        },
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, week: Sequence[WeeklyHour] = ()) -> None:
        super().__init__(data, initial=_initial(week))
        for number in WORKED:
            self.fields[f"hours-{number}"] = forms.CharField(
                label=WEEKDAYS[number], max_length=200, required=False
            )
            self.fields[f"mode-{number}"] = forms.ChoiceField(label=_("Comment"), choices=Slot.Mode.choices)

    def days(self) -> list[tuple[BoundField, BoundField]]:
        """Return the two fields of each day."""
        return [(self[f"hours-{number}"], self[f"mode-{number}"]) for number in WORKED]

    def clean(self) -> dict[str, object]:
        """Read the hours of each day as people write them."""
        told: dict[str, object] = super().clean() or {}
        for number in WORKED:
            self._read(f"hours-{number}", told)
        return told

    def week(self) -> tuple[WeeklyHour, ...]:
        """Return the week that was written, each hour once."""
        told = self.cleaned_data
        return tuple(
            WeeklyHour(number, hour, told["minutes"], told[f"mode-{number}"])
            for number in WORKED
            for hour in sorted(set(told[f"hours-{number}"]))
        )

    def _read(self, name: str, told: dict[str, object]) -> None:
        try:
            told[name] = told_hours(str(told.get(name) or ""))
        except forms.ValidationError as error:
            self.add_error(name, error)


class AwayForm(forms.Form):
    """The first and the last day without interviews."""

    begins_on = forms.DateField(
        label=_("Du"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DATE,
    )
    until = forms.DateField(
        label=_("Au, compris"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DATE,
    )


def _initial(week: Sequence[WeeklyHour]) -> dict[str, object]:
    told: dict[str, object] = {"minutes": week[0].minutes if week else USUAL_MINUTES}
    for number in WORKED:
        hours = [one for one in week if one.weekday == number]
        told[f"hours-{number}"] = ", ".join(written(one.starts) for one in hours)
        told[f"mode-{number}"] = hours[0].mode if hours else Slot.Mode.FACE.value
    return told


def written(hour: time) -> str:
    """Write an hour as the form reads it."""
    return f"{hour.hour} h {hour.minute:02}" if hour.minute else f"{hour.hour} h"
