"""Destroy the working papers of a bilan, with a certificate that holds no content (art. R6313-7)."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.models import (
    Case,
    Demand,
    Destruction,
    Note,
    Objective,
    PlanChange,
    PlanItem,
    Session,
    Synthesis,
)
from bilan.cases.operations.results import deliver_results
from bilan.cases.operations.sessions import drop_session
from bilan.instruments.models import Answer
from bilan.rules import load_profile
from bilan.vault.operations import destroy_key

RULE = "retention_years_with_agreement"


@transaction.atomic
def destroy_expired(*, at: datetime) -> int:
    """Destroy the papers whose agreement to keep has run out; return how many bilans."""
    due = Case.objects.select_for_update(of=("self",)).filter(
        keep_until__lt=localdate(at), content_destroyed_at=None, state=Case.State.DELIVERED
    )
    cases = list(due.select_related("beneficiary", "key").order_by("pk"))
    for case in cases:
        destroy_content(case, by=None, at=at)
    return len(cases)


def destroy_content(case: Case, *, by: Person | None, at: datetime) -> Destruction:
    """Destroy a bilan's key and working papers, inside the act that asks for it; proof stays."""
    counts = _counts(case)
    _erase(case)
    destroy_key(key=case.key, at=at)
    case.content_destroyed_at, case.keep_until = at, None
    case.save(update_fields=["content_destroyed_at", "keep_until"])
    source = load_profile(case.rule_profile).rule(RULE).on(localdate(at)).source
    certificate = Destruction.objects.create(
        case=case, counts=counts, rule=RULE, source=source, destroyed_at=at
    )
    facts = {"count": sum(counts.values())}
    record(act="content.destroyed", by=by, subject=case.beneficiary, object_=certificate, at=at, facts=facts)
    return certificate


def end_early(case: Case, *, by: Person, at: datetime) -> None:
    """End a bilan that the person leaves: results are theirs, papers are destroyed, proof stays."""
    drop_booked(case, at=at)
    deliver_results(case, at=at)
    case.state = Case.State.LEFT
    case.save(update_fields=["state"])
    record(act="case.left", by=by, subject=case.beneficiary, object_=case, at=at, facts={"phase": case.phase})
    destroy_content(case, by=by, at=at)


def drop_booked(case: Case, *, at: datetime) -> None:
    """Take what is still booked out of the calendar."""
    booked = Session.objects.filter(case=case, state=Session.State.BOOKED).order_by("starts_at", "pk")
    for session in booked.select_related("practitioner__person"):
        drop_session(session, case=case, at=at)


def _counts(case: Case) -> dict[str, int]:
    answers = Answer.objects.filter(administration__key=case.key)
    return {
        "demand": Demand.objects.filter(case=case).count(),
        "objectives": Objective.objects.filter(case=case).count(),
        "notes": Note.objects.filter(session__case=case).count(),
        "plan_reasons": PlanChange.objects.filter(case=case, reason_sealed__isnull=False).count(),
        "answers": answers.count(),
        "synthesis_drafts": Synthesis.objects.filter(case=case, locked_at=None).count(),
    }


def _erase(case: Case) -> None:
    """Delete the rows that hold content; the key takes with it what other rooms sealed under it."""
    Demand.objects.filter(case=case).delete()
    Objective.objects.filter(case=case).delete()
    Note.objects.filter(session__case=case).delete()
    PlanChange.objects.filter(case=case).update(reason_sealed=None)
    PlanItem.objects.filter(case=case).update(reason={})
    Synthesis.objects.filter(case=case, locked_at=None).delete()
