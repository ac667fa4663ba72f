"""Destroy the proof of a bilan once its term has come, and hold it back where the law asks."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.ending import forget_person, has_ended
from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.errors import HoldRefused, NotPermitted
from bilan.cases.models import (
    Agreement,
    Case,
    CounsellorChange,
    Destruction,
    Employer,
    FollowUp,
    KeepAgreement,
    LegalHold,
    PlanChange,
    PlanItem,
    Prolongation,
    Receipt,
    Session,
    Suspension,
)
from bilan.cases.operations.certificates import Tally, certify
from bilan.cases.operations.locks import held_case
from bilan.providers.permissions import may_manage_provider

PROOF = (
    ("follow_ups", FollowUp),
    ("receipts", Receipt),
    ("sessions", Session),
    ("agreements", Agreement),
    ("employers", Employer),
    ("suspensions", Suspension),
    ("prolongations", Prolongation),
    ("keep_agreements", KeepAgreement),
    ("plan_changes", PlanChange),
    ("plan_items", PlanItem),
    ("counsellor_changes", CounsellorChange),
    ("holds", LegalHold),
)
LONGEST_HOLD_YEARS = 5


def destroy_proof(case: Case, *, at: datetime) -> Destruction:
    """Delete the proof of an ended bilan; the day it was delivered stays, for the rule between two bilans.

    When the person deleted their account, nothing of the bilan or of them is left but the certificate.
    """
    tally = Tally()
    for name, model in PROOF:
        rows = model._default_manager.filter(case=case)
        tally.add(name, rows)
        rows.delete()
    case.proof_destroyed_at, case.expected_end_on, case.plan_style = at, None, ""
    case.save(update_fields=["proof_destroyed_at", "expected_end_on", "plan_style"])
    certificate = certify(
        kind=Destruction.Kind.PROOF, tally=tally, case=case, subject=case.beneficiary_id, at=at
    )
    if has_ended(case.beneficiary):
        _forget(case)
    return certificate


@transaction.atomic
def place_hold(*, case: Case, reason: str, until: date, by: Person, at: datetime) -> LegalHold:
    """Hold the proof of a bilan past its term, for a coded reason, until a day; never its content.

    Raises:
        NotPermitted: someone who does not manage the provider.
        HoldRefused: a day gone by or too far, a hold that stands already, or no proof left.
    """
    held = _managed(case, by=by)
    today = localdate(at)
    if not today < until <= today.replace(year=today.year + LONGEST_HOLD_YEARS, day=min(today.day, 28)):
        raise HoldRefused
    if held.proof_destroyed_at or LegalHold.objects.filter(case=held, lifted_at=None).exists():
        raise HoldRefused
    hold = LegalHold.objects.create(
        case=held, reason=LegalHold.Reason(reason), until=until, placed_by=by, placed_at=at
    )
    facts = {"reason": hold.reason, "until": until.isoformat()}
    record(act="hold.placed", by=by, subject=held.beneficiary, object_=hold, at=at, facts=facts)
    return hold


@transaction.atomic
def lift_hold(*, case: Case, by: Person, at: datetime) -> None:
    """Lift the hold that stands; the daily job then destroys what is past its term.

    Raises:
        NotPermitted: someone who does not manage the provider.
        HoldRefused: no hold stands.
    """
    held = _managed(case, by=by)
    hold = LegalHold.objects.filter(case=held, lifted_at=None).first()
    if hold is None:
        raise HoldRefused
    hold.lifted_at = at
    hold.save(update_fields=["lifted_at"])
    record(act="hold.lifted", by=by, subject=held.beneficiary, object_=hold, at=at)


def _managed(case: Case, *, by: Person) -> Case:
    held = held_case(case)
    if not may_manage_provider(by, held.practitioner.provider):
        raise NotPermitted
    return held


def _forget(case: Case) -> None:
    person = case.beneficiary
    case.delete()
    if not Case.objects.filter(beneficiary=person).exists():
        forget_person(person=person)
