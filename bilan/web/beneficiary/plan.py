"""The programme: proposals side by side, the chosen one by week, changes with their reasons."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.accounts.models import Person
from bilan.cases.errors import CaseError
from bilan.cases.models import Case
from bilan.cases.operations import choose_plan, complete_module, keep_plan, swap_item
from bilan.cases.queries import (
    PlanLine,
    agreement_of,
    changes_of,
    exit_conditions,
    hours_of,
    plan_of,
    plan_review_of,
    plans_for,
    read_by,
    spare_modules,
)
from bilan.cases.terms import terms_of
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.hours import rules_in_words
from bilan.web.beneficiary.own import open_case_or_none
from bilan.web.beneficiary.plan_views import PlanView, Told, plan_view
from bilan.web.beneficiary.proposals import missing_steps, proposal_view
from bilan.web.beneficiary.readers import readers_of
from bilan.web.outcome import acting

BEFORE_A_PLAN = ("DEMAND", "DIAGNOSIS")
COLUMNS = {1: "", 2: "two", 3: "three"}
UNSURE = "BALANCED"


@for_beneficiary
def plan(request: HttpRequest) -> HttpResponse:
    """Show the chosen programme, or the proposals to choose from; choose one on POST."""
    person, now = person_of(request), timezone.now()
    case = open_case_or_none(person)
    if case is None:
        return redirect("start")
    error = ""
    if request.method == "POST":
        error = _chosen(request, case, now)
        if not error:
            return redirect("plan")
    context: dict[str, object] = {"readers": readers_of(case), "error": error}
    lines = plan_of(case)
    if lines and not error and "compare" not in request.GET:
        return render(
            request,
            "beneficiary/plan.html",
            context | {"chosen": _chosen_plan(case, lines, now), "review": plan_review_of(case)},
        )
    return render(request, "beneficiary/plan.html", context | _to_choose(case, person, now))


@for_beneficiary
@require_POST
def swap(request: HttpRequest) -> HttpResponse:
    """Live a module another way, take it out, or add one, with a reason."""
    case = open_case_or_none(person_of(request))
    if case is None:
        return redirect("start")
    code, _colon, mode = request.POST.get("to", "").rpartition(":")
    with acting(request, done=_("Votre programme a changé, et la raison est gardée.")) as outcome:
        swap_item(
            case=case,
            module_code=code,
            mode=mode,
            reason=request.POST.get("reason", ""),
            was=request.POST.get("was"),
            by=person_of(request),
            at=timezone.now(),
        )
    return redirect("plan") if outcome.is_done else _with_typed(request, case)


def _with_typed(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the programme again with the change that was refused, as it was typed."""
    typed = {name: request.POST.get(name, "") for name in ("form", "to", "reason")}
    chosen = _chosen_plan(case, plan_of(case), timezone.now())
    context = {"readers": readers_of(case), "chosen": chosen, "typed": typed}
    return render(request, "beneficiary/plan.html", context)


@for_beneficiary
@require_POST
def kept(request: HttpRequest) -> HttpResponse:
    """Say after an interview that the programme still holds."""
    case = open_case_or_none(person_of(request))
    if case is None:
        return redirect("start")
    with acting(request, done=_("C’est noté : votre programme tient.")):
        keep_plan(case=case, by=person_of(request), at=timezone.now())
    return redirect("plan")


@for_beneficiary
@require_POST
def done(request: HttpRequest, code: str) -> HttpResponse:
    """Say that a module was lived."""
    case = open_case_or_none(person_of(request))
    if case is None:
        return redirect("start")
    with acting(request, done=_("C’est noté : ce temps entre dans vos heures.")):
        complete_module(case=case, module=code, by=person_of(request), at=timezone.now())
    return redirect("plan")


def _chosen(request: HttpRequest, case: Case, now: datetime) -> str:
    """Choose the plan of the request; return why it was refused, empty when it was done."""
    with acting(
        request, done=_("C’est votre programme. La convention en découle : lisez-la à tête reposée.")
    ) as outcome:
        choose_plan(case=case, style=request.POST.get("style", ""), by=person_of(request), at=now)
    return outcome.refusal


def _to_choose(case: Case, person: Person, now: datetime) -> dict[str, object]:
    """Return the proposals, or what is missing before any, or why none fits."""
    conditions = [one for one in exit_conditions(case) if one.code in BEFORE_A_PLAN]
    if any(not one.is_met for one in conditions):
        return {"missing": missing_steps(conditions)}
    try:
        found = plans_for(case=case, reader=person, at=now)
    except CaseError as refusal:
        return {"error": str(refusal)}
    today = timezone.localdate(now)
    cost = terms_of(case=case, price_cents=None, weeks=None, at=now)["to_pay_cents"]
    checked = case.plan_style or UNSURE
    views = [proposal_view(one, case=case, cost_cents=cost, checked=checked) for one in found]
    return {
        "proposals": views,
        "chosen_style": case.plan_style,
        "count_class": COLUMNS.get(len(views), "two"),
        "rules": rules_in_words(hours_of(case=case, today=today)),
    }


def _chosen_plan(case: Case, lines: tuple[PlanLine, ...], now: datetime) -> PlanView:
    agreement = agreement_of(case)
    reading = read_by(case=case, reader=case.beneficiary, what="plan", at=now)
    told = Told(
        lines=lines,
        changes=changes_of(reading),
        spare=spare_modules(case),
        hours=hours_of(case=case, today=timezone.localdate(now)),
        is_signed=agreement is not None and agreement.is_signed,
        starts_on=timezone.localdate(agreement.drafted_at) if agreement else None,
    )
    return plan_view(case, told)
