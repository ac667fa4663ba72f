"""What is asked of an option: what was learnt of it, how it feels, what is decided."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilan.projects.models import Evidence, Option
from bilan.projects.pieces import Fact, Feeling

SIDES: list[tuple[str, str | Promise]] = [
    (Evidence.Side.PERSON, _("Moi\u00a0: est-ce que je m’y vois, une journée ordinaire\u00a0?")),
    (Evidence.Side.MARKET, _("L’emploi\u00a0: recrute-t-on, et qui\u00a0?")),
    (Evidence.Side.PLACE, _("Le lieu\u00a0: où, avec quel trajet\u00a0?")),
    (Evidence.Side.TIME, _("Le temps\u00a0: combien pour y arriver, quels horaires\u00a0?")),
    (Evidence.Side.MONEY, _("L’argent\u00a0: ce que cela coûte, ce que cela rapporte")),
]
VERDICTS: list[tuple[str, str | Promise]] = [
    (Option.Decision.GO, _("Cela tient")),
    (Option.Decision.ADAPT, _("Cela tient si j’adapte quelque chose")),
    (Option.Decision.DROP, _("Cela ne tient pas")),
]
DECISIONS: list[tuple[str, str | Promise]] = [
    (Option.Decision.GO, _("J’y vais\u00a0: les cinq côtés tiennent")),
    (Option.Decision.ADAPT, _("J’adapte\u00a0: cela tient en changeant quelque chose")),
    (Option.Decision.DROP, _("Je laisse\u00a0: la piste est écartée, avec ma raison")),
]


class FactForm(forms.Form):
    """What was learnt, from whom or from what, and what it says of the option."""

    side = forms.ChoiceField(label=_("De quel côté\u00a0?"), choices=SIDES)
    learnt = forms.CharField(
        label=_("Ce que j’ai appris"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Un fait, une phrase entendue, une chose vue."),
    )
    who = forms.CharField(
        label=_("De qui\u00a0? (une rencontre)"),
        required=False,
        max_length=120,
        help_text=_("Un prénom et un métier suffisent. Vide si cela vient d’un document."),
    )
    source = forms.CharField(label=_("Ou de quel document\u00a0?"), required=False, max_length=200)
    vintage = forms.CharField(
        label=_("De quand date ce document\u00a0?"),
        required=False,
        max_length=40,
        help_text=_("«\u00a02025\u00a0», «\u00a0mars 2026\u00a0»."),
    )
    on = forms.DateField(
        label=_("Quand l’avez-vous appris\u00a0?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    verdict = forms.ChoiceField(
        label=_("Qu’en dites-vous\u00a0?"), choices=VERDICTS, widget=forms.RadioSelect
    )

    @property
    def fact(self) -> Fact:
        """Return what was learnt."""
        told = self.cleaned_data
        return Fact(
            side=told["side"],
            learnt=told["learnt"],
            verdict=told["verdict"],
            who=told["who"],
            source=told["source"],
            vintage=told["vintage"],
        )


class FeelingForm(forms.Form):
    """How an option feels: it counts when one compares."""

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

    decision = forms.ChoiceField(label=_("Ma décision"), choices=DECISIONS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Pourquoi"),
        required=False,
        max_length=300,
        help_text=_("Surtout si vous laissez\u00a0: votre raison change les pistes suivantes."),
    )
