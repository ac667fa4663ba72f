"""Pauses, later ends and versions of a bilan, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bilan.cases.lengths import Latest, latest_end, latest_resumption
from bilan.cases.models import Agreement, Case, Prolongation, Suspension, SynthesisVersion
from bilan.cases.pieces import SynthesisPiece
from bilan.cases.queries.contents import opened_parts
from bilan.cases.queries.readings import Reading


@dataclass(frozen=True, slots=True)
class Calendar:
    """Whether a bilan pauses, may pause and until when, and whether its end may come later."""

    pause: Suspension | None
    latest_resumption: Latest | None
    asked: Prolongation | None
    latest_end: Latest | None
    may_prolong: bool


@dataclass(frozen=True, slots=True)
class ToldVersion:
    """An earlier version of the draft synthesis."""

    revision: int
    written_at: datetime
    by: str
    parts: dict[str, tuple[SynthesisPiece, ...]]


def lifecycle_of(case: Case, *, today: date) -> Calendar:
    """Return what a bilan may do with its days (three queries)."""
    pauses = list(Suspension.objects.filter(case=case).order_by("starts_on", "pk"))
    longer = list(Prolongation.objects.filter(case=case).order_by("asked_at", "pk"))
    agreement = Agreement.objects.filter(case=case).first()
    last = latest_end(case, pauses, longer, today=today)
    end = case.expected_end_on
    is_later = end is not None and (last is None or last.day > max(end, today))
    return Calendar(
        pause=next((row for row in pauses if row.resumed_at is None), None),
        latest_resumption=latest_resumption(case, pauses, starts_on=today, today=today),
        asked=next((row for row in longer if row.answer == Prolongation.Answer.WAITING), None),
        latest_end=last,
        may_prolong=is_later and agreement is not None and agreement.is_signed,
    )


def versions_of(reading: Reading) -> Sequence[ToldVersion]:
    """Return the versions of the draft, latest first; none once it is locked (one query)."""
    rows = SynthesisVersion.objects.filter(synthesis__case=reading.case).select_related("by")
    key = reading.key
    return tuple(
        ToldVersion(row.revision, row.written_at, str(row.by), opened_parts(key.read(row, "parts_sealed")))
        for row in rows.order_by("-revision", "pk")
    )
