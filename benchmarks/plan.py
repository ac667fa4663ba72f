"""Time one person's plans, and compare each with HiGHS: the same optimum, side by side in one run.

Run: python -m benchmarks plan, with BILAN_SOLVERS naming the Python of an environment with highspy and
ortools for HiGHS alone, CBC and CP-SAT in processes of their own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles
from time import perf_counter

import numpy as np

from benchmarks._solvers import SOLVERS, asked
from benchmarks._solvers import Program as Stated
from bilan.engine.plan import Envelope, Preferences, propose_plans
from bilan.engine.plan.bounds import Bounds
from bilan.engine.plan.options import groups_of
from bilan.engine.plan.solving import best_plan, solve
from bilan.engine.plan.styles import BALANCED
from bilan.rules import load_modules, load_profile, needs_from_levels, objective_tags
from tests.engine.plan.oracle import Program

PEOPLE = 100
PEERS = 30  # people put before other solvers
MOST = 1e9  # beyond it, a bound binds nothing
DAY = date(2026, 11, 22)
PRICES: tuple[tuple[str, int | None], ...] = (
    ("no ceiling", None),
    ("1,600 €", 160_000),
    ("1,250 €", 125_000),
)


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one person, and whether the optimum is that of HiGHS."""

    best: float
    solver: float
    proposals: float
    highs: float
    is_equal: bool


def people(count: int) -> list[Mapping[str, float]]:
    """Return the needs of people drawn at random, always the same."""
    chance = np.random.default_rng(20261122)
    tags = objective_tags()
    return [
        needs_from_levels(
            levels={area: int(chance.integers(1, 5)) for area in "ABCDE"},
            objectives=[tags[place] for place in chance.permutation(len(tags))[: int(chance.integers(1, 4))]],
        )
        for _ in range(count)
    ]


def timed(needs: Mapping[str, float], price: int | None) -> Timing:
    """Solve for one person with the product and with HiGHS."""
    envelope = Envelope.of(load_profile("fr-law").limits_on(DAY), maximum_cost_cents=price)
    bounds = Bounds(780, 1440, 780, 10_000, price)
    modules, preferences = load_modules(), Preferences()
    start = perf_counter()
    groups = groups_of(
        modules=modules, needs=needs, envelope=envelope, preferences=preferences, style=BALANCED
    )
    grouped = perf_counter()
    best_plan(groups, bounds, BALANCED)
    proved = perf_counter()
    solution = solve(groups, bounds, BALANCED)
    solved = perf_counter()
    propose_plans(modules=modules, needs=needs, envelope=envelope, preferences=preferences)
    proposed = perf_counter()
    best = Program(modules, envelope, needs, BALANCED).best(bounds)
    checked = perf_counter()
    is_equal = solution is not None and best is not None and solution.objective == round(best)
    with_hour = grouped - start + solved - proved
    return Timing(
        (proved - start) * 1000,
        with_hour * 1000,
        (proposed - solved) * 1000,
        (checked - proposed) * 1000,
        is_equal,
    )


def row(name: str, timings: list[Timing]) -> str:
    """Return a line of the table: median and ninetieth percentile of each."""
    cells = [
        f"{median(times):6.1f} {quantiles(times, n=10)[8]:6.1f}"
        for times in (
            [timing.best for timing in timings],
            [timing.solver for timing in timings],
            [timing.proposals for timing in timings],
            [timing.highs for timing in timings],
        )
    ]
    equal = sum(timing.is_equal for timing in timings)
    return f"| {name:10} | {' | '.join(cells)} | {equal} of {len(timings)} |"


def beside(name: str, everyone: Sequence[Mapping[str, float]], price: int | None) -> Iterator[str]:
    """Yield a line for each other solver on the same people."""
    stated = [stated_for(needs, price) for needs in everyone]
    programs, ours = [one for one, _best in stated], [best for _one, best in stated]
    for solver in SOLVERS:
        found = asked(solver, programs, seconds=60)
        if isinstance(found, str):
            yield f"| {name} | {solver} | {found} | |"
            continue
        times = [answer.seconds * 1000 for answer in found]
        equal = sum(round(answer.gain) == best for answer, best in zip(found, ours, strict=True))
        cells = f"{median(times):.1f} {quantiles(times, n=10)[8]:.1f}"
        yield f"| {name} | {solver} | {cells} | {equal} of {len(ours)} |"


def stated_for(needs: Mapping[str, float], price: int | None) -> tuple[Stated, int]:
    """Return one person's choice as a program for any solver, and the optimum that the product proves."""
    envelope = Envelope.of(load_profile("fr-law").limits_on(DAY), maximum_cost_cents=price)
    bounds = Bounds(780, 1440, 780, 10_000, price)
    modules = load_modules()
    program = Program(modules, envelope, needs, BALANCED)
    program.state(bounds)
    stated = Stated([program.value(*way) for way in program.ways])
    for each in program.rows:
        stated.add(each.coefficients, each.low, None if each.high > MOST else each.high)
    groups = groups_of(
        modules=modules, needs=needs, envelope=envelope, preferences=Preferences(), style=BALANCED
    )
    solution = solve(groups, bounds, BALANCED)
    return stated, 0 if solution is None else solution.objective


def main() -> None:
    """Print the table."""
    everyone = people(PEOPLE)
    timed(everyone[0], None)
    print("Milliseconds a person, median and p90; one thread.")
    print("| price      | one plan      | and next hour | three plans   | HiGHS, one    | same optimum |")
    print("|---|---|---|---|---|---|")
    for name, price in PRICES:
        print(row(name, [timed(needs, price) for needs in everyone]))
    print("\nIn processes of their own, milliseconds a person, median and p90; building the model counts.")
    print("| price | solver | milliseconds | same optimum |\n|---|---|---|---|")
    for name, price in PRICES:
        for line in beside(name, everyone[:PEERS], price):
            print(line, flush=True)


if __name__ == "__main__":
    main()
