"""Rank occupations for many people at once: the best of each, with their terms."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from threading import local

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.crowd import Crowd
from bilan.engine.match.inverted import Inverted
from bilan.engine.match.table import Market, OccupationTable
from bilan.engine.match.terms import STEPS, TERMS, Loops, Scores, Sheets, score

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
    loops = fast_loops() if (len(crowd) >= MANY if is_compiled is None else is_compiled) else None
    limit = min(limit, len(table.codes))
    found = _blank(len(crowd), limit)
    rooms = local()

    def fill(first: int) -> None:
        last = min(first + AT_ONCE, len(crowd))
        if not hasattr(rooms, "sheets"):
            rooms.sheets = Sheets.blank(AT_ONCE, len(table.codes))
        some = crowd.part(first, last)
        scores = score(table, known, some, market, weights=weights or {}, room=rooms.sheets, loops=loops)
        if loops:
            rows = loops.best(known, some, market, scores, limit)
        else:
            rows = best_rows(scores.sheets.total, allowed(known, some, market, scores), limit=limit)
        _tell(found, slice(first, last), known, scores, rows)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(fill, range(0, len(crowd), AT_ONCE)))
    return found


def fast_loops() -> Loops | None:
    """Return the compiled loops where Numba is installed: some seconds the first time on a machine."""
    if find_spec("numba") is None:
        return None
    from bilan.engine.match.loops import best, fill, finish, value

    return Loops(fill, value, finish, best)


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
