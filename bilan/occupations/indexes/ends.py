"""What a catalogue tells of each occupation alone: how much, of what level, and how it came into it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.words import fold
from bilan.engine.match.pairs import Ends
from bilan.occupations.indexes.certified import certified_levels
from bilan.occupations.indexes.traits import LEVELS, domains_of
from bilan.occupations.models import (
    Catalogue,
    LabelKind,
    Occupation,
    OccupationGroup,
    OccupationLabel,
    Requirement,
    SkillKind,
)

Facts = dict[str, NDArray[np.float32]]

KINDS = {
    SkillKind.SKILL: "skills",
    SkillKind.ATTITUDE: "skills",
    SkillKind.KNOWLEDGE: "knowledge",
    SkillKind.CONTEXT: "contexts",
}
LENGTHS = {
    LabelKind.PREFERRED: "name_length",
    LabelKind.DEFINITION: "definition_length",
    LabelKind.ACCESS: "access_length",
}
SECTORS = "rome-sector"


def ends_of(catalogue: Catalogue, places: Mapping[str, int], language: str) -> Ends:
    """Return what is known of each occupation alone; 0 where the catalogue does not tell."""
    codes = tuple(places)
    rows = Occupation.objects.filter(catalogue=catalogue).values_list("code", "isco", "market_code")
    named = {code: (market, isco) for code, isco, market in rows}
    families = [named[code][0] or named[code][1] or code for code in codes]
    facts = {
        **_counts(catalogue, places),
        **_of_texts(catalogue, places, language),
        **_numbers(catalogue, places),
        **_ages_of_demands(catalogue, places),
        "certified_level": certified_levels(catalogue, places),
    }
    return Ends(
        facts=facts,
        fields=_grouped(domains_of(catalogue, codes)),
        families=_grouped(families),
        is_eldest=np.array([named[code][0] == code for code in codes]),
    )


def _grouped(names: Sequence[str]) -> NDArray[np.int32]:
    """Number groups by name."""
    return np.unique(np.array(names), return_inverse=True)[1].astype(np.int32)


def _counts(catalogue: Catalogue, places: Mapping[str, int]) -> Facts:
    """Count what each occupation asks, and the sectors it is found in."""
    found: Facts = defaultdict(lambda: np.zeros(len(places), np.float32))
    asked = Requirement.objects.filter(occupation__catalogue=catalogue)
    for code, kind, is_core in asked.values_list("occupation__code", "skill__kind", "is_core"):
        found[KINDS[SkillKind(kind)]][places[code]] += 1
        found["core"][places[code]] += is_core
    groups = OccupationGroup.objects.filter(occupation__catalogue=catalogue, group__catalogue__code=SECTORS)
    for code in groups.values_list("occupation__code", flat=True):
        found["sectors"][places[code]] += 1
    return dict(found)


def _of_texts(catalogue: Catalogue, places: Mapping[str, int], language: str) -> Facts:
    """Tell the length of texts, the levels of access they name, the publisher's keys of names and titles."""
    found: Facts = defaultdict(lambda: np.zeros(len(places), np.float32))
    keys: dict[int, list[int]] = defaultdict(list)
    rows = OccupationLabel.objects.filter(occupation__catalogue=catalogue, language=language)
    for code, kind, text, key in rows.order_by("pk").values_list("occupation__code", "kind", "text", "code"):
        row = places[code]
        if kind in LENGTHS:
            found[LENGTHS[LabelKind(kind)]][row] += len(text)
        if kind == LabelKind.PREFERRED and key.isdigit():
            found["own_key"][row] = np.log1p(int(key))
        if kind == LabelKind.ACCESS:
            found["level"][row], found["highest_level"][row] = _levels_in(text)
        if kind == LabelKind.ALTERNATIVE:
            found["titles"][row] += 1
            keys[row] += [int(key)] if key.isdigit() else []
    for row, told in keys.items():
        found["first_key"][row], found["middle_key"][row] = _ages(told)
    return dict(found)


def _levels_in(text: str) -> tuple[int, int]:
    """Return the lowest and the highest European level that a French text names, 0 when it names none."""
    plain = fold(text).replace("''", "'")
    named = [level for level, pattern in LEVELS if re.search(pattern, plain)]
    return min(named, default=0), max(named, default=0)


def _ages(keys: Iterable[int]) -> tuple[float, float]:
    """Return the logarithms of the first and the middle key: publishers number titles as they come."""
    told = sorted(keys)
    return (float(np.log1p(told[0])), float(np.log1p(median(told)))) if told else (0.0, 0.0)


def _numbers(catalogue: Catalogue, places: Mapping[str, int]) -> Facts:
    """Tell the number of each sheet, and the place of its code in its field: both are given as they come."""
    sheets = np.zeros(len(places), np.float32)
    numbered = Occupation.objects.filter(catalogue=catalogue, sheet__isnull=False)
    for code, sheet in numbered.values_list("code", "sheet"):
        sheets[places[code]] = np.log1p(sheet or 0)
    told = {"sheet": sheets}
    if catalogue.code == "rome":
        told["number"] = np.array([int(code[3:]) for code in places], np.float32)
    return told


def _ages_of_demands(catalogue: Catalogue, places: Mapping[str, int]) -> Facts:
    """Tell the middle of the publisher's keys of what is asked, and the share that came late."""
    rows = Requirement.objects.filter(occupation__catalogue=catalogue).order_by("pk")
    keys: dict[int, list[int]] = defaultdict(list)
    for code, uri in rows.values_list("occupation__code", "skill__uri").iterator():
        key = uri.rpartition(":")[2]
        keys[places[code]] += [int(key)] if key.isdigit() else []
    found = {name: np.zeros(len(places), np.float32) for name in ("demand_age", "late_demands")}
    late = median([key for told in keys.values() for key in told] or [0])
    for row, told in keys.items():
        if told:
            found["demand_age"][row] = np.log1p(median(told))
            found["late_demands"][row] = np.mean(np.array(told) > late)
    return found
