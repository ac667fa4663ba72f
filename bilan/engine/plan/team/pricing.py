"""The best choice of each person at a price of the counsellors' time: one exact table for all people.

Weeks are left out, so the sum of what is found bounds every plan from above. A cell of the table is (steps of
time, steps of cost beyond the cheapest rate); knots are added one by one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.engine.plan.team.inputs import Team
from bilan.engine.plan.team.sets import Floats, Integers, Knot, Menu, Pick

BLOCK = 25  # people at a time: their tables stay in the processor's cache
NOTHING = -1e18
Choices = list[NDArray[np.int16]]


@dataclass(frozen=True, slots=True)
class Tables:
    """For each block of people: values (person, time, extra), the way taken in each knot, what is allowed."""

    team: Team
    menu: Menu
    values: Floats
    choices: Choices

    @property
    def best(self) -> Floats:
        """Return each person's highest value; far below zero where nothing is allowed."""
        found: Floats = self.values.reshape(len(self.values), -1).max(axis=1)
        return found

    def ranked(self, person: int, most: int) -> Iterator[tuple[float, tuple[Pick, ...]]]:
        """Yield the best choice of each of the best cells, highest first."""
        flat = self.values[person].ravel()
        for cell in np.argsort(-flat, kind="stable")[:most].tolist():
            if flat[cell] > NOTHING / 2:
                yield float(flat[cell]), self._picks(person, *divmod(cell, self.values.shape[2]))

    def _picks(self, person: int, time: int, extra: int) -> tuple[Pick, ...]:
        """Follow the ways taken back to the empty choice."""
        found: list[Pick] = []
        for knot, taken in zip(reversed(self.menu.knots), reversed(self.choices), strict=True):
            way = int(taken[person, time, extra])
            found += knot.ways[way]
            time, extra = time - int(knot.times[way]), extra - int(knot.extras[way])
        return tuple(sorted(found))


def priced(*, team: Team, menu: Menu, prices: Floats) -> Tables:
    """Return everybody's table at prices (person,) of a counsellor's minute."""
    gains = np.array(
        [[person.gains.get(module.code, 0.0) for module in team.modules] for person in team.people]
    )
    nets = [gains @ knot.worths.T - np.outer(prices, knot.counsellor) for knot in menu.knots]
    times, extras = _size(team, menu)
    blocks = [slice(first, first + BLOCK) for first in range(0, len(gains), BLOCK)]
    parts = [_table(menu.knots, [net[block] for net in nets], times, extras) for block in blocks]
    values = np.concatenate([part[0] for part in parts])
    choices = [np.concatenate([part[1][knot] for part in parts]) for knot in range(len(menu.knots))]
    return Tables(team, menu, np.where(_allowed(team, menu, times, extras), values, NOTHING), choices)


def _size(team: Team, menu: Menu) -> tuple[int, int]:
    """Return how many steps of time and of extra cost a table has."""
    times = team.limits.maximum_minutes // menu.step_minutes
    dearest = sum(int(knot.extras.max()) for knot in menu.knots)
    budget = max(person.budget_cents for person in team.people)
    return times, min(dearest, budget // menu.extra_cents)


def _table(knots: Sequence[Knot], nets: Sequence[Floats], times: int, extras: int) -> tuple[Floats, Choices]:
    people = len(nets[0])
    values = np.full((people, times + 1, extras + 1), NOTHING)
    values[:, 0, 0] = 0.0
    choices: Choices = []
    top, dear = 0, 0
    for knot, net in zip(knots, nets, strict=True):
        top, dear = min(times, top + int(knot.times.max())), min(extras, dear + int(knot.extras.max()))
        values, taken = _with_knot(values, knot, net, (top, dear))
        choices.append(taken)
    return values, choices


def _with_knot(
    values: Floats, knot: Knot, net: Floats, reach: tuple[int, int]
) -> tuple[Floats, NDArray[np.int16]]:
    """Add one knot: each cell keeps the way that brings most."""
    best, taken = values.copy(), np.zeros(values.shape, dtype=np.int16)
    top, dear = reach
    for way in range(1, len(knot.ways)):
        time, extra = int(knot.times[way]), int(knot.extras[way])
        if time > top or extra > dear:
            continue
        found = values[:, : top + 1 - time, : dear + 1 - extra] + net[:, way, None, None]
        here = (slice(None), slice(time, top + 1), slice(extra, dear + 1))
        better = found > best[here]
        np.copyto(best[here], found, where=better)
        np.copyto(taken[here], np.int16(way), where=better)
    return best, taken


def _allowed(team: Team, menu: Menu, times: int, extras: int) -> NDArray[np.bool_]:
    """Return which cells a person may end in: hours, weeks, budget."""
    time, extra = np.arange(times + 1)[:, None], np.arange(extras + 1)[None, :]
    cost = menu.rate_cents * time + menu.extra_cents * extra
    budgets = np.array([person.budget_cents for person in team.people])
    weeks: Integers = np.array([len(person.weeks) for person in team.people])
    most = np.minimum(team.limits.maximum_minutes, weeks * team.limits.minutes_a_week) // menu.step_minutes
    least = -(-team.limits.minimum_minutes // menu.step_minutes)
    inside = (time >= least) & (time <= most[:, None, None])
    allowed: NDArray[np.bool_] = inside & (cost <= budgets[:, None, None])
    return allowed
