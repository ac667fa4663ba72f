"""Put our own programs before HiGHS alone, CBC and CP-SAT, each in a process of its own.

`BILAN_SOLVERS` names the Python of an environment with highspy and ortools; one not there says so.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import count, product
from pathlib import Path

from bilan.engine.plan.team import Team, TeamPerson

SOLVERS = ("HiGHS", "CBC", "CP-SAT")
PEERS = Path(__file__).with_name("_solver_peers.py")
Row = tuple[list[int], list[float], float | None, float | None]
Choice = tuple[int, int, int]  # a module, one of its modes, a week


@dataclass(frozen=True, slots=True)
class Program:
    """A choice among yes or no: what each yes gains, and rows of what they may sum to."""

    gains: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def add(self, terms: Mapping[int, float], low: float | None, high: float | None) -> None:
        """Add a row."""
        self.rows.append((list(terms), [float(amount) for amount in terms.values()], low, high))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a solver found, a bound it proved, and the seconds it took."""

    gain: float
    bound: float
    seconds: float


def asked(solver: str, programs: Sequence[Program], *, seconds: float) -> list[Answer] | str:
    """Return the answers of a solver, or why there are none."""
    python = os.environ.get("BILAN_SOLVERS", sys.executable)
    told = {"solver": solver, "seconds": seconds, "programs": [asdict(one) for one in programs]}
    done = subprocess.run(
        [python, str(PEERS)], input=json.dumps(told), capture_output=True, text=True, check=False
    )
    if done.returncode:
        return done.stderr.strip().splitlines()[-1][-80:]
    return [Answer(*json.loads(line)) for line in done.stdout.splitlines() if line.startswith("[")]


def program_of(team: Team) -> Program:
    """Return a team as a program: a yes for each person, module, mode and week, and one for having a plan."""
    program, numbers = Program(), count()
    weeks: list[dict[int, float]] = [{} for _week in team.limits.counsellor_minutes]
    for person in team.people:
        held = {choice: next(numbers) for choice in _choices(team, person)}
        served = next(numbers)
        program.gains.extend(_gain(team, person, choice) for choice in held)
        program.gains.append(0.0)
        _state_person(program, team, person, held, served)
        for (module, mode, week), number in held.items():
            weeks[week][number] = team.modules[module].modes[mode].counsellor_minutes
    for terms, most in zip(weeks, team.limits.counsellor_minutes, strict=True):
        program.add(terms, None, most)
    return program


def _choices(team: Team, person: TeamPerson) -> Iterator[Choice]:
    for place, module in enumerate(team.modules):
        for mode, week in product(range(len(module.modes)), person.weeks):
            yield place, mode, week


def _gain(team: Team, person: TeamPerson, choice: Choice) -> float:
    module = team.modules[choice[0]]
    return person.gains.get(module.code, 0.0) * module.modes[choice[1]].worth


def _state_person(
    program: Program, team: Team, person: TeamPerson, held: Mapping[Choice, int], served: int
) -> None:
    """Add what holds for one person: hours in all and a week, money, one way a module, what comes before."""
    limits = team.limits
    modes = {number: team.modules[place].modes[mode] for (place, mode, _), number in held.items()}
    minutes: dict[int, float] = {number: mode.minutes for number, mode in modes.items()}
    program.add(minutes | {served: -limits.minimum_minutes}, 0, None)
    program.add(minutes | {served: -limits.maximum_minutes}, None, 0)
    program.add({number: mode.cost_cents for number, mode in modes.items()}, None, person.budget_cents)
    for week in person.weeks:
        here = {number: minutes[number] for choice, number in held.items() if choice[2] == week}
        program.add(here, None, limits.minutes_a_week)
    for place in range(len(team.modules)):
        program.add({number: 1 for choice, number in held.items() if choice[0] == place}, None, 1)
        _state_order(program, team, place, held)


def _state_order(program: Program, team: Team, place: int, held: Mapping[Choice, int]) -> None:
    """Add that what a module needs comes in an earlier week."""
    places = {module.code: rank for rank, module in enumerate(team.modules)}
    for needed in team.modules[place].prerequisites:
        for week in sorted({choice[2] for choice in held}):
            now = {n: -1.0 for c, n in held.items() if c[0] == place and c[2] == week}
            before = {n: 1.0 for c, n in held.items() if c[0] == places[needed] and c[2] < week}
            program.add(before | now, 0, None)
