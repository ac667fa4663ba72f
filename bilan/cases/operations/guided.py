"""Work done alone on a module of the plan: written, handed in, answered in writing, counted."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import Fact, record
from bilan.cases.errors import (
    LengthRefused,
    NotGuided,
    WorkAnswered,
    WorkChanged,
    WorkNotHandedIn,
)
from bilan.cases.models import Case, Mode, PlanItem
from bilan.cases.operations.letters import checked, tell_message_awaits
from bilan.cases.operations.locks import case_to_lead, own_case
from bilan.cases.queries.hours import hours_of, own_minutes
from bilan.messages.models import GuidedWork
from bilan.vault.operations import open_key

LONGEST_FEEDBACK = 60


@dataclass(frozen=True, slots=True)
class WorkDraft:
    """What was written for a module; `seen` is the version read before, empty for none, None to overwrite."""

    words: str
    seen: str | None = None


@transaction.atomic
def write_work(
    *, case: Case, module: str, words: str | WorkDraft, by: Person, at: datetime, is_handed_in: bool = False
) -> GuidedWork:
    """Keep what the person wrote for a guided module; `is_handed_in` gives it to their counsellor.

    Raises:
        NotPermitted, CaseClosed, WordsMissing, WordsTooLong.
        NotGuided: the module is not lived alone in this plan.
        WorkAnswered: the feedback is there already.
        WorkChanged: it was written elsewhere since; nothing is overwritten.
    """
    held = own_case(case, by=by)
    _guided_item(held, module)
    draft = words if isinstance(words, WorkDraft) else WorkDraft(words)
    row = GuidedWork.objects.filter(key=held.key, module=module).first()
    told = checked(draft.words)
    _check_open(row, draft.seen)
    row = row or GuidedWork(key=held.key, module=module)
    row.words_sealed = open_key(held.key).seal(row, "words_sealed", told)
    row.written_at = at
    is_first = is_handed_in and row.handed_in_at is None
    row.handed_in_at = at if is_first else row.handed_in_at
    row.save()
    if is_first:
        tell_message_awaits(held, to=held.practitioner.person, at=at)
    act = "work.handed-in" if is_first else "work.written"
    record(act=act, by=by, subject=held.beneficiary, object_=row, at=at, facts={"module": module})
    return row


@transaction.atomic
def answer_work(
    *, case: Case, module: str, words: str, minutes: int, by: Person, at: datetime, seen: str | None = None
) -> GuidedWork:
    """Answer a handed-in work in writing: the module is lived, and its minutes enter the hours.

    The minutes of feedback are accompanied time only where the rules of the day say so.

    Raises:
        NotPermitted, CaseClosed, NotGuided, WordsMissing, WordsTooLong, LengthRefused.
        WorkNotHandedIn, WorkAnswered.
        WorkChanged: the person wrote again since it was read.
        HoursExceeded: the minutes would pass the maximum.
    """
    held = case_to_lead(case, by=by)
    item, told = _guided_item(held, module), checked(words)
    if not 1 <= minutes <= LONGEST_FEEDBACK:
        raise LengthRefused(shortest=1, longest=LONGEST_FEEDBACK)
    row = GuidedWork.objects.filter(key=held.key, module=module).first()
    if row is None or row.handed_in_at is None:
        raise WorkNotHandedIn
    _check_open(row, seen)
    _count(item, held, feedback=minutes, at=at)
    row.feedback_sealed = open_key(held.key).seal(row, "feedback_sealed", told)
    row.feedback_minutes, row.feedback_by, row.feedback_at = minutes, by, at
    row.save(update_fields=["feedback_sealed", "feedback_minutes", "feedback_by", "feedback_at"])
    tell_message_awaits(held, to=held.beneficiary, at=at)
    facts: dict[str, Fact] = {
        "module": module,
        "minutes": minutes,
        "accompanied": item.accompanied_minutes,
    }
    record(act="work.answered", by=by, subject=held.beneficiary, object_=row, at=at, facts=facts)
    return row


def work_version(row: GuidedWork | None) -> str:
    """Return what tells one version of a work from another; empty where there is none."""
    return "" if row is None else row.written_at.isoformat()


def _guided_item(case: Case, module: str) -> PlanItem:
    item = PlanItem.objects.filter(case=case, module=module, mode=Mode.GUIDED).first()
    if item is None:
        raise NotGuided
    return item


def _check_open(row: GuidedWork | None, seen: str | None) -> None:
    if row is not None and row.feedback_at is not None:
        raise WorkAnswered
    if seen is not None and work_version(row) != seen:
        raise WorkChanged


def time_given(*, own: int, feedback: int, feedback_counts: bool) -> tuple[int, int]:
    """Return the minutes of a guided module, and those of them that are accompanied time."""
    accompanied = feedback if feedback_counts else 0
    return own + accompanied, accompanied


def _count(item: PlanItem, case: Case, *, feedback: int, at: datetime) -> None:
    """Write the time that was really given into the plan, within the hours there are."""
    if item.is_counted:
        hours = hours_of(case=case, today=localdate(at))
        before = item.minutes if item.done_at else 0
        item.minutes, item.accompanied_minutes = time_given(
            own=own_minutes(item), feedback=feedback, feedback_counts=hours.envelope.feedback_counts
        )
        hours.envelope.refuse_beyond(taken=hours.used - before, asked=item.minutes)
    item.done_at = item.done_at or at
    item.save(update_fields=["minutes", "accompanied_minutes", "done_at"])
