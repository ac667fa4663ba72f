"""Record what came after the bilan, coded, for the person and for the figures."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import Fact, record
from bilan.cases.errors import FollowUpAnswered, FollowUpTooEarly, NotPermitted
from bilan.cases.models import FollowUp
from bilan.cases.operations.locks import held_case
from bilan.cases.permissions import may_follow_up
from bilan.messages.operations import cancel_mails

OPENS_BEFORE = timedelta(days=14)


@transaction.atomic
def record_follow_up(*, follow_up: FollowUp, outcome: str, by: Person, at: datetime) -> FollowUp:
    """Record where the person stands, two weeks before the day at the earliest.

    Raises:
        NotPermitted, FollowUpAnswered, FollowUpTooEarly.
        ValueError: no such outcome.
    """
    case = held_case(follow_up.case)
    held = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    if not may_follow_up(by, case):
        raise NotPermitted
    if held.answered_at is not None:
        raise FollowUpAnswered
    opens_on = held.due_on - OPENS_BEFORE
    if localdate(at) < opens_on:
        raise FollowUpTooEarly(opens_on=opens_on)
    held.outcome, held.answered_at = FollowUp.Outcome(outcome), at
    held.save(update_fields=["outcome", "answered_at"])
    cancel_mails(about=str(held.pk))
    facts: dict[str, Fact] = {"months": held.months, "outcome": held.outcome}
    record(act="follow-up.recorded", by=by, subject=case.beneficiary, object_=held, at=at, facts=facts)
    return held
