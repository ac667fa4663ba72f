"""Plan A and plan B with their steps, and the projects in figures."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from bilan.accounts.models import Person
from bilan.projects.errors import ProjectHidden
from bilan.projects.models import Evidence, Option, PlanSwitch, ReminderStop, Step
from bilan.projects.pieces import ActionPlan, KeptSteps, PlanStep, ToldSwitch
from bilan.projects.queries.options import (
    SIDE_BY_SIDE,
    check_reader,
    opened_options,
    shown_options,
)
from bilan.projects.reading import step_of, switch_of

PLANS = (Option.State.PLAN_A, Option.State.PLAN_B)
MOST_SWITCHES = 5


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
    rows = _steps().filter(person=owner, option__state=plan)
    if reader.pk != owner.pk:
        rows = rows.filter(is_private=False)
    steps = tuple(_planned(row) for row in rows.order_by("due_on", "created_at", "pk"))
    return ActionPlan(plan, options[0] if options else None, steps)


def step_for(*, reader: Person, step_id: UUID) -> PlanStep:
    """Return one step of one's own (one query).

    Raises:
        ProjectHidden: someone else's, or none.
    """
    row = _steps().filter(pk=step_id, person=reader).first()
    if row is None:
        raise ProjectHidden
    return _planned(row)


def kept_steps_of(*, owner: Person, reader: Person, language: str = "") -> tuple[KeptSteps, ...]:
    """Return the options out of both plans that still hold steps; a constant number of queries.

    Raises:
        ProjectHidden: the reader is not the person.
    """
    check_reader(owner=owner, reader=reader, is_practitioner=False)
    held = shown_options(owner=owner, reader=reader).exclude(state__in=PLANS).filter(steps__isnull=False)
    options = opened_options(held.distinct().order_by("created_at", "pk"), language=language)
    rows = Step.objects.filter(option__in=[option.id for option in options]).values("option")
    counts = {row["option"]: row["count"] for row in rows.annotate(count=Count("pk")).order_by("option")}
    return tuple(KeptSteps(option.title, counts[option.id]) for option in options)


def switches_of(*, owner: Person, reader: Person, language: str = "") -> tuple[ToldSwitch, ...]:
    """Return the last days when plan B took the place of plan A, latest first; constant queries.

    Raises:
        ProjectHidden: the reader is not the person.
    """
    check_reader(owner=owner, reader=reader, is_practitioner=False)
    rows = PlanSwitch.objects.select_related("key").filter(person=owner).order_by("-switched_at", "-pk")
    told = list(rows[:MOST_SWITCHES])
    if not told:
        return ()
    held = shown_options(owner=owner, reader=reader).filter(pk__in={row.option_id for row in told})
    titles = {option.id: option.title for option in opened_options(held, language=language)}
    return tuple(ToldSwitch(titles[row.option_id], *switch_of(row), row.switched_at) for row in told)


def wants_reminders(*, owner: Person) -> bool:
    """Tell whether a person still wants mails about their steps (one query)."""
    return not ReminderStop.objects.filter(person=owner).exists()


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


def _steps() -> QuerySet[Step]:
    return Step.objects.select_related("key", "option")


def _planned(row: Step) -> PlanStep:
    plan = row.option.state if row.option.state in PLANS else ""
    progress = Step.Progress(row.progress)
    return PlanStep(row.pk, row.option_id, plan, step_of(row), row.due_on, row.done_on, progress)
