"""Rank occupations for a person: eliminate, score with all terms, keep a short and diverse list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.crowd import Crowd, crowd_of
from bilan.engine.match.inverted import Inverted, inverted
from bilan.engine.match.many import allowed
from bilan.engine.match.person import PersonVector
from bilan.engine.match.table import Market, OccupationTable
from bilan.engine.match.terms import NEUTRAL, TERMS, Scores, score

DECIMALS = 6
MOST_OF_A_DOMAIN = 2
DIVERSITY = 0.15  # what likeness to a chosen occupation takes off the score
SAME_DOMAIN = 0.8  # least likeness of two occupations of one field of work
POOL = 80  # diversity is sought among so many of the best
HELD = 0.4  # credit from which a demand counts as met

Brought = Mapping[int, tuple[float, int]]  # skill → what it is worth, place of the item that gives it
Demands = tuple[tuple[int, bool], ...]  # (skill asked, is it essential), the weightiest first


@dataclass(frozen=True, slots=True)
class Match:
    """An occupation with all that made its score.

    `values` are the terms 0–1 (NaN unknown, counted as one half), `shares` what each adds to the score.
    """

    occupation: int
    score: float
    values: Mapping[str, float]
    weights: Mapping[str, float]
    shares: Mapping[str, float]
    coverage: float
    held: tuple[tuple[int, int], ...]  # (skill asked, place of the item that gives it), the weightiest first
    missing: Demands
    essential: frozenset[int]  # skills asked that are essential, held or not
    months_left: float  # NaN unknown


def rank(
    table: OccupationTable,
    person: PersonVector,
    market: Market,
    *,
    limit: int,
    weights: Mapping[str, float] | None = None,
    places: Mapping[str, int] | None = None,
    only: Sequence[int] | None = None,
    also: Sequence[int] = (),
) -> list[Match]:
    """Return the best occupations, best first; ties by code; then those asked for beside them.

    Args:
        table: of the occupations.
        person: who they are ranked for.
        market: of the place, rows as in the table.
        limit: most occupations returned.
        weights: sliders, term → weight; a term left out keeps its default.
        places: skill uri → column, if the caller keeps it.
        only: occupations to explain whatever their merits; no limit eliminates them.
        also: occupations to explain after the best, unless they are among them.
    """
    columns = places if places is not None else {uri: place for place, uri in enumerate(table.skills)}
    known = inverted(table)
    crowd = crowd_of(table, [person], columns)
    scores = score(table, known, crowd, market, weights=weights or {})
    total = np.round(scores.sheets.total[0].astype(np.float64), DECIMALS)
    if only is None:
        chosen = shown(table, total, allowed(known, crowd, market, scores)[0], limit=limit)
    else:
        chosen = sorted(only, key=lambda row: (-total[row], row))[:limit]
    return _matches(table, known, crowd, scores, list(dict.fromkeys([*chosen, *also])))


def shown(
    table: OccupationTable, total: NDArray[np.float64], is_allowed: NDArray[np.bool_], *, limit: int
) -> list[int]:
    """Return the short and diverse list of what is allowed, best first."""
    return diverse(table, np.where(is_allowed, total, -np.inf), limit=limit)


def _matches(
    table: OccupationTable, known: Inverted, crowd: Crowd, scores: Scores, rows: list[int]
) -> list[Match]:
    """Tell all about some occupations of the first person of a crowd."""
    credited = scores.credited
    brought = dict(
        zip(
            credited.skills.tolist(),
            zip(credited.worth.tolist(), crowd.places[credited.givers].tolist(), strict=True),
            strict=True,
        )
    )
    terms = scores.terms_at(known, np.zeros(len(rows), np.int64), np.array(rows, np.int64))
    return [
        _match(table, known, scores, row, dict(zip(TERMS, values, strict=True)), brought)
        for row, values in zip(rows, terms.tolist(), strict=True)
    ]


def _match(
    table: OccupationTable,
    known: Inverted,
    scores: Scores,
    row: int,
    values: Mapping[str, float],
    brought: Brought,
) -> Match:
    """Tell all about one occupation."""
    sheets = scores.sheets
    demands = demands_of(table, row, int(sheets.vocabulary[0, row]))
    met = {skill: brought[skill][1] for skill, _ in demands if skill in brought and brought[skill][0] >= HELD}
    return Match(
        occupation=row,
        score=round(float(sheets.total[0, row]), DECIMALS),
        values=values,
        weights=scores.weights,
        shares={
            name: scores.weights[name] * (NEUTRAL if isnan(value) else value)
            for name, value in values.items()
        },
        coverage=float(sheets.share[0, row]),
        held=tuple(met.items()),
        missing=tuple(demand for demand in demands if demand[0] not in met),
        essential=frozenset(skill for skill, is_essential in demands if is_essential),
        months_left=float(sheets.months[0, row]) if known.has_months[row] else nan,
    )


def diverse(table: OccupationTable, scores: NDArray[np.float64], *, limit: int) -> list[int]:
    """Choose one by one the best score less its likeness to those chosen; at most two of a domain.

    Occupations scored −∞ are never chosen.
    """
    pool = [
        int(row) for row in np.argsort(-scores, kind="stable")[: max(POOL, limit)] if scores[row] > -np.inf
    ]
    vectors, fields = np.asarray(table.likeness[pool]), table.domains[pool]
    worth = scores[pool].copy()
    nearest = np.zeros(len(pool))
    chosen: list[int] = []
    domains: dict[int, int] = {}
    while len(chosen) < limit and np.isfinite(worth).any():
        best = int(np.argmax(np.round(worth - DIVERSITY * nearest, DECIMALS)))
        chosen.append(pool[best])
        worth[best] = -np.inf
        domain = int(fields[best])
        domains[domain] = domains.get(domain, 0) + 1
        alike = np.maximum(vectors @ vectors[best], SAME_DOMAIN * (fields == domain))
        nearest = np.maximum(nearest, alike)
        if domains[domain] >= MOST_OF_A_DOMAIN:
            worth[fields == domain] = -np.inf
    return sorted(chosen, key=lambda row: (-scores[row], row))


def demands_of(table: OccupationTable, row: int, vocabulary: int) -> Demands:
    """Return what an occupation asks, essential first, then the weightiest: (skill, is it essential)."""
    asked = table.vocabularies[vocabulary]
    stretch = asked.of(row)
    skills, essential = asked.skills[stretch], asked.essential[stretch]
    order = np.lexsort((skills, -asked.weights[stretch], ~essential))
    return tuple(zip(skills[order].tolist(), essential[order].tolist(), strict=True))
