"""What is asked of a skill."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.portfolio.models import Card
from bilan.portfolio.pieces import Claim, SkillCard, ToldExperience

LEVELS: list[tuple[int, str | Promise]] = [
    (1, gettext_lazy("Je débute, avec de l’aide")),
    (2, gettext_lazy("Je me débrouille sans aide")),
    (3, gettext_lazy("J’y arrive même quand c’est difficile")),
    (4, gettext_lazy("Je peux l’apprendre aux autres")),
]
PROOFS: list[tuple[str, str | Promise]] = [
    (Card.Proof.SAID, gettext_lazy("Je le dis")),
    (Card.Proof.SHOWN, gettext_lazy("Je peux le montrer : un document, une photo, un exemple précis")),
    (Card.Proof.CERTIFIED, gettext_lazy("Un diplôme, un titre ou un permis le certifie")),
]
MOST_PARTS = 4
CONFIRMED: tuple[str, str | Promise] = (
    Card.Proof.CONFIRMED,
    gettext_lazy("Quelqu’un d’autre l’a confirmé"),
)


class SkillForm(forms.Form):
    """A skill in its owner's sentence, and what they say of it."""

    sentence = forms.CharField(
        label=gettext_lazy("Votre phrase"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Commencez par « Je » : ce que vous faites, pour qui, avec quel résultat."),
    )
    experience = forms.TypedChoiceField(
        label=gettext_lazy("D’où vient-elle ?"), coerce=UUID, empty_value=None, required=False
    )
    proof = forms.ChoiceField(
        label=gettext_lazy("Qu’est-ce qui l’appuie ?"),
        widget=forms.RadioSelect,
        choices=PROOFS,
        initial=Card.Proof.SAID,
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("Où en êtes-vous ?"),
        choices=LEVELS,
        coerce=int,
        widget=forms.RadioSelect,
        initial=2,
    )
    liking = forms.ChoiceField(
        label=gettext_lazy("Et demain ?"),
        widget=forms.RadioSelect,
        choices=Card.Liking.choices,
        initial=Card.Liking.NEUTRAL,
    )
    was_unexpected = forms.BooleanField(
        label=gettext_lazy("Je ne savais pas que je savais faire cela"), required=False
    )
    is_private = forms.BooleanField(
        label=gettext_lazy("Pour moi seulement"),
        required=False,
        help_text=gettext_lazy("Votre conseiller ne verra pas cette carte non plus."),
    )

    def __init__(self, *args: object, told: Sequence[ToldExperience] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on to Django as they came
        origin = self.fields["experience"]
        assert isinstance(origin, forms.TypedChoiceField)
        origin.choices = [("", _("Aucune activité en particulier")), *((one.id, one.title) for one in told)]

    @property
    def claim(self) -> Claim:
        """Return what the owner says beside the sentence."""
        told = self.cleaned_data
        return Claim(
            proof=told["proof"],
            level=told["level"],
            liking=told["liking"],
            is_private=told["is_private"],
            was_unexpected=told["was_unexpected"],
        )


class CardForm(SkillForm):
    """A skill to change: where it comes from stays, and so may a confirmation."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, card: SkillCard, **kwargs: object) -> None:
        super().__init__(*args, initial=initial_of(card), **kwargs)  # type: ignore[arg-type]  # as above
        del self.fields["experience"]
        proof = self.fields["proof"]
        assert isinstance(proof, forms.ChoiceField)
        if card.proof == Card.Proof.CONFIRMED:
            proof.choices = [*PROOFS, CONFIRMED]


class SplitForm(forms.Form):
    """Two to four sentences in the place of one."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, card: SkillCard, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on to Django as they came
        self.fields["seen"].initial = card.version
        for number in range(1, MOST_PARTS + 1):
            self.fields[f"sentence-{number}"] = forms.CharField(
                label=_("Carte %(number)d") % {"number": number},
                required=False,
                max_length=400,
                initial=card.sentence if number == 1 else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def sentences(self) -> list[str]:
        """Return the sentences, in their order."""
        return [self.cleaned_data[f"sentence-{number}"] for number in range(1, MOST_PARTS + 1)]


class MergeForm(forms.Form):
    """Cards that say the same, and the sentence to keep."""

    cards = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Les cartes à réunir"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choisissez au moins deux cartes.")},
    )
    sentence = forms.CharField(
        label=gettext_lazy("Comment le dire en une phrase ?"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Laissée vide, la phrase de la première carte choisie est gardée."),
    )

    def __init__(self, *args: object, held: Iterable[SkillCard], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on to Django as they came
        cards = self.fields["cards"]
        assert isinstance(cards, forms.TypedMultipleChoiceField)
        cards.choices = [(card.id, card.sentence) for card in held]


def initial_of(card: SkillCard) -> dict[str, object]:
    """Return a card as its form starts."""
    return {
        "sentence": card.sentence,
        "proof": card.proof,
        "level": card.level,
        "liking": card.liking,
        "was_unexpected": card.was_unexpected,
        "is_private": card.is_private,
        "seen": card.version,
    }
