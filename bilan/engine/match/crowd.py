"""Many people as arrays, so that all are compared with all occupations at once."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.inverted import inverted
from bilan.engine.match.person import PROOF_STRENGTHS, Limits, PersonVector
from bilan.engine.match.table import LETTERS, OccupationTable

UNMEASURED = (np.nan, np.nan)


@dataclass(frozen=True, slots=True)
class Crowd:
    """People side by side; held skills lie end to end, person after person, in the order they were told."""

    starts: NDArray[np.int64]  # (person + 1,) where each one's skills begin
    skills: NDArray[np.int64]  # (held,) column of the table
    strengths: NDArray[np.float32]  # (held,) what the proof is worth, 0–1
    likings: NDArray[np.int8]  # (held,) −1, 0, 1
    places: NDArray[np.int64]  # (held,) place among all that the person told, known to the table or not
    interests: NDArray[np.float32]  # (person, letter) NaN where not measured
    errors: NDArray[np.float32]  # (person, letter)
    values: NDArray[np.float32]  # (person, card) what each card counts, 0 where it does not
    maximum_months: NDArray[np.float32]  # (person,) infinite without a limit
    minimum_pay: NDArray[np.float32]  # (person,) minus infinite without a limit
    barred: NDArray[np.int64]  # (person,) row of `bars`
    bars: NDArray[np.bool_]  # (combination of refusals, occupation)
    diplomas: NDArray[np.int64]  # (person,) highest level, 0 untold
    trades: NDArray[np.int64]  # (person,) row of `spared`
    spared: NDArray[np.float32]  # (combination of lived occupations, occupation) share of training had there
    wished: NDArray[np.int64]  # (person,) row of `unmet`
    unmet: NDArray[np.float32]  # (combination of unwanted contexts, occupation) how many of them it has
    unwanted: NDArray[np.float32]  # (person,) how many contexts known to the table are unwanted
    hoped_pay: NDArray[np.float32]  # (person,) NaN untold

    def __len__(self) -> int:
        return len(self.barred)

    def part(self, first: int, last: int) -> "Crowd":
        """Return some of the people, without copying."""
        held = slice(self.starts[first], self.starts[last])
        some = slice(first, last)
        return Crowd(
            starts=self.starts[first : last + 1] - self.starts[first],
            skills=self.skills[held],
            strengths=self.strengths[held],
            likings=self.likings[held],
            places=self.places[held],
            interests=self.interests[some],
            errors=self.errors[some],
            values=self.values[some],
            maximum_months=self.maximum_months[some],
            minimum_pay=self.minimum_pay[some],
            barred=self.barred[some],
            bars=self.bars,
            diplomas=self.diplomas[some],
            trades=self.trades[some],
            spared=self.spared,
            wished=self.wished[some],
            unmet=self.unmet,
            unwanted=self.unwanted[some],
            hoped_pay=self.hoped_pay[some],
        )


def crowd_of(table: OccupationTable, people: Sequence[PersonVector], places: Mapping[str, int]) -> Crowd:
    """Lay people side by side; skills and cards unknown to the table are left out."""
    held = [
        [(places[item.uri], item, place) for place, item in enumerate(person.held) if item.uri in places]
        for person in people
    ]
    told = list(chain.from_iterable(held))
    interests, errors = _interests(people)
    barred, bars = _bars(table, [person.limits for person in people])
    trades, spared = _spared(table, [person.lived for person in people])
    wished, unmet, unwanted = _unmet(table, [person.wishes.unwanted_contexts for person in people])
    return Crowd(
        starts=np.cumsum([0, *map(len, held)], dtype=np.int64),
        skills=np.array([skill for skill, _, _ in told], np.int64),
        strengths=np.array([PROOF_STRENGTHS[item.proof] for _, item, _ in told], np.float32),
        likings=np.array([item.liking for _, item, _ in told], np.int8),
        places=np.array([place for _, _, place in told], np.int64),
        interests=interests,
        errors=errors,
        values=_values(table, people),
        maximum_months=_bounds([person.limits.maximum_training_months for person in people], np.inf),
        minimum_pay=_bounds([person.limits.minimum_pay for person in people], -np.inf),
        barred=barred,
        bars=bars,
        diplomas=np.array([person.diploma or 0 for person in people], np.int64),
        trades=trades,
        spared=spared,
        wished=wished,
        unmet=unmet,
        unwanted=unwanted,
        hoped_pay=_bounds([person.wishes.pay for person in people], np.nan),
    )


def _interests(people: Sequence[PersonVector]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the scores of the letters, and their standard errors."""
    told = [[person.interests.get(letter, UNMEASURED) for letter in LETTERS] for person in people]
    found = np.array(told, np.float32).reshape(len(people), len(LETTERS), 2)
    return found[..., 0], found[..., 1]


def _values(table: OccupationTable, people: Sequence[PersonVector]) -> NDArray[np.float32]:
    """Return what each card counts: one for the dearest, half for the second, a third for the next."""
    columns = {card: column for column, card in enumerate(table.cards)}
    found = np.zeros((len(people), len(table.cards)), np.float32)
    for row, person in enumerate(people):
        for rank, card in enumerate(person.values):
            if card in columns:
                found[row, columns[card]] += 1 / (1 + rank)
    return found


def _bounds(told: Sequence[float | None], unlimited: float) -> NDArray[np.float32]:
    return np.array([unlimited if bound is None else bound for bound in told], np.float32)


def _bars(table: OccupationTable, limits: Sequence[Limits]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return what is eliminated by refused contexts and by name, each combination worked out once."""
    found: dict[tuple[frozenset[str], frozenset[str]], int] = {}
    told = [(limit.refused_contexts, limit.excluded) for limit in limits]
    rows = [found.setdefault(refusal, len(found)) for refusal in told]
    known, bars = inverted(table), np.zeros((max(len(found), 1), len(table.codes)), np.bool_)
    for (contexts, codes), row in found.items():
        if places := places_of(table.context_codes, contexts):
            bars[row] = np.bitwise_or.reduce(known.contexts[places])
        bars[row, places_of(table.codes, codes)] = True
    return np.array(rows, np.int64), bars


def _unmet(
    table: OccupationTable, unwanted: Sequence[frozenset[str]]
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    """Count the unwanted contexts of each occupation, each combination worked out once."""
    found: dict[frozenset[str], int] = {}
    rows = np.array([found.setdefault(contexts, len(found)) for contexts in unwanted], np.int64)
    unmet = np.zeros((max(len(found), 1), len(table.codes)), np.float32)
    known, counts = inverted(table), np.zeros(len(unmet), np.float32)
    for contexts, row in found.items():
        places = places_of(table.context_codes, contexts)
        counts[row] = len(places)
        if places:
            unmet[row] = known.contexts[places].sum(axis=0)
    return rows, unmet, counts[rows]


def _spared(
    table: OccupationTable, lived: Sequence[tuple[str, ...]]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the share of training that lived occupations spare, each combination worked out once.

    All of it for these very occupations, less and less for those less like them, nothing where the law asks
    for a title of its own.
    """
    found: dict[tuple[str, ...], int] = {}
    rows = [found.setdefault(codes, len(found)) for codes in lived]
    spared = np.zeros((max(len(found), 1), len(table.codes)), np.float32)
    for codes, row in found.items():
        near = nearness(table, codes)
        spared[row] = near * (~table.regulated | (near == 1))
    return np.array(rows, np.int64), spared


def nearness(table: OccupationTable, lived: Sequence[str]) -> NDArray[np.float32]:
    """Return how near each occupation is to those lived in, 0–1; only these very ones reach one."""
    near, found = inverted(table).near, np.zeros(len(table.codes), np.float32)
    for place in places_of(table.codes, lived):
        some = slice(near.indptr[place], near.indptr[place + 1])
        there = near.indices[some]
        found[there] = np.maximum(found[there], near.data[some])
    return found


def places_of(codes: Sequence[str], wanted: Collection[str]) -> list[int]:
    """Return where some codes stand among sorted ones; unknown codes stand nowhere."""
    places = [(bisect_left(codes, code), code) for code in sorted(wanted)]
    return [place for place, code in places if place < len(codes) and codes[place] == code]
