"""When no plan fits, name the bound that binds: the first one whose absence would let a plan through."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from bilan.engine.plan.bounds import Bounds, sums
from bilan.engine.plan.errors import PlanImpossible, Sense, Unit
from bilan.engine.plan.options import Group
from bilan.engine.plan.table import REACHED, Values, fill, grid_for, steps_of


@dataclass(frozen=True, slots=True)
class Check:
    """One bound over every pair of sums: the figure it looks at, and its limit."""

    rule: str
    sense: Sense
    unit: Unit
    figures: Values
    limit: int

    @property
    def passes(self) -> NDArray[np.bool_]:
        """The pairs that the bound lets through."""
        return self.figures <= self.limit if self.sense == "AT_MOST" else self.figures >= self.limit

    def refusal(self, pairs: NDArray[np.bool_]) -> PlanImpossible:
        """Say what the bound asks for, and how near a plan can come."""
        figures = self.figures[pairs]
        reachable = int(figures.min() if self.sense == "AT_MOST" else figures.max())
        return PlanImpossible(
            rule=self.rule, sense=self.sense, limit=self.limit, reachable=reachable, unit=self.unit
        )


def impossible(groups: Sequence[Group], bounds: Bounds, greatest: tuple[str, str]) -> PlanImpossible:
    """Explain why no plan fits; `greatest` names what sets the greatest total and the greatest time together.

    What people can change comes before what the law sets. When no single bound is to blame, the one named
    is the first that lets no plan through among those that pass the bounds before it.
    """
    checks, pairs = _checks(groups, bounds, greatest)
    for check in checks:
        others = reduce(np.logical_and, (other.passes for other in checks if other is not check), pairs)
        if others.any():
            return check.refusal(others)
    left = list(accumulate((check.passes for check in checks), np.logical_and, initial=pairs))
    place = next(place for place in range(len(checks)) if not left[place + 1].any())
    return checks[place].refusal(left[place])


def _checks(
    groups: Sequence[Group], bounds: Bounds, greatest: tuple[str, str]
) -> tuple[list[Check], NDArray[np.bool_]]:
    """Return each bound over the pairs of sums that modules can make when nothing binds."""
    everything = sum(max(option.minutes for option in group) for group in groups)
    grid = grid_for(groups, everything)
    layer = fill(steps_of(groups, grid), value_scale=0, cost_price=1)[-1]
    shape = layer.values.shape
    accompanied, total = (np.broadcast_to(axis, shape) for axis in sums(layer, grid))
    longest_rule, fullest_rule = greatest
    checks = [
        Check(longest_rule, "AT_MOST", "minutes", total, bounds.maximum_minutes),
        Check(fullest_rule, "AT_MOST", "minutes", accompanied, bounds.maximum_accompanied),
        Check("minimum_accompanied_hours", "AT_LEAST", "minutes", accompanied, bounds.minimum_accompanied),
        Check("minimum_hours", "AT_LEAST", "minutes", total, bounds.minimum_minutes),
    ]
    if bounds.maximum_cost is not None:
        checks.insert(0, Check("price_cap_cents", "AT_MOST", "cents", -layer.values, bounds.maximum_cost))
    return checks, layer.values > REACHED
