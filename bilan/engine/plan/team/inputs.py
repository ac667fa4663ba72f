"""A team that shares its counsellors: what each person would gain, and what each week can bear."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from bilan.engine.plan.errors import ImpossibleTeam


@dataclass(frozen=True, slots=True)
class TeamMode:
    """One way to hold a module; `worth` is the share of the module's gain that it brings."""

    mode: str
    minutes: int
    counsellor_minutes: int
    cost_cents: int
    worth: float = 1.0


@dataclass(frozen=True, slots=True)
class TeamModule:
    """A module, held whole within one week; its prerequisites come in earlier weeks."""

    code: str
    modes: tuple[TeamMode, ...]
    prerequisites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamPerson:
    """What each module would bring to somebody, the weeks (from 0) they can come, and what may be spent."""

    id: str
    gains: Mapping[str, float]
    weeks: tuple[int, ...]
    budget_cents: int


@dataclass(frozen=True, slots=True)
class TeamLimits:
    """Minutes a person may have in all and in a week, and the counsellors' minutes of each week."""

    minimum_minutes: int
    maximum_minutes: int
    minutes_a_week: int
    counsellor_minutes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """People, modules and limits that agree with each other.

    Raises:
        ImpossibleTeam: something names what does not exist, or no plan could ever hold.
    """

    modules: tuple[TeamModule, ...]
    people: tuple[TeamPerson, ...]
    limits: TeamLimits

    def __post_init__(self) -> None:
        codes = [module.code for module in self.modules]
        _check(len(set(codes)) == len(codes), "Two modules bear the same code.")
        for module in self.modules:
            _check_module(module, set(codes))
        weeks = len(self.limits.counsellor_minutes)
        for person in self.people:
            _check_person(person, set(codes), weeks)
        limits = self.limits
        _check(0 <= limits.minimum_minutes <= limits.maximum_minutes, "The least minutes pass the most.")
        _check(limits.minutes_a_week > 0, "A week must have minutes.")


def _check_module(module: TeamModule, codes: set[str]) -> None:
    strangers = set(module.prerequisites) - codes
    _check(not strangers, f"{module.code} needs {', '.join(sorted(strangers))}, which is no module.")
    _check(bool(module.modes), f"{module.code} has no mode.")
    for mode in module.modes:
        numbers = (mode.minutes - 1, mode.counsellor_minutes, mode.cost_cents, mode.worth)
        _check(
            min(numbers) >= 0, f"{module.code}, {mode.mode}: minutes, cost and worth must not be negative."
        )


def _check_person(person: TeamPerson, codes: set[str], weeks: int) -> None:
    strangers = set(person.gains) - codes
    _check(not strangers, f"{person.id} would gain from {', '.join(sorted(strangers))}, which is no module.")
    inside = all(0 <= week < weeks for week in person.weeks)
    rising = all(one < other for one, other in pairwise(person.weeks))
    _check(inside and rising, f"{person.id}: weeks must rise from 0 to {weeks - 1}.")
    _check(person.budget_cents >= 0, f"{person.id}: the budget must not be negative.")


def _check(is_good: bool, told: str) -> None:
    if not is_good:
        raise ImpossibleTeam(told)
