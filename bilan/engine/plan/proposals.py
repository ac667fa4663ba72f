"""Two or three distinct plans for one person, each the best of its style."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bilan.engine.plan.bounds import Bounds
from bilan.engine.plan.diagnosing import impossible
from bilan.engine.plan.errors import NeedUnknown, PlanImpossible
from bilan.engine.plan.inputs import Envelope, PlannedMode, PlannedModule, Preferences
from bilan.engine.plan.options import POINT, Group, accompanied_minutes, groups_of, required_codes
from bilan.engine.plan.reasons import reason_for
from bilan.engine.plan.results import Proposal, ProposalItem
from bilan.engine.plan.solving import HOUR, Solution, solve
from bilan.engine.plan.styles import ACCOMPANIED, Style, styles_for
from bilan.engine.plan.weeks import in_order, starting_weeks, weeks_needed

NO_LIMIT = 10**6  # minutes: more than any catalogue holds


@dataclass(frozen=True, slots=True)
class Request:
    """All that one person's plan is made from."""

    modules: Sequence[PlannedModule]
    needs: Mapping[str, float]
    envelope: Envelope
    preferences: Preferences


def propose_plans(
    *,
    modules: Sequence[PlannedModule],
    needs: Mapping[str, float],
    envelope: Envelope,
    preferences: Preferences,
) -> tuple[Proposal, ...]:
    """Return the best plan of each style, those that differ; the balanced one first.

    Raises:
        NeedUnknown: a need that no module serves.
        PlanImpossible: no plan fits the envelope; names the rule that binds.
    """
    request = Request(modules, needs, envelope, preferences)
    _know_all(request)
    bounds = _bounds(request)
    balanced, *others = styles_for(preferences)
    groups, first = _best(request, bounds, balanced)
    if first is None:
        raise impossible(groups, bounds, _longest_rule(request))
    found = [(balanced, first)]
    for style in others:
        solution = _distinct(request, bounds, style, found)
        if solution is not None:
            found.append((style, solution))
    return tuple(_proposal(request, style, solution) for style, solution in found)


def _know_all(request: Request) -> None:
    """Refuse a need that no module serves: it would be forgotten without a word."""
    known = {need for module in request.modules for mode in module.modes for need in mode.gains}
    for need in request.needs:
        if need not in known:
            raise NeedUnknown(need, known)


def _bounds(request: Request) -> Bounds:
    """Turn the envelope and the person's weeks into bounds of the sums."""
    envelope = request.envelope
    weeks = _weeks(request)
    if weeks < envelope.minimum_weeks:
        raise PlanImpossible(
            rule="minimum_weeks",
            sense="AT_LEAST",
            limit=envelope.minimum_weeks,
            reachable=weeks,
            unit="weeks",
        )
    return Bounds(
        minimum_minutes=envelope.minimum_minutes,
        maximum_minutes=min(envelope.maximum_minutes, weeks * request.preferences.minutes_a_week),
        minimum_accompanied=envelope.minimum_accompanied_minutes,
        maximum_accompanied=(
            NO_LIMIT if envelope.maximum_accompanied_minutes is None else envelope.maximum_accompanied_minutes
        ),
        maximum_cost=envelope.maximum_cost_cents,
    )


def _weeks(request: Request) -> int:
    """Return the most weeks the plan may last."""
    asked = request.preferences.weeks
    return request.envelope.maximum_weeks if asked is None else min(asked, request.envelope.maximum_weeks)


def _longest_rule(request: Request) -> str:
    """Name what sets the greatest total: the text's hours, or the weeks and what a week can hold."""
    available = _weeks(request) * request.preferences.minutes_a_week
    return "maximum_hours" if available >= request.envelope.maximum_minutes else "hours_a_week"


def _best(request: Request, bounds: Bounds, style: Style) -> tuple[tuple[Group, ...], Solution | None]:
    """Return the groups of a style and its best plan."""
    groups = groups_of(
        modules=request.modules,
        needs=request.needs,
        envelope=request.envelope,
        preferences=request.preferences,
        style=style,
    )
    return groups, solve(groups, bounds, style)


def _distinct(
    request: Request, bounds: Bounds, style: Style, found: Sequence[tuple[Style, Solution]]
) -> Solution | None:
    """Return the best plan of a style that differs from those found, pushing it apart when it must be."""
    solution = _best(request, bounds, style)[1]
    if solution is None or _is_new(solution, found):
        return solution
    apart = _best(request, _pushed_apart(bounds, style, found[0][1]), style)[1]
    return apart if apart is not None and _is_new(apart, found) else None


def _is_new(solution: Solution, found: Sequence[tuple[Style, Solution]]) -> bool:
    """Tell whether a plan differs from all those found, in its modules or its modes."""
    return all(_chosen(solution) != _chosen(other) for _, other in found)


def _chosen(solution: Solution) -> dict[str, str]:
    """Return the modules of a solution with their modes."""
    return {pick.code: pick.mode for pick in solution.picks}


def _pushed_apart(bounds: Bounds, style: Style, balanced: Solution) -> Bounds:
    """Ask for an hour more with the counsellor, or an hour less."""
    if style.name == ACCOMPANIED.name:
        more = max(bounds.minimum_accompanied, balanced.accompanied + HOUR)
        return replace(bounds, minimum_accompanied=more)
    less = min(bounds.maximum_accompanied, balanced.accompanied - HOUR)
    return replace(bounds, maximum_accompanied=less)


def _proposal(request: Request, style: Style, solution: Solution) -> Proposal:
    """Lay a solution out in weeks, with reasons and sums."""
    items = _items(request, solution)
    modes = _modes(request.modules, _chosen(solution))
    return Proposal(
        style=style.name,
        items=items,
        minutes=solution.minutes,
        accompanied_minutes=solution.accompanied,
        weeks=_lasting(request, solution),
        cost_cents=solution.cost,
        counsellor_minutes=sum(mode.counsellor_minutes for mode in modes.values()),
        gain=solution.gain / POINT,
        is_optimal=True,
        next_hour_gain=(solution.longer_gain - solution.gain) / POINT,
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
    chosen = _chosen(solution)
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
