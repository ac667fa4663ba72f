"""What a little more money would buy: the cheapest step beyond the ceiling that brings more."""

from dataclasses import replace

from bilan.engine.plan.options import POINT
from bilan.engine.plan.results import MoreMoney
from bilan.engine.plan.searching import Found, chosen_in
from bilan.engine.plan.solving import Solution, best_plan

STEPS = (5_000, 10_000, 20_000, 40_000)  # cents beyond the ceiling, tried in turn


def what_more_money_buys(found: Found) -> MoreMoney | None:
    """Return what the first step that betters a plan adds to it.

    Nothing where money does not bind, or where the last step still brings no more.
    """
    ceiling = found.bounds.maximum_cost
    if ceiling is None or not _binds(found):
        return None
    for step in STEPS:
        better = _under(found, ceiling + step)
        if better.gain > found.solution.gain:
            return _difference(found.solution, better, ceiling)
    return None


def _binds(found: Found) -> bool:
    """Tell whether a plan without a ceiling would be another."""
    return _under(found, None).objective > found.solution.objective


def _under(found: Found, ceiling: int | None) -> Solution:
    """Return the best plan under another ceiling."""
    bounds = replace(found.bounds, maximum_cost=ceiling)
    return best_plan(found.groups, bounds, found.style) or found.solution


def _difference(held: Solution, better: Solution, ceiling: int) -> MoreMoney:
    before, after = chosen_in(held), chosen_in(better)
    return MoreMoney(
        cents=better.cost - ceiling,
        gain=(better.gain - held.gain) / POINT,
        added={code: mode for code, mode in after.items() if before.get(code) != mode},
        removed=tuple(sorted(code for code in before if code not in after)),
    )
