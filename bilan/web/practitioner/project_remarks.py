"""Write beside a shared option or step, never over it; each read and each remark is traced."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.queries import Reading
from bilan.projects.errors import ProjectHidden
from bilan.projects.models import Remark
from bilan.projects.operations import remark_on_option, remark_on_step, remove_remark
from bilan.projects.pieces import LookedAtOption, PlanStep
from bilan.projects.queries import action_plan, options_of, remarks_on_option, remarks_on_step
from bilan.web.audience import for_practitioner, person_of
from bilan.web.outcome import acting
from bilan.web.practitioner.comments import RemarkForm
from bilan.web.practitioner.own import is_leading, led_case, reading_of

Write = Callable[[str], Remark]
PLANS = ("PLAN_A", "PLAN_B")


@for_practitioner
def remark_beside_option(request: HttpRequest, case_id: UUID, option_id: UUID) -> HttpResponse:
    """Show a shared option with the remarks beside it; add one on POST."""
    reading = _open_reading(request, case_id)
    option, reader, leads = _shared_option(reading, option_id), reading.reader, reading.is_practitioner
    remarks = remarks_on_option(reader=reader, option_id=option.id, is_practitioner=leads)

    def write(words: str) -> Remark:
        return remark_on_option(
            option_id=option.id, words=words, by=reader, is_practitioner=leads, at=timezone.now()
        )

    shown: dict[str, object] = {"name": option.title, "words": option.feeling.words, "remarks": remarks}
    return _page(request, reading, write, shown)


@for_practitioner
def remark_beside_step(request: HttpRequest, case_id: UUID, step_id: UUID) -> HttpResponse:
    """Show a shared step with the remarks beside it; add one on POST."""
    reading = _open_reading(request, case_id)
    step, reader, leads = _shared_step(reading, step_id), reading.reader, reading.is_practitioner
    remarks = remarks_on_step(reader=reader, step_id=step.id, is_practitioner=leads)

    def write(words: str) -> Remark:
        return remark_on_step(
            step_id=step.id, words=words, by=reader, is_practitioner=leads, at=timezone.now()
        )

    return _page(request, reading, write, {"name": "", "words": step.step.what, "remarks": remarks})


@for_practitioner
@require_POST
def remark_take_back(request: HttpRequest, case_id: UUID, remark_id: UUID) -> HttpResponse:
    """Take back a remark of one's own."""
    held = led_case(request, case_id)
    try:
        remove_remark(remark_id=remark_id, by=person_of(request), at=timezone.now())
    except ProjectHidden as error:
        raise Http404 from error
    return redirect("case-shared", held.pk)


def _page(request: HttpRequest, reading: Reading, write: Write, shown: dict[str, object]) -> HttpResponse:
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("Votre remarque est à côté, signée de votre nom.")) as outcome:
            write(form.cleaned_data["words"])
        if outcome.is_done:
            return redirect(request.path)
    context = {"case": reading.case, "form": form, **shown}
    return render(request, "practitioner/project_remarks.html", context)


def _shared_option(reading: Reading, option_id: UUID) -> LookedAtOption:
    """Return an option of the person of this bilan that they share, or 404."""
    owner, reader, leads = reading.case.beneficiary, reading.reader, reading.is_practitioner
    shared = options_of(owner=owner, reader=reader, is_practitioner=leads)
    found = next((option for option in shared if option.id == option_id), None)
    if found is None:
        raise Http404
    return found


def _shared_step(reading: Reading, step_id: UUID) -> PlanStep:
    """Return a step of the person of this bilan that they share, or 404."""
    owner, reader, leads = reading.case.beneficiary, reading.reader, reading.is_practitioner
    plans = (action_plan(owner=owner, reader=reader, plan=plan, is_practitioner=leads) for plan in PLANS)
    found = next((step for plan in plans for step in plan.steps if step.id == step_id), None)
    if found is None:
        raise Http404
    return found


def _open_reading(request: HttpRequest, case_id: UUID) -> Reading:
    """Open the portfolio of a bilan still led, or 404: after the hand-over it is the person's alone."""
    held = led_case(request, case_id)
    if not is_leading(request, held):
        raise Http404
    return reading_of(request, held, "portfolio")
