"""Which occupations ask for a skill: how common it is, and what it goes with."""

from collections import defaultdict
from collections.abc import Collection

from bilan.occupations.models import Requirement


def occupations_asking(uris: Collection[str]) -> dict[str, frozenset[int]]:
    """Return the occupations that ask for each skill; one query, none for no skill."""
    if not uris:
        return {}
    found: dict[str, set[int]] = defaultdict(set)
    rows = Requirement.objects.filter(skill__uri__in=uris).values_list("skill__uri", "occupation_id")
    for uri, occupation in rows:
        found[uri].add(occupation)
    return {uri: frozenset(asking) for uri, asking in found.items()}
