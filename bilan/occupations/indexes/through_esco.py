"""What the ESCO occupations matched with those of ROME tell: themselves, what they ask, their groups."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from bilan.occupations.models import Catalogue, Occupation, Requirement
from bilan.occupations.queries import esco_matches

OPTIONAL = 0.4  # of an essential demand
FITS = {"EXACT": 1.0, "CLOSE": 0.7, "NARROWER": 0.4, "BROADER": 0.4}

Match = tuple[int, str, float]  # occupation row, ESCO occupation, how well it fits
Feature = tuple[int, Hashable, float]


def through_esco(catalogue: Catalogue, places: Mapping[str, int]) -> dict[str, Iterable[Feature]]:
    """Return what the official table of correspondence brings to ROME, by way to compare."""
    if catalogue.code != "rome":
        return {}
    matched = [(places[match.source], match.target, FITS[match.relation]) for match in esco_matches()]
    return {"esco": matched, "esco_demands": _demands(matched), "esco_groups": _groups(matched)}


def _demands(matched: Sequence[Match]) -> Iterable[Feature]:
    """Count what the ESCO occupations matched with each of ROME ask."""
    asked: dict[str, list[tuple[int, float]]] = defaultdict(list)
    rows = Requirement.objects.filter(occupation__catalogue__code="esco").order_by("pk")
    for uri, skill, is_essential in rows.values_list("occupation__code", "skill", "is_essential").iterator():
        asked[uri].append((skill, 1.0 if is_essential else OPTIONAL))
    counts: dict[tuple[int, int], float] = defaultdict(float)
    for row, uri, fit in matched:
        for skill, share in asked.get(uri, ()):
            counts[row, skill] += fit * share
    return ((row, skill, count) for (row, skill), count in counts.items())


def _groups(matched: Sequence[Match]) -> Iterable[Feature]:
    """Count the groups, of four digits and of three, of the ESCO occupations matched with each of ROME."""
    esco = Occupation.objects.filter(catalogue__code="esco").exclude(isco="")
    groups = dict(esco.values_list("code", "isco"))
    counts: dict[tuple[int, str], float] = defaultdict(float)
    for row, uri, fit in matched:
        if uri in groups:
            counts[row, groups[uri]] += fit
            counts[row, groups[uri][:3]] += fit
    return ((row, group, count) for (row, group), count in counts.items())
