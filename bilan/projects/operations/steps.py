"""Dated steps of plan A and plan B: the first within seven days, each told in one tap."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.projects.errors import DayImpossible, FirstStepTooFar, NoPlan, ProjectHidden, WordsMissing
from bilan.projects.models import Option, Step
from bilan.projects.operations.options import check_seen, lock_person
from bilan.projects.operations.reminders import keep_reminders
from bilan.projects.permissions import may_decide
from bilan.projects.pieces import FIRST_STEP_WITHIN, PlannedStep, step_mark
from bilan.projects.reading import step_of
from bilan.vault.operations import open_key, person_key
from bilan.vault.sealing import Json

ACTS = {
    Step.Progress.TODO: "step.reopened",
    Step.Progress.UNDERWAY: "step.under-way",
    Step.Progress.DONE: "step.done",
    Step.Progress.NOT_NOW: "step.put-off",
}


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
    option = planned_option(person=person, plan=plan, by=by)
    today = localdate(at)
    _check(step=step, due_on=due_on, today=today)
    _check_first_step(option, moving=None, due_on=due_on, today=today)
    row = write_step(option, step, due_on=due_on, by=by, at=at)
    keep_reminders(person=person, at=at)
    return row


@transaction.atomic
def edit_step(
    *, step_id: UUID, step: PlannedStep, due_on: date, by: Person, at: datetime, seen: int | None = None
) -> Step:
    """Change a step or its day; `seen` is the mark its writer had before their eyes, None to overwrite.

    Raises:
        ProjectHidden, WordsMissing, DayImpossible, FirstStepTooFar.
        ChangedMeanwhile: another tab reworded or moved it since.
    """
    row = _own_step(step_id=step_id, by=by)
    check_seen(seen, step_mark(step_of(row), row.due_on))
    today = localdate(at)
    # A step whose day has passed may be reworded without moving it.
    _check(step=step, due_on=due_on, today=min(today, row.due_on))
    if due_on != row.due_on:
        _check_first_step(row.option, moving=row, due_on=due_on, today=today)
    row.due_on = due_on
    _seal(row, step)
    row.save(update_fields=["told_sealed", "due_on", "is_private"])
    keep_reminders(person=by, at=at)
    record(act="step.changed", by=by, subject=by, object_=row, at=at)
    return row


@transaction.atomic
def tell_progress(*, step_id: UUID, progress: str, words: str = "", by: Person, at: datetime) -> Step:
    """Tell that a step is to do, under way, done, or not for now and why; told twice, it stays as it was.

    Raises:
        ProjectHidden: someone else's, or none.
        ValueError: no such progress.
    """
    row = _own_step(step_id=step_id, by=by)
    told = Step.Progress(progress)
    if row.progress == told and not words.strip():
        return row
    row.progress = told
    row.done_on = (row.done_on or localdate(at)) if told == Step.Progress.DONE else None
    _seal(row, replace(step_of(row), why=words if told == Step.Progress.NOT_NOW else ""))
    row.save(update_fields=["progress", "done_on", "told_sealed"])
    keep_reminders(person=by, at=at)
    record(act=ACTS[told], by=by, subject=by, object_=row, at=at, facts={"plan": row.option.state})
    return row


@transaction.atomic
def remove_step(*, step_id: UUID, by: Person, at: datetime) -> None:
    """Take a step out of its plan.

    Raises:
        ProjectHidden: someone else's, or none.
    """
    row = _own_step(step_id=step_id, by=by)
    record(act="step.removed", by=by, subject=by, object_=row, at=at, facts={"plan": row.option.state})
    row.delete()
    keep_reminders(person=by, at=at)


def planned_option(*, person: Person, plan: str, by: Person) -> Option:
    """Return the option that plan A or plan B serves, its person locked; part of every act on a plan."""
    if not may_decide(person=by, owner=person):
        raise ProjectHidden
    lock_person(person)
    option = Option.objects.select_related("person").filter(person=person, state=plan).first()
    if option is None:
        raise NoPlan
    return option


def write_step(option: Option, step: PlannedStep, *, due_on: date, by: Person, at: datetime) -> Step:
    """Write a step that was checked, inside the act that adds it."""
    person = option.person
    key = person_key(owner=person.pk, at=at)
    row = Step(person=person, option=option, key=key, due_on=due_on, created_at=at)
    _seal(row, step)
    row.save(force_insert=True)
    record(act="step.added", by=by, subject=person, object_=row, at=at, facts={"plan": option.state})
    return row


def _own_step(*, step_id: UUID, by: Person) -> Step:
    rows = Step.objects.select_for_update(of=("self",)).select_related("key", "person", "option")
    row = rows.filter(pk=step_id).first()
    if row is None or not may_decide(person=by, owner=row.person):
        raise ProjectHidden
    return row


def _check(*, step: PlannedStep, due_on: date, today: date) -> None:
    if not step.what.strip():
        raise WordsMissing
    if due_on < today:
        raise DayImpossible


def _check_first_step(option: Option, *, moving: Step | None, due_on: date, today: date) -> None:
    """Refuse a plan A without a step in the seven days after it was begun; plan B waits in reserve."""
    steps = list(Step.objects.filter(option=option).order_by("created_at", "pk"))
    start = min((localdate(row.created_at) for row in steps), default=today)
    latest = start + FIRST_STEP_WITHIN
    earliest = min([due_on, *(row.due_on for row in steps if row != moving)])
    if option.state == Option.State.PLAN_A and today <= latest < earliest:
        raise FirstStepTooFar(latest=latest)


def _seal(row: Step, step: PlannedStep) -> None:
    row.is_private = step.is_private
    told: dict[str, Json] = {
        "what": step.what.strip(),
        "minutes": step.minutes,
        "cost_cents": step.cost_cents,
        "means": step.means.strip(),
        "funding": step.funding.strip(),
        "if": step.obstacle.strip(),
        "then": step.response.strip(),
        "certification": step.certification.strip(),
        "kind": str(step.kind),
        "stage": step.stage,
        "time": step.time,
        "why": step.why.strip(),
    }
    row.told_sealed = open_key(row.key).seal(row, "told_sealed", told)
