"""What may be chosen together: modules tied by prerequisites, with a mode each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from math import gcd

import numpy as np
from numpy.typing import NDArray

from bilan.engine.plan.errors import ImpossibleTeam
from bilan.engine.plan.team.inputs import Team, TeamMode

MOST_SETS = 5000  # of modules tied together
MOST_EXTRAS = 1200  # steps of cost beyond the cheapest rate
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Pick = tuple[int, int]  # a module and one of its modes, by place


@dataclass(frozen=True, slots=True)
class Knot:
    """Modules tied by prerequisites, and every way to choose among them; the first way chooses none.

    Arrays are (way,): steps of time, steps of cost beyond the cheapest rate, counsellors' minutes.
    `worths` is (way, module): the share of each module's gain.
    """

    ways: tuple[tuple[Pick, ...], ...]
    times: Integers
    extras: Integers
    counsellor: Integers
    worths: Floats


@dataclass(frozen=True, slots=True)
class Menu:
    """All knots, and what a step is: minutes of time; cents of every step of time, cents of an extra step."""

    knots: tuple[Knot, ...]
    step_minutes: int
    rate_cents: int
    extra_cents: int


def menu_of(team: Team) -> Menu:
    """Return what may be chosen.

    Raises:
        ImpossibleTeam: modules so tied, or costs so varied, that no exact search ends in time.
    """
    modes = [mode for module in team.modules for mode in module.modes]
    step = reduce(gcd, (mode.minutes for mode in modes))
    rate = min(mode.cost_cents * step // mode.minutes for mode in modes)
    extras = {mode: mode.cost_cents - rate * (mode.minutes // step) for mode in modes}
    unit = reduce(gcd, extras.values()) or 1
    most = max(person.budget_cents for person in team.people) // unit if team.people else 0
    if most > MOST_EXTRAS and max(extras.values()) > 0:
        raise ImpossibleTeam(f"Costs differ by steps of {unit} cents; round them to {unit * 10} or more.")
    knots = tuple(_knot(team, members, step, extras, unit) for members in _tied(team))
    return Menu(knots, step, rate, unit)


def _tied(team: Team) -> list[list[int]]:
    """Return the modules' places, together where prerequisites tie them, prerequisites first.

    Raises:
        ImpossibleTeam: modules that wait for each other.
    """
    places = {module.code: place for place, module in enumerate(team.modules)}
    before = [[places[code] for code in module.prerequisites] for module in team.modules]
    order = _ordered(before)
    group = list(range(len(before)))
    for place, needed in enumerate(before):
        for other in needed:
            old, new = group[place], group[other]
            group = [new if one == old else one for one in group]
    return [[place for place in order if group[place] == name] for name in dict.fromkeys(group)]


def _ordered(before: Sequence[Sequence[int]]) -> list[int]:
    order: list[int] = []
    while len(order) < len(before):
        ready = [
            place for place, needed in enumerate(before) if place not in order and set(needed) <= set(order)
        ]
        if not ready:
            raise ImpossibleTeam("Some modules wait for each other.")
        order.extend(ready)
    return order


def _knot(team: Team, members: Sequence[int], step: int, extras: dict[TeamMode, int], unit: int) -> Knot:
    ways = [()] + [way for way in _ways(team, members) if way]
    chosen = [[team.modules[place].modes[mode] for place, mode in way] for way in ways]
    worths = np.zeros((len(ways), len(team.modules)))
    for row, way in enumerate(ways):
        for place, mode in way:
            worths[row, place] = team.modules[place].modes[mode].worth
    return Knot(
        tuple(ways),
        np.array([sum(mode.minutes // step for mode in way) for way in chosen]),
        np.array([sum(extras[mode] // unit for mode in way) for way in chosen]),
        np.array([sum(mode.counsellor_minutes for mode in way) for way in chosen]),
        worths,
    )


def _ways(team: Team, members: Sequence[int]) -> Iterator[tuple[Pick, ...]]:
    """Yield every choice that holds the prerequisites of what it holds, with every mix of modes."""
    codes = {team.modules[place].code: place for place in members}
    held: list[tuple[int, ...]] = [()]
    for place in members:
        needed = {codes[code] for code in team.modules[place].prerequisites}
        held += [(*one, place) for one in held if needed <= set(one)]
        if len(held) > MOST_SETS:
            raise ImpossibleTeam("Too many modules are tied together by prerequisites.")
    for one in held:
        modes = [range(len(team.modules[place].modes)) for place in one]
        for mix in product(*modes):
            yield tuple(zip(one, mix, strict=True))
