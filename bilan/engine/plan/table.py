"""Exact dynamic programme over (accompanied, total) minutes: the best value of every pair of sums.

Groups are taken one after the other; the table after group k holds, for each pair of sums that k options
can make, the greatest value they can give. Each table begins at the smallest sums that can be made, so a
group with one option only moves the corner.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from bilan.engine.plan.options import Group, Option

NEVER = np.int64(-(2**61))  # a pair that no options make; far from overflow when values are added
REACHED = np.int64(-(2**60))
Values = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Choice:
    """An option in units of time, at a price of money."""

    accompanied: int
    total: int
    value: int
    option: Option


@dataclass(frozen=True, slots=True)
class Layer:
    """The table after some groups, axes (accompanied, total), and the choices of the last group."""

    values: Values
    accompanied: int
    total: int
    choices: tuple[Choice, ...]

    def at(self, accompanied: int, total: int) -> int:
        """Return the value of a pair of sums, or `NEVER`."""
        row, column = accompanied - self.accompanied, total - self.total
        rows, columns = self.values.shape
        return int(self.values[row, column]) if 0 <= row < rows and 0 <= column < columns else int(NEVER)

    def at_each(self, accompanied: Values, total: Values) -> Values:
        """Return the values of many pairs of sums, `NEVER` where a pair is out of the table."""
        row, column = accompanied - self.accompanied, total - self.total
        rows, columns = self.values.shape
        inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        return np.where(inside, self.values[row * inside, column * inside], NEVER)


START = Layer(np.zeros((1, 1), dtype=np.int64), 0, 0, ())


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


def fill(groups: Sequence[Group], grid: Grid, *, value_scale: int = 1, cost_price: int = 0) -> list[Layer]:
    """Return the start and one layer per group; an option is worth `scale · value - price · cost`."""
    layers = [START]
    for group in groups:
        choices = _choices(group, grid, value_scale, cost_price)
        layers.append(_extend(layers[-1], choices, grid.units))
    return layers


def _choices(group: Group, grid: Grid, value_scale: int, cost_price: int) -> tuple[Choice, ...]:
    """Return the options in units, the best one of each length only."""
    best: dict[tuple[int, int], Choice] = {}
    for option in group:
        length = option.accompanied // grid.unit, option.minutes // grid.unit
        value = value_scale * option.value - cost_price * option.cost
        if length not in best or value > best[length].value:
            best[length] = Choice(*length, value, option)
    return tuple(best.values())


def _extend(before: Layer, choices: tuple[Choice, ...], units: int) -> Layer:
    """Take one option more: each moves the table, and the best of them is kept pair by pair."""
    lowest = min(choice.accompanied for choice in choices)
    shortest = min(choice.total for choice in choices)
    accompanied, total = before.accompanied + lowest, before.total + shortest
    if len(choices) == 1:
        return Layer(before.values + choices[0].value, accompanied, total, choices)
    rows, columns = before.values.shape
    height = rows + max(choice.accompanied for choice in choices) - lowest
    width = min(columns + max(choice.total for choice in choices) - shortest, max(units + 1 - total, 1))
    after = np.full((height, width), NEVER, dtype=np.int64)
    for choice in choices:
        row, column = choice.accompanied - lowest, choice.total - shortest
        room = min(columns, width - column)
        if room > 0:
            place = after[row : row + rows, column : column + room]
            np.maximum(place, before.values[:, :room] + choice.value, out=place)
    return Layer(after, accompanied, total, choices)


def walk_back(layers: Sequence[Layer], accompanied: int, total: int) -> list[Option]:
    """Return the options that make a pair of sums, the last group's first."""
    taken: list[Option] = []
    for before, layer in zip(layers[-2::-1], layers[:0:-1], strict=True):
        choice = _choice_that_led(before, layer, accompanied, total)
        taken.append(choice.option)
        accompanied, total = accompanied - choice.accompanied, total - choice.total
    return taken


def _choice_that_led(before: Layer, layer: Layer, accompanied: int, total: int) -> Choice:
    """Return the first choice whose value and what came before make the value of the pair."""
    wanted = layer.at(accompanied, total)
    return next(
        choice
        for choice in layer.choices
        if before.at(accompanied - choice.accompanied, total - choice.total) + choice.value == wanted
    )
