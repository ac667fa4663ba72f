"""Rank occupations for a person: eliminate, score with all terms, keep a short and diverse list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.person import Assets, PersonVector, assets_of
from bilan.engine.match.table import Market, OccupationTable
from bilan.engine.match.terms import (
    DEFAULT_WEIGHTS,
    NEUTRAL,
    TERMS,
    Coverage,
    all_terms,
    coverage_of,
    months_left,
)

DECIMALS = 6
MOST_OF_A_DOMAIN = 2
DIVERSITY = 0.15  # what likeness to a chosen occupation takes off the score
SAME_DOMAIN = 0.8  # least likeness of two occupations of one field of work
POOL = 80  # diversity is sought among so many of the best
HELD = 0.4  # credit from which a demand counts as met

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
    assets = assets_of(table, person.held, columns)
    coverage = coverage_of(table, assets)
    months = months_left(table, coverage)
    terms = all_terms(table, person, assets, coverage, market)
    shares = shares_of(terms, weights or {})
    scores = np.round(shares.sum(axis=0), DECIMALS)
    if only is None:
        eligible = np.where(_allowed(table, person, market, months), scores, -np.inf)
        chosen = diverse(table, eligible, limit=limit)
    else:
        chosen = sorted(only, key=lambda row: (-scores[row], row))[:limit]
    scored = _Scored(terms, shares, scores, normal_weights(weights or {}), coverage, months)
    return [_match(table, assets, scored, row) for row in dict.fromkeys([*chosen, *also])]


@dataclass(frozen=True, slots=True)
class _Scored:
    """What was worked out for all occupations."""

    terms: NDArray[np.float32]
    shares: NDArray[np.float64]
    scores: NDArray[np.float64]
    weights: Mapping[str, float]
    coverage: Coverage
    months: NDArray[np.float32]


def _match(table: OccupationTable, assets: Assets, scored: _Scored, row: int) -> Match:
    """Tell all about one occupation."""
    demands = _demands(table, row, int(scored.coverage.vocabulary[row]))
    return Match(
        occupation=row,
        score=float(scored.scores[row]),
        values={name: float(scored.terms[place, row]) for place, name in enumerate(TERMS)},
        weights=scored.weights,
        shares={name: float(scored.shares[place, row]) for place, name in enumerate(TERMS)},
        coverage=float(scored.coverage.share[row]),
        held=_held(assets, demands),
        missing=_missing(assets, demands),
        essential=frozenset(skill for skill, is_essential in demands if is_essential),
        months_left=float(scored.months[row]),
    )


def normal_weights(weights: Mapping[str, float]) -> dict[str, float]:
    """Return the weights of all terms, adding up to one; all at zero means all equal."""
    chosen = {name: max(weights.get(name, default), 0.0) for name, default in DEFAULT_WEIGHTS.items()}
    total = sum(chosen.values())
    return {name: weight / total if total else 1 / len(chosen) for name, weight in chosen.items()}


def shares_of(terms: NDArray[np.float32], weights: Mapping[str, float]) -> NDArray[np.float64]:
    """Return what each term adds to each score; an unknown term counts as neutral: (term, occupation)."""
    column = np.array([normal_weights(weights)[name] for name in TERMS])[:, None]
    shares: NDArray[np.float64] = column * np.where(np.isnan(terms), NEUTRAL, terms)
    return shares


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


def _allowed(
    table: OccupationTable, person: PersonVector, market: Market, months: NDArray[np.float32]
) -> NDArray[np.bool_]:
    """Tell which occupations break no limit; what is unknown breaks none: (occupation,)."""
    limits = person.limits
    refused = [place for place, code in enumerate(table.context_codes) if code in limits.refused_contexts]
    allowed: NDArray[np.bool_] = np.logical_not(table.contexts[:, refused].any(axis=1))
    if limits.maximum_training_months is not None:
        allowed &= np.logical_not(months > limits.maximum_training_months)
    if limits.minimum_pay is not None:
        allowed &= np.logical_not(market.pay < limits.minimum_pay)
    excluded = [place for place, code in enumerate(table.codes) if code in limits.excluded]
    allowed[excluded] = False
    return allowed


def _held(assets: Assets, demands: Demands) -> tuple[tuple[int, int], ...]:
    """Return the demands met and by which item."""
    return tuple((skill, int(assets.giver[skill])) for skill, _ in demands if assets.credit[skill] >= HELD)


def _missing(assets: Assets, demands: Demands) -> Demands:
    """Return the demands not met."""
    return tuple(demand for demand in demands if assets.credit[demand[0]] < HELD)


def _demands(table: OccupationTable, row: int, vocabulary: int) -> Demands:
    """Return what an occupation asks, essential first, then the weightiest: (skill, is it essential)."""
    asked = table.vocabularies[vocabulary]
    stretch = asked.of(row)
    found = zip(asked.skills[stretch], asked.essential[stretch], asked.weights[stretch], strict=True)
    ranked = sorted(found, key=lambda demand: (not demand[1], -float(demand[2]), int(demand[0])))
    return tuple((int(skill), bool(is_essential)) for skill, is_essential, _ in ranked)
