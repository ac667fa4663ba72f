"""End a bilan: hand the synthesis over, keep papers under a written agreement, or leave early."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.envelope import Envelope, envelope_on, months_after, years_after
from bilan.cases.errors import (
    AccompanimentTooShort,
    KeepingRefused,
    KeepingTooLong,
    NotPermitted,
    PhaseUnfinished,
    SynthesisUnacknowledged,
    TotalTooShort,
    WeeksTooFew,
)
from bilan.cases.models import Case, FollowUp, KeepAgreement, Phase, Receipt, Synthesis
from bilan.cases.operations.destruction import destroy_content, drop_booked, end_early
from bilan.cases.operations.locks import case_to_lead, held_case, own_case
from bilan.cases.operations.reminders import remind_follow_up, tell_delivered
from bilan.cases.operations.results import deliver_results
from bilan.cases.permissions import is_beneficiary
from bilan.cases.queries.hours import Hours, hours_of
from bilan.cases.queries.phases import missing_conditions
from bilan.rules import load_profile

LIGHT_MONTHS = (1, 3, 6, 12)  # light contacts, beside the interview that the rules or the trade ask for


@transaction.atomic
def hand_over(*, case: Case, by: Person, at: datetime) -> Receipt:
    """Hand the synthesis over and end the bilan: receipt, destruction, follow-ups.

    The working papers are destroyed at once, unless the person agreed in writing to keep them.

    Raises:
        NotPermitted, CaseClosed.
        SynthesisUnacknowledged, PhaseUnfinished: the conclusion is not finished.
        AccompanimentTooShort, TotalTooShort, WeeksTooFew: less than the rules ask for; says which and its
            source. Leaving early stays open to the person.
    """
    held = case_to_lead(case, by=by)
    synthesis = _check_conclusion(held)
    envelope = envelope_on(profile_id=held.rule_profile, day=localdate(at))
    _check_hours(hours_of(case=held, today=localdate(at)), envelope)
    _check_weeks(held, envelope, today=localdate(at))
    drop_booked(held, at=at)
    deliver_results(held, at=at)
    receipt = _deliver(held, synthesis, at=at)
    facts = {"sha256": receipt.synthesis_sha256}
    record(act="case.delivered", by=by, subject=held.beneficiary, object_=receipt, at=at, facts=facts)
    _keep_or_destroy(held, by=by, at=at)
    _promise_follow_ups(held, at=at)
    tell_delivered(case=held, at=at)
    return receipt


@transaction.atomic
def agree_to_keep(
    *, case: Case, until: date, by: Person, at: datetime, reason: str = KeepAgreement.Reason.FOLLOW_UP
) -> KeepAgreement:
    """Agree in writing, for a stated need, that the papers are kept until a day; the person alone may.

    Raises:
        NotPermitted.
        KeepingRefused: they are destroyed already.
        KeepingTooLong: past what the text allows, or a day gone by.
    """
    held = _own_papers(case, by=by)
    if held.content_destroyed_at is not None:
        raise KeepingRefused
    _check_length(held, until, at)
    kept, _ = KeepAgreement.objects.update_or_create(
        case=held,
        defaults={
            "until": until,
            "reason": KeepAgreement.Reason(reason),
            "given_at": at,
            "withdrawn_at": None,
        },
    )
    if held.state == Case.State.DELIVERED:
        held.keep_until = until
        held.save(update_fields=["keep_until"])
    facts = {"until": until.isoformat(), "reason": kept.reason}
    record(act="keeping.agreed", by=by, subject=held.beneficiary, object_=kept, at=at, facts=facts)
    return kept


@transaction.atomic
def stop_keeping(*, case: Case, by: Person, at: datetime) -> None:
    """Take the agreement back; after the hand-over the papers are destroyed at once.

    Raises:
        NotPermitted.
        KeepingRefused: no agreement stands.
    """
    held = _own_papers(case, by=by)
    kept = KeepAgreement.objects.filter(case=held, withdrawn_at=None).first()
    if kept is None or held.content_destroyed_at is not None:
        raise KeepingRefused
    kept.withdrawn_at = at
    kept.save(update_fields=["withdrawn_at"])
    record(act="keeping.withdrawn", by=by, subject=held.beneficiary, object_=kept, at=at)
    if held.state == Case.State.DELIVERED:
        destroy_content(held, by=by, at=at)


@transaction.atomic
def leave_case(*, case: Case, by: Person, at: datetime) -> Case:
    """Leave one's bilan before its end: never a fault, no reason asked (art. L6313-4).

    Raises:
        NotPermitted: only the person may.
        CaseClosed.
    """
    held = own_case(case, by=by)
    end_early(held, by=by, at=at)
    return held


def _check_conclusion(case: Case) -> Synthesis:
    synthesis = Synthesis.objects.filter(case=case).first()
    if synthesis is None or synthesis.locked_at is None:
        raise SynthesisUnacknowledged
    missing = missing_conditions(case)
    if missing or case.phase != Phase.CONCLUSION:
        raise PhaseUnfinished(missing=[(condition.code, str(condition.label)) for condition in missing])
    return synthesis


def _check_hours(hours: Hours, envelope: Envelope) -> None:
    floor = envelope.minimum_accompanied
    if floor is not None and hours.signed < floor.value:
        raise AccompanimentTooShort(
            signed=hours.signed, unsigned=hours.unsigned, minimum=floor.value, source=floor.source
        )
    total = envelope.minimum
    if total is not None and hours.used < total.value:
        raise TotalTooShort(used=hours.used, minimum=total.value, source=total.source)


def _check_weeks(case: Case, envelope: Envelope, *, today: date) -> None:
    shortest = envelope.minimum_weeks
    if shortest is None:
        return
    earliest = localdate(case.opened_at) + timedelta(weeks=shortest.value)
    if today < earliest:
        raise WeeksTooFew(weeks=shortest.value, until=earliest, source=shortest.source)


def _deliver(case: Case, synthesis: Synthesis, *, at: datetime) -> Receipt:
    case.state, case.phase, case.delivered_at = Case.State.DELIVERED, Phase.FOLLOW_UP, at
    case.save(update_fields=["state", "phase", "delivered_at"])
    acknowledged = synthesis.acknowledged_by_beneficiary_at
    assert acknowledged is not None, "a locked synthesis was acknowledged by both"
    return Receipt.objects.create(
        case=case, synthesis_sha256=synthesis.content_sha256, acknowledged_at=acknowledged, handed_at=at
    )


def _keep_or_destroy(case: Case, *, by: Person, at: datetime) -> None:
    kept = KeepAgreement.objects.filter(case=case, withdrawn_at=None, until__gte=localdate(at)).first()
    if kept is None:
        destroy_content(case, by=by, at=at)
    else:
        case.keep_until = kept.until
        case.save(update_fields=["keep_until"])


def _promise_follow_ups(case: Case, *, at: datetime) -> None:
    today = localdate(at)
    asked = load_profile(case.rule_profile).followup_months.on(today).value
    for months in sorted({*LIGHT_MONTHS, *([asked] if asked else [])}):
        due_on = months_after(today, months)
        follow_up = FollowUp.objects.create(case=case, months=months, due_on=due_on)
        remind_follow_up(follow_up, case=case, at=at)


def _own_papers(case: Case, *, by: Person) -> Case:
    held = held_case(case)
    if not is_beneficiary(by, held):
        raise NotPermitted
    return held


def _check_length(case: Case, until: date, at: datetime) -> None:
    """Refuse a day beyond what the text allows, counted from the hand-over, or a day gone by."""
    rule = load_profile(case.rule_profile).retention_years_with_agreement.on(localdate(at))
    end = localdate(case.delivered_at or at)
    latest = years_after(end, rule.value or 0)
    if not localdate(at) <= until <= latest:
        raise KeepingTooLong(latest=latest, source=rule.source)
