"""The forms of interviews: when to meet, and what to write down after."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilan.cases.models import Phase
from bilan.cases.operations import Appointment
from bilan.cases.reasons import Reason
from bilan.providers.models import Slot

Choices = Iterable[tuple[str, str | Promise]]
PHASES: list[tuple[str, str | Promise]] = [
    (phase.value, phase.label) for phase in (Phase.PRELIMINARY, Phase.INVESTIGATION, Phase.CONCLUSION)
]
MINUTES = {
    "required": _("Donnez une durée en minutes, par exemple 90."),
    "invalid": _("Un nombre entier de minutes, par exemple 90."),
    "min_value": _("Un entretien dure au moins une minute."),
    "max_value": _("Un entretien dure au plus 240 minutes."),
}


class NoteForm(forms.Form):
    """What was lived: how long, in which phase, the note, the next step, the modules done."""

    minutes = forms.IntegerField(
        label=_("Durée réelle, en minutes"), min_value=1, max_value=240, error_messages=MINUTES
    )
    phase = forms.ChoiceField(label=_("Phase"), choices=PHASES, required=False)
    note = forms.CharField(
        label=_("Ma note"),
        help_text=_("Un papier de travail : la personne peut le lire, il est détruit à la remise."),
        widget=forms.Textarea(attrs={"rows": 9}),
        max_length=20_000,
        required=False,
    )
    next_step = forms.CharField(
        label=_("La prochaine étape, convenue ensemble"), max_length=400, required=False
    )
    modules = forms.MultipleChoiceField(
        label=_("Ce que vous avez vécu du plan"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        modules: Choices = (),
        has_content: bool = True,
        has_phase: bool = True,
        **options: object,
    ) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]  # Django's own loose signature
        field = self.fields["modules"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(modules)
        gone = ["note", "next_step"] * (not has_content) + ["phase"] * (not has_phase)
        for name in gone:
            del self.fields[name]


class BookingForm(forms.Form):
    """An open slot, else a day, an hour and a length of one's own."""

    slot = forms.UUIDField(required=False)
    on = forms.DateField(
        label=_("Jour"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Une date, par exemple 2026-12-03.")},
    )
    time = forms.TimeField(
        label=_("Heure"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Une heure, par exemple 14:30.")},
    )
    minutes = forms.IntegerField(
        label=_("Durée, en minutes"),
        required=False,
        min_value=15,
        max_value=240,
        initial=90,
        error_messages=MINUTES,
    )
    mode = forms.ChoiceField(
        label=_("Comment"), choices=Slot.Mode.choices, required=False, initial=Slot.Mode.FACE
    )
    is_free = forms.BooleanField(required=False)

    def __init__(
        self, data: Mapping[str, object] | None = None, *, slots: Sequence[Slot] = (), **options: object
    ) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]  # Django's own loose signature
        self._slots = {slot.pk: slot for slot in slots}

    def clean_slot(self) -> Slot | None:
        """Return the slot that was chosen, refused when someone was quicker."""
        chosen = self.cleaned_data["slot"]
        if chosen is not None and chosen not in self._slots:
            raise forms.ValidationError(_("Ce créneau vient d’être pris. Choisissez-en un autre."))
        return self._slots.get(chosen)

    def appointment(self) -> Appointment:
        """Return the slot as an appointment, else the time that was typed."""
        told = self.cleaned_data
        if told["slot"]:
            return Appointment.of(told["slot"])
        starts_at = timezone.make_aware(datetime.combine(told["on"], told["time"]))
        return Appointment(starts_at, told["minutes"], told["mode"] or Slot.Mode.FACE)

    def clean(self) -> dict[str, object]:
        """Ask for a day, an hour and a length when no slot was chosen."""
        told: dict[str, object] = super().clean() or {}
        if told.get("slot") or "slot" in self.errors:
            return told
        for name, message in (
            ("on", _("Donnez un jour, ou choisissez un créneau.")),
            ("time", _("Donnez une heure, ou choisissez un créneau.")),
            ("minutes", _("Donnez une durée, ou choisissez un créneau.")),
        ):
            if not told.get(name) and name not in self.errors:
                self.add_error(name, message)
        return told


class MoveForm(BookingForm):
    """Another time for an interview, and why."""

    reason = forms.ChoiceField(label=_("Pourquoi"), choices=Reason.choices, required=False)
