"""Take stock of the plan, at a follow-up or any day: each open step told in one tap."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bilan.cases.queries import case_of
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.action_plan import plans_of
from bilan.web.beneficiary.action_views import plan_views
from bilan.web.beneficiary.readers import readers_of


@for_beneficiary
@require_safe
def plan_review(request: HttpRequest) -> HttpResponse:
    """Show the steps of project A that are not done, each with its three answers."""
    person, today = person_of(request), timezone.localdate()
    plan_a, _plan_b = plan_views(plans_of(person), today=today)
    context = {
        "plan": plan_a.plan,
        "steps": [one for one in plan_a.steps if not one.planned.is_done],
        "today": today,
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/action_review.html", context)
