"""Compiled loops over people: the sums of `terms` without sparse products, and the best rows in one pass.

Imported only where Numba is installed; `many` works without it and gives the same. Arrays stay untyped for
the compiler, which reads their types when it first meets them.
"""

from collections.abc import Callable
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bilan.engine.match.crowd import Crowd
from bilan.engine.match.inverted import Inverted
from bilan.engine.match.table import Market, OccupationTable
from bilan.engine.match.terms import HALF_WAY_MONTHS, LEAST, LIKING_PRIOR, STEPS, Scores, Sheets, sum_parts

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]
Whole = NDArray[np.int32]
Demands = tuple[Whole, Whole, Floats, Floats]  # starts, occupations, weights, rarity
Tastes = tuple[Whole, Whole, Floats]
Near = tuple[Longs, Whole, Floats, Floats]  # starts, skills, credits, rarity of all skills
Held = tuple[Longs, Longs, Floats, NDArray[np.int8]]  # starts, skills, strengths, likings
Kept = tuple[Floats, Floats, NDArray[np.int8], Floats, NDArray[np.bool_]]  # fit, share, vocabulary, liking…
Terms = tuple[Floats, Floats, Floats, Floats, Floats]
Training = tuple[Floats, Floats, Floats]  # months by diploma, 1 if no title is asked, 1 if months are known
Sums = tuple[Floats, NDArray[np.bool_], Floats]  # months left, whether they are known, pay
Limits = tuple[Floats, Floats, Longs, NDArray[np.bool_]]  # most months, least pay, row of bars, bars
Room = tuple[Floats, Longs, Longs]  # best credit of each skill, who gives it, skills reached
Function = TypeVar("Function", bound=Callable[..., object])

TINY = np.float32(LEAST)
SCALE = np.float32(STEPS)
PRIOR = np.float32(LIKING_PRIOR)
PER_MONTH = np.float32(1 / HALF_WAY_MONTHS)
NONE, HALF, ONE, TWO = np.float32(0), np.float32(0.5), np.float32(1), np.float32(2)

_KEPT: WeakKeyDictionary[Inverted, tuple[tuple[Demands, ...], Tastes]] = WeakKeyDictionary()


def compiled(function: Function) -> Function:
    """Compile a function, without holding other threads up; the result is kept on the disk."""
    return cast(Function, njit(nogil=True, cache=True, error_model="numpy")(function))


def fill(table: OccupationTable, known: Inverted, crowd: Crowd, sheets: Sheets) -> None:
    """Fill in the terms of skills and of liking, as `terms` does."""
    near = (table.near_starts, table.near_skills, table.near_credits, table.rarity)
    held = (crowd.starts, crowd.skills, crowd.strengths, crowd.likings)
    kept = (sheets.fit, sheets.share, sheets.vocabulary, sheets.liking, sheets.is_rated)
    for sheet in kept:
        sheet.fill(0)
    demands, tastes = _parts(known)
    _fill(near, held, demands, np.array(known.portions), tastes, kept)


def value(known: Inverted, crowd: Crowd, sheets: Sheets) -> NDArray[np.float32]:
    """Fill in the share of what is dear that an occupation offers; return what the cards count together."""
    counted: NDArray[np.float32] = crowd.values @ known.is_told
    portions = (1 / np.maximum(counted, TINY)).astype(np.float32)
    neutral = np.where(counted > 0, HALF, NONE)
    _value(crowd.values, known.offered, known.patterns, portions, neutral, sheets.values)
    return counted


def best(known: Inverted, crowd: Crowd, market: Market, scores: Scores, limit: int) -> NDArray[np.int64]:
    """Return the rows of the best scores that break no limit, as `many.best_rows` and `allowed` do."""
    rows = np.full((len(crowd), limit), -1, np.int64)
    limits = (crowd.maximum_months, crowd.minimum_pay, crowd.barred, crowd.bars)
    occupations = (scores.sheets.months, known.has_months, market.pay)
    _best(scores.sheets.total, occupations, limits, np.empty(limit, np.float32), rows)
    return rows


def finish(table: OccupationTable, known: Inverted, crowd: Crowd, found: Scores) -> None:
    """Fill in training and the weighted sum, as `terms` does."""
    sheets, weights = found.sheets, found.weights
    is_open = (~table.regulated).astype(np.float32)
    training = (known.months, is_open, known.has_months.astype(np.float32))
    shares = np.array([weights[name] for name in ("liking", "interests", "values", "training")], np.float32)
    _train(training, crowd.diplomas, crowd.trades, crowd.spared, sheets.share, sheets.months, sheets.training)
    terms = (sheets.fit, sheets.liking, sheets.interests, sheets.values, sheets.training)
    _add(terms, shares, *sum_parts(found), sheets.total)


def _parts(known: Inverted) -> tuple[tuple[Demands, ...], Tastes]:
    """Return the arrays of the demands of each vocabulary, and of tastes: copied once, then kept."""
    found = _KEPT.get(known)
    if found is None:
        taste = known.tastes
        tastes = (taste.indptr, taste.indices, np.ascontiguousarray(taste.data.real))
        found = _KEPT[known] = (tuple(_apart(demands) for demands in known.demands), tastes)
    return found


def _apart(demands: csr_matrix) -> Demands:
    weights, rarity = (np.ascontiguousarray(part) for part in (demands.data.real, demands.data.imag))
    return demands.indptr, demands.indices, weights, rarity


@compiled
def _fill(
    near: Near, held: Held, demands: tuple[Demands, ...], portions: Floats, tastes: Tastes, kept: Kept
) -> None:
    size, occupations = len(near[3]), kept[0].shape[1]
    room = (np.zeros(size, np.float32), np.empty(size, np.int64), np.empty(size, np.int64))
    met, used = np.zeros(occupations, np.float32), np.zeros(occupations, np.float32)
    for person in range(kept[0].shape[0]):
        count = _credit(near, held, room, person)
        per_mass = ONE / max(_mass(near, held, room, person), TINY)
        for place, asked in enumerate(demands):
            _sum(room, count, asked, met, used)
            _keep(met, used, portions[place], per_mass, kept, person, place)
        if _taste(held, room, count, tastes, met, used):
            _rate(met, used, kept, person)
        for reached in range(count):
            room[0][room[2][reached]] = NONE


@compiled
def _credit(near: Near, held: Held, room: Room, person: int) -> int:
    """Give credit for what a person holds and for what is near; ties keep the first told."""
    best, givers, reached = room
    count = 0
    for giver in range(held[0][person], held[0][person + 1]):
        skill, strength = held[1][giver], held[2][giver]
        first = near[0][skill]
        for place in range(first - 1, near[0][skill + 1]):  # the one before the first is the skill itself
            given, credit = skill, strength
            if place >= first:
                given, credit = np.int64(near[1][place]), strength * near[2][place]
            if credit > best[given]:
                if best[given] == NONE:
                    reached[count] = given
                    count += 1
                best[given], givers[given] = credit, giver
    return count


@compiled
def _mass(near: Near, held: Held, room: Room, person: int) -> np.float32:
    """Return the rarity of the skills a person holds, times their worth, each once."""
    mass = NONE
    for place in range(held[0][person], held[0][person + 1]):
        skill, is_again = held[1][place], False
        for before in range(held[0][person], place):
            is_again = is_again or held[1][before] == skill
        if not is_again:
            mass += near[3][skill] * room[0][skill]
    return mass


@compiled
def _sum(room: Room, count: int, asked: Demands, met: Floats, used: Floats) -> None:
    """Sum credit × weight and credit × rarity by occupation."""
    met[:] = NONE
    used[:] = NONE
    for place in range(count):
        skill = room[2][place]
        credit = room[0][skill]
        for entry in range(asked[0][skill], asked[0][skill + 1]):
            met[asked[1][entry]] += credit * asked[2][entry]
            used[asked[1][entry]] += credit * asked[3][entry]


@compiled
def _keep(
    met: Floats, used: Floats, portions: Floats, per_mass: np.float32, kept: Kept, person: int, place: int
) -> None:
    """Keep for each occupation the vocabulary in which it fits best."""
    fit, share, vocabulary = kept[0][person], kept[1][person], kept[2][person]
    for row in range(len(fit)):
        if used[row] > NONE:
            part = met[row] * portions[row]
            found = np.sqrt(min(used[row] * per_mass, ONE) * part)
            if found > fit[row]:
                fit[row], share[row], vocabulary[row] = found, part, place


@compiled
def _taste(held: Held, room: Room, count: int, tastes: Tastes, rated: Floats, liked: Floats) -> bool:
    """Sum credit × weight of the skills liked or not, and how far they are; tell whether there is any."""
    rated[:] = NONE
    liked[:] = NONE
    is_any = False
    for place in range(count):
        skill = room[2][place]
        liking = np.float32(held[3][room[1][skill]])
        if liking != NONE:
            is_any = True
            for entry in range(tastes[0][skill], tastes[0][skill + 1]):
                worth = room[0][skill] * tastes[2][entry]
                rated[tastes[1][entry]] += worth
                liked[tastes[1][entry]] += worth * liking
    return is_any


@compiled
def _rate(rated: Floats, liked: Floats, kept: Kept, person: int) -> None:
    """Fill in how far what an occupation would use is liked."""
    liking, is_rated = kept[3][person], kept[4][person]
    for row in range(len(liking)):
        liking[row] = liked[row] / (TWO * rated[row] + TWO * PRIOR)
        is_rated[row] = rated[row] > NONE


@compiled
def _value(
    dear: Floats, offered: Floats, patterns: Longs, portions: Floats, neutral: Floats, values: Floats
) -> None:
    """Sum what is dear over the cards that count, few of all."""
    for person in range(dear.shape[0]):
        term = values[person]
        term[:] = NONE
        for card in range(dear.shape[1]):
            weight = dear[person, card]
            if weight != NONE:
                for row in range(len(term)):
                    term[row] += weight * offered[card, row]
        for row in range(len(term)):
            pattern = patterns[row]
            term[row] = term[row] * portions[person, pattern] - neutral[person, pattern]


@compiled
def _best(total: Floats, occupations: Sums, limits: Limits, kept: Floats, rows: Longs) -> None:
    """Keep the best in order as rows pass; of equals, the first stays before."""
    months, has_months, pay = occupations
    for person in range(total.shape[0]):
        count, barred = 0, limits[3][limits[2][person]]
        for row in range(total.shape[1]):
            worth = total[person, row] * SCALE
            if count == len(kept) and worth < kept[count - 1] - ONE:
                continue
            worth = np.rint(worth)
            if count == len(kept) and worth <= kept[count - 1]:
                continue
            if barred[row] or pay[row] < limits[1][person]:
                continue
            if has_months[row] and months[person, row] > limits[0][person]:
                continue
            place = min(count, len(kept) - 1)
            while place > 0 and kept[place - 1] < worth:
                kept[place], rows[person, place] = kept[place - 1], rows[person, place - 1]
                place -= 1
            kept[place], rows[person, place] = worth, row
            count = min(count + 1, len(kept))


@compiled
def _train(
    occupations: Training,
    diplomas: Longs,
    trades: Longs,
    spared: Floats,
    share: Floats,
    left: Floats,
    training: Floats,
) -> None:
    """Fill in the training still needed, and how near an occupation is in time."""
    months, is_open, has_months = occupations
    for person in range(share.shape[0]):
        had, needed = spared[trades[person]], months[diplomas[person]]
        for row in range(share.shape[1]):
            left[person, row] = (ONE - max(share[person, row] * is_open[row], had[row])) * needed[row]
            near = ONE / (left[person, row] * PER_MONTH + ONE) - HALF
            training[person, row] = near * has_months[row]


@compiled
def _add(
    terms: Terms, weights: Floats, unknown: Floats, fixed: Floats, per_fit: Floats, total: Floats
) -> None:
    """Fill in the weighted sum, what is unknown counted as one half."""
    fit, liking, interests, values, training = terms
    for person in range(total.shape[0]):
        for row in range(total.shape[1]):
            told = unknown[person] + fixed[row] + fit[person, row] * per_fit[person]
            told += liking[person, row] * weights[0] + interests[person, row] * weights[1]
            total[person, row] = told + values[person, row] * weights[2] + training[person, row] * weights[3]
