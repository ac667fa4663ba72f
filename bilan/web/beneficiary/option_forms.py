"""What is asked of an option: what was learnt of it, how it feels, what is decided."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilan.projects.models import Evidence, Option
from bilan.projects.pieces import Fact, Feeling, Why

SIDES: list[tuple[str, str | Promise]] = [
    (Evidence.Side.PERSON, _("Moi : est-ce que je m’y vois, une journée ordinaire ?")),
    (Evidence.Side.MARKET, _("L’emploi : recrute-t-on, et qui ?")),
    (Evidence.Side.PLACE, _("Le lieu : où, avec quel trajet ?")),
    (Evidence.Side.TIME, _("Le temps : combien pour y arriver, quels horaires ?")),
    (Evidence.Side.MONEY, _("L’argent : ce que cela coûte, ce que cela rapporte")),
]
VERDICTS: list[tuple[str, str | Promise]] = [
    (Option.Decision.GO, _("Cela tient")),
    (Option.Decision.ADAPT, _("Cela tient si j’adapte quelque chose")),
    (Option.Decision.DROP, _("Cela ne tient pas")),
]
# The same, as short as a button beside a figure.
BRIEF_VERDICTS: list[tuple[str, str | Promise]] = [
    (Option.Decision.GO, _("Cela tient")),
    (Option.Decision.ADAPT, _("À adapter")),
    (Option.Decision.DROP, _("Ne tient pas")),
]
DECISIONS: list[tuple[str, str | Promise]] = [
    (Option.Decision.GO, _("J’y vais : les cinq côtés tiennent")),
    (Option.Decision.ADAPT, _("J’adapte : cela tient en changeant quelque chose")),
    (Option.Decision.DROP, _("Je laisse : la piste est écartée, avec ma raison")),
]


class FactForm(forms.Form):
    """What was learnt, from whom or from what, and what it says of the option."""

    side = forms.ChoiceField(label=_("De quel côté ?"), choices=SIDES)
    learnt = forms.CharField(
        label=_("Ce que j’ai appris"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Un fait, une phrase entendue, une chose vue."),
    )
    who = forms.CharField(
        label=_("De qui ? (une rencontre)"),
        required=False,
        max_length=120,
        help_text=_("Un prénom et un métier suffisent. Vide si cela vient d’un document."),
    )
    source = forms.CharField(label=_("Ou de quel document ?"), required=False, max_length=200)
    vintage = forms.CharField(
        label=_("De quand date ce document ?"),
        required=False,
        max_length=40,
        help_text=_("« 2025 », « mars 2026 »."),
    )
    on = forms.DateField(
        label=_("Quand l’avez-vous appris ?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    verdict = forms.ChoiceField(label=_("Qu’en dites-vous ?"), choices=VERDICTS, widget=forms.RadioSelect)

    def clean(self) -> dict[str, object]:
        """A document without its date proves nothing: figures age."""
        told = super().clean() or {}
        if told.get("source") and not told.get("vintage"):
            self.add_error("vintage", _("Dites de quand date ce document, même à peu près : « 2025 »."))
        return told

    @property
    def fact(self) -> Fact:
        """Return what was learnt."""
        told = self.cleaned_data
        return Fact(
            side=told["side"],
            learnt=told["learnt"],
            verdict=told["verdict"],
            who=told["who"],
            asked=told.get("asked", ""),
            changes=told.get("changes", ""),
            source=told.get("source", ""),
            vintage=told.get("vintage", ""),
        )


class FeelingForm(forms.Form):
    """How an option feels: it counts when one compares."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"id": "feeling-seen"}))
    energy = forms.IntegerField(label=_("L’envie, de 0 à 10"), min_value=0, max_value=10, required=False)
    doubt = forms.IntegerField(label=_("Les doutes, de 0 à 10"), min_value=0, max_value=10, required=False)
    words = forms.CharField(
        label=_("En quelques mots"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def feeling(self) -> Feeling:
        """Return how it feels."""
        told = self.cleaned_data
        return Feeling(words=told["words"], energy=told["energy"], doubt=told["doubt"])


class DecisionForm(forms.Form):
    """Go, adapt or drop."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"id": "decision-seen"}))
    decision = forms.ChoiceField(label=_("Ma décision"), choices=DECISIONS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Pourquoi"),
        required=False,
        max_length=300,
        help_text=_("Dans vos mots : cette phrase reste à côté de votre décision."),
    )
    why = forms.MultipleChoiceField(
        label=_("À cause de"),
        choices=Why.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Vous verrez ensuite ce que cela peut changer aux pistes suivantes, et vous déciderez."),
    )

    @property
    def chosen_why(self) -> tuple[Why, ...]:
        """Return the reasons ticked."""
        return tuple(Why(code) for code in self.cleaned_data["why"])
