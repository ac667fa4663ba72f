"""Let a bilan last longer than its agreement says: one asks, the other agrees."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.errors import NotPermitted, ProlongationRefused, ProlongationTooLong
from bilan.cases.lengths import latest_end
from bilan.cases.models import Agreement, Case, Prolongation, Suspension
from bilan.cases.operations.lifecycle_mails import tell_prolongation_asked
from bilan.cases.operations.locks import case_to_act_in


@transaction.atomic
def ask_prolongation(*, case: Case, until: date, by: Person, at: datetime) -> Prolongation:
    """Ask the other to let the bilan end later; nothing changes before they agree.

    Raises:
        NotPermitted, CaseClosed.
        ProlongationRefused: no signed agreement, another one asked, or a day that is not later.
        ProlongationTooLong: past what the rules allow; says which and its source.
    """
    held = case_to_act_in(case, by=by)
    before = _end_agreed(held)
    is_asked = Prolongation.objects.filter(case=held, answer=Prolongation.Answer.WAITING).exists()
    if before is None or is_asked or until <= max(before, localdate(at)):
        raise ProlongationRefused
    _check_length(held, until, today=localdate(at))
    asked = Prolongation.objects.create(case=held, before=before, until=until, asked_by=by, asked_at=at)
    facts = {"until": until.isoformat()}
    record(act="prolongation.asked", by=by, subject=held.beneficiary, object_=asked, at=at, facts=facts)
    other = held.practitioner.person if by.pk == held.beneficiary_id else held.beneficiary
    tell_prolongation_asked(asked, to=other, at=at)
    return asked


@transaction.atomic
def agree_to_prolong(*, case: Case, by: Person, at: datetime) -> Prolongation:
    """Agree to the later end that the other asked for.

    Raises:
        NotPermitted: neither of the two, or the one who asked.
        CaseClosed, ProlongationRefused.
        ProlongationTooLong: the rules changed meanwhile.
    """
    held = case_to_act_in(case, by=by)
    asked = _asked_by_other(held, by=by)
    _check_length(held, asked.until, today=localdate(at))
    held.expected_end_on = asked.until
    held.save(update_fields=["expected_end_on"])
    _answer(asked, held, Prolongation.Answer.AGREED, by=by, at=at)
    return asked


@transaction.atomic
def refuse_to_prolong(*, case: Case, by: Person, at: datetime) -> Prolongation:
    """Refuse a later end, or take back one's own asking; no reason is asked.

    Raises:
        NotPermitted, CaseClosed, ProlongationRefused.
    """
    held = case_to_act_in(case, by=by)
    asked = _waiting(held)
    _answer(asked, held, Prolongation.Answer.REFUSED, by=by, at=at)
    return asked


def _end_agreed(case: Case) -> date | None:
    agreement = Agreement.objects.filter(case=case).first()
    return case.expected_end_on if agreement is not None and agreement.is_signed else None


def _check_length(case: Case, until: date, *, today: date) -> None:
    pauses, agreed = Suspension.objects.filter(case=case), Prolongation.objects.filter(case=case)
    latest = latest_end(case, pauses, agreed, today=today)
    if latest is not None and until > latest.day:
        raise ProlongationTooLong(rule=latest.rule, latest=latest.day, source=latest.source)


def _waiting(case: Case) -> Prolongation:
    asked = Prolongation.objects.filter(case=case, answer=Prolongation.Answer.WAITING).first()
    if asked is None:
        raise ProlongationRefused
    return asked


def _asked_by_other(case: Case, *, by: Person) -> Prolongation:
    asked = _waiting(case)
    if asked.asked_by_id == by.pk:
        raise NotPermitted
    return asked


def _answer(
    asked: Prolongation, case: Case, answer: Prolongation.Answer, *, by: Person, at: datetime
) -> None:
    asked.answer, asked.answered_at = answer, at
    asked.save(update_fields=["answer", "answered_at"])
    act = f"prolongation.{answer.lower()}"
    record(act=act, by=by, subject=case.beneficiary, object_=asked, at=at)
