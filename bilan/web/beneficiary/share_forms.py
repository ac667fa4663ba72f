"""What is asked before a document is given to someone."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.sharing.models import Share
from bilan.sharing.operations import LONGEST, MOST_NAME, MOST_WORDS
from bilan.sharing.pieces import Recipient, ShareTerms


class ShareForm(forms.Form):
    """To whom, for what, until when."""

    name = forms.CharField(
        label=gettext_lazy("Qui va le lire ?"),
        max_length=MOST_NAME,
        help_text=gettext_lazy("Un prénom et un nom : c’est à cette personne que la page s’adresse."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Son adresse électronique"),
        help_text=gettext_lazy("Le lien part à cette adresse et à aucune autre."),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Pour quoi faire ?"), choices=Share.Purpose.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Un mot pour cette personne"),
        max_length=MOST_WORDS,
        required=False,
        help_text=gettext_lazy("Facultatif. Il se lit sur la page, jamais dans le message envoyé."),
    )
    until = forms.DateField(
        label=gettext_lazy("Jusqu’à quand ?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Un an au plus. Vous pourrez arrêter avant, à tout moment."),
    )
    asks_code = forms.BooleanField(
        label=gettext_lazy("Demander un code à chaque ouverture"),
        required=False,
        help_text=gettext_lazy("Un code part à cette adresse : un lien transféré ne suffit plus à ouvrir."),
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on to Django as they came
        latest = today + LONGEST
        self.fields["until"].widget.attrs |= {"min": today.isoformat(), "max": latest.isoformat()}

    def clean(self) -> dict[str, object]:
        """Ask what for in a word, when none of the purposes fits."""
        told = super().clean() or {}
        if told.get("purpose") == Share.Purpose.OTHER and not told.get("words"):
            self.add_error("words", _("Dites en un mot pour quoi faire : cette personne le lira."))
        return told

    @property
    def recipient(self) -> Recipient:
        """Return who is to read."""
        return Recipient(name=self.cleaned_data["name"], email=self.cleaned_data["email"])

    @property
    def terms(self) -> ShareTerms:
        """Return for what, until when."""
        told = self.cleaned_data
        return ShareTerms(
            purpose=told["purpose"], until=told["until"], words=told["words"], asks_code=told["asks_code"]
        )
