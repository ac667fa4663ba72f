"""The best plan under a price ceiling: a Lagrangian bound, then labels that close what is left.

1. Money gets a price; at each price the table is exact, and its value plus price × ceiling is a bound.
2. A price where the bound is low is found by cutting planes, in a few tables.
3. From the ends that may still beat the best affordable plan, labels (sums left, cost, value) walk back group
   by group. A label is dropped when its bound does not beat that plan, when the cheapest way to finish it
   costs too much, or when another with the same sums left is no dearer and worth no less.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from bilan.engine.plan.bounds import Search
from bilan.engine.plan.options import Group, Option
from bilan.engine.plan.table import Values, walk_back

MOST_PRICES = 12
NARROW = 1000  # a gap of one point: measured, labels close it sooner than further cuts would
FEW = 400  # labels: fewer are not worth sorting
DEAREST = Fraction(10**9)  # a price of a cent that no gain outweighs: the cheapest plan is the best


@dataclass(frozen=True, slots=True)
class Priced:
    """The best plan at one price of money."""

    price: Fraction
    options: tuple[Option, ...]
    objective: int

    @property
    def cost(self) -> int:
        """Cost in cents."""
        return sum(option.cost for option in self.options)

    @property
    def worth(self) -> Fraction:
        """The objective once money is paid for at its price."""
        return self.objective - self.price * self.cost


@dataclass(frozen=True, slots=True)
class Affordable:
    """The options of the best plan that fits the ceiling, and the price of money that bounds it best."""

    options: Sequence[Option]
    price: Fraction


def best_within_budget(search: Search, budget: int) -> Affordable | None:
    """Return the best plan that costs at most the budget, or nothing."""
    cheapest = _priced(search, DEAREST)
    if cheapest.cost > budget:
        return None
    affordable, tightest = _lower_the_bound(search, budget, _priced(search, Fraction(0)), cheapest)
    better = _close_the_gap(search, budget, tightest.price, affordable.objective)
    return Affordable(affordable.options if better is None else better, tightest.price)


def better_within_budget(search: Search, budget: int, known: Affordable) -> Sequence[Option]:
    """Return the best plan that costs at most the budget, from one known to fit.

    Any price of money bounds: the one that served before spares the search for another.
    """
    better = _close_the_gap(search, budget, known.price, search.objective_of(known.options))
    return known.options if better is None else better


def _priced(search: Search, price: Fraction) -> Priced:
    """Solve at one price of money."""
    layers = search.layers_at(price)
    end = search.best_end(layers[-1], price.denominator)
    options = tuple(walk_back(layers, *end)) if end else ()
    return Priced(price, options, search.objective_of(options))


def _lower_the_bound(search: Search, budget: int, dear: Priced, cheap: Priced) -> tuple[Priced, Priced]:
    """Return the best affordable plan met, and the plan at the price of the lowest bound found."""
    best = middle = cheap
    for _ in range(MOST_PRICES):
        middle = _priced(search, Fraction(dear.objective - cheap.objective, dear.cost - cheap.cost))
        if middle.cost <= budget and middle.objective > best.objective:
            best = middle
        is_lowest = middle.worth <= dear.objective - middle.price * dear.cost
        if is_lowest or middle.worth + middle.price * budget - best.objective <= NARROW:
            break
        dear, cheap = (middle, cheap) if middle.cost > budget else (dear, middle)
    return best, middle


@dataclass(frozen=True, slots=True)
class Labels:
    """Unfinished plans, one a row: sums left to make, cost and value so far, and where each came from."""

    accompanied: Values
    total: Values
    cost: Values
    value: Values
    parent: Values
    option: Values

    def kept(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> "Labels":
        """Return some of the labels."""
        return Labels(
            self.accompanied[which],
            self.total[which],
            self.cost[which],
            self.value[which],
            self.parent[which],
            self.option[which],
        )


@dataclass(frozen=True, slots=True)
class Closing:
    """What bounds a label: the table at a price of money, the cheapest table, and the value to beat."""

    search: Search
    budget: int
    price: Fraction
    best: int

    def promising(self, labels: Labels, rank: int) -> Labels:
        """Drop labels that cannot be finished within the budget, or not well enough."""
        scale, cost_price = self.price.denominator, self.price.numerator
        rest = self.search.layers_at(self.price)[rank].at_each(labels.accompanied, labels.total)
        bound = rest + scale * labels.value + cost_price * (self.budget - labels.cost)
        cheapest = self.search.layers_at(DEAREST)[rank].at_each(labels.accompanied, labels.total)
        cost_left = -np.floor_divide(cheapest + DEAREST.numerator // 2, DEAREST.numerator)
        return labels.kept((bound >= scale * (self.best + 1)) & (labels.cost + cost_left <= self.budget))


def _close_the_gap(search: Search, budget: int, price: Fraction, best: int) -> Sequence[Option] | None:
    """Return the best affordable plan if it beats `best`, by walking labels back to the start."""
    closing = Closing(search, budget, price, best)
    labels = closing.promising(_ends(search), len(search.groups))
    trail = [labels]
    for rank in range(len(search.groups) - 1, -1, -1):
        if not labels.value.size:
            break
        labels = closing.promising(_stepped(labels, search.groups[rank], search.grid.unit), rank)
        labels = _undominated(labels)
        trail.append(labels)
    found = labels.value.size > 0
    return _read_back(search.groups, trail, int(labels.value.argmax())) if found else None


def _ends(search: Search) -> Labels:
    """Return a label for each pair of sums that a plan may end on; the value starts at minus its time."""
    row, column = np.nonzero(search.allowed)
    last = search.layers[-1]
    nothing = np.zeros(row.size, dtype=np.int64)
    value = -search.time_prices[row, column]
    return Labels(row + last.accompanied, column + last.total, nothing, value, nothing, nothing)


def _stepped(labels: Labels, group: Group, unit: int) -> Labels:
    """Take each option of a group from each label."""
    size = labels.value.size
    steps = np.array(
        [(option.accompanied // unit, option.minutes // unit, option.cost, option.value) for option in group],
        dtype=np.int64,
    )
    accompanied, total, cost, value = (column.repeat(size) for column in steps.T)
    each = np.tile(np.arange(size, dtype=np.int64), len(group))
    return Labels(
        labels.accompanied[each] - accompanied,
        labels.total[each] - total,
        labels.cost[each] + cost,
        labels.value[each] + value,
        each,
        np.arange(len(group), dtype=np.int64).repeat(size),
    )


def _undominated(labels: Labels) -> Labels:
    """Keep, among labels with the same sums left, those that are worth more than every cheaper one."""
    if labels.value.size < FEW:
        return labels
    pair = labels.accompanied * (labels.total.max() + 1) + labels.total
    ordered = labels.kept(np.lexsort((-labels.value, labels.cost, pair)))
    pair = ordered.accompanied * (labels.total.max() + 1) + ordered.total
    starts = np.r_[True, pair[1:] != pair[:-1]]
    lift = np.cumsum(starts) * (int(np.ptp(ordered.value)) + 1)  # a new pair always exceeds the one before
    lifted = ordered.value + lift
    highest_before = np.r_[lifted[0] - 1, np.maximum.accumulate(lifted)[:-1]]
    return ordered.kept(lifted > highest_before)


def _read_back(groups: Sequence[Group], trail: Sequence[Labels], place: int) -> list[Option]:
    """Follow a label back through those it came from, and return its options."""
    options: list[Option] = []
    for labels, group in zip(trail[:0:-1], groups, strict=True):
        options.append(group[int(labels.option[place])])
        place = int(labels.parent[place])
    return options
