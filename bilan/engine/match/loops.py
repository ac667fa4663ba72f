"""Compiled loops that rank one person after another: the sums of `terms`, in the cache of a core.

Imported only where Numba is installed; `many` works without it and gives the same. Nothing is kept of an
occupation that is not among the best, and whether it may be is told before the dearest part, a hyperbolic
tangent, is worked out. All loops stay in one file: compiled code is kept until its own file changes.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilan.engine.match.layout import Demands, Floats, Found, Longs, Offer, People, Weights, Whole
from bilan.engine.match.terms import FULL_FIT, HALF_WAY_MONTHS, LEAST, LIKING_PRIOR, NEUTRAL, STEPS
from bilan.engine.match.wishes import PAY_REACH

Function = TypeVar("Function", bound=Callable[..., object])

TINY = np.float32(LEAST)
SCALE = np.float32(STEPS)
PRIOR = np.float32(LIKING_PRIOR)
WEAK = np.float32(FULL_FIT)
PER_MONTH = np.float32(1 / HALF_WAY_MONTHS)
PER_LACK = np.float32(1 / PAY_REACH)
CHORD = np.float32(0.7615)  # just under the tangent of one: below nought, the curve stays under this line
NONE, HALF, ONE, TWO = np.float32(0), np.float32(NEUTRAL), np.float32(1), np.float32(2)
NAN = np.float32(np.nan)


class Skills(NamedTuple):
    """Room to credit one person's skills."""

    best: Floats
    givers: Longs
    reached: Longs


class Room(NamedTuple):
    """Room for the sums of one person, a value an occupation."""

    met: Floats
    used: Floats
    fit: Floats
    share: Floats
    rated: Floats
    liking: Floats
    leaning: Floats  # how far interests agree, before the tangent
    values: Floats
    months: Floats
    training: Floats
    wishes: Floats
    total: Floats  # without interests
    bound: Floats  # no sum is larger


def compiled(function: Function) -> Function:
    """Compile a function, without holding other threads up; the result is kept on the disk."""
    return cast(Function, njit(nogil=True, cache=True, error_model="numpy")(function))


def compiled_for_numbers(function: Function) -> Function:
    """Compile a function that never meets NaN: only then are many values compared at a time."""
    return cast(Function, njit(nogil=True, cache=True, fastmath={"nnan", "nsz"})(function))


def rank_people(offer: Offer, people: People, weights: Weights, found: Found) -> None:
    """Write down the best occupations of some people with their terms, as `many.rank_many` tells them."""
    size = len(offer.rarity)
    skills = Skills(np.zeros(size, np.float32), np.empty(size, np.int64), np.empty(size, np.int64))
    room = Room(*np.zeros((len(Room._fields), offer.portions.shape[1]), np.float32))
    _rank(offer, people, weights, found, skills, room)


@compiled
def _rank(offer: Offer, people: People, weights: Weights, found: Found, skills: Skills, room: Room) -> None:
    """Rank person after person."""
    kept = np.empty(found.rows.shape[1], np.float32)
    for person in range(len(people.trades)):
        best = _cover(offer, people, skills, room, person)
        _attract(people.leanings, person, offer.directions, room.leaning)
        _value(offer, people, room.values, person)
        _train(offer, people, room, person)
        has_wishes = _wish(offer, people, room.wishes, person)
        wishes = weights.wishes if has_wishes else NONE
        _add(offer, people, weights, room, person, best, wishes)
        interests = weights.interests * (ONE - wishes)
        _bound(room, interests)
        count = _best(offer, people, room, interests, kept, found.rows, person)
        for place in range(count):
            found.scores[person, place] = kept[place] / SCALE
        _tell(offer, people, room, found, person, count, best)
        if has_wishes:
            _tell_wishes(room.wishes, found, person, count)


@compiled
def _cover(offer: Offer, people: People, skills: Skills, room: Room, person: int) -> np.float32:
    """Fill in fit, share and liking; return the best fit, or a full one if that is weak."""
    count = _credit(offer, people, skills, person)
    per_mass = ONE / max(_mass(offer, people, skills, person), TINY)
    for blank in (room.fit, room.share, room.rated, room.liking):
        blank[:] = NONE
    for place, asked in enumerate(offer.demands):
        _sum(asked, people.likings, skills, room, count)
        _fit(room.met, room.used, offer.portions[place], per_mass)
        _keep(room.met, room.used, room.share, room.fit)
    _rate(room.rated, room.liking)
    for reached in range(count):
        skills.best[skills.reached[reached]] = NONE
    return max(_largest(room.fit), WEAK)


@compiled_for_numbers
def _largest(some: Floats) -> np.float32:
    most = NONE
    for row in range(len(some)):
        each = some[row]
        most = each if each > most else most
    return most


@compiled
def _credit(offer: Offer, people: People, skills: Skills, person: int) -> int:
    """Give credit for what a person holds and for what is near; ties keep the first told."""
    starts, near, shares = offer.near_starts, offer.near_skills, offer.near_credits
    best, givers, reached, held = skills.best, skills.givers, skills.reached, people.skills
    count = 0
    for giver in range(people.starts[person], people.starts[person + 1]):
        skill, strength = held[giver], people.strengths[giver]
        first = starts[skill]
        for place in range(first - 1, starts[skill + 1]):  # the one before the first is the skill itself
            given, credit = skill, strength
            if place >= first:
                given, credit = np.int64(near[place]), strength * shares[place]
            if credit > best[given]:
                if best[given] == NONE:
                    reached[count] = given
                    count += 1
                best[given], givers[given] = credit, giver
    return count


@compiled
def _mass(offer: Offer, people: People, skills: Skills, person: int) -> np.float32:
    """Return the rarity of the skills a person holds, times their worth, each once."""
    held, rarity, best = people.skills, offer.rarity, skills.best
    first, mass = people.starts[person], NONE
    for place in range(first, people.starts[person + 1]):
        skill, is_again = held[place], False
        for before in range(first, place):
            is_again |= held[before] == skill
        if not is_again:
            mass += rarity[skill] * best[skill]
    return mass


@compiled
def _sum(asked: Demands, likings: NDArray[np.int8], skills: Skills, room: Room, count: int) -> None:
    """Sum by occupation credit × weight, credit × rarity, and what is rated and liked of them."""
    starts, entries = asked
    best, givers, reached = skills
    met, used, rated, liked = room.met, room.used, room.rated, room.liking
    met[:] = NONE
    used[:] = NONE
    for place in range(count):
        skill = reached[place]
        credit, liking = best[skill], np.float32(likings[givers[skill]])
        for each in range(starts[skill], starts[skill + 1]):
            row, worth = entries[each].row, credit * entries[each].weight
            met[row] += worth
            used[row] += credit * entries[each].rarity
            if liking != NONE:
                rated[row] += worth
                liked[row] += worth * liking


@compiled
def _fit(met: Floats, used: Floats, portions: Floats, per_mass: np.float32) -> None:
    """Turn what is met into its share, and what is used into the fit: without a branch, many at a time."""
    for row in range(len(met)):
        met[row] *= portions[row]
    for row in range(len(met)):
        part = used[row] * per_mass
        used[row] = np.sqrt((part if part < ONE else ONE) * met[row])


@compiled
def _keep(shares: Floats, fits: Floats, share: Floats, fit: Floats) -> None:
    """Keep for each occupation the vocabulary in which it fits best."""
    for row in range(len(fit)):
        before, after = share[row], shares[row]
        share[row] = after if fits[row] > fit[row] else before
    for row in range(len(fit)):
        before, after = fit[row], fits[row]
        fit[row] = after if after > before else before


@compiled
def _rate(rated: Floats, liking: Floats) -> None:
    """Turn what is liked into how far from neutral it lies."""
    for row in range(len(liking)):
        liking[row] /= TWO * rated[row] + TWO * PRIOR


@compiled
def _attract(leanings: Floats, person: int, directions: Floats, leaning: Floats) -> None:
    """Sum what interests have in common with those of occupations."""
    leaning[:] = NONE
    for letter in range(len(directions)):
        much = leanings[person, letter]
        for row in range(len(leaning)):
            leaning[row] += much * directions[letter, row]


@compiled
def _value(offer: Offer, people: People, values: Floats, person: int) -> None:
    """Sum what is dear over the cards that count, few of all; nought is neutral, or unknown."""
    offered, patterns, dear = offer.offered, offer.patterns, people.values
    portions, neutral = people.portions[person], people.neutral[person]
    values[:] = NONE
    for card in range(dear.shape[1]):
        weight = dear[person, card]
        if weight != NONE:
            for row in range(len(values)):
                values[row] += weight * offered[card, row]
    for row in range(len(values)):
        values[row] = values[row] * portions[patterns[row]] - neutral[patterns[row]]


@compiled
def _train(offer: Offer, people: People, room: Room, person: int) -> None:
    """Fill in the training still needed, and how near an occupation is in time."""
    share, months, training, is_open = room.share, room.months, room.training, offer.is_open
    had, asked = people.spared[people.trades[person]], offer.months[people.diplomas[person]]
    has_months = offer.has_months
    for row in range(len(share)):
        learnt, spared = share[row] * is_open[row], had[row]
        months[row] = (ONE - (learnt if learnt > spared else spared)) * asked[row]
    for row in range(len(share)):
        near = ONE / (months[row] * PER_MONTH + ONE) - HALF
        training[row] = near if has_months[row] else NONE


@compiled
def _wish(offer: Offer, people: People, wishes: Floats, person: int) -> bool:
    """Fill in the share of wishes granted, NaN unknown; tell whether there are any."""
    unwanted, hoped = people.unwanted[person], people.hoped_pay[person]
    if unwanted == NONE and np.isnan(hoped):
        return False
    unmet, pay = people.unmet[people.wished[person]], offer.pay
    for row in range(len(wishes)):
        met, asked = unwanted - unmet[row], unwanted
        paid = ONE - (ONE - pay[row] / hoped) * PER_LACK
        if not np.isnan(paid):
            met, asked = met + min(max(paid, NONE), ONE), asked + ONE
        wishes[row] = met / asked
    return True


@compiled
def _add(
    offer: Offer,
    people: People,
    weights: Weights,
    room: Room,
    person: int,
    best: np.float32,
    wishes: np.float32,
) -> None:
    """Sum all terms but interests, what is unknown counted as one half."""
    has_skills = people.starts[person + 1] > people.starts[person]
    unknown, per_fit = (NONE, weights.skills / best) if has_skills else (weights.skills * HALF, NONE)
    total, fit, liking, fixed = room.total, room.fit, room.liking, offer.fixed
    values, training, granted = room.values, room.training, room.wishes
    liked, dear, short = weights.liking, weights.values, weights.training
    for row in range(len(total)):
        total[row] = unknown + fixed[row] + fit[row] * per_fit + liking[row] * liked
    for row in range(len(total)):
        total[row] += values[row] * dear + training[row] * short
    if wishes > NONE:
        for row in range(len(total)):
            told = HALF if np.isnan(granted[row]) else granted[row]
            total[row] = total[row] * (ONE - wishes) + told * wishes


@compiled
def _bound(room: Room, weight: np.float32) -> None:
    """Fill in what no sum exceeds: the tangent lies under its argument, under one, and under its chord."""
    total, leaning, bound = room.total, room.leaning, room.bound
    for row in range(len(bound)):
        most = leaning[row] if leaning[row] < ONE else ONE
        most = most if most > -ONE else -ONE
        bound[row] = total[row] + weight * HALF * (most if most > NONE else most * CHORD)


@compiled
def _best(
    offer: Offer, people: People, room: Room, weight: np.float32, kept: Floats, rows: Whole, person: int
) -> int:
    """Keep the best in order as rows pass; of equals, the first stays before; return how many there are."""
    bound, total, leaning, months = room.bound, room.total, room.leaning, room.months
    barred, pay, has_months = people.bars[people.barred[person]], offer.pay, offer.has_months
    least_pay, most_months = people.minimum_pay[person], people.maximum_months[person]
    count, least = 0, -ONE
    for row in range(len(bound)):
        if bound[row] < least or barred[row] or pay[row] < least_pay:
            continue
        if has_months[row] and months[row] > most_months:
            continue
        worth = np.rint((total[row] + weight * HALF * np.tanh(leaning[row])) * SCALE)
        count = _place(kept, rows, person, count, worth, row)
        if count == len(kept):
            least = (kept[count - 1] - TWO) / SCALE
    return count


@compiled
def _place(kept: Floats, rows: Whole, person: int, count: int, worth: np.float32, row: int) -> int:
    """Put an occupation where it belongs among the best, if it does; return how many there are."""
    if count == len(kept) and worth <= kept[count - 1]:
        return count
    place = min(count, len(kept) - 1)
    while place > 0 and kept[place - 1] < worth:
        kept[place], rows[person, place] = kept[place - 1], rows[person, place - 1]
        place -= 1
    kept[place], rows[person, place] = worth, row
    return min(count + 1, len(kept))


@compiled
def _tell(
    offer: Offer, people: People, room: Room, found: Found, person: int, count: int, best: np.float32
) -> None:
    """Write down the terms of the best, NaN where unknown."""
    has_skills = people.starts[person + 1] > people.starts[person]
    rows, terms, shares, months = found.rows, found.terms, found.shares, found.months
    fit, rated, liking, leaning, values = room.fit, room.rated, room.liking, room.leaning, room.values
    has_interests, is_drawn, neutral = people.has_interests[person], offer.is_drawn, people.neutral[person]
    training, has_months, patterns = room.training, offer.has_months, offer.patterns
    for place in range(count):
        row = rows[person, place]
        terms[person, place, 0] = fit[row] / best if has_skills else NAN
        terms[person, place, 1] = liking[row] + HALF if rated[row] > NONE else NAN
        terms[person, place, 2] = (
            HALF + HALF * np.tanh(leaning[row]) if has_interests and is_drawn[row] else NAN
        )
        terms[person, place, 3] = values[row] + HALF if neutral[patterns[row]] > NONE else NAN
        terms[person, place, 4] = training[row] + HALF if has_months[row] else NAN
        terms[person, place, 5] = offer.hiring[row]
        shares[person, place] = room.share[row]
        months[person, place] = room.months[row] if has_months[row] else NAN


@compiled
def _tell_wishes(wishes: Floats, found: Found, person: int, count: int) -> None:
    rows, terms = found.rows, found.terms
    for place in range(count):
        terms[person, place, 6] = wishes[rows[person, place]]
