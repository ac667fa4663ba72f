"""The skills portfolio as a document: one's own sentences first, official names small."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from bilan.documents.paper import Paper, Piece, Section
from bilan.portfolio.pieces import Period, SkillCard, ToldExperience


def skills_paper(
    *,
    name: str,
    cards: Sequence[SkillCard],
    experiences: Sequence[ToldExperience],
    on: date,
    language: str,
) -> Paper:
    """Return the portfolio to set (no query); what is private is the caller's to leave out."""
    return Paper(
        title=_("Portefeuille de compétences"),
        language=language,
        on=on,
        lede=name,
        sections=(_cards(cards), _experiences(experiences)),
        reads=_("Ce document appartient à %(name)s.") % {"name": name},
    )


def _cards(cards: Sequence[SkillCard]) -> Section:
    title = _("Ce que je sais faire")
    if not cards:
        return Section(title, empty=_("Aucune carte pour le moment."))
    return Section(title, tuple(_card(card) for card in cards))


def _card(card: SkillCard) -> Piece:
    told = (card.label, str(card.proof.label).lower(), card.experience)
    return Piece(card.sentence, origin=" · ".join(part for part in told if part), is_own=True)


def _experiences(experiences: Sequence[ToldExperience]) -> Section:
    title = _("Ce que j’ai fait")
    if not experiences:
        return Section(title, empty=_("Aucune activité pour le moment."))
    return Section(title, tuple(_experience(told) for told in experiences))


def _experience(told: ToldExperience) -> Piece:
    return Piece(f"{_years(told.period)} : {told.title}", origin=str(told.kind.label))


def _years(period: Period) -> str:
    years = {"start": period.from_year, "end": period.to_year}
    if period.is_ongoing:
        return _("depuis %(start)s") % years
    return str(period.from_year) if period.from_year == period.to_year else _("%(start)s à %(end)s") % years
