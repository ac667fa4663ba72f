"""What is known about an option, side by side of reality: to keep as a fact, with one's own verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.accounts.models import Person
from bilan.cases.queries import case_of
from bilan.occupations.queries import Figure, Market, occupation_catalogue
from bilan.projects.models import Evidence, Option
from bilan.projects.operations import add_fact
from bilan.projects.pieces import LookedAtOption, SideOfReality
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.option_views import (
    Sources,
    hiring_said,
    learning_said,
    months_of,
    offers_said,
    pay_said,
)
from bilan.web.beneficiary.options import departement_for, explained_for, profile_for, sources_for
from bilan.web.beneficiary.owned import own_option
from bilan.web.beneficiary.realism_figures import KnownFigure
from bilan.web.beneficiary.realism_own import figures_of_person, figures_of_place
from bilan.web.outcome import acting


@dataclass(frozen=True, slots=True)
class SideView:
    """A side of reality: what was learnt, and what is known and not kept yet."""

    told: SideOfReality
    known: tuple[KnownFigure, ...]


@for_beneficiary
@require_POST
def option_figure(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Keep a known figure as a fact, with the person's verdict."""
    person, option = person_of(request), own_option(request, option_id)
    verdict, key = request.POST.get("verdict", ""), request.POST.get("figure", "")
    ranked = explained_for(person, profile_for(person, case_of(person)), [option.code])
    sources = sources_for(person, [option.code], ranked)
    known = known_figures(person, option, sources, today=timezone.localdate())
    figure = next((one for one in known if one.key == key), None)
    if figure is None or verdict not in Option.Decision.values:
        raise Http404
    now = timezone.now()
    with acting(request, done=_("C’est noté, avec sa source.")):
        add_fact(
            option_id=option.id, fact=figure.fact(verdict), on=timezone.localdate(now), by=person, at=now
        )
    return redirect("option", option.id)


def side_views(sides: Sequence[SideOfReality], known: Sequence[KnownFigure]) -> tuple[SideView, ...]:
    """Put beside each side what is published of it and was not kept yet."""
    return tuple(SideView(told, _left(told, known)) for told in sides)


def known_figures(
    person: Person, option: LookedAtOption, sources: Sources, *, today: date
) -> tuple[KnownFigure, ...]:
    """Return what is known about an option, of each side; nothing where no source says it."""
    own = figures_of_person(option, sources, today=today)
    return (*own, *_published(option, sources), *figures_of_place(option, departement_for(person)))


def _published(option: LookedAtOption, sources: Sources) -> list[KnownFigure]:
    ranked, card = sources.ranked.get(option.code), sources.cards.get(option.code)
    market = sources.markets.get(option.code) or (ranked.market if ranked else None)
    found = [*_of_market(market)] if market else []
    months = months_of(ranked, card)
    if months is not None:
        catalogue = occupation_catalogue()
        side, said = Evidence.Side.TIME, learning_said(months)
        found.append(KnownFigure("training", side, said, catalogue.name, catalogue.version))
    return found


def _of_market(market: Market) -> list[KnownFigure]:
    """Say the tension, the offers and the pay, each with its own area and vintage."""
    figures = {figure.indicator: figure for figure in market.figures}
    told = (
        ("TENSION", Evidence.Side.MARKET, _tension_said(market)),
        ("OFFERS", Evidence.Side.MARKET, offers_said(market)),
        ("MEDIAN_PAY", Evidence.Side.MONEY, pay_said(market)),
    )
    return [_figure(name, side, said, figures) for name, side, said in told if said and name in figures]


def _tension_said(market: Market) -> str:
    said = hiring_said(market)
    if not said:
        return ""
    return _("%(said)s (%(tension)s sur 5)") % {
        "said": said[:1].upper() + said[1:],
        "tension": market.tension,
    }


def _figure(name: str, side: Evidence.Side, said: str, figures: Mapping[str, Figure]) -> KnownFigure:
    figure = figures[name]
    where = ", ".join(part for part in (figure.source, figure.area_name) if part)
    return KnownFigure(name.lower(), side, said, where, figure.vintage)


def _left(told: SideOfReality, known: Sequence[KnownFigure]) -> tuple[KnownFigure, ...]:
    kept = {(one.fact.learnt, one.fact.vintage) for one in told.facts}
    return tuple(one for one in known if one.side == told.side and (one.sentence, one.vintage) not in kept)
