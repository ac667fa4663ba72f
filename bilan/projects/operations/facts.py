"""Try an option against reality: keep what was learnt, then decide."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.projects.errors import DayImpossible, ProjectHidden, RealityUntried, WordsMissing
from bilan.projects.models import Evidence, Option
from bilan.projects.operations.options import check_seen, note_reason, open_option, put_aside
from bilan.projects.permissions import may_decide
from bilan.projects.pieces import SIDES, Fact, Why, decided_mark
from bilan.projects.reading import note_of
from bilan.vault.operations import open_key, person_key


@transaction.atomic
def add_fact(*, option_id: UUID, fact: Fact, on: date, by: Person, at: datetime) -> Evidence:
    """Keep what was learnt about an option: from someone (`who`), or from a source with its vintage.

    Raises:
        ProjectHidden, SetAsideAlready.
        WordsMissing: nothing was learnt.
        DayImpossible: a day to come.
    """
    option = open_option(option_id=option_id, by=by)
    if not fact.learnt.strip():
        raise WordsMissing
    if on > localdate(at):
        raise DayImpossible
    row = Evidence(
        option=option,
        key=person_key(owner=by.pk, at=at),
        side=Evidence.Side(fact.side),
        verdict=Option.Decision(fact.verdict),
        on=on,
    )
    told = {
        "who": fact.who.strip(),
        "asked": fact.asked.strip(),
        "changes": fact.changes.strip(),
        "learnt": fact.learnt.strip(),
        "source": fact.source.strip(),
        "vintage": fact.vintage.strip(),
    }
    row.told_sealed = open_key(row.key).seal(row, "told_sealed", {**told})
    row.save(force_insert=True)
    record(act="fact.kept", by=by, subject=by, object_=row, at=at, facts={"side": row.side})
    return row


@transaction.atomic
def remove_fact(*, fact_id: UUID, by: Person, at: datetime) -> None:
    """Take a fact out.

    Raises:
        ProjectHidden: someone else's, or none.
    """
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("option__person")
    row = rows.filter(pk=fact_id).first()
    if row is None or not may_decide(person=by, owner=row.option.person):
        raise ProjectHidden
    record(act="fact.removed", by=by, subject=by, object_=row, at=at, facts={"side": row.side})
    row.delete()


@transaction.atomic
def decide(
    *,
    option_id: UUID,
    decision: str,
    reason: str = "",
    why: Sequence[Why] = (),
    seen: int | None = None,
    by: Person,
    at: datetime,
) -> Option:
    """Say go, adapt or drop, with the reason; what is dropped is set aside.

    `seen` is the mark of the decision that the change was written from.

    Raises:
        ProjectHidden, SetAsideAlready.
        RealityUntried: "go" needs one fact at least on each of the five sides.
        ChangedMeanwhile: another tab kept something else.
    """
    option = open_option(option_id=option_id, by=by)
    check_seen(seen, decided_mark(option.decision, note_of(option)[1]))
    said = Option.Decision(decision)
    if said == Option.Decision.GO:
        _check_tried(option)
    option.decision, option.changed_at = said, at
    option.save(update_fields=["decision", "changed_at"])
    if said == Option.Decision.DROP:
        put_aside(option, reason=reason, why=why, at=at)
    else:
        note_reason(option, reason=reason)
    record(act="option.decided", by=by, subject=by, object_=option, at=at)
    return option


def _check_tried(option: Option) -> None:
    tried = set(Evidence.objects.filter(option=option).values_list("side", flat=True))
    if missing := [str(side.label) for side in SIDES if side not in tried]:
        raise RealityUntried(missing=missing)
