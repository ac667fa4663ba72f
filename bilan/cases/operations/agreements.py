"""Draft the agreement from the plan and the rules, sign it, refuse it, withdraw from it."""

import hashlib
import json
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.errors import (
    AgreementEnded,
    AgreementMissing,
    AgreementSignedAlready,
    AgreementTurnedDown,
    ChangedMeanwhile,
    EmployerMissing,
    PlanUnavailable,
    ReplyOver,
    WithdrawalOver,
)
from bilan.cases.models import Agreement, Case, Employer, PlanItem
from bilan.cases.operations.destruction import end_early
from bilan.cases.operations.employer_mails import ask_employer
from bilan.cases.operations.locks import case_to_act_in, case_to_lead, own_case
from bilan.cases.operations.phases import advance
from bilan.cases.operations.reminders import tell_agreement_ready
from bilan.cases.permissions import is_beneficiary
from bilan.cases.terms import VERSION, Terms, needs_employer, terms_of
from bilan.rules import load_profile


@transaction.atomic
def draft_agreement(
    *, case: Case, by: Person, at: datetime, price_cents: int | None = None, weeks: int | None = None
) -> Agreement:
    """Draft the agreement from the chosen plan; drafting again takes back a lone signature.

    Raises:
        NotPermitted, CaseClosed.
        PlanUnavailable: no plan was chosen.
        AgreementSignedAlready: both signed.
    """
    held = case_to_lead(case, by=by)
    if not PlanItem.objects.filter(case=held).exists():
        raise PlanUnavailable
    agreement = Agreement.objects.filter(case=held).first()
    if agreement is not None and agreement.is_signed:
        raise AgreementSignedAlready
    return _write(held, agreement, price_cents=price_cents, weeks=weeks, by=by, at=at)


@transaction.atomic
def sign_agreement(*, case: Case, by: Person, at: datetime, terms_sha256: str = "") -> Agreement:
    """Sign the agreement; signing twice keeps the first signature, and the last of all opens the way.

    Where three sign, the employer is asked once the person has signed: nothing reaches it before.

    Args:
        case: the bilan.
        by: the beneficiary or the practitioner, each for themselves.
        at: when.
        terms_sha256: the hash of the text that was read; a text that changed since is not signed.

    Raises:
        NotPermitted, CaseClosed, AgreementMissing, AgreementEnded, AgreementTurnedDown, EmployerMissing.
        ChangedMeanwhile: the text is not the one that was read.
        ReplyOver: the time to answer went by; silence was a refusal.
    """
    held = case_to_act_in(case, by=by)
    agreement = standing_agreement(held)
    if terms_sha256 and terms_sha256 != agreement.terms_sha256:
        raise ChangedMeanwhile
    is_person = is_beneficiary(by, held)
    _check_parties(agreement, held, is_person=is_person, at=at)
    name = "signed_by_beneficiary_at" if is_person else "signed_by_practitioner_at"
    if getattr(agreement, name) is None:
        setattr(agreement, name, at)
        agreement.save(update_fields=[name])
        facts = {"role": "BENEFICIARY" if is_person else "PRACTITIONER", "sha256": agreement.terms_sha256}
        record(act="agreement.signed", by=by, subject=held.beneficiary, object_=agreement, at=at, facts=facts)
        if is_person and agreement.needs_employer:
            ask_employer(held, agreement, at=at)
        advance(held, by=by, at=at)
    return agreement


@transaction.atomic
def refuse_agreement(*, case: Case, by: Person, at: datetime) -> Agreement:
    """Refuse an agreement before signing it: never a fault, and no reason is asked (art. L6313-4).

    Raises:
        NotPermitted: anyone but the person.
        CaseClosed, AgreementMissing, AgreementEnded, AgreementTurnedDown.
        AgreementSignedAlready: they signed it; withdrawing or leaving is another act.
    """
    held = own_case(case, by=by)
    agreement = standing_agreement(held)
    if agreement.refused_at is not None:
        raise AgreementTurnedDown
    if agreement.signed_by_beneficiary_at is not None:
        raise AgreementSignedAlready
    turn_down(agreement, held, refusal=Agreement.Refusal.SAID, by=by, at=at)
    return agreement


def turn_down(
    agreement: Agreement, case: Case, *, refusal: Agreement.Refusal, by: Person | None, at: datetime
) -> None:
    """Write that an agreement is refused, inside the act or the daily job that finds it."""
    agreement.refusal, agreement.refused_at = refusal, at
    agreement.save(update_fields=["refusal", "refused_at"])
    facts = {"how": refusal.value}
    record(act="agreement.refused", by=by, subject=case.beneficiary, object_=agreement, at=at, facts=facts)


@transaction.atomic
def withdraw_agreement(*, case: Case, by: Person, at: datetime) -> Agreement:
    """Withdraw within the period that the rules give: the bilan ends, nothing told is kept.

    Raises:
        NotPermitted, CaseClosed, AgreementMissing, AgreementEnded.
        WithdrawalOver: the period has passed, or the rules give none.
    """
    held = own_case(case, by=by)
    agreement = standing_agreement(held)
    if agreement.signed_by_beneficiary_at is None:
        raise AgreementMissing
    rule = load_profile(held.rule_profile).withdrawal_days.on(localdate(at))
    if rule.value is None:
        raise WithdrawalOver(until=None)
    until = localdate(agreement.signed_by_beneficiary_at) + timedelta(days=rule.value)
    if localdate(at) > until:
        raise WithdrawalOver(until=until, source=rule.source)
    agreement.withdrawn_at = at
    agreement.save(update_fields=["withdrawn_at"])
    record(act="agreement.withdrawn", by=by, subject=held.beneficiary, object_=agreement, at=at)
    end_early(held, by=by, at=at)
    return agreement


def redraft(case: Case, *, weeks: int | None, by: Person, at: datetime) -> None:
    """Draft the agreement anew after the plan changed, unless both signed it already."""
    agreement = Agreement.objects.filter(case=case).first()
    if agreement is None or not agreement.is_signed:
        _write(case, agreement, price_cents=None, weeks=weeks, by=by, at=at)


def digest(terms: Terms) -> str:
    """Return the hash of the terms, the same for the same terms."""
    text = json.dumps(terms, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def standing_agreement(case: Case) -> Agreement:
    """Lock the agreement of a bilan, inside the act that needs it.

    Raises:
        AgreementMissing, AgreementEnded.
    """
    agreement = Agreement.objects.select_for_update(of=("self",)).filter(case=case).first()
    if agreement is None:
        raise AgreementMissing
    if agreement.withdrawn_at is not None:
        raise AgreementEnded
    return agreement


def _check_parties(agreement: Agreement, case: Case, *, is_person: bool, at: datetime) -> None:
    """Refuse a signature that a third one must come with and cannot, or that comes too late."""
    if agreement.refused_at is not None:
        raise AgreementTurnedDown
    if agreement.needs_employer and not Employer.objects.filter(case=case).exists():
        raise EmployerMissing
    if is_person and agreement.reply_until and agreement.is_silence(today=localdate(at)):
        rule = load_profile(case.rule_profile).reply_days.on(localdate(agreement.drafted_at))
        raise ReplyOver(days=rule.value or 0, until=agreement.reply_until, source=rule.source)


def _write(
    case: Case,
    agreement: Agreement | None,
    *,
    price_cents: int | None,
    weeks: int | None,
    by: Person,
    at: datetime,
) -> Agreement:
    row = agreement or Agreement(case=case)
    price, span = _kept(row, price_cents, weeks)
    terms = terms_of(case=case, price_cents=price, weeks=span, at=at)
    if row.terms_sha256 == digest(terms) and row.refused_at is None:
        return row
    row.version, row.terms, row.terms_sha256, row.drafted_at = VERSION, terms, digest(terms), at
    _unsign(row, case, at=at)
    row.save()
    case.expected_end_on = localdate(at) + timedelta(weeks=int(terms["weeks"]))
    case.save(update_fields=["expected_end_on"])
    facts = {"version": VERSION, "sha256": row.terms_sha256}
    record(act="agreement.drafted", by=by, subject=case.beneficiary, object_=row, at=at, facts=facts)
    tell_agreement_ready(case=case, at=at)
    return row


def _unsign(row: Agreement, case: Case, *, at: datetime) -> None:
    """Take back what stood under an earlier text; where three sign, the time to answer begins anew."""
    day = localdate(at)
    row.signed_by_beneficiary_at = row.signed_by_practitioner_at = row.signed_by_employer_at = None
    row.refusal, row.refused_at = "", None
    row.needs_employer = needs_employer(case, day)
    days = load_profile(case.rule_profile).reply_days.on(day).value if row.needs_employer else None
    row.reply_until = None if days is None else day + timedelta(days=days)


def _kept(row: Agreement, price_cents: int | None, weeks: int | None) -> tuple[int | None, int | None]:
    """Keep the price and the span of the draft before, where the new one does not say."""
    before = row.terms or {}
    return (
        before.get("price_cents") if price_cents is None else price_cents,
        before.get("weeks") if weeks is None else weeks,
    )
