"""The action plan: dated steps toward project A, and project B in reserve."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from icalendar import Calendar, Event

from bilan.cases.queries import case_of
from bilan.documents.action_plan import action_plan_paper
from bilan.documents.rendering import render as set_in_type
from bilan.occupations.queries import CertificationCard, certifications_for
from bilan.projects.models import Option
from bilan.projects.operations import add_step, edit_step, remove_step, tell_progress
from bilan.projects.pieces import PlanStep
from bilan.projects.queries import action_plan, remarks_on_step
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.owned import own_step
from bilan.web.beneficiary.readers import readers_of
from bilan.web.beneficiary.step_forms import StepForm, initial_of
from bilan.web.outcome import acting

PLANS = (Option.State.PLAN_A, Option.State.PLAN_B)
CERTIFICATIONS_OFFERED = 8
FIRST_STEP_WITHIN = timedelta(days=7)


@for_beneficiary
def plan(request: HttpRequest) -> HttpResponse:
    """Show both plans with their steps by date."""
    person = person_of(request)
    plan_a, plan_b = (action_plan(owner=person, reader=person, plan=code) for code in PLANS)
    today = timezone.localdate()
    context = {
        "plan_a": plan_a,
        "plan_b": plan_b,
        "today": today,
        "latest_first": today + FIRST_STEP_WITHIN,
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/action_plan.html", context)


@for_beneficiary
def step_add(request: HttpRequest) -> HttpResponse:
    """Add a dated step on POST."""
    person = person_of(request)
    code = _plan_of(request.GET.get("plan", Option.State.PLAN_A))
    form = StepForm(request.POST or None, certifications=_certifications(request, code))
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("Étape ajoutée.")) as outcome:
            add_step(
                person=person,
                plan=code,
                step=form.step,
                due_on=form.cleaned_data["due_on"],
                by=person,
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("action-plan")
        form.add_error("due_on", outcome.refusal)
    return _form_page(request, form, plan=code, planned=None)


@for_beneficiary
def step(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show a step, which may be changed on POST."""
    planned = own_step(request, step_id)
    certifications = _certifications(request, planned.plan)
    form = StepForm(request.POST or None, initial=initial_of(planned), certifications=certifications)
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("C’est gardé.")) as outcome:
            edit_step(
                step_id=planned.id,
                step=form.step,
                due_on=form.cleaned_data["due_on"],
                by=person_of(request),
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("action-plan")
        form.add_error("due_on", outcome.refusal)
    return _form_page(request, form, plan=planned.plan, planned=planned)


@for_beneficiary
@require_POST
def step_done(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Tell in one tap that a step is done, or not after all."""
    planned = own_step(request, step_id)
    person, now = person_of(request), timezone.now()
    if planned.is_done:
        with acting(request, done=_("Elle est de nouveau à faire.")):
            tell_progress(step_id=planned.id, progress="TODO", by=person, at=now)
    else:
        with acting(request, done=_("Fait. C’est un pas de plus.")):
            tell_progress(step_id=planned.id, progress="DONE", by=person, at=now)
    return redirect("action-plan")


@for_beneficiary
@require_POST
def step_remove(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Take a step out of its plan."""
    planned = own_step(request, step_id)
    with acting(request, done=_("Étape retirée.")):
        remove_step(step_id=planned.id, by=person_of(request), at=timezone.now())
    return redirect("action-plan")


@for_beneficiary
def plan_calendar(request: HttpRequest) -> HttpResponse:
    """Give the steps that are not done as a calendar file."""
    person = person_of(request)
    calendar = Calendar()
    calendar.add("prodid", "-//Bilan//Plan//FR")
    calendar.add("version", "2.0")
    for code in PLANS:
        for planned in action_plan(owner=person, reader=person, plan=code).steps:
            if not planned.is_done:
                calendar.add_component(_event(planned))
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="plan.ics"'
    return answer


@for_beneficiary
def plan_document(request: HttpRequest) -> HttpResponse:
    """Give both plans as a PDF to print and carry."""
    person = person_of(request)
    plans = tuple(action_plan(owner=person, reader=person, plan=code) for code in PLANS)
    paper = action_plan_paper(
        name=str(person),
        plans=tuple(one for one in plans if one.option),
        on=timezone.localdate(),
        language=(get_language() or person.language)[:2],
    )
    answer = HttpResponse(set_in_type(paper), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="plan.pdf"'
    return answer


def _event(planned: PlanStep) -> Event:
    event = Event()
    event.add("uid", f"{planned.id}@bilan")
    event.add("dtstamp", timezone.now())
    event.add("summary", planned.step.what)
    event.add("dtstart", planned.due_on)
    event.add("dtend", planned.due_on + timedelta(days=1))
    return event


def _plan_of(asked: str) -> str:
    if asked not in PLANS:
        raise Http404
    return asked


def _certifications(request: HttpRequest, code: str) -> list[CertificationCard]:
    person = person_of(request)
    chosen = action_plan(owner=person, reader=person, plan=code).option
    return certifications_for(chosen.code, CERTIFICATIONS_OFFERED) if chosen else []


def _form_page(request: HttpRequest, form: StepForm, *, plan: str, planned: PlanStep | None) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "form": form,
        "plan": plan,
        "planned": planned,
        "latest_first": today + FIRST_STEP_WITHIN,
        "remarks": remarks_on_step(reader=person_of(request), step_id=planned.id) if planned else (),
        "readers": readers_of(case_of(person_of(request))),
    }
    return render(request, "beneficiary/action_plan_step.html", context)
