"""The form of a message, for either of the two people of a bilan."""

from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bilan.cases.models import Case
from bilan.cases.operations import write_letter
from bilan.cases.operations.letters import MOST
from bilan.cases.queries import Reading, Thread, thread_of
from bilan.web.outcome import Outcome, acting


class LetterForm(forms.Form):
    """A message, and the key under which it is kept: the same form sent twice writes once."""

    words = forms.CharField(
        label=_("Votre message"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Écrivez au moins un mot : rien n’a été envoyé."),
            "max_length": _("Ce message est trop long. Rien n’a été envoyé : coupez-le en deux."),
        },
    )
    letter_id = forms.UUIDField(widget=forms.HiddenInput, required=False)


def letter_form(request: HttpRequest) -> LetterForm:
    """Return the form of the request, a fresh key in a fresh one."""
    sent = request.POST if request.method == "POST" else None
    return LetterForm(sent, initial={"letter_id": uuid4()})


def sent_letter(request: HttpRequest, case: Case, form: LetterForm, reading: Reading) -> Outcome:
    """Write the message of a valid form."""
    key: UUID | None = form.cleaned_data["letter_id"]
    with acting(request, done=gettext("Votre message est parti.")) as outcome:
        write_letter(
            case=case, words=form.cleaned_data["words"], by=reading.reader, at=reading.at, letter_id=key
        )
    return outcome


def asked_thread(request: HttpRequest, reading: Reading) -> Thread:
    """Return the page of messages that the address asks for, the latest by default."""
    asked = request.GET.get("page", "1")
    return thread_of(reading, page=int(asked) if asked.isdecimal() and len(asked) < 6 else 1)
