"""The action plan as its person shares it: read only, each read traced, with room to write beside."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bilan.projects.models import Option
from bilan.projects.queries import action_plan
from bilan.web.audience import for_practitioner
from bilan.web.beneficiary.action_views import plan_views, road_of, road_said
from bilan.web.practitioner.own import is_leading, led_case, reading_of

PLANS = (Option.State.PLAN_A, Option.State.PLAN_B)


@for_practitioner
@require_safe
def action_plan_of(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show both plans without what their person keeps private."""
    held = led_case(request, case_id)
    if not is_leading(request, held):
        raise Http404
    reading, today = reading_of(request, held, "plan"), timezone.localdate()
    owner, reader, leads = held.beneficiary, reading.reader, reading.is_practitioner
    plans = [action_plan(owner=owner, reader=reader, plan=plan, is_practitioner=leads) for plan in PLANS]
    plan_a, plan_b = plan_views(plans, today=today)
    context = {
        "case": held,
        "views": [view for view in (plan_a, plan_b) if view.plan.option],
        "road": road_of(plan_a, plan_b, today=today) if plan_a.steps else None,
        "sentence": road_said(plan_a.plan, is_own=False),
        "lacks_near": plan_a.plan.option is not None and plan_a.plan.lacks_near_step(today),
    }
    return render(request, "practitioner/action_plan.html", context)
