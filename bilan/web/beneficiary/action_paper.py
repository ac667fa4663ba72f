"""The action plan outside the site: a page to print and write on, a PDF, a calendar file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from bilan.documents.action_plan import action_plan_paper
from bilan.documents.rendering import render as set_in_type
from bilan.projects.pieces import ActionPlan
from bilan.projects.queries.calendars import plan_calendar
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.action_plan import plans_of
from bilan.web.beneficiary.action_views import plan_views

EMPTY_LINES = 3


@for_beneficiary
@require_safe
def plan_paper(request: HttpRequest) -> HttpResponse:
    """Show both plans on a page to print, with empty lines to write on; private steps when asked."""
    with_private, today = request.GET.get("all") == "1", timezone.localdate()
    plans = [one for one in plans_of(person_of(request)) if one.option]
    views = plan_views([_shown(one, with_private=with_private) for one in plans], today=today)
    context = {
        "views": views,
        "with_private": with_private,
        "has_private": any(step.is_private for one in plans for step in one.steps),
        "empty_lines": range(EMPTY_LINES),
        "today": today,
    }
    return render(request, "beneficiary/action_plan_paper.html", context)


@for_beneficiary
@require_safe
def plan_ics(request: HttpRequest) -> HttpResponse:
    """Give the open steps of project A as a calendar file."""
    person = person_of(request)
    written = plan_calendar(owner=person, reader=person, at=timezone.now())
    answer = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="plan.ics"'
    return answer


@for_beneficiary
@require_safe
def plan_document(request: HttpRequest) -> HttpResponse:
    """Give both plans as a PDF to print and carry."""
    person = person_of(request)
    paper = action_plan_paper(
        name=str(person),
        plans=tuple(one for one in plans_of(person) if one.option),
        on=timezone.localdate(),
        language=(get_language() or person.language)[:2],
    )
    answer = HttpResponse(set_in_type(paper), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="plan.pdf"'
    return answer


def _shown(plan: ActionPlan, *, with_private: bool) -> ActionPlan:
    steps = tuple(step for step in plan.steps if with_private or not step.is_private)
    return ActionPlan(plan.plan, plan.option, steps)
