"""The best plan of one style within the bounds, with the proof that none is better."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bilan.engine.plan.bounds import Bounds, Search, search_of
from bilan.engine.plan.budget import Affordable, best_within_budget
from bilan.engine.plan.options import Group, Option, Pick
from bilan.engine.plan.styles import Style
from bilan.engine.plan.table import walk_back

HOUR = 60


@dataclass(frozen=True, slots=True)
class Solution:
    """The picks of the best plan and its objective, in thousandths of a point.

    `longer_gain` is the greatest gain of the plans at most one hour longer.
    """

    picks: tuple[Pick, ...]
    objective: int
    longer_gain: int = 0

    @property
    def minutes(self) -> int:
        """Counted minutes."""
        return sum(pick.minutes for pick in self.picks)

    @property
    def accompanied(self) -> int:
        """Counted minutes with the counsellor."""
        return sum(pick.accompanied for pick in self.picks)

    @property
    def cost(self) -> int:
        """Cost in cents."""
        return sum(pick.cost for pick in self.picks)

    @property
    def gain(self) -> int:
        """Gain in thousandths of a point."""
        return sum(pick.gain for pick in self.picks)


def solve(groups: Sequence[Group], bounds: Bounds, style: Style) -> Solution | None:
    """Return the best plan with what an hour more could add, or nothing when no plan fits the bounds."""
    search = search_of(groups, bounds, style)
    found = _best(search, bounds.maximum_cost)
    if found is None:
        return None
    solution = _solution(search, found.options)
    longest = min(bounds.maximum_minutes, solution.minutes + HOUR)
    longer = _longer(search.without_time_price(longest), bounds.maximum_cost, found)
    return replace(solution, longer_gain=max(solution.gain, _solution(search, longer).gain))


def best_plan(groups: Sequence[Group], bounds: Bounds, style: Style) -> Solution | None:
    """Return the best plan alone, or nothing when no plan fits the bounds."""
    search = search_of(groups, bounds, style)
    found = _best(search, bounds.maximum_cost)
    return None if found is None else _solution(search, found.options)


def _best(search: Search, budget: int | None) -> Affordable | None:
    """Return the best plan of a filled table that costs at most the budget."""
    options = _unbounded(search)
    if options is None:
        return None
    if budget is None or sum(option.cost for option in options) <= budget:
        return Affordable(options, Fraction(0))
    return best_within_budget(search, budget)


def _longer(search: Search, budget: int | None, known: Affordable) -> Sequence[Option]:
    """Return the best plan when time is free, from one that is known to fit."""
    options = _unbounded(search) or known.options
    if budget is None or sum(option.cost for option in options) <= budget:
        return options
    found = best_within_budget(search, budget, known.price)
    return known.options if found is None else found.options


def _unbounded(search: Search) -> Sequence[Option] | None:
    """Return the best options when money does not count, or nothing when no end is allowed."""
    end = search.best_end(search.layers[-1])
    return None if end is None else walk_back(search.layers, *end)


def _solution(search: Search, options: Sequence[Option]) -> Solution:
    """Gather the picks of the options."""
    picks = tuple(pick for option in options for pick in option.picks)
    return Solution(picks, search.objective_of(options))
