"""The portfolio on pages made to be printed: the cards, and the stories they come from."""

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
    """Show one's cards, or one's stories, on a page to print; what is private only when asked for."""
    with_private, part = request.GET.get("all") == "1", request.GET.get("part", "")
    page = _stories(request, with_private) if part == "stories" else _cards(request, with_private)
    context = {**page, "with_private": with_private, "part": part}
    return render(request, "beneficiary/portfolio_paper.html", context)


def _cards(request: HttpRequest, with_private: bool) -> dict[str, object]:
    person = person_of(request)
    held = cards_of(owner=person, reader=person)
    shown = [card for card in held if with_private or not card.is_private]
    has_private = any(card.is_private for card in held)
    return {"sky": sky_of(shown) if shown else None, "has_private": has_private}


def _stories(request: HttpRequest, with_private: bool) -> dict[str, object]:
    person = person_of(request)
    told = experiences_of(owner=person, reader=person)
    shown = [one for one in told if with_private or not one.is_private]
    life = life_of(shown, today=timezone.localdate()) if shown else None
    return {"life": life, "has_private": any(one.is_private for one in told)}
