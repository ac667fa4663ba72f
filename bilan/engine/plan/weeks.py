"""Give each module the week it starts in: phase order, prerequisites first, a steady pace."""

from collections.abc import Mapping, Sequence
from math import ceil

from bilan.engine.plan.inputs import PlannedModule

PHASES = ("PRELIMINARY", "INVESTIGATION", "CONCLUSION", "FOLLOW_UP")


def in_order(modules: Sequence[PlannedModule], taken: Mapping[str, str]) -> tuple[PlannedModule, ...]:
    """Return the taken modules by phase, each after those it asks for, else in the catalogue's order."""
    waiting = [
        module for phase in PHASES for module in modules if module.phase == phase and module.code in taken
    ]
    ordered: list[PlannedModule] = []
    while waiting:
        before = {module.code for module in waiting}
        ready = next((module for module in waiting if not before & set(module.prerequisites)), waiting[0])
        waiting.remove(ready)
        ordered.append(ready)
    return tuple(ordered)


def weeks_needed(*, minutes: int, minutes_a_week: int, minimum_weeks: int) -> int:
    """Return how many weeks the plan lasts: what the person can give a week, not less than the text asks."""
    return max(minimum_weeks, ceil(minutes / minutes_a_week), 1)


def starting_weeks(*, minutes: Sequence[int], phases: Sequence[str], weeks: int) -> tuple[int, ...]:
    """Spread the minutes evenly over the weeks and return the week each module starts in, from 1.

    What does not count takes no time of the plan. The follow-up comes after the last week.
    """
    pace = max(sum(minutes) / weeks, 1.0)
    starts: list[int] = []
    done = 0
    for length, phase in zip(minutes, phases, strict=True):
        starts.append(weeks + 1 if phase == PHASES[-1] else min(int(done / pace) + 1, weeks))
        done += length
    return tuple(starts)
