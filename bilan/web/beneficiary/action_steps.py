"""Steps of the action plan: write one, change it, tell how it goes in one tap, take it out."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.queries import case_of
from bilan.occupations.queries import CertificationCard, certifications_for
from bilan.projects.models import Step
from bilan.projects.operations import add_step, edit_step, remove_step, tell_progress
from bilan.projects.pieces import FIRST_STEP_WITHIN, PlanStep, StepKind
from bilan.projects.queries import action_plan, remarks_on_step
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.action_plan import PLANS
from bilan.web.beneficiary.owned import own_step
from bilan.web.beneficiary.readers import readers_of
from bilan.web.beneficiary.step_forms import StepForm, initial_of
from bilan.web.outcome import acting

CERTIFICATIONS_OFFERED = 8
WORDS = 300


@for_beneficiary
def step_add(request: HttpRequest) -> HttpResponse:
    """Add a dated step on POST; the address may bring its first words, its kind and its certification."""
    person, code = person_of(request), plan_named(request.GET.get("plan", PLANS[0]))
    offered = _certifications(request, code)
    form = StepForm(request.POST or None, initial=_asked(request, code), certifications=offered)
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("Étape ajoutée.")) as outcome:
            due_on = form.cleaned_data["due_on"]
            add_step(person=person, plan=code, step=form.step, due_on=due_on, by=person, at=timezone.now())
        if outcome.is_done:
            return redirect("action-plan")
        form.add_error("due_on", outcome.refusal)
    return _form_page(request, form, plan=code, planned=None)


@for_beneficiary
def step(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show a step, which may be changed on POST."""
    planned = own_step(request, step_id)
    offered = _certifications(request, planned.plan)
    form = StepForm(request.POST or None, initial=initial_of(planned), certifications=offered)
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("C’est gardé.")) as outcome:
            edit_step(
                step_id=planned.id,
                step=form.changed(planned.step),
                due_on=form.cleaned_data["due_on"],
                seen=_seen(request),
                by=person_of(request),
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("action-plan")
        form.add_error("due_on", outcome.refusal)
    return _form_page(request, form, plan=planned.plan, planned=planned)


@for_beneficiary
@require_POST
def step_progress(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Tell in one tap that a step is under way, done, not for now, or to do again."""
    planned, progress = own_step(request, step_id), request.POST.get("progress", "")
    if progress not in Step.Progress.values:
        raise Http404
    words = request.POST.get("words", "")[:WORDS]
    with acting(request, done=_said(progress)):
        tell_progress(
            step_id=planned.id, progress=progress, words=words, by=person_of(request), at=timezone.now()
        )
    return redirect("action-review" if request.POST.get("page") == "review" else "action-plan")


@for_beneficiary
@require_POST
def step_remove(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Take a step out of its plan."""
    planned = own_step(request, step_id)
    with acting(request, done=_("Étape retirée.")):
        remove_step(step_id=planned.id, by=person_of(request), at=timezone.now())
    return redirect("action-plan")


def _seen(request: HttpRequest) -> int | None:
    """Return the mark of the step as the form showed it."""
    told = request.POST.get("seen", "")
    return int(told) if told.isdecimal() else None


def plan_named(asked: str) -> str:
    """Return the code of a plan, or 404."""
    if asked not in PLANS:
        raise Http404
    return asked


def _said(progress: str) -> str:
    return {
        Step.Progress.TODO: _("Elle est de nouveau à faire."),
        Step.Progress.UNDERWAY: _("C’est noté : ce pas est en cours."),
        Step.Progress.DONE: _("Fait. C’est un pas de plus."),
        Step.Progress.NOT_NOW: _("C’est noté, et ce n’est pas un échec : ce pas attendra son moment."),
    }[Step.Progress(progress)]


def _asked(request: HttpRequest, code: str) -> dict[str, object]:
    """Return how an empty form starts: what the address brings, a near day for a plan that lacks one."""
    person, today = person_of(request), timezone.localdate()
    kind = request.GET.get("kind", "")
    plan = action_plan(owner=person, reader=person, plan=code)
    near: date | None = today + FIRST_STEP_WITHIN if code == PLANS[0] and not plan.steps else None
    return {
        "what": request.GET.get("what", "")[:WORDS],
        "due_on": near,
        "kind": kind if kind in StepKind.values else StepKind.ACTION,
        "certification": request.GET.get("certification", "")[:12],
    }


def _certifications(request: HttpRequest, code: str) -> list[CertificationCard]:
    if code not in PLANS:
        return []
    person = person_of(request)
    chosen = action_plan(owner=person, reader=person, plan=code).option
    return certifications_for(chosen.code, CERTIFICATIONS_OFFERED) if chosen else []


def _kept_elsewhere(request: HttpRequest, planned: PlanStep) -> str:
    """Return what another tab kept since the form was opened, empty where nothing changed."""
    if _seen(request) in (None, planned.mark):
        return ""
    told = planned.step
    words = (told.what, date_format(planned.due_on), told.obstacle, told.response, told.means, told.funding)
    return "\n".join(filter(None, words))


def _form_page(request: HttpRequest, form: StepForm, *, plan: str, planned: PlanStep | None) -> HttpResponse:
    person = person_of(request)
    context = {
        "form": form,
        "plan": plan,
        "planned": planned,
        "is_begun": bool(action_plan(owner=person, reader=person, plan=plan).steps),
        "latest_first": timezone.localdate() + FIRST_STEP_WITHIN,
        "seen": planned.mark if planned else "",
        "elsewhere": _kept_elsewhere(request, planned) if planned else "",
        "remarks": remarks_on_step(reader=person, step_id=planned.id) if planned else (),
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/action_plan_step.html", context)
