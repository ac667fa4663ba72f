"""Exact dynamic programme over (accompanied, total) minutes: the best value of every pair of sums.

Groups are taken one after the other; the table after group k holds, for each pair of sums that k options
can make, the greatest value they can give. Each table begins at the smallest sums that can be made, so a
group with one option only moves the corner, and leaves out the sums from which no end can be reached: too
little time together for what is left to bring, or so long that what is left no longer fits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import gcd

import numpy as np
from numpy.typing import NDArray

from bilan.engine.plan.options import Group, Option

NEVER = np.int64(-(2**61))  # a pair that no options make; far from overflow when values are added
REACHED = np.int64(-(2**60))
Values = NDArray[np.int64]
Lengths = dict[tuple[int, int], list[Option]]


@dataclass(frozen=True, slots=True)
class Move:
    """The options of a group that take the same time, in units, and the pairs they lead from and to."""

    accompanied: int
    total: int
    options: tuple[Option, ...]
    source: tuple[slice, slice]
    target: tuple[slice, slice]


@dataclass(frozen=True, slots=True)
class Step:
    """The table after a group, whatever the price of money: its corner, its shape, and what leads to it."""

    accompanied: int
    total: int
    shape: tuple[int, int]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """The table after some groups, axes (accompanied, total), with the best option of each move."""

    values: Values
    step: Step
    taken: tuple[tuple[int, Option], ...]

    @property
    def accompanied(self) -> int:
        """Units together of the first row."""
        return self.step.accompanied

    @property
    def total(self) -> int:
        """Units in all of the first column."""
        return self.step.total

    def at(self, accompanied: int, total: int) -> int:
        """Return the value of a pair of sums, or `NEVER`."""
        row, column = accompanied - self.step.accompanied, total - self.step.total
        rows, columns = self.step.shape
        return self.values.item(row, column) if 0 <= row < rows and 0 <= column < columns else int(NEVER)


START = Layer(np.zeros((1, 1), dtype=np.int64), Step(0, 0, (1, 1), ()), ())


@dataclass(frozen=True, slots=True)
class Grid:
    """The unit of the table in minutes, and its greatest total in units."""

    unit: int
    units: int


def grid_for(groups: Sequence[Group], longest_minutes: int) -> Grid:
    """Return the coarsest grid on which every option falls exactly."""
    lengths = {
        length for group in groups for option in group for length in (option.minutes, option.accompanied)
    }
    unit = gcd(*lengths) or 1
    return Grid(unit, longest_minutes // unit)


def steps_of(groups: Sequence[Group], grid: Grid, *, least_accompanied: int = 0) -> tuple[Step, ...]:
    """Lay the tables of groups out, for ends with at least that many minutes together."""
    lengths = [_lengths(group, grid.unit) for group in groups]
    together = _left_after([max(accompanied for accompanied, _total in group) for group in lengths])
    shortest = _left_after([min(total for _accompanied, total in group) for group in lengths])
    least, steps = -(-least_accompanied // grid.unit), [START.step]
    for group, most, few in zip(lengths, together, shortest, strict=True):
        steps.append(_next_step(steps[-1], group, least - most, grid.units - few))
    return tuple(steps[1:])


def _lengths(group: Group, unit: int) -> Lengths:
    """Gather the options of each length, in units."""
    found: Lengths = {}
    for option in group:
        found.setdefault((option.accompanied // unit, option.minutes // unit), []).append(option)
    return found


def _left_after(sizes: Sequence[int]) -> list[int]:
    """Return the sum of what comes after each place."""
    return list(accumulate(reversed(sizes), initial=0))[-2::-1]


def _next_step(before: Step, group: Lengths, least_accompanied: int, most_total: int) -> Step:
    """Lay out the table that a group leads to, within the sums that still reach an end."""
    accompanied, total = [length[0] for length in group], [length[1] for length in group]
    (rows, columns), corner = before.shape, before.total + min(total)
    end = before.accompanied + rows + max(accompanied)
    first = min(max(before.accompanied + min(accompanied), least_accompanied), end - 1)
    width = max(min(columns + max(total) - min(total), most_total + 1 - corner), 1)
    moves = []
    for length, options in group.items():
        row, column = before.accompanied + length[0] - first, before.total + length[1] - corner
        cut, room = min(max(-row, 0), rows), max(min(columns, width - column), 0)
        source = slice(cut, rows), slice(0, room)
        target = slice(row + cut, row + rows), slice(column, column + room)
        moves.append(Move(*length, tuple(options), source, target))
    return Step(first, corner, (end - first, width), tuple(moves))


def fill(steps: Sequence[Step], *, value_scale: int = 1, cost_price: int = 0) -> list[Layer]:
    """Return the start and one layer per step; an option is worth `scale · value - price · cost`."""
    layers = [START]
    for step in steps:
        taken = tuple(_best(move.options, value_scale, cost_price) for move in step.moves)
        layers.append(Layer(_extended(layers[-1].values, step, taken), step, taken))
    return layers


def _best(options: tuple[Option, ...], value_scale: int, cost_price: int) -> tuple[int, Option]:
    """Return the option worth most, after what it is worth."""
    if len(options) == 1:
        (only,) = options
        return value_scale * only.value - cost_price * only.cost, only
    worth = [value_scale * option.value - cost_price * option.cost for option in options]
    best = max(worth)
    return best, options[worth.index(best)]


def _extended(before: Values, step: Step, taken: Sequence[tuple[int, Option]]) -> Values:
    """Take one option more: each moves the table, and the best of them is kept pair by pair."""
    after = np.full(step.shape, NEVER, dtype=np.int64)
    for move, (value, _option) in zip(step.moves, taken, strict=True):
        place = after[move.target]
        np.maximum(place, before[move.source] + value, out=place)
    return after


def walk_back(layers: Sequence[Layer], accompanied: int, total: int) -> list[Option]:
    """Return the options that make a pair of sums, the last group's first."""
    options: list[Option] = []
    for before, layer in zip(layers[-2::-1], layers[:0:-1], strict=True):
        move, option = _move_that_led(before, layer, accompanied, total)
        options.append(option)
        accompanied, total = accompanied - move.accompanied, total - move.total
    return options


def _move_that_led(before: Layer, layer: Layer, accompanied: int, total: int) -> tuple[Move, Option]:
    """Return the first move whose value and what came before make the value of the pair."""
    if len(layer.taken) == 1:
        return layer.step.moves[0], layer.taken[0][1]
    wanted = layer.at(accompanied, total)
    return next(
        (move, option)
        for move, (value, option) in zip(layer.step.moves, layer.taken, strict=True)
        if before.at(accompanied - move.accompanied, total - move.total) + value == wanted
    )
