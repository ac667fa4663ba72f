"""`bilan plan`: from a diagnosis to two or three plans, one JSON object a line."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Literal, Self, TextIO

import typer
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bilan.engine.plan import (
    Envelope,
    Equipment,
    MoreMoney,
    PlanError,
    Preferences,
    Proposal,
    ProposalItem,
    propose_plans,
)
from bilan.rules import load_modules, load_profile, module, needs_from_levels, reason_sentence
from bilan.rules.errors import RuleError

BAD_INPUT = 2
MINUTES_AN_HOUR = 60


class Constraints(BaseModel):
    """What the person can and wants."""

    model_config = ConfigDict(extra="forbid")

    hours_a_week: float = Field(default=3.0, gt=0, le=60)
    weeks: int | None = Field(default=None, ge=1, le=52)
    remote: Literal["ANY", "PREFERRED", "ONLY", "AVOIDED"] = "ANY"
    digital_ease: float = Field(default=1.0, ge=0, le=1)
    equipment: Equipment = "COMPUTER"
    meetings_a_week: int | None = Field(default=None, ge=1, le=10)
    price_cents: int | None = Field(default=None, ge=0)
    counsellor_hours: float | None = Field(default=None, ge=0)
    fixed: Mapping[str, str] = {}
    refused: frozenset[str] = frozenset()

    @model_validator(mode="after")
    def _can_call(self) -> Self:
        if self.remote == "ONLY" and self.equipment == "NONE":
            raise ValueError("remote ONLY asks for a phone or a computer, equipment says NONE")
        return self


class PlanRequest(BaseModel):
    """One line of input."""

    model_config = ConfigDict(extra="forbid")

    id: str | int
    levels: Mapping[str, int]
    objectives: tuple[str, ...] = ()
    constraints: Constraints = Constraints()
    profile: str = "fr-law"
    on: date | None = None


def plan(
    lang: Annotated[str, typer.Option("--lang", help="Language of titles and reasons: fr or en.")] = "fr",
) -> None:
    """Propose module plans: JSON Lines on standard input, JSON Lines on standard output.

    In: {"id": 1, "levels": {"A": 1, "B": 2, "C": 2, "D": 1, "E": 3}, "objectives": ["PROJECT"],
    "constraints": {"hours_a_week": 3, "remote": "ANY", "weeks": 10}, "profile": "fr-law", "on": "2026-11-22"}

    Out: {"id": 1, "plans": [{"style": "BALANCED", "minutes": …, "modules": [{"code", "title", "mode", …}]}]}

    A line that cannot be planned gives {"id", "error"}, the others go on, and the exit status is 2.
    """
    if lang not in {"fr", "en"}:
        raise typer.BadParameter("fr or en", param_hint="--lang")
    today = date.today()  # noqa: DTZ011 - a person's own calendar day
    if not write_answers(lines=sys.stdin, out=sys.stdout, language=lang, today=today):
        raise typer.Exit(BAD_INPUT)


def write_answers(*, lines: Iterable[str], out: TextIO, language: str, today: date) -> bool:
    """Write one answer a line, and return whether every line could be planned."""
    all_good = True
    for line in lines:
        if line.strip():
            answer = answer_to(line, language=language, today=today)
            all_good = all_good and "error" not in answer
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return all_good


def answer_to(line: str, *, language: str, today: date) -> dict[str, object]:
    """Return the plans for a line, or what is wrong with it."""
    try:
        request = PlanRequest.model_validate_json(line)
    except ValidationError as error:
        return {"id": _identity(line), "error": "; ".join(_faults(error))}
    try:
        proposals = plans_for(request, today=today)
    except (PlanError, RuleError) as error:
        return {"id": request.id, "error": str(error)}
    return {"id": request.id, "plans": [_plan(proposal, language) for proposal in proposals]}


def plans_for(request: PlanRequest, *, today: date) -> tuple[Proposal, ...]:
    """Join the rule profile, the catalogue of modules and the planner.

    Raises:
        PlanError: no plan fits, and which rule binds.
        RuleError: an unknown profile, level or objective, or a day too early.
    """
    profile, day = load_profile(request.profile), request.on or today
    wishes = request.constraints
    cap = profile.price_cap_cents.on(day).value if wishes.price_cents is None else wishes.price_cents
    open_minutes = _minutes(wishes.counsellor_hours)
    return propose_plans(
        modules=load_modules(),
        needs=needs_from_levels(levels=request.levels, objectives=request.objectives),
        envelope=Envelope.of(
            profile.limits_on(day), maximum_cost_cents=cap, maximum_accompanied_minutes=open_minutes
        ),
        preferences=Preferences(
            minutes_a_week=round(wishes.hours_a_week * MINUTES_AN_HOUR),
            weeks=wishes.weeks,
            remote=wishes.remote,
            digital_ease=wishes.digital_ease,
            equipment=wishes.equipment,
            meetings_a_week=wishes.meetings_a_week,
            fixed={module(code).code: mode for code, mode in wishes.fixed.items()},
            refused=frozenset(module(code).code for code in wishes.refused),
        ),
        tells_money=True,
    )


def _minutes(hours: float | None) -> int | None:
    """Turn hours into minutes."""
    return None if hours is None else round(hours * MINUTES_AN_HOUR)


def _identity(line: str) -> object:
    """Return the id of a line that is wrong elsewhere, if it can be read."""
    try:
        data = json.loads(line)
    except json.JSONDecodeError:
        return None
    return data.get("id") if isinstance(data, dict) else None


def _faults(error: ValidationError) -> Iterator[str]:
    """Say which field is wrong, and why."""
    for fault in error.errors(include_url=False, include_input=False):
        place = ".".join(str(step) for step in fault["loc"]) or "line"
        yield f"{place}: {fault['msg']}"


def _plan(proposal: Proposal, language: str) -> dict[str, object]:
    """Return a plan as JSON."""
    return {
        "style": proposal.style,
        "minutes": proposal.minutes,
        "accompanied_minutes": proposal.accompanied_minutes,
        "own_minutes": proposal.own_minutes,
        "weeks": proposal.weeks,
        "cost_cents": proposal.cost_cents,
        "counsellor_minutes": proposal.counsellor_minutes,
        "gain": round(proposal.gain, 3),
        "next_hour_gain": round(proposal.next_hour_gain, 3),
        "more_money": _more(proposal.more_money),
        "is_optimal": proposal.is_optimal,
        "modules": [_module(item, language) for item in proposal.items],
    }


def _more(told: MoreMoney | None) -> dict[str, object] | None:
    """Return what the first euros beyond the ceiling would buy as JSON."""
    if told is None:
        return None
    added, removed = dict(told.added), list(told.removed)
    return {"cents": told.cents, "gain": round(told.gain, 3), "added": added, "removed": removed}


def _module(item: ProposalItem, language: str) -> dict[str, object]:
    """Return a module of a plan as JSON."""
    reason = item.reason
    return {
        "code": item.code,
        "title": module(item.code).title(language),
        "phase": item.phase,
        "mode": item.mode,
        "minutes": item.minutes,
        "accompanied_minutes": item.accompanied_minutes,
        "is_counted": item.is_counted,
        "week": item.week,
        "reason": {
            "code": reason.code,
            "parameters": dict(reason.parameters),
            "sentence": reason_sentence(code=reason.code, parameters=reason.parameters, language=language),
        },
    }
