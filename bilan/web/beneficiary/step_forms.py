"""What is asked of a step of the action plan."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import time

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.occupations.queries import CertificationCard, registered_certifications
from bilan.projects.errors import CertificationUnknown
from bilan.projects.pieces import PlannedStep, PlanStep, StepKind

MOST_HOURS, MOST_EUROS = 2000, 100_000


class StepForm(forms.Form):
    """A dated step: what, with what, and what to do if it gets stuck."""

    what = forms.CharField(
        label=gettext_lazy("Ce que je vais faire"),
        max_length=300,
        help_text=gettext_lazy("Un geste que l’on peut voir : « Appeler Karim », « Demander un devis »."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Pour quand ?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    time = forms.TimeField(
        label=gettext_lazy("À quelle heure, si c’est un rendez-vous"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Le temps que cela demande, en heures"),
        required=False,
        min_value=0,
        max_value=MOST_HOURS,
        max_digits=6,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.25", "inputmode": "decimal"}),
    )
    euros = forms.IntegerField(
        label=gettext_lazy("Ce que cela coûte, en euros"), required=False, min_value=0, max_value=MOST_EUROS
    )
    means = forms.CharField(
        label=gettext_lazy("Ce qu’il me faut, qui m’aide"), max_length=300, required=False
    )
    funding = forms.CharField(label=gettext_lazy("Qui paie, si cela coûte"), max_length=200, required=False)
    obstacle = forms.CharField(
        label=gettext_lazy("Si…"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Ce qui pourrait m’arrêter : « si personne ne rappelle »."),
    )
    response = forms.CharField(
        label=gettext_lazy("… alors"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Ce que je ferai dans ce cas : « alors je passe au bureau le mercredi »."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("De quoi s’agit-il ?"), choices=StepKind.choices, required=False
    )
    certification = forms.ChoiceField(label=gettext_lazy("La certification visée"), required=False)
    code = forms.CharField(
        label=gettext_lazy("Ou son code, si elle n’est pas dans la liste"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("RNCP ou RS, puis des chiffres : il est sur la fiche de la formation."),
    )
    is_private = forms.BooleanField(
        label=gettext_lazy("Pour moi seulement"),
        required=False,
        help_text=gettext_lazy("Votre conseiller ne verra pas cette étape, et la synthèse ne la dira pas."),
    )

    def __init__(
        self, *args: object, certifications: Iterable[CertificationCard] = (), **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on to Django as they came
        field = self.fields["certification"]
        assert isinstance(field, forms.ChoiceField)
        offered = [(one.code, f"{one.code}, {one.title}") for one in certifications]
        held = str(self.initial.get("certification") or "")
        if held and held not in {code for code, _title in offered}:
            offered.append((held, held))
        field.choices = [("", _("Aucune")), *offered]

    def clean_code(self) -> str:
        """Refuse a code that the register does not hold."""
        code = "".join(self.cleaned_data["code"].split()).upper()
        if code and code not in registered_certifications([code]):
            raise forms.ValidationError(str(CertificationUnknown(code=code)))
        return code

    @property
    def step(self) -> PlannedStep:
        """Return the step in the person's words."""
        return self.changed(PlannedStep(what=""))

    def changed(self, step: PlannedStep) -> PlannedStep:
        """Return a step as the form changes it; what is not asked here stays."""
        told = self.cleaned_data
        hours, euros, begins = told["hours"], told["euros"], told["time"]
        return replace(
            step,
            what=told["what"],
            minutes=None if hours is None else round(hours * 60),
            cost_cents=None if euros is None else euros * 100,
            means=told["means"],
            funding=told["funding"],
            obstacle=told["obstacle"],
            response=told["response"],
            kind=StepKind(told["kind"] or StepKind.ACTION),
            certification=told["code"] or told["certification"],
            time=begins.strftime("%H:%M") if begins else "",
            is_private=told["is_private"],
        )


def initial_of(planned: PlanStep) -> dict[str, object]:
    """Return a step as its form starts."""
    step = planned.step
    return {
        "what": step.what,
        "due_on": planned.due_on,
        "time": time.fromisoformat(step.time) if step.time else None,
        "hours": None if step.minutes is None else round(step.minutes / 60, 2),
        "euros": None if step.cost_cents is None else step.cost_cents // 100,
        "means": step.means,
        "funding": step.funding,
        "obstacle": step.obstacle,
        "response": step.response,
        "kind": step.kind,
        "certification": step.certification,
        "is_private": step.is_private,
    }
