"""Record why now, what would make it worth it, the objectives and what must be respected."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.errors import ChangedMeanwhile, DemandIncomplete
from bilan.cases.models import Case, Demand, Objective
from bilan.cases.operations.locks import case_to_act_in
from bilan.cases.operations.phases import advance
from bilan.cases.pieces import OBJECTIVE_LABELS, Aim, Constraints
from bilan.cases.queries.contents import constraints_of
from bilan.cases.queries.readings import Reading
from bilan.vault.operations import open_key
from bilan.vault.sealing import Json

MOST_AIMS = 3


@transaction.atomic
def record_demand(
    *,
    case: Case,
    why_now: str,
    worth_it: str,
    aims: Sequence[Aim],
    by: Person,
    at: datetime,
    seen: str | None = None,
) -> Demand:
    """Record the demand and its one to three objectives; recording again replaces them.

    `seen` is the version that the writer had before their eyes, empty for none, None to overwrite.

    Raises:
        NotPermitted, CaseClosed.
        DemandIncomplete: no word, no objective, more than three, or a tag the plan does not know.
        ChangedMeanwhile: someone wrote since; nothing is overwritten.
    """
    held = case_to_act_in(case, by=by)
    told = tuple(Aim(aim.tag, aim.text.strip()) for aim in aims)
    if not why_now.strip() or not _is_possible(told):
        raise DemandIncomplete(count=len(told))
    row = _demand_row(held, at=at, seen=seen)
    key = open_key(held.key)
    row.why_now_sealed = key.seal(row, "why_now_sealed", why_now.strip())
    row.worth_it_sealed = key.seal(row, "worth_it_sealed", worth_it.strip())
    row.recorded_at = at
    row.save()
    _write_aims(held, told)
    facts = {"objectives": len(told)}
    record(act="demand.recorded", by=by, subject=held.beneficiary, object_=row, at=at, facts=facts)
    advance(held, by=by, at=at)
    return row


@transaction.atomic
def set_constraints(
    *, case: Case, constraints: Constraints, by: Person, at: datetime, seen: str | None = None
) -> Demand:
    """Record what must be respected: time, place, contexts to avoid, pay, training.

    `seen` is the version that the writer had before their eyes, None to overwrite.

    Raises:
        NotPermitted, CaseClosed.
        ChangedMeanwhile: someone wrote since; nothing is overwritten.
    """
    held = case_to_act_in(case, by=by)
    if seen is not None and constraints_of(Reading(held, by, at)).version != seen:
        raise ChangedMeanwhile
    row = _demand_row(held, at=at, seen=None)
    key = open_key(held.key)
    row.constraints_sealed = key.seal(row, "constraints_sealed", _told(constraints))
    row.save()
    record(act="constraints.set", by=by, subject=held.beneficiary, object_=row, at=at)
    return row


def _is_possible(aims: Sequence[Aim]) -> bool:
    counted = 1 <= len(aims) <= MOST_AIMS
    return counted and all(aim.text and aim.tag in OBJECTIVE_LABELS for aim in aims)


def _demand_row(case: Case, *, at: datetime, seen: str | None) -> Demand:
    """Return the demand to write in, made empty the first time."""
    row = Demand.objects.filter(case=case).first()
    if row is None:
        row = Demand(case=case, recorded_at=at)
        key = open_key(case.key)
        row.why_now_sealed = key.seal(row, "why_now_sealed", "")
        row.worth_it_sealed = key.seal(row, "worth_it_sealed", "")
        return row
    if seen is not None and row.recorded_at.isoformat() != seen:
        raise ChangedMeanwhile
    return row


def _write_aims(case: Case, aims: Sequence[Aim]) -> None:
    Objective.objects.filter(case=case).delete()
    key = open_key(case.key)
    rows = [Objective(case=case, position=rank, tag=aim.tag) for rank, aim in enumerate(aims, 1)]
    for row, aim in zip(rows, aims, strict=True):
        row.text_sealed = key.seal(row, "text_sealed", aim.text)
    Objective.objects.bulk_create(rows)


def _told(constraints: Constraints) -> dict[str, Json]:
    return {
        "remote": constraints.remote,
        "hours_a_week": constraints.hours_a_week,
        "weeks": constraints.weeks,
        "contexts": list(constraints.refused_contexts),
        "unwanted": list(constraints.unwanted_contexts),
        "pay": constraints.minimum_pay,
        "hoped_pay": constraints.hoped_pay,
        "training": constraints.maximum_training_months,
        "diploma": constraints.diploma,
        "place": constraints.place.strip(),
        "digital_ease": constraints.digital_ease,
        "equipment": constraints.equipment,
        "meetings_a_week": constraints.meetings_a_week,
    }
