"""The forms of the demand: its words, its objectives, and what has to be allowed for."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.cases.pieces import (
    EASE_LABELS,
    EQUIPMENT_LABELS,
    OBJECTIVE_LABELS,
    REMOTE_LABELS,
    Aim,
    Constraints,
    ToldDemand,
)

MOST = 3
LONGEST = 4000
USUAL = Constraints()
Choices = list[tuple[str, str | Promise]]

TAGS: Choices = [("", gettext_lazy("Choisissez…")), *OBJECTIVE_LABELS.items()]
REMOTE: Choices = list(REMOTE_LABELS.items())
EQUIPMENT: Choices = list(EQUIPMENT_LABELS.items())
EASE: Choices = [(str(ease), label) for ease, label in EASE_LABELS.items()]
TRAINING: Choices = [
    ("", gettext_lazy("Je ne sais pas encore")),
    ("0", gettext_lazy("Pas de formation longue")),
    ("3", gettext_lazy("Jusqu’à 3 mois")),
    ("6", gettext_lazy("Jusqu’à 6 mois")),
    ("12", gettext_lazy("Jusqu’à un an")),
    ("24", gettext_lazy("Jusqu’à deux ans")),
    ("36", gettext_lazy("Trois ans s’il le faut")),
]
DIPLOMA: Choices = [
    ("", gettext_lazy("Je préfère ne pas le dire")),
    ("1", gettext_lazy("Aucun, ou le brevet")),
    ("3", gettext_lazy("CAP, BEP ou équivalent")),
    ("4", gettext_lazy("Baccalauréat ou équivalent")),
    ("5", gettext_lazy("Bac + 2")),
    ("6", gettext_lazy("Bac + 3 ou 4")),
    ("7", gettext_lazy("Bac + 5")),
    ("8", gettext_lazy("Doctorat")),
]
CONTEXTS: Choices = [
    ("heavy-loads", gettext_lazy("Porter lourd")),
    ("standing", gettext_lazy("Rester debout longtemps")),
    ("awkward-postures", gettext_lazy("Les postures pénibles")),
    ("repetitive-gestures", gettext_lazy("Refaire toujours le même geste")),
    ("screen-work", gettext_lazy("L’écran ou la chaise toute la journée")),
    ("night-work", gettext_lazy("Travailler la nuit")),
    ("weekend-work", gettext_lazy("Le week-end et les jours fériés")),
    ("shift-work", gettext_lazy("Les horaires qui tournent")),
    ("travel", gettext_lazy("Les déplacements loin de chez moi")),
    ("outdoors", gettext_lazy("Dehors par tous les temps")),
    ("heights", gettext_lazy("La hauteur")),
    ("noise", gettext_lazy("Le bruit")),
    ("chemicals", gettext_lazy("Les produits irritants")),
    ("public-contact", gettext_lazy("Le public sans répit")),
]
RANKS: list[str | Promise] = [
    gettext_lazy("Premier objectif"),
    gettext_lazy("Deuxième objectif, si vous en avez un"),
    gettext_lazy("Troisième objectif, si vous en avez un"),
]
ONE_SENTENCE = {"required": gettext_lazy("Écrivez au moins une phrase ; le reste est gardé.")}


@dataclass(frozen=True, slots=True)
class ObjectiveFields:
    """The two fields of an objective, with its rank."""

    label: str | Promise
    text: BoundField
    tag: BoundField


class DemandForm(forms.Form):
    """The demand, in the person's words, with one to three objectives."""

    why_now = forms.CharField(
        label=gettext_lazy("Pourquoi maintenant ?"),
        help_text=gettext_lazy("Ce qui a changé, ce qui pèse, ce qui donne envie. Trois phrases suffisent."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
        error_messages=ONE_SENTENCE,
    )
    worth_it = forms.CharField(
        label=gettext_lazy("Dans six mois, qu’est-ce qui vous ferait dire que cela valait la peine ?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        error_messages=ONE_SENTENCE,
    )

    def __init__(self, data: Mapping[str, object] | None = None, **options: object) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]  # Django's own loose signature
        for rank in range(1, MOST + 1):
            self.fields[f"text_{rank}"] = _objective_field(is_required=rank == 1)
            self.fields[f"tag_{rank}"] = _tag_field()

    def objective_fields(self) -> list[ObjectiveFields]:
        """Return the fields of each objective, in order."""
        return [
            ObjectiveFields(RANKS[rank - 1], self[f"text_{rank}"], self[f"tag_{rank}"])
            for rank in range(1, MOST + 1)
        ]

    def clean(self) -> dict[str, object]:
        """Ask for the kind of each objective that was written."""
        told: dict[str, object] = super().clean() or {}
        for rank in range(1, MOST + 1):
            if told.get(f"text_{rank}") and not told.get(f"tag_{rank}"):
                self.add_error(f"tag_{rank}", _("Dites de quoi il s’agit : le programme en dépend."))
        return told

    def aims(self) -> tuple[Aim, ...]:
        """Return the objectives that were written."""
        told = self.cleaned_data
        ranks = (rank for rank in range(1, MOST + 1) if told.get(f"text_{rank}"))
        return tuple(Aim(told[f"tag_{rank}"], told[f"text_{rank}"]) for rank in ranks)


def demand_initial(told: ToldDemand | None) -> dict[str, str]:
    """Return what the form shows of a demand already told."""
    if told is None:
        return {}
    initial = {"why_now": told.why_now, "worth_it": told.worth_it}
    for rank, aim in enumerate(told.aims, start=1):
        initial |= {f"text_{rank}": aim.text, f"tag_{rank}": aim.tag}
    return initial


class ConstraintsForm(forms.Form):
    """What has to be allowed for, as needs and never as diagnoses."""

    hours_a_week = forms.IntegerField(
        label=gettext_lazy("Combien d’heures par semaine pouvez-vous y consacrer ?"),
        help_text=gettext_lazy("Entre 1 et 10. Trois heures, le plus souvent."),
        min_value=1,
        max_value=10,
        initial=3,
        error_messages={
            "required": gettext_lazy("Donnez un nombre d’heures, même approximatif."),
            "invalid": gettext_lazy("Un nombre entier d’heures, par exemple 3."),
        },
    )
    remote = forms.ChoiceField(
        label=gettext_lazy("Où préférez-vous les entretiens ?"), choices=REMOTE, initial="ANY"
    )
    meetings = forms.IntegerField(
        label=gettext_lazy("Combien de rendez-vous par semaine, au plus ?"),
        help_text=gettext_lazy("Ou vide, si cela dépend."),
        min_value=1,
        max_value=5,
        required=False,
        error_messages={"invalid": gettext_lazy("Un nombre entier, par exemple 2.")},
    )
    equipment = forms.ChoiceField(
        label=gettext_lazy("Qu’avez-vous chez vous pour travailler et pour appeler ?"),
        choices=EQUIPMENT,
        initial="COMPUTER",
        required=False,
    )
    ease = forms.ChoiceField(
        label=gettext_lazy("Êtes-vous à l’aise avec un écran ?"),
        choices=EASE,
        initial="1.0",
        required=False,
    )
    contexts = forms.MultipleChoiceField(
        label=gettext_lazy("Ce qui est exclu"),
        choices=CONTEXTS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    unwanted = forms.MultipleChoiceField(
        label=gettext_lazy("Ce que vous aimeriez mieux éviter"),
        choices=CONTEXTS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    hoped_pay = forms.IntegerField(
        label=gettext_lazy("Quel salaire net par mois espérez-vous ?"),
        help_text=gettext_lazy("En euros, ou vide."),
        min_value=1,
        max_value=20_000,
        required=False,
        error_messages={"invalid": gettext_lazy("Un nombre d’euros, par exemple 2000.")},
    )
    pay = forms.IntegerField(
        label=gettext_lazy("En dessous de quel salaire net par mois cela ne tient-il pas ?"),
        help_text=gettext_lazy("En euros, ou vide."),
        min_value=0,
        max_value=20_000,
        required=False,
        error_messages={"invalid": gettext_lazy("Un nombre d’euros, par exemple 1600.")},
    )
    training = forms.ChoiceField(
        label=gettext_lazy("Quelle formation êtes-vous prêt à suivre ?"),
        choices=TRAINING,
        required=False,
    )
    diploma = forms.ChoiceField(
        label=gettext_lazy("Votre diplôme ou titre le plus élevé, quel que soit son domaine"),
        help_text=gettext_lazy("Il raccourcit des formations. Il n’écarte aucune piste."),
        choices=DIPLOMA,
        required=False,
    )
    place = forms.CharField(
        label=gettext_lazy("Jusqu’où iriez-vous travailler ?"),
        help_text=gettext_lazy("Une ville, une distance, un temps de trajet : comme vous le diriez."),
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, object]:
        """Refuse to be seen by video only without anything to call with."""
        told: dict[str, object] = super().clean() or {}
        if told.get("remote") == "ONLY" and told.get("equipment") == "NONE":
            self.add_error("remote", _("En visio, il faut au moins un téléphone. Le reste est gardé."))
        return told

    def constraints(self) -> Constraints:
        """Return what was told, as the bilan keeps it."""
        told = self.cleaned_data
        return Constraints(
            remote=told["remote"],
            hours_a_week=told["hours_a_week"],
            meetings_a_week=told["meetings"],
            equipment=told["equipment"] or USUAL.equipment,
            digital_ease=float(told["ease"] or USUAL.digital_ease),
            refused_contexts=tuple(told["contexts"]),
            unwanted_contexts=tuple(code for code in told["unwanted"] if code not in told["contexts"]),
            minimum_pay=told["pay"],
            hoped_pay=told["hoped_pay"],
            maximum_training_months=int(told["training"]) if told["training"] else None,
            diploma=int(told["diploma"]) if told["diploma"] else None,
            place=told["place"],
        )


def constraints_initial(held: Constraints) -> dict[str, object]:
    """Return what the form shows of constraints already told."""
    training = held.maximum_training_months
    return {
        "remote": held.remote,
        "hours_a_week": held.hours_a_week,
        "meetings": held.meetings_a_week,
        "equipment": held.equipment,
        "ease": str(float(held.digital_ease)),
        "contexts": list(held.refused_contexts),
        "unwanted": list(held.unwanted_contexts),
        "pay": held.minimum_pay,
        "hoped_pay": held.hoped_pay,
        "training": "" if training is None else str(training),
        "diploma": "" if held.diploma is None else str(held.diploma),
        "place": held.place,
    }


def _objective_field(*, is_required: bool) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("En une phrase"),
        max_length=300,
        required=is_required,
        error_messages={
            "required": gettext_lazy("Un objectif au moins, en une phrase ; le reste est gardé.")
        },
    )


def _tag_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("De quoi s’agit-il ?"), choices=TAGS, required=False)
