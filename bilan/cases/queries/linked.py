"""What a mailed link opens: an agreement for the employer, a follow-up for the person; never more."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from bilan.cases.links import EMPLOYER, FOLLOW_UP, key_in
from bilan.cases.models import Agreement, Case, Employer, FollowUp
from bilan.cases.queries.cases import whole_cases

ANSWERED_WITHIN = timedelta(days=180)


def employer_agreement(token: str) -> Agreement | None:
    """Return the agreement that a link opens for an employer, once the person accepted it (two queries)."""
    key = key_in(token, kind=EMPLOYER)
    if key is None:
        return None
    asked = Agreement.objects.filter(pk=key, needs_employer=True, signed_by_beneficiary_at__isnull=False)
    found = asked.filter(withdrawn_at=None, refused_at=None, case__proof_destroyed_at=None).first()
    if found is not None:
        found.case = whole_cases().select_related("employer").get(pk=found.case_id)
    return found


def follow_up_asked(token: str, *, at: datetime) -> FollowUp | None:
    """Return the follow-up that a link opens, answered or not, half a year at most (two queries)."""
    key = key_in(token, kind=FOLLOW_UP)
    if key is None:
        return None
    today = localdate(at)
    asked = FollowUp.objects.filter(pk=key, due_on__lte=today, due_on__gt=today - ANSWERED_WITHIN)
    found = asked.filter(case__state=Case.State.DELIVERED).first()
    if found is not None:
        found.case = whole_cases().get(pk=found.case_id)
    return found


def employer_of(case: Case) -> Employer | None:
    """Return the employer named as the third party, or None (one query)."""
    return Employer.objects.filter(case=case).first()
