"""What is known of a person, gathered for ranking occupations: only what they confirmed or answered."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bilan.accounts.models import Person
from bilan.instruments.library import RIASEC, VALUES
from bilan.instruments.queries import latest_finished, result_of
from bilan.instruments.results import RiasecResult, ValuesResult
from bilan.portfolio.queries import cards_of
from bilan.projects.queries.options import excluded_codes

if TYPE_CHECKING:
    from bilan.occupations.matching import Constraints, HeldSkill, Profile, RankedOccupation

MOST_PROPOSED = 6


def profile_of(
    *,
    person: Person,
    constraints: "Constraints | None" = None,
    weights: Mapping[str, float] | None = None,
    current: str | None = None,
    has_private_cards: bool = True,
) -> "Profile":
    """Gather confirmed cards, interests, ranked values, constraints and refusals (constant queries).

    The constraints belong to the case: the caller passes them in. A flat profile of interests says nothing,
    so it is left out. `has_private_cards=False` where the practitioner looks on: reasons name skills.
    """
    from bilan.occupations.matching import Constraints, Profile

    return Profile(
        skills=_skills(person, has_private_cards=has_private_cards),
        riasec=_interests(person),
        values=_values(person),
        constraints=constraints or Constraints(),
        weights=dict(weights or {}),
        excluding=excluded_codes(owner=person),
        current=current,
    )


def proposed_occupations(
    *, profile: "Profile", language: str, departement: str | None = None, limit: int = MOST_PROPOSED
) -> "list[RankedOccupation]":
    """Rank occupations for a profile, six at most: lists of hundreds are the known failure of this field."""
    from bilan.occupations.matching import rank_occupations

    return rank_occupations(
        profile, language=language, departement=departement, limit=min(limit, MOST_PROPOSED)
    )


def _skills(person: Person, *, has_private_cards: bool) -> "tuple[HeldSkill, ...]":
    from bilan.occupations.matching import HeldSkill

    cards = cards_of(owner=person, reader=person)
    return tuple(
        HeldSkill(uri=card.uri, proof=card.proof_rank, liking=card.liking_sign)
        for card in cards
        if card.uri and (has_private_cards or not card.is_private)
    )


def _interests(person: Person) -> Mapping[str, tuple[float, float]]:
    administration = latest_finished(person=person, instrument_id=RIASEC)
    result = result_of(administration=administration) if administration else None
    return result.as_profile if isinstance(result, RiasecResult) and not result.is_flat else {}


def _values(person: Person) -> tuple[str, ...]:
    administration = latest_finished(person=person, instrument_id=VALUES)
    result = result_of(administration=administration) if administration else None
    return result.ordered_ids if isinstance(result, ValuesResult) else ()
