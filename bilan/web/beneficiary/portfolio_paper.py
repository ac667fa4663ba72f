"""The whole portfolio on one page made to be printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bilan.portfolio.queries import cards_of, experiences_of
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.experiences import life_of
from bilan.web.beneficiary.skill_sky import sky_of


@for_beneficiary
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """Show activities and cards on one page; what is private only when its owner asks for it."""
    person = person_of(request)
    told = experiences_of(owner=person, reader=person)
    cards = cards_of(owner=person, reader=person)
    with_private = request.GET.get("all") == "1"
    has_private = any(one.is_private for one in told) or any(card.is_private for card in cards)
    if not with_private:
        told = tuple(one for one in told if not one.is_private)
        cards = tuple(card for card in cards if not card.is_private)
    context = {
        "life": life_of(told, today=timezone.localdate()) if told else None,
        "sky": sky_of(cards) if cards else None,
        "with_private": with_private,
        "has_private": has_private,
    }
    return render(request, "beneficiary/portfolio_paper.html", context)
