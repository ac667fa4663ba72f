"""`bilan team`: plans for all people of a provider within its counsellors' weeks."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bilan.engine.plan import PlanError
from bilan.engine.plan.team import Team, TeamLimits, TeamMode, TeamModule, TeamPerson, TeamPlan, plan_team

BAD_INPUT = 2
STRICT = ConfigDict(extra="forbid")


class Mode(BaseModel):
    """One way to hold a module."""

    model_config = STRICT

    mode: str
    minutes: int = Field(gt=0)
    counsellor_minutes: int = Field(ge=0)
    cost_cents: int = Field(ge=0)
    worth: float = Field(default=1.0, ge=0)


class Module(BaseModel):
    """A module and what must come in earlier weeks."""

    model_config = STRICT

    code: str
    modes: tuple[Mode, ...] = Field(min_length=1)
    prerequisites: tuple[str, ...] = ()


class Participant(BaseModel):
    """What each module brings to somebody, when they can come, and what may be spent."""

    model_config = STRICT

    id: str
    gains: dict[str, float]
    weeks: tuple[int, ...]
    budget_cents: int = Field(ge=0)


class Limits(BaseModel):
    """Minutes in all and in a week, and the counsellors' minutes of each week."""

    model_config = STRICT

    minimum_minutes: int = Field(ge=0)
    maximum_minutes: int = Field(gt=0)
    minutes_a_week: int = Field(gt=0)
    counsellor_minutes: tuple[int, ...] = Field(min_length=1)


class TeamFile(BaseModel):
    """The whole file."""

    model_config = STRICT

    modules: tuple[Module, ...] = Field(min_length=1)
    people: tuple[Participant, ...] = Field(min_length=1)
    limits: Limits


def team(
    file: Annotated[
        Path, typer.Argument(help="Modules, people and limits, as JSON.", exists=True, dir_okay=False)
    ],
) -> None:
    """Plan for all people of a team at once, within the counsellors' weeks.

    Out: one JSON line a person, {"id", "modules": [{"code", "mode", "week"}]} ("modules" is null where no
    plan fits), then {"gain", "bound", "gap"}: no plan at all could gain more than the bound.

    A file that is not as it should be is refused with the place named, nothing is written, and the exit
    status is 2. The format is in docs/guides/plan.md.
    """
    try:
        asked = team_of(TeamFile.model_validate_json(file.read_bytes()))
        plan = plan_team(asked)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        _refuse(f"{file.name}: {place}: {first['msg']}. Nothing was planned.")
    except PlanError as error:
        _refuse(f"{file.name}: {error} Nothing was planned.")
    else:
        for line in lines_of(asked, plan):
            typer.echo(json.dumps(line, ensure_ascii=False))


def team_of(file: TeamFile) -> Team:
    """Return the team that a file describes.

    Raises:
        ImpossibleTeam: its parts do not agree.
    """
    modules = tuple(
        TeamModule(one.code, tuple(TeamMode(**mode.model_dump()) for mode in one.modes), one.prerequisites)
        for one in file.modules
    )
    people = tuple(TeamPerson(**one.model_dump()) for one in file.people)
    return Team(modules, people, TeamLimits(**file.limits.model_dump()))


def lines_of(team: Team, plan: TeamPlan) -> Iterator[dict[str, object]]:
    """Yield what is written of a plan."""
    for person, picks, weeks in zip(team.people, plan.picks, plan.weeks, strict=True):
        if picks is None or weeks is None:
            yield {"id": person.id, "modules": None}
            continue
        held = [
            {
                "code": team.modules[place].code,
                "mode": team.modules[place].modes[mode].mode,
                "week": weeks[place],
            }
            for place, mode in picks
        ]
        yield {"id": person.id, "modules": sorted(held, key=lambda one: (one["week"], one["code"]))}
    yield {"gain": plan.gain, "bound": plan.bound, "gap": plan.gap}


def _refuse(told: str) -> None:
    typer.echo(told, err=True)
    sys.exit(BAD_INPUT)
