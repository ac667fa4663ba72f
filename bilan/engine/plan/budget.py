"""The best plan under a price ceiling: a Lagrangian bound, then labels that close what is left.

1. Money gets a price; at each price the table is exact, and its value plus price × ceiling bounds every plan.
   Cutting planes find the price of the lowest bound in a handful of tables.
2. From the ends that may still beat a floor, labels (sums left, cost, value) walk back group by group. A
   label is dropped when its bound does not beat the floor, when its money left is less than the cheapest
   options of the groups left, or when another with the same sums left is no dearer and worth no less.
3. The floor goes down from the bound to the best affordable plan known, until something is found above it:
   that is the best of all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from bilan.engine.plan.bounds import Search
from bilan.engine.plan.options import Group, Option
from bilan.engine.plan.table import Layer, Values, walk_back

CLOSE = 5000  # thousandths of a point by which one more price could lower the bound
FIRST_GAP = 3000  # thousandths of a point under the bound, measured
WIDER = 4
FEW = 400  # labels: fewer are not worth sorting
HIGH = Fraction(2)  # a price of a cent that most people's plans stay under, measured
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
    """The options of the best plan that fits the ceiling, and the price of money that bounds it."""

    options: Sequence[Option]
    price: Fraction


def best_within_budget(search: Search, budget: int, hint: Fraction = Fraction(0)) -> Affordable | None:
    """Return the best plan that costs at most the budget; the hint is a price of money that served before."""
    dear, cheap = _priced(search, Fraction(0)), _priced(search, HIGH)
    if cheap.cost > budget:
        dear, cheap = cheap, _priced(search, DEAREST)
        if cheap.cost > budget:
            return None
    hinted = _priced(search, hint)
    if hinted.cost > budget:
        dear = min(dear, hinted, key=lambda one: one.cost)
    else:
        cheap = max(cheap, hinted, key=lambda one: one.objective)
    known, price = _lower_the_bound(search, budget, dear, cheap)
    better = _close_the_gap(search, budget, price, known.objective)
    return Affordable(known.options if better is None else better, price)


def _priced(search: Search, price: Fraction) -> Priced:
    """Solve at one price of money."""
    layers = search.layers_at(price)
    end = search.best_end(layers[-1], price.denominator)
    options = tuple(walk_back(layers, *end)) if end else ()
    return Priced(price, options, search.objective_of(options))


def _lower_the_bound(search: Search, budget: int, dear: Priced, cheap: Priced) -> tuple[Priced, Fraction]:
    """Return the best affordable plan met, and the price at which the bound is lowest or low enough."""
    known = cheap
    while True:  # each turn meets a plan above the line between the two: there are finitely many
        price = Fraction(dear.objective - cheap.objective, dear.cost - cheap.cost)
        middle = _priced(search, price)
        if middle.cost <= budget and middle.objective > known.objective:
            known = middle
        above = dear.objective - price * dear.cost
        if middle.worth - above <= CLOSE:
            return known, price
        dear, cheap = (middle, cheap) if middle.cost > budget else (dear, middle)


@dataclass(frozen=True, slots=True)
class Labels:
    """Unfinished plans, one a column.

    The rows of `sums` are the units together and in all left to make, the cents left to spend and the value
    so far. `origin` is where each stood among all the steps taken from the `width` labels before it.
    """

    sums: Values
    origin: Values
    width: int

    def kept(self, which: NDArray[np.intp]) -> "Labels":
        """Return some of the labels."""
        return Labels(self.sums[:, which], self.origin[which], self.width)


@dataclass(frozen=True, slots=True)
class Closing:
    """What bounds a label: the table at a price of money, the least left to pay, the value to beat."""

    layers: Sequence[Layer]
    least_costs: Sequence[int]
    price: Fraction
    floor: int

    def promising(self, labels: Labels, rank: int) -> Labels:
        """Drop labels that cannot be finished within the budget, or not well enough."""
        step = self.layers[rank].step
        row, column = labels.sums[0] - step.accompanied, labels.sums[1] - step.total
        rows, columns = step.shape
        inside = np.flatnonzero((row >= 0) & (row < rows) & (column >= 0) & (column < columns))
        within, place = labels.kept(inside), (row * columns + column)[inside]
        _, _, money, value = within.sums
        scale, cost_price = self.price.denominator, self.price.numerator
        bound = self.layers[rank].values.take(place) + scale * value + cost_price * money
        is_affordable = money >= self.least_costs[rank]
        return within.kept(np.flatnonzero((bound >= scale * (self.floor + 1)) & is_affordable))


def _close_the_gap(search: Search, budget: int, price: Fraction, best: int) -> Sequence[Option] | None:
    """Return the best affordable plan if it beats `best`, looking first right under the bound.

    The optimum is most often near its bound: asking for that much at once leaves few labels to walk back.
    """
    bound = int(_priced(search, price).worth + price * budget)
    gap = FIRST_GAP
    while bound - gap > best:
        found = _best_above(search, budget, price, bound - gap)
        if found is not None:
            return found
        gap *= WIDER
    return _best_above(search, budget, price, best)


def _best_above(search: Search, budget: int, price: Fraction, floor: int) -> Sequence[Option] | None:
    """Return the best affordable plan worth more than `floor`, by walking labels back to the start."""
    least = accumulate((min(option.cost for option in group) for group in search.groups), initial=0)
    closing = Closing(search.layers_at(price), tuple(least), price, floor)
    labels = closing.promising(_ends(search, budget), len(search.groups))
    trail = [labels]
    for rank in range(len(search.groups) - 1, -1, -1):
        if not labels.origin.size:
            break
        labels = closing.promising(_stepped(labels, search.groups[rank], search.grid.unit), rank)
        labels = _undominated(labels)
        trail.append(labels)
    # A finished plan that leaves money over has a bound above its value: the floor is for the value.
    value = labels.sums[3]
    if not (value > floor).any():
        return None
    return _read_back(search.groups, trail, int(value.argmax()))


def _ends(search: Search, budget: int) -> Labels:
    """Return a label for each pair of sums that a plan may end on; the value starts at minus its time."""
    row, column = np.nonzero(search.allowed)
    last = search.layers[-1]
    money = np.full(row.size, budget, dtype=np.int64)
    value = -search.time_prices[row, column]
    sums = np.stack((row + last.accompanied, column + last.total, money, value))
    return Labels(sums, np.zeros_like(money), 1)


def _stepped(labels: Labels, group: Group, unit: int) -> Labels:
    """Take each option of a group from each label."""
    weights = [
        (option.accompanied // unit, option.minutes // unit, option.cost, -option.value) for option in group
    ]
    steps = np.array(weights, dtype=np.int64)
    width = labels.origin.size
    sums = (labels.sums[:, None, :] - steps.T[:, :, None]).reshape(4, -1)
    return Labels(sums, np.arange(width * len(group), dtype=np.int64), width)


def _undominated(labels: Labels) -> Labels:
    """Keep, among labels with the same sums left, those that are worth more than every cheaper one."""
    if labels.origin.size <= FEW:
        return labels
    accompanied, total, money, value = labels.sums
    pair = accompanied * (total.max() + 1) + total
    order = np.lexsort((-value, -money, pair))
    pair, value = pair[order], value[order]
    starts = np.r_[True, pair[1:] != pair[:-1]]
    lifted = value + np.cumsum(starts) * (int(np.ptp(value)) + 1)  # a new pair always exceeds the one before
    highest_before = np.r_[lifted[0] - 1, np.maximum.accumulate(lifted)[:-1]]
    return labels.kept(order[lifted > highest_before])


def _read_back(groups: Sequence[Group], trail: Sequence[Labels], place: int) -> list[Option]:
    """Follow a label back through those it came from, and return its options."""
    options: list[Option] = []
    for labels, group in zip(trail[:0:-1], groups, strict=True):
        taken, place = divmod(int(labels.origin[place]), labels.width)
        options.append(group[taken])
    return options
