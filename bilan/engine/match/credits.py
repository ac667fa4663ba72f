"""What people bring to each skill: all of what they hold, part of what is near."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bilan.engine.match.crowd import Crowd
from bilan.engine.match.table import OccupationTable

CREDIT_BITS = 30  # the bits of a number between 0 and 1 in single precision, sign and top bit left out
WORD = 64
ALL_CREDIT = (1 << CREDIT_BITS) - 1


@dataclass(frozen=True, slots=True)
class Credits:
    """What each person brings, person after person, skill after skill; the best giver of a skill stands."""

    starts: NDArray[np.int64]  # (person + 1,)
    people: NDArray[np.int64]  # (credit,)
    skills: NDArray[np.int64]  # (credit,)
    worth: NDArray[np.float32]  # (credit,) 0–1
    givers: NDArray[np.int64]  # (credit,) place among what the crowd holds
    mass: NDArray[np.float32]  # (person,) rarity of the skills held themselves, times their worth


@dataclass(frozen=True, slots=True)
class Sums:
    """What people's credits make of some demands, one entry a person and occupation they reach."""

    cells: NDArray[np.int64]  # person × occupations + occupation
    columns: NDArray[np.int64]  # occupation
    people: NDArray[np.int64]
    values: NDArray[np.complex64]


def summed(credited: Credits, worth: NDArray[np.complex64], demands: csr_matrix) -> Sums:
    """Sum worth × demand over the skills of each person: a sparse product.

    Args:
        credited: of the people.
        worth: (credit,) null credits reach nobody.
        demands: (skill, occupation).
    """
    people, occupations = len(credited.mass), demands.shape[1]
    if people == 1:
        return _summed_for_one(credited, worth, demands)
    shape = (people, demands.shape[0])
    product = csr_matrix((worth, credited.skills, credited.starts), shape=shape, copy=False) @ demands
    rows = np.repeat(np.arange(people), np.diff(product.indptr))
    return Sums(rows * occupations + product.indices, product.indices, rows, product.data)


def _summed_for_one(credited: Credits, worth: NDArray[np.complex64], demands: csr_matrix) -> Sums:
    """Do the same for one person, whom the sparse product would keep waiting."""
    places, given = stretches(demands.indptr, credited.skills)
    columns, values = demands.indices[places], demands.data[places] * worth[given]
    sums = np.empty(demands.shape[1], np.complex64)
    sums.real = np.bincount(columns, values.real, demands.shape[1])
    sums.imag = np.bincount(columns, values.imag, demands.shape[1])
    reached = np.flatnonzero(sums)
    return Sums(reached, reached, np.zeros(len(reached), np.int64), sums[reached])


def credits_of(table: OccupationTable, crowd: Crowd) -> Credits:
    """Give full credit for what is held, part of it for what is near; ties keep the first skill told.

    Person, skill, credit and giver are packed into one number each, so that one sort of integers groups
    them and puts the best giver first: faster than sorting by several keys.
    """
    counts = np.diff(crowd.starts)
    people = np.repeat(np.arange(len(crowd)), counts)
    held = np.arange(len(crowd.skills))
    near, given = stretches(table.near_starts, crowd.skills)
    asked = people * len(table.skills) + crowd.skills
    keys = np.concatenate([asked, people[given] * len(table.skills) + table.near_skills[near]])
    worth = np.concatenate([crowd.strengths, crowd.strengths[given] * table.near_credits[near]])
    keys, worth, givers = _best(keys, worth, np.concatenate([held, given]))
    people, skills = np.divmod(keys, len(table.skills))
    starts = np.searchsorted(people, np.arange(len(crowd) + 1))
    own = np.zeros(len(keys), np.bool_)
    own[np.searchsorted(keys, asked)] = True
    mass = np.bincount(people, own * table.rarity[skills] * worth, len(crowd)).astype(np.float32)
    return Credits(starts, people, skills, worth, givers, mass)


def stretches(
    starts: NDArray[np.int64] | NDArray[np.int32], chosen: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places of all entries of the rows chosen, and which choice each belongs to."""
    first = starts[chosen].astype(np.int64)
    counts = starts[chosen + 1] - first
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    places = np.repeat(first - ends + counts, counts) + np.arange(total)
    return places, np.repeat(np.arange(len(chosen)), counts)


def _best(
    keys: NDArray[np.int64], worth: NDArray[np.float32], givers: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.int64]]:
    """Keep the largest credit of each key, the first giver among equals; sorted by key."""
    bits = max(int(givers.max(initial=0)).bit_length(), 1)
    if int(keys.max(initial=0)).bit_length() + CREDIT_BITS + bits > WORD:
        order = np.lexsort((givers, -worth, keys))
        keys, worth, givers = keys[order], worth[order], givers[order]
        is_first = _changes(keys)
        return keys[is_first], worth[is_first], givers[is_first]
    missing = ALL_CREDIT - worth.view(np.int32).astype(np.uint64)
    packed = (keys.astype(np.uint64) << np.uint64(CREDIT_BITS + bits)) | (missing << np.uint64(bits))
    packed |= givers.astype(np.uint64)
    packed.sort()
    packed = packed[_changes(packed >> np.uint64(CREDIT_BITS + bits))]
    missing = (packed >> np.uint64(bits)) & np.uint64(ALL_CREDIT)
    return (
        (packed >> np.uint64(CREDIT_BITS + bits)).astype(np.int64),
        (ALL_CREDIT - missing).astype(np.int32).view(np.float32),
        (packed & np.uint64((1 << bits) - 1)).astype(np.int64),
    )


def _changes(keys: NDArray[np.int64] | NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell where a sorted key differs from the one before."""
    found = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=found[1:])
    return found
