"""The employer, third party of an agreement: named, signing by a link, and silence read as a refusal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.errors import (
    AgreementEnded,
    AgreementMissing,
    AgreementTurnedDown,
    ChangedMeanwhile,
    EmployerRefused,
)
from bilan.cases.models import Agreement, Case, Employer
from bilan.cases.operations.agreements import redraft, turn_down
from bilan.cases.operations.employer_mails import tell_employer_signed, tell_silence
from bilan.cases.operations.locks import case_to_lead, held_case
from bilan.cases.operations.phases import advance
from bilan.cases.terms import needs_employer


@dataclass(frozen=True, slots=True)
class EmployerNamed:
    """Who signs for whom, and where to write."""

    organization: str
    signatory: str
    email: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return bool(self.organization.strip() and self.signatory.strip() and "@" in self.email)


@transaction.atomic
def name_employer(*, case: Case, employer: EmployerNamed, by: Person, at: datetime) -> Employer:
    """Name the employer that signs as the third; a drafted agreement is drafted anew with it.

    Raises:
        NotPermitted: anyone but who leads the bilan.
        CaseClosed.
        EmployerRefused: two sign under these rules, the person signed already, or it is one of the two.
    """
    held = case_to_lead(case, by=by)
    agreement = Agreement.objects.filter(case=held).first()
    is_signed = agreement is not None and agreement.signed_by_beneficiary_at is not None
    if is_signed or not needs_employer(held, localdate(at)) or not _is_third(employer, held):
        raise EmployerRefused
    row, _is_new = Employer.objects.update_or_create(
        case=held,
        defaults={
            "organization": employer.organization.strip(),
            "signatory": employer.signatory.strip(),
            "email": employer.email.strip().lower(),
            "named_at": at,
        },
    )
    record(act="employer.named", by=by, subject=held.beneficiary, object_=row, at=at)
    if agreement is not None:
        redraft(held, weeks=None, by=by, at=at)
    return row


@transaction.atomic
def sign_as_employer(*, agreement_id: UUID, terms_sha256: str, at: datetime) -> Agreement:
    """Sign for the employer, known by the link it was sent; the last signature of all opens the way.

    Raises:
        AgreementMissing: the person has not accepted it, or three do not sign it.
        AgreementEnded, AgreementTurnedDown: it stands no more.
        ChangedMeanwhile: the text is not the one that was read.
    """
    found = Agreement.objects.select_related("case").filter(pk=agreement_id).first()
    if found is None:
        raise AgreementMissing
    held = held_case(found.case)
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=found.pk)
    _check_open(agreement, held, terms_sha256)
    if agreement.signed_by_employer_at is None:
        agreement.signed_by_employer_at = at
        agreement.save(update_fields=["signed_by_employer_at"])
        facts = {"role": "EMPLOYER", "sha256": agreement.terms_sha256}
        record(
            act="agreement.signed", by=None, subject=held.beneficiary, object_=agreement, at=at, facts=facts
        )
        tell_employer_signed(held, agreement, at=at)
        advance(held, by=None, at=at)
    return agreement


def refuse_by_silence(*, at: datetime) -> int:
    """Write down the refusals that the law reads in silence, tell the two, and count them (a daily job)."""
    late = Agreement.objects.filter(
        reply_until__lt=localdate(at),
        signed_by_beneficiary_at=None,
        refused_at=None,
        withdrawn_at=None,
        case__state=Case.State.OPEN,
    )
    return sum(_silent(key, at=at) for key in late.order_by("reply_until", "pk").values_list("pk", flat=True))


@transaction.atomic
def _silent(agreement_id: UUID, *, at: datetime) -> bool:
    """Read one silence, looked at again once the bilan is locked."""
    held = held_case(Case.objects.get(agreement=agreement_id))
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement_id)
    if agreement.refused_at is not None or not agreement.is_silence(today=localdate(at)):
        return False
    turn_down(agreement, held, refusal=Agreement.Refusal.SILENCE, by=None, at=at)
    tell_silence(held, agreement, at=at)
    return True


def _is_third(employer: EmployerNamed, case: Case) -> bool:
    two = {case.beneficiary.email.lower(), case.practitioner.person.email.lower()}
    return employer.is_whole and employer.email.strip().lower() not in two


def _check_open(agreement: Agreement, case: Case, terms_sha256: str) -> None:
    if not agreement.needs_employer or agreement.signed_by_beneficiary_at is None:
        raise AgreementMissing
    if agreement.withdrawn_at is not None or case.state != Case.State.OPEN:
        raise AgreementEnded
    if agreement.refused_at is not None:
        raise AgreementTurnedDown
    if terms_sha256 != agreement.terms_sha256:
        raise ChangedMeanwhile
