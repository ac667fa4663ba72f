"""Split a card, read what it said before, take a remark away."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.queries import case_of
from bilan.portfolio.errors import PieceHidden
from bilan.portfolio.former import former_sayings
from bilan.portfolio.operations import bring_back_card, remove_comment, split_card
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.elsewhere import kept_elsewhere
from bilan.web.beneficiary.owned import own_card
from bilan.web.beneficiary.readers import readers_of
from bilan.web.beneficiary.skill_forms import SplitForm
from bilan.web.outcome import acting


@for_beneficiary
def skill_split(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Ask for the sentences that one card should become; split it on POST."""
    card = own_card(request, card_id)
    form = SplitForm(request.POST or None, card=card)
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("Partagée. Chaque phrase a sa carte.")) as outcome:
            split_card(
                card_id=card.id,
                sentences=form.sentences,
                seen=form.cleaned_data["seen"],
                by=person_of(request),
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("skills")
    context = {"form": form, "card": card, "elsewhere": kept_elsewhere(form, version=card.version)}
    return _page(request, "beneficiary/skills_split.html", context)


@for_beneficiary
def skill_history(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Show what a card said before; say it again on POST."""
    card, person = own_card(request, card_id), person_of(request)
    version = request.POST.get("version", "")
    if request.method == "POST":
        if not version.isdecimal():
            raise Http404
        with acting(request, done=_("La phrase d’avant est revenue. Celle d’aujourd’hui est gardée ici.")):
            bring_back_card(card_id=card.id, version=int(version), by=person, at=timezone.now())
        return redirect("skill-history", card.id)
    context = {"card": card, "former": former_sayings(reader=person, card_id=card.id)}
    return _page(request, "beneficiary/skills_history.html", context)


@for_beneficiary
@require_POST
def remark_remove(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Take away a remark that somebody wrote beside one's own words."""
    try:
        beside = remove_comment(comment_id=comment_id, by=person_of(request), at=timezone.now())
    except PieceHidden as error:
        raise Http404 from error
    if beside.card_id is not None:
        return redirect("skill", beside.card_id)
    return redirect("experience", beside.experience_id)


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, {**context, "readers": readers_of(case_of(person_of(request)))})
