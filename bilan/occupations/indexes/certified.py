"""What certifications (RNCP, RS) tell of occupations: which lead to the same ones, where, how high."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from bilan.occupations.indexes.through_esco import Feature
from bilan.occupations.models import Catalogue, CertificationField, CertificationOccupation, Occupation

# Files that bring certifications.
CERTIFYING_FILES = ("certifications-list", "certif-info", "register-rncp", "register-rs")
FIELDS = "formacode"


def certified_features(catalogue: Catalogue, places: Mapping[str, int]) -> dict[str, Iterable[Feature]]:
    """Return the certifications that lead to each occupation, and their fields, by way to compare.

    Certifications name families, so the occupations of a family share theirs.
    """
    links = _links(catalogue, places)
    asked = {certification for _, certification, _ in links}
    fields: dict[int, list[str]] = defaultdict(list)
    rows = CertificationField.objects.filter(scheme=FIELDS).order_by("pk")
    for certification, code in rows.values_list("certification", "code").iterator():
        if certification in asked:
            fields[certification].append(code)
    return {
        "certifications": [(row, certification, 1.0) for row, certification, _ in links],
        "certified_fields": [(row, code, 1.0) for row, one, _ in links for code in fields.get(one, ())],
    }


def certified_levels(catalogue: Catalogue, places: Mapping[str, int]) -> NDArray[np.float32]:
    """Return the mean European level of what leads to each occupation, 0 where unknown: (occupation,)."""
    told = [(row, level) for row, _, level in _links(catalogue, places) if level]
    rows = np.array([row for row, _ in told], np.int64)
    total = np.bincount(rows, [level for _, level in told], len(places))
    return (total / np.maximum(np.bincount(rows, minlength=len(places)), 1)).astype(np.float32)


def _links(catalogue: Catalogue, places: Mapping[str, int]) -> list[tuple[int, int, int | None]]:
    """Return occupation, certification and its level, one by one."""
    families: dict[str, list[int]] = defaultdict(list)
    named = Occupation.objects.filter(catalogue=catalogue).exclude(market_code="")
    for code, family in named.values_list("code", "market_code"):
        families[family].append(places[code])
    rows = CertificationOccupation.objects.filter(code__in=families).order_by("pk")
    found = rows.values_list("code", "certification", "certification__level").iterator()
    return [(row, certification, level) for family, certification, level in found for row in families[family]]
