"""Plan A and plan B with their steps, and the projects in figures."""

from dataclasses import dataclass
from uuid import UUID

from bilan.accounts.models import Person
from bilan.projects.errors import ProjectHidden
from bilan.projects.models import Evidence, Option, Step
from bilan.projects.pieces import ActionPlan, PlanStep
from bilan.projects.queries.options import (
    SIDE_BY_SIDE,
    check_reader,
    opened_options,
    shown_options,
)
from bilan.projects.reading import step_of


@dataclass(frozen=True, slots=True)
class Counts:
    """Projects in figures, without a word of them."""

    kept: int
    compared: int
    facts: int
    steps: int
    steps_done: int
    has_plan_a: bool
    has_plan_b: bool


def action_plan(
    *, owner: Person, reader: Person, plan: str, is_practitioner: bool = False, language: str = ""
) -> ActionPlan:
    """Return plan A or plan B with its steps by date; a constant number of queries.

    Raises:
        ProjectHidden: the reader is neither the person nor their practitioner.
    """
    check_reader(owner=owner, reader=reader, is_practitioner=is_practitioner)
    chosen = shown_options(owner=owner, reader=reader).filter(state=plan)
    options = opened_options(chosen, language=language)
    rows = Step.objects.select_related("key").filter(person=owner, plan=plan)
    if reader.pk != owner.pk:
        rows = rows.filter(is_private=False)
    steps = tuple(_planned(row) for row in rows.order_by("due_on", "created_at", "pk"))
    return ActionPlan(plan, options[0] if options else None, steps)


def step_for(*, reader: Person, step_id: UUID) -> PlanStep:
    """Return one step of one's own (one query).

    Raises:
        ProjectHidden: someone else's, or none.
    """
    row = Step.objects.select_related("key").filter(pk=step_id, person=reader).first()
    if row is None:
        raise ProjectHidden
    return _planned(row)


def project_counts(*, owner: Person) -> Counts:
    """Return the projects in figures (three queries); counts only, so it asks for no reader."""
    states = list(Option.objects.filter(person=owner).values_list("state", flat=True))
    done = list(Step.objects.filter(person=owner).values_list("done_on", flat=True))
    return Counts(
        kept=sum(state != Option.State.SET_ASIDE for state in states),
        compared=sum(state in SIDE_BY_SIDE for state in states),
        facts=Evidence.objects.filter(option__person=owner).count(),
        steps=len(done),
        steps_done=sum(day is not None for day in done),
        has_plan_a=Option.State.PLAN_A in states,
        has_plan_b=Option.State.PLAN_B in states,
    )


def _planned(row: Step) -> PlanStep:
    return PlanStep(row.pk, row.plan, step_of(row), row.due_on, row.done_on)
