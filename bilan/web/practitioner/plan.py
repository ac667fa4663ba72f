"""The plan of a bilan: week by week, changed with a reason, planned again within the rules."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.models import Case
from bilan.cases.operations import choose_plan, complete_module, keep_plan, reopen_module, swap_item
from bilan.cases.queries import (
    agreement_of,
    changes_of,
    hours_of,
    plan_of,
    plan_review_of,
    spare_modules,
)
from bilan.web.audience import for_practitioner, person_of
from bilan.web.beneficiary.plan_views import PlanView, Told, plan_view
from bilan.web.beneficiary.proposals import STYLES
from bilan.web.outcome import acting
from bilan.web.practitioner.own import is_leading, led_case, reading_of

LONGEST_REASON = 300


@for_practitioner
def plan(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the plan by week, its changes with their reasons, and the ways to change it."""
    held = led_case(request, case_id)
    return render(request, "practitioner/plan.html", _context(request, held))


@for_practitioner
@require_POST
def choose(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Keep another of the proposed plans; what was lived stays."""
    held = led_case(request, case_id)
    with acting(request, done=_("Le plan est refait, et la raison gardée.")) as outcome:
        choose_plan(
            case=held,
            style=request.POST.get("style", ""),
            reason=_reason(request),
            by=person_of(request),
            at=timezone.now(),
        )
    return _after(request, held, is_done=outcome.is_done)


@for_practitioner
@require_POST
def swap(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Live a module another way, take one out or add one."""
    held = led_case(request, case_id)
    code, _colon, mode = request.POST.get("to", "").rpartition(":")
    with acting(request, done=_("Le plan a changé, et la raison est gardée.")) as outcome:
        swap_item(
            case=held,
            module_code=code,
            mode=mode,
            reason=_reason(request),
            was=request.POST.get("was"),
            by=person_of(request),
            at=timezone.now(),
        )
    return _after(request, held, is_done=outcome.is_done)


@for_practitioner
@require_POST
def kept(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say after an interview that the plan still holds."""
    held = led_case(request, case_id)
    with acting(request, done=_("C’est noté : le plan tient.")):
        keep_plan(case=held, by=person_of(request), at=timezone.now())
    return redirect("case-plan", held.pk)


@for_practitioner
@require_POST
def done(request: HttpRequest, case_id: UUID, code: str) -> HttpResponse:
    """Say that a module was lived, or that it was not after all."""
    held, at = led_case(request, case_id), timezone.now()
    if "undo" in request.POST:
        with acting(request, done=_("L’étape est rouverte : son temps sort des heures.")):
            reopen_module(case=held, module=code, by=person_of(request), at=at)
    else:
        with acting(request, done=_("L’étape est faite : son temps entre dans les heures.")):
            complete_module(case=held, module=code, by=person_of(request), at=at)
    return redirect("case-plan", held.pk)


def _after(request: HttpRequest, case: Case, *, is_done: bool) -> HttpResponse:
    """Come back to the plan; after a refusal, with what was typed."""
    if is_done:
        return redirect("case-plan", case.pk)
    typed = {name: request.POST.get(name, "") for name in ("form", "style", "to", "reason")}
    return render(request, "practitioner/plan.html", _context(request, case) | {"typed": typed})


def _context(request: HttpRequest, case: Case) -> dict[str, object]:
    leads = is_leading(request, case)
    return {
        "case": case,
        "is_leading": leads,
        "plan": _view(request, case),
        "review": plan_review_of(case) if leads else None,
        "style": STYLES.get(case.plan_style, ("", ""))[0],
        "styles": [(code, title) for code, (title, _about) in STYLES.items()],
    }


def _view(request: HttpRequest, case: Case) -> PlanView | None:
    """Return the plan in words; its changes carry reasons, so opening it is a read."""
    reading = reading_of(request, case, "plan")
    lines = plan_of(case)
    if not lines:
        return None
    agreement = agreement_of(case)
    told = Told(
        lines=lines,
        changes=changes_of(reading),
        spare=spare_modules(case),
        hours=hours_of(case=case, today=timezone.localdate()),
        is_signed=agreement is not None and agreement.is_signed,
        starts_on=timezone.localdate(agreement.drafted_at) if agreement else None,
    )
    return plan_view(case, told)


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:LONGEST_REASON]
