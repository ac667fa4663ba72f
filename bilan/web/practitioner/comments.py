"""Write beside what the person shares, never over it; each read and each remark is traced."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bilan.cases.queries import Reading
from bilan.portfolio.errors import PieceHidden
from bilan.portfolio.models import Comment
from bilan.portfolio.operations import comment_card, comment_experience, remove_comment
from bilan.portfolio.queries import cards_of, experiences_of
from bilan.portfolio.remarks import remarks_on_card, remarks_on_experience
from bilan.web.audience import for_practitioner, person_of
from bilan.web.outcome import acting
from bilan.web.practitioner.own import is_leading, led_case, reading_of

Write = Callable[[str], Comment]


class RemarkForm(forms.Form):
    """A remark."""

    words = forms.CharField(
        label=gettext_lazy("Votre remarque"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Une question, un fait que vous avez vu. La personne la lit et peut la retirer."
        ),
    )


@for_practitioner
def comment_on_card(request: HttpRequest, case_id: UUID, card_id: UUID) -> HttpResponse:
    """Show a shared card with the remarks beside it; add one on POST."""
    reading = _open_reading(request, case_id)
    owner, reader, leads = reading.case.beneficiary, reading.reader, reading.is_practitioner
    held = {card.id: card for card in cards_of(owner=owner, reader=reader, is_practitioner=leads)}
    if card_id not in held:
        raise Http404
    remarks = remarks_on_card(reader=reader, card_id=card_id, is_practitioner=leads)

    def write(words: str) -> Comment:
        return comment_card(card_id=card_id, words=words, by=reader, is_practitioner=leads, at=timezone.now())

    card = held[card_id]
    return _page(request, reading, write, {"words": card.sentence, "name": card.label, "remarks": remarks})


@for_practitioner
def comment_on_experience(request: HttpRequest, case_id: UUID, experience_id: UUID) -> HttpResponse:
    """Show a shared activity with the remarks beside it; add one on POST."""
    reading = _open_reading(request, case_id)
    owner, reader, leads = reading.case.beneficiary, reading.reader, reading.is_practitioner
    held = {told.id: told for told in experiences_of(owner=owner, reader=reader, is_practitioner=leads)}
    if experience_id not in held:
        raise Http404
    remarks = remarks_on_experience(reader=reader, experience_id=experience_id, is_practitioner=leads)

    def write(words: str) -> Comment:
        return comment_experience(
            experience_id=experience_id, words=words, by=reader, is_practitioner=leads, at=timezone.now()
        )

    told = held[experience_id]
    return _page(request, reading, write, {"words": told.narrative, "name": told.title, "remarks": remarks})


@for_practitioner
@require_POST
def comment_remove(request: HttpRequest, case_id: UUID, comment_id: UUID) -> HttpResponse:
    """Take back a remark of one's own."""
    held = led_case(request, case_id)
    try:
        remove_comment(comment_id=comment_id, by=person_of(request), at=timezone.now())
    except PieceHidden as error:
        raise Http404 from error
    return redirect("case-shared", held.pk)


def _page(request: HttpRequest, reading: Reading, write: Write, shown: dict[str, object]) -> HttpResponse:
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("Votre remarque est à côté, signée de votre nom.")) as outcome:
            write(form.cleaned_data["words"])
        if outcome.is_done:
            return redirect(request.path)
    return render(request, "practitioner/comments.html", {"case": reading.case, "form": form, **shown})


def _open_reading(request: HttpRequest, case_id: UUID) -> Reading:
    """Open the portfolio of a bilan still led, or 404: after the hand-over it is the person's alone."""
    held = led_case(request, case_id)
    if not is_leading(request, held):
        raise Http404
    return reading_of(request, held, "portfolio")
