"""The best plan of one style within the bounds, with the proof that none is better."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bilan.engine.plan.bounds import Bounds, Search, search_of
from bilan.engine.plan.budget import best_within_budget
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
    """Return the best plan, or nothing when no plan fits the bounds."""
    search = search_of(groups, bounds, style)
    solution = _best(search, bounds.maximum_cost)
    if solution is None:
        return None
    longest = min(bounds.maximum_minutes, solution.minutes + HOUR)
    longer = _best(search.without_time_price(longest), bounds.maximum_cost)
    return replace(solution, longer_gain=max(solution.gain, longer.gain if longer else 0))


def _best(search: Search, budget: int | None) -> Solution | None:
    """Return the best plan of a filled table that costs at most the budget."""
    end = search.best_end(search.layers[-1])
    if end is None:
        return None
    solution = _solution(search, walk_back(search.layers, *end))
    if budget is None or solution.cost <= budget:
        return solution
    options = best_within_budget(search, budget)
    return None if options is None else _solution(search, options)


def _solution(search: Search, options: Sequence[Option]) -> Solution:
    """Gather the picks of the options."""
    picks = tuple(pick for option in options for pick in option.picks)
    return Solution(picks, search.objective_of(options))
