"""Rank occupations for a person: eliminate, score with all terms, keep a short and diverse list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.coverage import Answered, Coverage, answered
from bilan.engine.match.crowd import Crowd, crowd_of
from bilan.engine.match.inverted import Inverted, inverted
from bilan.engine.match.many import allowed, best_rows
from bilan.engine.match.person import PersonVector
from bilan.engine.match.table import Market, OccupationTable
from bilan.engine.match.terms import NEUTRAL, STEPS, TERMS, Scores, score

DECIMALS = 6
MOST_OF_A_DOMAIN = 2
NEVER = -(1 << 40)  # worth of what is chosen already, or may not be
TO_COMPARE = 3  # projects that a person compares
DIVERSITY = 0.15  # what likeness to a chosen occupation takes off the score
SAME_DOMAIN = 0.8  # least likeness of two occupations of one field of work
POOL = 80  # diversity is sought among so many of the best
GROUND = 0.2  # term of skills under which an occupation rests on tastes, not on what the person can do

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
    coverage: Coverage
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
    total = scores.sheets.total[0]
    if only is None:
        firm = ground(scores, 0) if person.limits.is_grounded else None
        chosen = shown(
            table, scores.sheets.total[0], allowed(known, crowd, market, scores)[0], limit=limit, firm=firm
        )
    else:
        chosen = sorted(only, key=lambda row: (-rounded(total)[row], row))[:limit]
    return _matches(known, crowd, scores, list(dict.fromkeys([*chosen, *also])))


def shown(
    table: OccupationTable,
    total: NDArray[np.float32],
    is_allowed: NDArray[np.bool_],
    *,
    limit: int,
    firm: NDArray[np.bool_] | None = None,
) -> list[int]:
    """Return the short and diverse list of what is allowed, best first.

    What is not firm comes last: one at most, where its score would have earned a place or leaves one free,
    more where there would be fewer than three to compare. Interests open the horizon, and lead nowhere to
    someone who can do nothing of what is asked.
    """
    if firm is None:
        return _diverse_best(table, total, is_allowed, limit=limit)
    chosen = _diverse_best(table, total, is_allowed & firm, limit=limit)
    others = _diverse_best(table, total, is_allowed & ~firm, limit=max(1, TO_COMPARE - len(chosen)))
    room = limit - len(chosen)
    if room <= 0 and limit > 1 and others and rounded(total)[others[0]] > rounded(total)[chosen[-1]]:
        return [*chosen[:-1], others[0]]
    return [*chosen, *others[: max(room, 0)]]


def _diverse_best(
    table: OccupationTable, total: NDArray[np.float32], eligible: NDArray[np.bool_], *, limit: int
) -> list[int]:
    most = min(max(POOL, limit), len(table.codes))
    pool = best_rows(total[None], eligible[None], limit=most)[0]
    return diverse(table, pool[pool >= 0], rounded(total), limit=limit)


def ground(scores: Scores, person: int) -> NDArray[np.bool_]:
    """Tell which occupations rest on what a person can do; all of them while nothing is known of it."""
    fit = scores.sheets.fit[person]
    firm: NDArray[np.bool_] = fit >= GROUND * scores.best[person] * scores.has_skills[person]
    return firm


def rounded(total: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return scores as they are compared."""
    return total.astype(np.float64).round(DECIMALS)


def _matches(known: Inverted, crowd: Crowd, scores: Scores, rows: list[int]) -> list[Match]:
    """Tell all about some occupations of the first person of a crowd."""
    asked = [known.in_order[vocabulary] for vocabulary in scores.sheets.vocabulary[0, rows]]
    terms = scores.terms_at(known, np.zeros(len(rows), np.int64), np.array(rows, np.int64)).tolist()
    answers = answered(asked, rows, crowd, scores.credited)
    weights = scores.weights_of(0)
    return [
        _match(known, scores, row, dict(zip(TERMS, values, strict=True)), weights, answer)
        for row, values, answer in zip(rows, terms, answers, strict=True)
    ]


def _match(
    known: Inverted,
    scores: Scores,
    row: int,
    values: Mapping[str, float],
    weights: Mapping[str, float],
    answer: Answered,
) -> Match:
    """Tell all about one occupation."""
    return Match(
        occupation=row,
        score=round(float(scores.sheets.total[0, row]), DECIMALS),
        values=values,
        weights=weights,
        shares={name: weights[name] * (NEUTRAL if isnan(value) else value) for name, value in values.items()},
        coverage=answer.coverage,
        held=answer.held,
        missing=answer.missing,
        essential=answer.essential,
        months_left=float(scores.sheets.months[0, row]) if known.has_months[row] else nan,
    )


def diverse(
    table: OccupationTable, pool: NDArray[np.int64], scores: NDArray[np.float64], *, limit: int
) -> list[int]:
    """Choose one by one the best score less its likeness to those chosen; at most two of a domain.

    Args:
        table: of the occupations.
        pool: rows to choose among, best first.
        scores: of all occupations.
        limit: most rows chosen.
    """
    vectors, fields = table.likeness[pool], table.domains[pool]
    worth = np.rint(STEPS * scores[pool]).astype(np.int64)
    most, chosen = np.zeros(len(pool), np.int64), list[int]()
    for _ in range(min(limit, len(pool))):
        best = int(np.argmax(worth - most))
        if worth[best] <= NEVER:
            break
        chosen.append(best)
        worth[best] = NEVER
        is_same = fields == fields[best]
        alike = np.maximum(vectors @ vectors[best], SAME_DOMAIN * is_same)
        np.maximum(most, np.rint(STEPS * DIVERSITY * alike).astype(np.int64), out=most)
        if np.count_nonzero(is_same[chosen]) >= MOST_OF_A_DOMAIN:
            worth[is_same] = NEVER
    return sorted(pool[chosen].tolist(), key=lambda row: (-scores[row], row))
