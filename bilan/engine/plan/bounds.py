"""What the sums of a plan must respect, and the end of the table that respects it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from bilan.engine.plan.options import Group, Option
from bilan.engine.plan.styles import Style
from bilan.engine.plan.table import NEVER, REACHED, Grid, Layer, Step, Values, fill, grid_for, steps_of


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the sums of a plan must respect, in minutes and cents."""

    minimum_minutes: int
    maximum_minutes: int
    minimum_accompanied: int
    maximum_accompanied: int
    maximum_cost: int | None


@dataclass(frozen=True, slots=True)
class Search:
    """A filled table, the pairs of sums that a plan may end on, and what their time costs."""

    groups: Sequence[Group]
    grid: Grid
    steps: Sequence[Step]
    layers: Sequence[Layer]
    allowed: NDArray[np.bool_]
    time_prices: Values
    priced: dict[Fraction, Sequence[Layer]] = field(default_factory=dict)

    def layers_at(self, price: Fraction) -> Sequence[Layer]:
        """Return the table at a price of money, values scaled by its denominator to stay whole."""
        if price not in self.priced:
            scale, cost_price = price.denominator, price.numerator
            self.priced[price] = fill(self.steps, value_scale=scale, cost_price=cost_price)
        return self.priced[price]

    def without_time_price(self, longest: int) -> "Search":
        """Return the same table where time is free and the plan lasts at most that long.

        The best options for a pair of sums do not depend on the price of time: nothing is filled again.
        """
        _, total = sums(self.layers[-1], self.grid)
        allowed = self.allowed & (total <= longest)
        return replace(self, allowed=allowed, time_prices=np.zeros_like(self.time_prices))

    def objective_of(self, options: Sequence[Option]) -> int:
        """Return the value of some options net of their time."""
        last = self.layers[-1]
        row = sum(option.accompanied for option in options) // self.grid.unit - last.accompanied
        column = sum(option.minutes for option in options) // self.grid.unit - last.total
        return sum(option.value for option in options) - int(self.time_prices[row, column])

    def best_end(self, layer: Layer, scale: int = 1) -> tuple[int, int] | None:
        """Return the allowed pair of greatest value net of time, the shortest of equals."""
        net = np.where(self.allowed, layer.values - scale * self.time_prices, NEVER)
        row, column = np.unravel_index(int(net.argmax()), net.shape)
        if net[row, column] <= REACHED:
            return None
        return int(row) + layer.accompanied, int(column) + layer.total


def sums(layer: Layer, grid: Grid) -> tuple[Values, Values]:
    """Return the accompanied and total minutes of each pair of a table, shapes (row, 1) and (1, column)."""
    rows, columns = layer.values.shape
    accompanied = (np.arange(rows, dtype=np.int64)[:, None] + layer.accompanied) * grid.unit
    total = (np.arange(columns, dtype=np.int64)[None, :] + layer.total) * grid.unit
    return accompanied, total


def search_of(groups: Sequence[Group], bounds: Bounds, style: Style) -> Search:
    """Fill the table and mark the pairs of sums that the bounds allow."""
    grid = grid_for(groups, bounds.maximum_minutes)
    steps = steps_of(groups, grid, least_accompanied=bounds.minimum_accompanied)
    layers = fill(steps)
    accompanied, total = sums(layers[-1], grid)
    allowed = (
        (accompanied >= bounds.minimum_accompanied)
        & (accompanied <= bounds.maximum_accompanied)
        & (total >= bounds.minimum_minutes)
        & (total <= bounds.maximum_minutes)
        & (layers[-1].values > REACHED)
    )
    prices = accompanied * style.accompanied_price + total * style.minute_price
    return Search(groups, grid, steps, layers, allowed, prices, {Fraction(0): layers})
