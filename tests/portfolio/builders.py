"""Activities and cards, stating only what matters to a test."""

from datetime import datetime

from bilan.accounts.models import Person
from bilan.portfolio.models import Card, Experience
from bilan.portfolio.operations import add_card, add_experience
from bilan.portfolio.pieces import UNSAID, Claim, Period

SIX_YEARS = Period(2010, None, 2016)


def an_experience(
    *,
    person: Person,
    at: datetime,
    title: str = "Trésorière, parents d’élèves",
    narrative: str = "",
    kind: str = "UNPAID",
    period: Period = SIX_YEARS,
    is_private: bool = False,
) -> Experience:
    """Return an activity told by its owner."""
    return add_experience(
        person=person,
        kind=kind,
        period=period,
        title=title,
        narrative=narrative,
        is_private=is_private,
        by=person,
        at=at,
    )


def a_card(
    *,
    person: Person,
    at: datetime,
    sentence: str = "Je tiens des comptes qui tombent juste.",
    uri: str = "",
    experience: Experience | None = None,
    claim: Claim = UNSAID,
) -> Card:
    """Return a card written by its owner."""
    return add_card(
        person=person,
        sentence=sentence,
        uri=uri,
        experience_id=None if experience is None else experience.pk,
        claim=claim,
        by=person,
        at=at,
    )
