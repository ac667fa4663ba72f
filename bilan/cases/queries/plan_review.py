"""After each interview: does the plan still hold? Asked once an interview, of either of the two."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from bilan.cases.models import Agreement, Case, Phase, PlanChange, PlanItem, Session


@dataclass(frozen=True, slots=True)
class PlanReview:
    """The interview after which nobody has looked at the plan, and how far the plan is."""

    held_at: datetime
    lived: int
    steps: int


def plan_review_of(case: Case) -> PlanReview | None:
    """Return what there is to look at again, nothing once it was, or before the agreement (three queries)."""
    if case.state != Case.State.OPEN:
        return None
    held = _last_held(case)
    is_signed = Q(signed_by_beneficiary_at__isnull=False)
    if held is None or not Agreement.objects.filter(is_signed, case=case).exists():
        return None
    if PlanChange.objects.filter(case=case, at__gte=held).exists():
        return None
    steps = PlanItem.objects.filter(case=case).exclude(phase=Phase.FOLLOW_UP)
    told = steps.aggregate(steps=Count("pk"), lived=Count("pk", filter=Q(done_at__isnull=False)))
    return PlanReview(held, told["lived"], told["steps"]) if told["steps"] else None


def _last_held(case: Case) -> datetime | None:
    """Return when the last counted interview began."""
    rows = Session.objects.filter(case=case, state=Session.State.HELD, is_free=False)
    rows = rows.exclude(phase=Phase.FOLLOW_UP)
    return rows.order_by("-starts_at").values_list("starts_at", flat=True).first()
