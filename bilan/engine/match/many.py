"""Rank occupations for many people at once: the best of each, with their terms."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from threading import local

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.crowd import Crowd
from bilan.engine.match.inverted import Inverted
from bilan.engine.match.table import Market, OccupationTable
from bilan.engine.match.terms import STEPS, TERMS, Scores, Sheets, normal_weights, score

AT_ONCE = 64  # people: their sheets fit in the cache of a core
MANY = 1_000  # people from which loading the compiled loops is worth its time
WIDE = 1 << 11  # occupations from which score and row need 64 bits


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best occupations of each person, best first; rows −1 where fewer are allowed."""

    rows: NDArray[np.int32]  # (person, rank)
    scores: NDArray[np.float32]  # (person, rank)
    terms: NDArray[np.float32]  # (person, rank, term in the order of TERMS) NaN unknown
    shares: NDArray[np.float32]  # (person, rank) of the weighted demands met
    months: NDArray[np.float32]  # (person, rank) training still needed, NaN unknown


def rank_many(
    table: OccupationTable,
    known: Inverted,
    crowd: Crowd,
    market: Market,
    *,
    limit: int = 10,
    weights: Mapping[str, float] | None = None,
    threads: int = 1,
    is_compiled: bool | None = None,
) -> Ranking:
    """Return the best occupations of each person, by score alone: a list to look through, not one to show.

    Args:
        table: of the occupations.
        known: the table turned round.
        crowd: the people.
        market: of their place, rows as in the table.
        limit: occupations a person.
        weights: sliders, term → weight; a term left out keeps its default.
        threads: to work with; the answer is the same to the bit whatever their number.
        is_compiled: run the compiled loops; by default for many people, where Numba is installed.
    """
    limit = min(limit, len(table.codes))
    found = _blank(len(crowd), limit)
    is_fast = has_loops() and (len(crowd) >= MANY if is_compiled is None else is_compiled)
    fill = (_fast_filling if is_fast else _filling)(table, known, crowd, market, weights or {}, found)
    step = MANY if is_fast else AT_ONCE
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(fill, (slice(first, first + step) for first in range(0, len(crowd), step))))
    return found


def has_loops() -> bool:
    """Tell whether Numba is installed."""
    return find_spec("numba") is not None


def _filling(
    table: OccupationTable,
    known: Inverted,
    crowd: Crowd,
    market: Market,
    weights: Mapping[str, float],
    found: Ranking,
) -> Callable[[slice], None]:
    """Return what ranks some of the people with arrays."""
    rooms, limit = local(), found.rows.shape[1]

    def fill(some: slice) -> None:
        part = crowd.part(some.start, min(some.stop, len(crowd)))
        if not hasattr(rooms, "sheets"):
            rooms.sheets = Sheets.blank(AT_ONCE, len(table.codes))
        scores = score(table, known, part, market, weights=weights, room=rooms.sheets)
        rows = best_rows(scores.sheets.total, allowed(known, part, market, scores), limit=limit)
        _tell(found, some, known, scores, rows)

    return fill


def _fast_filling(
    table: OccupationTable,
    known: Inverted,
    crowd: Crowd,
    market: Market,
    weights: Mapping[str, float],
    found: Ranking,
) -> Callable[[slice], None]:
    """Return what ranks some of the people with compiled loops: some seconds the first time on a machine."""
    from bilan.engine.match.layout import Found, offer_of, people_of, weights_of
    from bilan.engine.match.loops import rank_people

    chosen = normal_weights(weights)
    offer, counted = offer_of(table, known, market, chosen), weights_of(chosen)

    def fill(some: slice) -> None:
        part = crowd.part(some.start, min(some.stop, len(crowd)))
        told = (getattr(found, name)[some] for name in Found._fields)
        rank_people(offer, people_of(known, part), counted, Found(*told))

    return fill


def allowed(known: Inverted, crowd: Crowd, market: Market, scores: Scores) -> NDArray[np.bool_]:
    """Tell which occupations break no limit; what is unknown breaks none: (person, occupation)."""
    broken = crowd.bars[crowd.barred]
    if np.isfinite(crowd.maximum_months).any():
        broken |= (scores.sheets.months > crowd.maximum_months[:, None]) & known.has_months
    if np.isfinite(crowd.minimum_pay).any():
        broken |= market.pay < crowd.minimum_pay[:, None]
    return np.logical_not(broken, out=broken)


def best_rows(total: NDArray[np.float32], is_allowed: NDArray[np.bool_], *, limit: int) -> NDArray[np.int64]:
    """Return the rows of the best scores, best first, ties by row, −1 where none is left: (person, rank).

    Score and row are packed into one number, so that a partition of integers settles ties too.
    """
    occupations = total.shape[1]
    kind = np.uint32 if occupations < WIDE else np.uint64
    shift = max(occupations.bit_length(), 1)
    last = (1 << shift) - 1
    keys = np.rint(total * np.float32(STEPS)).astype(kind)
    keys += 1
    keys *= is_allowed
    keys <<= shift
    keys |= (last - np.arange(occupations)).astype(kind)
    best = np.partition(keys, occupations - limit, axis=1)[:, occupations - limit :]
    best.sort(axis=1)
    best = best[:, ::-1]
    rows: NDArray[np.int64] = last - (best & last).astype(np.int64)
    return np.where(best >> shift > 0, rows, -1)


def _blank(people: int, limit: int) -> Ranking:
    return Ranking(
        rows=np.full((people, limit), -1, np.int32),
        scores=np.full((people, limit), np.nan, np.float32),
        terms=np.full((people, limit, len(TERMS)), np.nan, np.float32),
        shares=np.full((people, limit), np.nan, np.float32),
        months=np.full((people, limit), np.nan, np.float32),
    )


def _tell(found: Ranking, some: slice, known: Inverted, scores: Scores, rows: NDArray[np.int64]) -> None:
    """Write down what was found for some people."""
    people = np.repeat(np.arange(len(rows))[:, None], rows.shape[1], axis=1)
    is_there = rows >= 0
    found.rows[some] = rows
    for sheet, told in ((scores.sheets.total, found.scores), (scores.sheets.share, found.shares)):
        told[some] = np.where(is_there, sheet[people, rows], np.nan)
    found.terms[some] = np.where(is_there[..., None], scores.terms_at(known, people, rows), np.nan)
    has_months = is_there & known.has_months[rows]
    found.months[some] = np.where(has_months, scores.sheets.months[people, rows], np.nan)
