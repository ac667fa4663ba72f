"""Dated steps of plan A and plan B: the first within seven days, each done in one tap."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.projects.errors import DayImpossible, FirstStepTooFar, NoPlan, ProjectHidden, WordsMissing
from bilan.projects.models import Option, Step
from bilan.projects.operations.options import lock_person
from bilan.projects.permissions import may_decide
from bilan.projects.pieces import PlannedStep
from bilan.vault.operations import open_key, person_key

FIRST_STEP_WITHIN = timedelta(days=7)


@transaction.atomic
def add_step(*, person: Person, plan: str, step: PlannedStep, due_on: date, by: Person, at: datetime) -> Step:
    """Add a dated step to plan A or plan B.

    Raises:
        ProjectHidden: someone else's plan.
        NoPlan: no option is chosen for it.
        WordsMissing: a step without words.
        DayImpossible: a day that has passed.
        FirstStepTooFar: plan A would have no step within seven days of its start.
    """
    if not may_decide(person=by, owner=person):
        raise ProjectHidden
    lock_person(person)
    if not Option.objects.filter(person=person, state=plan).exists():
        raise NoPlan
    _check(step=step, due_on=due_on, today=localdate(at))
    _check_first_step(plan, steps=_steps(person, plan), moving=None, due_on=due_on, today=localdate(at))
    row = Step(person=person, key=person_key(owner=person.pk, at=at), plan=plan, due_on=due_on, created_at=at)
    _seal(row, step)
    row.save(force_insert=True)
    record(act="step.added", by=by, subject=person, object_=row, at=at, facts={"plan": plan})
    return row


@transaction.atomic
def edit_step(*, step_id: UUID, step: PlannedStep, due_on: date, by: Person, at: datetime) -> Step:
    """Change a step or its day.

    Raises:
        ProjectHidden, WordsMissing, DayImpossible, FirstStepTooFar.
    """
    row = _own_step(step_id=step_id, by=by)
    today = localdate(at)
    # A step whose day has passed may be reworded without moving it.
    _check(step=step, due_on=due_on, today=min(today, row.due_on))
    if due_on != row.due_on:
        _check_first_step(row.plan, steps=_steps(by, row.plan), moving=row, due_on=due_on, today=today)
    row.due_on = due_on
    _seal(row, step)
    row.save(update_fields=["told_sealed", "due_on", "is_private"])
    record(act="step.changed", by=by, subject=by, object_=row, at=at)
    return row


@transaction.atomic
def complete_step(*, step_id: UUID, by: Person, at: datetime) -> Step:
    """Tell that a step is done; telling it twice keeps the first day.

    Raises:
        ProjectHidden: someone else's, or none.
    """
    row = _own_step(step_id=step_id, by=by)
    if row.done_on is None:
        row.done_on = localdate(at)
        row.save(update_fields=["done_on"])
        record(act="step.done", by=by, subject=by, object_=row, at=at, facts={"plan": row.plan})
    return row


@transaction.atomic
def reopen_step(*, step_id: UUID, by: Person, at: datetime) -> Step:
    """Tell that a step is not done after all.

    Raises:
        ProjectHidden: someone else's, or none.
    """
    row = _own_step(step_id=step_id, by=by)
    row.done_on = None
    row.save(update_fields=["done_on"])
    record(act="step.reopened", by=by, subject=by, object_=row, at=at, facts={"plan": row.plan})
    return row


@transaction.atomic
def remove_step(*, step_id: UUID, by: Person, at: datetime) -> None:
    """Take a step out of its plan.

    Raises:
        ProjectHidden: someone else's, or none.
    """
    row = _own_step(step_id=step_id, by=by)
    record(act="step.removed", by=by, subject=by, object_=row, at=at, facts={"plan": row.plan})
    row.delete()


def _own_step(*, step_id: UUID, by: Person) -> Step:
    rows = Step.objects.select_for_update(of=("self",)).select_related("key", "person")
    row = rows.filter(pk=step_id).first()
    if row is None or not may_decide(person=by, owner=row.person):
        raise ProjectHidden
    return row


def _steps(person: Person, plan: str) -> list[Step]:
    return list(Step.objects.filter(person=person, plan=plan).order_by("created_at", "pk"))


def _check(*, step: PlannedStep, due_on: date, today: date) -> None:
    if not step.what.strip():
        raise WordsMissing
    if due_on < today:
        raise DayImpossible


def _check_first_step(
    plan: str, *, steps: Sequence[Step], moving: Step | None, due_on: date, today: date
) -> None:
    """Refuse a plan A without a step in the seven days after it was begun; plan B waits in reserve."""
    start = min((localdate(row.created_at) for row in steps), default=today)
    latest = start + FIRST_STEP_WITHIN
    earliest = min([due_on, *(row.due_on for row in steps if row != moving)])
    if plan == Option.State.PLAN_A and today <= latest < earliest:
        raise FirstStepTooFar(latest=latest)


def _seal(row: Step, step: PlannedStep) -> None:
    row.is_private = step.is_private
    told = {
        "what": step.what.strip(),
        "effort": step.effort.strip(),
        "means": step.means.strip(),
        "funding": step.funding.strip(),
        "if": step.obstacle.strip(),
        "then": step.response.strip(),
        "certification": step.certification.strip(),
    }
    row.told_sealed = open_key(row.key).seal(row, "told_sealed", {**told})
