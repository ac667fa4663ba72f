"""Let plan B take the place of plan A, with a reason; what was written stays with its option."""

from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.projects.errors import NoPlanB, ProjectHidden
from bilan.projects.models import Option, PlanSwitch, Step
from bilan.projects.operations.options import lock_person
from bilan.projects.operations.reminders import keep_reminders
from bilan.projects.permissions import may_decide
from bilan.projects.pieces import FIRST_STEP_WITHIN, SwitchWhy
from bilan.vault.operations import open_key, person_key
from bilan.vault.sealing import Json

OPEN = (Step.Progress.TODO, Step.Progress.UNDERWAY)


@transaction.atomic
def switch_plans(*, person: Person, why: str, words: str = "", by: Person, at: datetime) -> Option:
    """Make plan B plan A and keep plan A in reserve, steps and all; return the option that came in.

    Steps of plan B whose day passed while it waited move by as many days, the first one to a week from now.

    Raises:
        ProjectHidden: someone else's plans.
        NoPlanB: nothing waits in reserve.
        ValueError: no such reason.
    """
    if not may_decide(person=by, owner=person):
        raise ProjectHidden
    lock_person(person)
    entering = Option.objects.filter(person=person, state=Option.State.PLAN_B).first()
    if entering is None:
        raise NoPlanB
    _exchange(entering, at=at)
    _bring_forward(entering, today=localdate(at))
    _keep_reason(entering, why=SwitchWhy(why), words=words, at=at)
    keep_reminders(person=person, at=at)
    record(act="plan.switched", by=by, subject=person, object_=entering, at=at)
    return entering


def _exchange(entering: Option, *, at: datetime) -> None:
    """Exchange the two places; the database holds one of each, so plan A leaves before plan B comes in."""
    leaving = Option.objects.filter(person=entering.person_id, state=Option.State.PLAN_A).first()
    if leaving is not None:
        _place(leaving, Option.State.COMPARED, at=at)
    _place(entering, Option.State.PLAN_A, at=at)
    if leaving is not None:
        _place(leaving, Option.State.PLAN_B, at=at)


def _place(option: Option, state: Option.State, *, at: datetime) -> None:
    option.state, option.changed_at = state, at
    option.save(update_fields=["state", "changed_at"])


def _bring_forward(option: Option, *, today: date) -> None:
    rows = Step.objects.filter(option=option, progress__in=OPEN)
    first = rows.aggregate(first=models.Min("due_on"))["first"]
    if first is None or first >= today:
        return
    by: timedelta = today + FIRST_STEP_WITHIN - first
    for row in rows.order_by("pk"):
        row.due_on += by
        row.save(update_fields=["due_on"])


def _keep_reason(option: Option, *, why: SwitchWhy, words: str, at: datetime) -> None:
    row = PlanSwitch(
        person_id=option.person_id,
        option=option,
        key=person_key(owner=option.person_id, at=at),
        switched_at=at,
    )
    told: dict[str, Json] = {"why": str(why), "words": words.strip()}
    row.why_sealed = open_key(row.key).seal(row, "why_sealed", told)
    row.save(force_insert=True)
