"""The action plan as pages show it: numbered steps with their certification, the road, what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.occupations.queries import RegisteredCertification, registered_certifications
from bilan.projects.pieces import ActionPlan, PlanStep
from bilan.web.pictures.road import Road, Stop, draw_road
from bilan.web.templatetags.moments import day


@dataclass(frozen=True, slots=True)
class StepView:
    """A step in the list: its number, its mark, and the certification it leads to."""

    number: int
    planned: PlanStep
    fill: str
    shade: str
    is_late: bool
    certification: RegisteredCertification | None


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan: its steps in order and what is still to be done."""

    plan: ActionPlan
    steps: tuple[StepView, ...]

    @property
    def next_step(self) -> StepView | None:
        """Return the first step to be done or under way."""
        return next((one for one in self.steps if one.planned.is_open), None)


def plan_views(plans: Sequence[ActionPlan], *, today: date) -> tuple[PlanView, ...]:
    """Number the steps of each plan and name their certifications (two queries for all)."""
    codes = {step.step.certification for plan in plans for step in plan.steps} - {""}
    known = registered_certifications(codes)
    return tuple(PlanView(plan, _steps(plan, known, today=today)) for plan in plans)


def road_of(plan_a: PlanView, plan_b: PlanView, *, today: date) -> Road:
    """Draw both plans from the first step to the last."""
    stops = [_stop(step) for step in plan_a.steps]
    waiting = [_stop(step) for step in plan_b.steps if not step.planned.is_done]
    has_reserve = plan_b.plan.option is not None
    return draw_road(stops, reserve=waiting[:4], has_reserve=has_reserve, today=today)


def road_said(plan: ActionPlan, *, is_own: bool = True) -> str:
    """Say the picture in a sentence, to its person or to whoever reads it with them."""
    count = len(plan.steps)
    if is_own and not plan.done:
        return _first_said(plan)
    told = ngettext("%(done)d pas fait sur %(count)d.", "%(done)d pas faits sur %(count)d.", plan.done)
    said = told % {"done": plan.done, "count": count}
    if plan.next_step is None:
        return said
    return _("%(said)s Le prochain : %(day)s.") % {"said": said, "day": day(plan.next_step.due_on)}


def _first_said(plan: ActionPlan) -> str:
    """Say a plan of which nothing is done yet."""
    if plan.next_step is None:
        return _("Tout est devant vous.")
    return _("Tout est devant vous. Le prochain pas : %(day)s.") % {"day": day(plan.next_step.due_on)}


def _steps(
    plan: ActionPlan, known: Mapping[str, RegisteredCertification], *, today: date
) -> tuple[StepView, ...]:
    upcoming = plan.next_step
    return tuple(
        StepView(
            number=number,
            planned=step,
            fill=_fill(step, is_next=step == upcoming),
            shade=_shade(step, is_next=step == upcoming),
            is_late=step.is_late(today),
            certification=known.get(step.step.certification),
        )
        for number, step in enumerate(plan.steps, 1)
    )


def _fill(step: PlanStep, *, is_next: bool) -> str:
    if step.is_done:
        return "f-high"
    if step.is_waiting:
        return "f-put-off"
    return "f-mid" if is_next else "f-low"


def _shade(step: PlanStep, *, is_next: bool) -> str:
    """Return the class of the number in the list: full when done, washed when next, else hollow."""
    if step.is_done:
        return ""
    return "mid" if is_next else "low"


def _stop(step: StepView) -> Stop:
    return Stop(step.number, step.planned.due_on, step.fill)
