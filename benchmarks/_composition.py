"""How many women and men work in the occupations of a list, by professional family.

`sets/women.csv`: share of women in employment, per cent, mean of 2017 to 2019, by professional family (FAP
2009, 87 posts), rounded; Dares, Portraits statistiques des métiers, file part_femmes.csv. An
occupation's share is the mean of the families that its ROME v3 code belongs to.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

WOMEN = Path(__file__).parent / "sets" / "women.csv"
FAMILY = 3  # letters of a family of 87, within the code of one of 225
MOSTLY = 65.0  # per cent of women, or of men, from which an occupation is said here to be mostly theirs


@dataclass(frozen=True, slots=True)
class Composition:
    """What some lists hold, on the mean: women's share, and shares mostly women's, mixed, mostly men's."""

    told: int  # occupations whose share is known
    women: float
    mostly_women: float
    mixed: float
    mostly_men: float


def shares_of(catalogue_code: str) -> dict[str, float]:
    """Return the share of women of each occupation of a loaded catalogue, where it is known."""
    from bilan.occupations.models import Crosswalk, Occupation

    with WOMEN.open(encoding="utf-8", newline="") as file:
        women = {row["family"]: float(row["women"]) for row in csv.DictReader(file)}
    links = Crosswalk.objects.filter(dataset="fap-rome", source_scheme="rome3", target_scheme="fap")
    families: dict[str, set[str]] = defaultdict(set)
    for code, family in links.values_list("source_code", "target_code"):
        if family[:FAMILY] in women:
            families[code].add(family[:FAMILY])
    named = Occupation.objects.filter(catalogue__code=catalogue_code).values_list("code", "market_code")
    return {
        code: float(np.mean([women[family] for family in sorted(families[old])]))
        for code, old in named
        if families.get(old)
    }


def composition_of(lists: Iterable[Iterable[str]], shares: Mapping[str, float]) -> Composition:
    """Return what lists of occupations hold; every occupation listed counts once a list."""
    told = np.array([shares[code] for codes in lists for code in codes if code in shares] or [np.nan])
    return Composition(
        told=int(np.isfinite(told).sum()),
        women=float(told.mean()),
        mostly_women=float(np.mean(told >= MOSTLY)),
        mixed=float(np.mean((told < MOSTLY) & (told > 100 - MOSTLY))),
        mostly_men=float(np.mean(told <= 100 - MOSTLY)),
    )
