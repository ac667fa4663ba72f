"""What is known of a person, gathered for ranking occupations: only what they confirmed or answered."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from bilan.accounts.models import Person
from bilan.instruments.library import RIASEC, VALUES
from bilan.instruments.models import Administration
from bilan.instruments.queries import latest_finished, result_of
from bilan.instruments.results import RiasecResult, ValuesResult
from bilan.occupations.matching import Constraints, HeldSkill, Profile, RankedOccupation, rank_occupations
from bilan.portfolio.queries import held_names, lived_occupations
from bilan.projects.queries.leanings import kept_leans, leaned
from bilan.projects.queries.options import excluded_codes

MOST_PROPOSED = 6


def profile_of(
    *,
    person: Person,
    constraints: Constraints | None = None,
    weights: Mapping[str, float] | None = None,
    current: str | None = None,
    has_private_cards: bool = True,
) -> Profile:
    """Gather confirmed cards, interests, ranked values, constraints, refusals and what these taught.

    A constant number of queries. What a refusal taught counts once the person agreed; `weights` given here
    come first. The constraints belong to the case: the caller passes them in. Interests that are flat, or
    that the person does not recognize, are left out. `has_private_cards=False` where the practitioner looks
    on, since reasons name skills.
    """
    told = Profile(
        skills=_skills(person, has_private_cards=has_private_cards),
        riasec=_interests(person),
        values=_values(person),
        constraints=constraints or Constraints(),
        excluding=excluded_codes(owner=person, has_private=has_private_cards),
        current=current,
        lived=lived_occupations(owner=person, has_private=has_private_cards),
    )
    leans = [kept.lean for kept in kept_leans(person, has_private=has_private_cards)]
    found = leaned(told, leans)
    return replace(found, weights={**found.weights, **(weights or {})})


def proposed_occupations(
    *,
    profile: Profile,
    language: str,
    departement: str | None = None,
    limit: int = MOST_PROPOSED,
    also: Collection[str] = (),
) -> list[RankedOccupation]:
    """Rank occupations for a profile, six at most: lists of hundreds are the known failure of this field.

    The person's own options, named in `also`, are explained after those proposed.
    """
    return rank_occupations(
        profile, language=language, departement=departement, limit=min(limit, MOST_PROPOSED), also=also
    )


def _skills(person: Person, *, has_private_cards: bool) -> tuple[HeldSkill, ...]:
    """Return each skill once: two cards of one skill give their best proof and the latest liking."""
    held: dict[str, HeldSkill] = {}
    for card in held_names(owner=person, has_private=has_private_cards):
        other = held.get(card.uri)
        proof = max(card.proof_rank, other.proof if other else 0)
        held[card.uri] = HeldSkill(card.uri, proof, other.liking if other else card.liking_sign)
    return tuple(held.values())


def _interests(person: Person) -> Mapping[str, tuple[float, float]]:
    """Return the interests, unless they are flat or the person does not recognize themselves in them."""
    administration = latest_finished(person=person, instrument_id=RIASEC)
    if administration is None or administration.opinion == Administration.Opinion.NO:
        return {}
    result = result_of(administration=administration)
    return result.as_profile if isinstance(result, RiasecResult) and not result.is_flat else {}


def _values(person: Person) -> tuple[str, ...]:
    administration = latest_finished(person=person, instrument_id=VALUES)
    result = result_of(administration=administration) if administration else None
    return result.ordered_ids if isinstance(result, ValuesResult) else ()
