"""Two or three distinct plans for one person, laid out in weeks, with reasons and sums."""

from collections.abc import Mapping, Sequence

from bilan.engine.plan.inputs import Envelope, PlannedMode, PlannedModule, Preferences
from bilan.engine.plan.money import what_more_money_buys
from bilan.engine.plan.options import POINT, accompanied_minutes, required_codes
from bilan.engine.plan.reasons import reason_for
from bilan.engine.plan.results import Proposal, ProposalItem
from bilan.engine.plan.searching import Found, Request, best_of_each, chosen_in
from bilan.engine.plan.solving import Solution
from bilan.engine.plan.weeks import in_order, starting_weeks, weeks_needed


def propose_plans(
    *,
    modules: Sequence[PlannedModule],
    needs: Mapping[str, float],
    envelope: Envelope,
    preferences: Preferences,
    tells_money: bool = False,
) -> tuple[Proposal, ...]:
    """Return the best plan of each style, those that differ; the balanced one first.

    `tells_money` also asks what the first euros beyond a ceiling that binds would buy: it takes longer.

    Raises:
        NeedUnknown: a need that no module serves.
        PlanImpossible: no plan fits the envelope; names the rule that binds.
    """
    request = Request(modules, needs, envelope, preferences)
    return tuple(_proposal(request, found, tells_money=tells_money) for found in best_of_each(request))


def _proposal(request: Request, found: Found, *, tells_money: bool) -> Proposal:
    """Lay a solution out in weeks, with reasons and sums."""
    solution = found.solution
    items = _items(request, solution)
    modes = _modes(request.modules, chosen_in(solution))
    return Proposal(
        style=found.style.name,
        items=items,
        minutes=solution.minutes,
        accompanied_minutes=solution.accompanied,
        weeks=_lasting(request, solution),
        cost_cents=solution.cost,
        counsellor_minutes=sum(mode.counsellor_minutes for mode in modes.values()),
        gain=solution.gain / POINT,
        is_optimal=True,
        next_hour_gain=(solution.longer_gain - solution.gain) / POINT,
        more_money=what_more_money_buys(found) if tells_money else None,
    )


def _lasting(request: Request, solution: Solution) -> int:
    """Return how many weeks a solution lasts."""
    return weeks_needed(
        minutes=solution.minutes,
        minutes_a_week=request.preferences.minutes_a_week,
        minimum_weeks=request.envelope.minimum_weeks,
    )


def _modes(modules: Sequence[PlannedModule], chosen: Mapping[str, str]) -> dict[str, PlannedMode]:
    """Return the mode of each taken module."""
    return {
        module.code: mode
        for module in modules
        for mode in module.modes
        if chosen.get(module.code) == mode.mode
    }


def _items(request: Request, solution: Solution) -> tuple[ProposalItem, ...]:
    """Return the modules in order, each with its week and its reason."""
    chosen = chosen_in(solution)
    modes = _modes(request.modules, chosen)
    taken = in_order(request.modules, chosen)
    weeks = starting_weeks(
        minutes=[modes[module.code].minutes if module.is_counted else 0 for module in taken],
        phases=[module.phase for module in taken],
        weeks=_lasting(request, solution),
    )
    core = required_codes(request.modules, request.envelope, ())
    return tuple(
        ProposalItem(
            code=module.code,
            phase=module.phase,
            mode=modes[module.code].mode,
            minutes=modes[module.code].minutes,
            accompanied_minutes=accompanied_minutes(modes[module.code], request.envelope),
            is_counted=module.is_counted,
            week=week,
            reason=reason_for(
                module=module,
                mode=modes[module.code],
                needs=request.needs,
                chosen=request.preferences.fixed,
                core=core,
                taken=taken,
            ),
        )
        for module, week in zip(taken, weeks, strict=True)
    )
