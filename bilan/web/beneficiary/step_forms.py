"""What is asked of a step of the action plan."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.occupations.queries import CertificationCard
from bilan.projects.pieces import PlannedStep, PlanStep


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
    effort = forms.CharField(label=gettext_lazy("Le temps que cela demande"), max_length=120, required=False)
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
    certification = forms.ChoiceField(label=gettext_lazy("Une certification visée"), required=False)
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

    @property
    def step(self) -> PlannedStep:
        """Return the step in the person's words."""
        told = self.cleaned_data
        return PlannedStep(
            what=told["what"],
            means=told["means"],
            funding=told["funding"],
            obstacle=told["obstacle"],
            response=told["response"],
            certification=told["certification"],
            is_private=told["is_private"],
        )


def initial_of(planned: PlanStep) -> dict[str, object]:
    """Return a step as its form starts."""
    step = planned.step
    return {
        "what": step.what,
        "due_on": planned.due_on,
        "means": step.means,
        "funding": step.funding,
        "obstacle": step.obstacle,
        "response": step.response,
        "certification": step.certification,
        "is_private": step.is_private,
    }
