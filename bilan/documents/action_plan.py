"""The action plan as a document, to keep on a wall."""

from datetime import date

from django.utils.translation import gettext as _

from bilan.documents.paper import Paper, Piece, Section
from bilan.documents.writing import day, hours, money
from bilan.projects.models import Step
from bilan.projects.pieces import ActionPlan, PlanStep


def action_plan_paper(*, name: str, plans: tuple[ActionPlan, ...], on: date, language: str) -> Paper:
    """Return plan A and plan B to set, with each step's obstacle and answer (no query)."""
    return Paper(
        title=_("Plan d’action"),
        language=language,
        on=on,
        lede=name,
        sections=tuple(_section(plan) for plan in plans if plan.option or plan.steps),
        reads=_("Ce document appartient à %(name)s.") % {"name": name},
    )


def _section(plan: ActionPlan) -> Section:
    title = _("Projet A") if plan.plan == "PLAN_A" else _("Projet B")
    if plan.option:
        title = f"{title} : {plan.option.title}"
    if not plan.steps:
        return Section(title, empty=_("Aucune étape pour le moment."))
    return Section(title, tuple(_line(step) for step in plan.steps))


def _line(row: PlanStep) -> Piece:
    step = row.step
    text = f"{day(row.due_on)} : {step.what}"
    told = [_effort(row), step.means, step.funding, step.certification, step.if_then, _state(row)]
    return Piece(text, origin=" · ".join(part for part in told if part))


def _effort(row: PlanStep) -> str:
    """Say the hour, the time and the money that a step asks for."""
    step = row.step
    time_asked = hours(step.minutes) if step.minutes else ""
    cost = money(step.cost_cents) if step.cost_cents else ""
    return ", ".join(part for part in (step.time, time_asked, cost) if part)


def _state(row: PlanStep) -> str:
    if row.done_on:
        return _("fait le %(day)s") % {"day": day(row.done_on)}
    return str(row.progress.label).lower() if row.progress != Step.Progress.TODO else ""
