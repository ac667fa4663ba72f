"""Plan 200 people of one provider at once, beside HiGHS alone, CBC and CP-SAT on the same integer program.

Run: python -m benchmarks team, with BILAN_BENCHMARKS naming the folder of the shared instance, BILAN_SOLVERS
the Python of an environment with highspy and ortools, BILAN_SOLVER_SECONDS what each may take (60).
"""

import json
import os
from collections.abc import Callable
from math import isnan
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks._solvers import SOLVERS, asked, program_of
from bilan.engine.plan.team import Team, TeamLimits, TeamMode, TeamModule, TeamPerson, TeamPlan, plan_team
from bilan.engine.plan.team.pricing import priced
from bilan.engine.plan.team.sets import menu_of
from bilan.engine.plan.team.solving import wanted_minutes

ROUNDS = 9
Told = dict[str, Any]
SHARES = (0.4, 0.6, 0.8, 1.0)


def main() -> None:
    """Print gain, bound, gap and time: the shared instance, then three modes and scarcer counsellors."""
    folder = os.environ.get("BILAN_BENCHMARKS")
    if not folder:
        print("BILAN_BENCHMARKS names no folder: nothing was measured.")
        return
    told = json.loads((Path(folder) / "planning" / "provider_200.json").read_text())
    print("| case | gain | bound | gap | without a plan | seconds, median | best |")
    print("|---|---|---|---|---|---|---|")
    print(row("one mode", shared(told)))
    free = three_modes(told, tuple([10**6] * 10))
    wanted = wanted_minutes(free, priced(team=free, menu=menu_of(free), prices=np.zeros(200)))
    for share in SHARES:
        print(
            row(
                f"three modes, {share:.0%} of the counsellors wanted",
                three_modes(told, weeks(free, wanted * share)),
            )
        )
    compare("one mode", shared(told))
    compare("three modes, 40% of the counsellors wanted", three_modes(told, weeks(free, wanted * SHARES[0])))
    print(
        "known of the one-mode instance:",
        ", ".join(f"{name} {value}" for name, value in told["known"].items()),
    )


def compare(name: str, team: Team) -> None:
    """Print what other solvers find on the same program, one after the other."""
    program, seconds = program_of(team), float(os.environ.get("BILAN_SOLVER_SECONDS", "60"))
    print(f"{name}: {len(program.gains):,} choices, {len(program.rows):,} rows", flush=True)
    for solver in SOLVERS:
        found = asked(solver, [program], seconds=seconds)
        if isinstance(found, str):
            print(f"| {solver} | {found} |", flush=True)
            continue
        (one,) = found
        told = "none found" if isnan(one.gain) else f"{one.gain:,.0f} | {one.bound:,.0f}"
        print(f"| {solver} | {told} | {one.seconds:.1f} s |", flush=True)


def row(name: str, team: Team) -> str:
    """Return a line of the table."""
    times, plan = [], None
    for _ in range(ROUNDS):
        start = perf_counter()
        plan = plan_team(team)
        times.append(perf_counter() - start)
    assert isinstance(plan, TeamPlan)
    without = sum(picks is None for picks in plan.picks)
    cells = (
        f"{plan.gain:,.0f}",
        f"{plan.bound:,.0f}",
        f"{plan.gap:.4%}",
        without,
        f"{median(times):.3f}",
        f"{min(times):.3f}",
    )
    return f"| {name} | " + " | ".join(map(str, cells)) + " |"


def shared(told: Told) -> Team:
    """Return the shared instance: one mode a module."""
    return _team(told, lambda place, hours: (_one_mode(told, place, hours),), _minutes_of_weeks(told))


def three_modes(told: Told, weeks: tuple[int, ...]) -> Team:
    """Return the same people with three modes a module."""
    modes = (("FACE", 60, 7000, 1.0), ("VIDEO", 45, 4750, 0.85), ("ALONE", 15, 2500, 0.6))
    return _team(
        told,
        lambda _, hours: tuple(
            TeamMode(name, hours * 60, hours * led, hours * cents, worth) for name, led, cents, worth in modes
        ),
        weeks,
    )


def weeks(team: Team, minutes: float) -> tuple[int, ...]:
    """Share counsellors' minutes out over the weeks as people are there."""
    present = np.zeros(10)
    for person in team.people:
        present[list(person.weeks)] += 1 / len(person.weeks)
    return tuple((minutes * present / present.sum()).astype(int).tolist())


def _team(told: Told, modes: Callable[[int, int], tuple[TeamMode, ...]], weeks: tuple[int, ...]) -> Team:
    needs: dict[int, list[str]] = {}
    for first, then in told["prerequisites"]:
        needs.setdefault(then, []).append(f"M{first}")
    modules = tuple(
        TeamModule(f"M{place}", modes(place, hours), tuple(needs.get(place, ())))
        for place, hours in enumerate(told["module_hours"])
    )
    people = tuple(_person(told, place) for place in range(len(told["person_benefit"])))
    hours = told["hours_min"] * 60, told["hours_max"] * 60, told["person_week_hours_max"] * 60
    return Team(modules, people, TeamLimits(*hours, weeks))


def _person(told: Told, place: int) -> TeamPerson:
    last = told["person_last_week_exclusive"][place]
    there = tuple(week for week in range(last) if told["person_available"][place][week])
    gains = {f"M{module}": float(gain) for module, gain in enumerate(told["person_benefit"][place])}
    return TeamPerson(str(place), gains, there, told["person_budget_eur"][place] * 100)


def _one_mode(told: Told, place: int, hours: int) -> TeamMode:
    counsellor = round(told["module_counsellor_hours"][place] * 60)
    name = "ALONE" if told["module_is_remote"][place] else "FACE"
    return TeamMode(name, hours * 60, counsellor, told["module_cost_eur"][place] * 100)


def _minutes_of_weeks(told: Told) -> tuple[int, ...]:
    return tuple(hours * 60 for hours in told["week_counsellor_capacity"])
