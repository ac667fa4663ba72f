"""The best solution of each style for one person, and what bounds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bilan.engine.plan.bounds import Bounds
from bilan.engine.plan.diagnosing import impossible
from bilan.engine.plan.errors import NeedUnknown, PlanImpossible
from bilan.engine.plan.inputs import Envelope, PlannedModule, Preferences
from bilan.engine.plan.options import Group, groups_of
from bilan.engine.plan.solving import HOUR, Solution, solve
from bilan.engine.plan.styles import ACCOMPANIED, Style, styles_for

NO_LIMIT = 10**6  # minutes: more than any catalogue holds
MEETING = 120  # minutes: as long as an appointment lasts before attention goes


@dataclass(frozen=True, slots=True)
class Request:
    """All that one person's plan is made from."""

    modules: Sequence[PlannedModule]
    needs: Mapping[str, float]
    envelope: Envelope
    preferences: Preferences


@dataclass(frozen=True, slots=True)
class Found:
    """The best solution of a style, and what it was found in."""

    style: Style
    groups: tuple[Group, ...]
    bounds: Bounds
    solution: Solution


def best_of_each(request: Request) -> tuple[Found, ...]:
    """Return the best solution of each style, those that differ.

    Raises:
        NeedUnknown: a need that no module serves.
        PlanImpossible: no plan fits the envelope.
    """
    _know_all(request)
    bounds = _bounds(request)
    balanced, *others = styles_for(request.preferences)
    groups = _groups(request, balanced)
    first = solve(groups, bounds, balanced)
    if first is None:
        raise impossible(groups, bounds, (_longest_rule(request), _fullest_rule(request)))
    found = [Found(balanced, groups, bounds, first)]
    for style in others:
        new = _distinct(request, bounds, style, found)
        if new is not None:
            found.append(new)
    return tuple(found)


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
        maximum_accompanied=min(_open_minutes(request), _meeting_minutes(request)),
        maximum_cost=envelope.maximum_cost_cents,
    )


def _weeks(request: Request) -> int:
    """Return the most weeks the plan may last."""
    asked = request.preferences.weeks
    return request.envelope.maximum_weeks if asked is None else min(asked, request.envelope.maximum_weeks)


def _open_minutes(request: Request) -> int:
    """Return the time the counsellor has open."""
    told = request.envelope.maximum_accompanied_minutes
    return NO_LIMIT if told is None else told


def _meeting_minutes(request: Request) -> int:
    """Return the time the person can spend in appointments."""
    told = request.preferences.meetings_a_week
    return NO_LIMIT if told is None else told * MEETING * _weeks(request)


def _fullest_rule(request: Request) -> str:
    """Name what sets the greatest time together: the person's appointments, or the counsellor's hours."""
    is_own = _meeting_minutes(request) < _open_minutes(request)
    return "meetings_a_week" if is_own else "counsellor_hours"


def _longest_rule(request: Request) -> str:
    """Name what sets the greatest total: the text's hours, or the weeks and what a week can hold."""
    available = _weeks(request) * request.preferences.minutes_a_week
    return "maximum_hours" if available >= request.envelope.maximum_minutes else "hours_a_week"


def _groups(request: Request, style: Style) -> tuple[Group, ...]:
    """Return what can be chosen in a style."""
    return groups_of(
        modules=request.modules,
        needs=request.needs,
        envelope=request.envelope,
        preferences=request.preferences,
        style=style,
    )


def _distinct(request: Request, bounds: Bounds, style: Style, found: Sequence[Found]) -> Found | None:
    """Return the best plan of a style that differs from those found, pushing it apart when it must be."""
    groups = _groups(request, style)
    for within in (bounds, _pushed_apart(bounds, style, found[0].solution)):
        solution = solve(groups, within, style)
        if solution is None:
            return None
        if _is_new(solution, found):
            return Found(style, groups, within, solution)
    return None


def _is_new(solution: Solution, found: Sequence[Found]) -> bool:
    """Tell whether a plan differs from all those found, in its modules or its modes."""
    return all(chosen_in(solution) != chosen_in(other.solution) for other in found)


def chosen_in(solution: Solution) -> dict[str, str]:
    """Return the modules of a solution with their modes."""
    return {pick.code: pick.mode for pick in solution.picks}


def _pushed_apart(bounds: Bounds, style: Style, balanced: Solution) -> Bounds:
    """Ask for an hour more with the counsellor, or an hour less."""
    if style.name == ACCOMPANIED.name:
        more = max(bounds.minimum_accompanied, balanced.accompanied + HOUR)
        return replace(bounds, minimum_accompanied=more)
    less = min(bounds.maximum_accompanied, balanced.accompanied - HOUR)
    return replace(bounds, maximum_accompanied=less)
