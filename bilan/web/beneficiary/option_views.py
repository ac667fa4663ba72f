"""An option as a page says it: tastes, learning, hiring and pay in words, each figure with its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.occupations.queries import Market, OccupationCard
from bilan.projects.models import Option
from bilan.projects.pieces import LookedAtOption
from bilan.web.pictures.neighbor_map import CLOSE, PARTLY, NeighborMap, Place, draw_neighbor_map

if TYPE_CHECKING:
    from bilan.occupations.matching import RankedOccupation

MOST_SHOWN = 5  # reasons, gaps or held skills said at once
SHADES = {"f-high": "", "f-mid": "mid", "f-low": "low"}
HARDEST = 5


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option in words."""

    number: int
    code: str
    title: str
    other_title: str
    option_id: UUID | None
    state: str
    shade: str
    fit: float | None
    taste: str
    months: float | None
    learning: str
    openings: int | None
    hiring: str
    tension_steps: tuple[bool, ...]
    offers: str
    pay: str
    area: str
    source: str
    is_explained: bool
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    gaps: tuple[str, ...]
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """What options are told from: rankings, cards and markets, by code."""

    ranked: "Mapping[str, RankedOccupation]"
    cards: Mapping[str, OccupationCard]
    markets: Mapping[str, Market]


def option_view(*, number: int, code: str, option: LookedAtOption | None, sources: Sources) -> OptionView:
    """Say one option."""
    ranked, card = sources.ranked.get(code), sources.cards.get(code)
    market = sources.markets.get(code) or (ranked.market if ranked else None)
    fit = fit_of(ranked)
    months = months_of(ranked, card)
    return OptionView(
        number=number,
        code=code,
        title=option.title if option else ranked.title if ranked else card.title if card else code,
        other_title=card.other_titles[0] if card and card.other_titles else "",
        option_id=option.id if option else None,
        state=str(Option.State(option.state).label) if option else "",
        shade=SHADES[shade_of(fit)],
        fit=fit,
        taste=taste_said(fit),
        months=months,
        learning=learning_said(months),
        openings=market.offers if market else None,
        hiring=hiring_said(market),
        tension_steps=tension_steps(market),
        offers=offers_said(market),
        pay=pay_said(market),
        area=market.area_name if market else "",
        source=source_said(market),
        is_explained=ranked is not None,
        pros=_sentences(ranked.reasons_for) if ranked else (),
        cons=_sentences(ranked.reasons_against) if ranked else (),
        gaps=tuple(gap.label for gap in ranked.gaps[:MOST_SHOWN]) if ranked else (),
        held=tuple(label for _uri, label in ranked.held[:MOST_SHOWN]) if ranked else (),
    )


def map_of(views: Sequence[OptionView]) -> NeighborMap:
    """Return the map of the options of a list."""
    return draw_neighbor_map(
        [
            Place(
                number=view.number,
                title=view.title,
                months=view.months,
                openings=view.openings,
                fit=view.fit,
            )
            for view in views
        ]
    )


def shade_of(fit: float | None) -> str:
    """Return the class of the mark of an option."""
    if fit is None:
        return "f-low"
    return "f-high" if fit >= CLOSE else "f-mid" if fit >= PARTLY else "f-low"


def fit_of(ranked: "RankedOccupation | None") -> float | None:
    """Return how near an option is to what the person likes, 0 to 1; None while nothing is known of it."""
    if ranked is None:
        return None
    values = {term.name: term.value for term in ranked.terms}
    value = values.get("interests")
    return None if value is None or isnan(value) else value


def months_of(ranked: "RankedOccupation | None", card: OccupationCard | None) -> float | None:
    """Return the training still needed in months; None while it is not known."""
    months = ranked.training_months if ranked else card.training_months if card else None
    return None if months is None or isnan(months) else float(months)


def taste_said(fit: float | None) -> str:
    """Say how near an option is to what the person likes; nothing while their interests are not known."""
    if fit is None:
        return ""
    if fit >= CLOSE:
        return _("Proche de ce que vous aimez")
    return _("En partie ce que vous aimez") if fit >= PARTLY else _("À côté de ce qui vous attire")


def learning_said(months: float | None) -> str:
    """Say what there is to learn, as people say time."""
    if months is None:
        return _("Durée non publiée : à demander sur place")
    if months <= 2:
        return _("Quelques semaines, souvent sur le poste")
    rounded = round(months)
    if rounded < 24:
        return ngettext("Environ %(months)d mois", "Environ %(months)d mois", rounded) % {"months": rounded}
    years = round(months / 12)
    return ngettext("Environ %(years)d an", "Environ %(years)d ans", years) % {"years": years}


def hiring_said(market: Market | None) -> str:
    """Say how hard employers find it to hire."""
    if market is None or market.tension is None:
        return ""
    words = {
        1: _("on recrute peu, les candidats sont nombreux"),
        2: _("recrutement plutôt facile pour les employeurs"),
        3: _("recrutement ordinaire"),
        4: _("recrutement difficile, votre candidature compte"),
        5: _("recrutement très difficile, votre candidature compte"),
    }
    return words.get(market.tension, "")


def tension_steps(market: Market | None) -> tuple[bool, ...]:
    """Return the five marks of the tension."""
    tension = market.tension if market and market.tension else 0
    return tuple(step <= tension for step in range(1, HARDEST + 1))


def offers_said(market: Market | None) -> str:
    """Say how many offers were published, where."""
    if market is None or market.offers is None:
        return ""
    said = ngettext("%(count)s offre en un an", "%(count)s offres en un an", market.offers)
    return said % {"count": _number(market.offers)}


def pay_said(market: Market | None) -> str:
    """Say what half of those who do it earn more than."""
    if market is None or market.median_pay is None:
        return ""
    return _("La moitié gagne plus de %(pay)s € net par mois") % {"pay": _number(market.median_pay)}


def source_said(market: Market | None) -> str:
    """Say where and when figures come from; an area wider than the département is named."""
    if market is None or not market.source:
        return ""
    facts = {"source": market.source, "vintage": market.vintage, "area": market.area_name}
    return _("%(source)s, %(vintage)s, %(area)s") % facts


def _number(value: int) -> str:
    return number_format(value, 0, use_l10n=True, force_grouping=True).replace(" ", "\u00a0")


def _sentences(reasons: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(getattr(reason, "sentence", reason)) for reason in reasons[:MOST_SHOWN])
