"""The action plan: dated steps toward project A, project B in reserve, reminders."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.accounts.models import Person
from bilan.cases.queries import case_of
from bilan.projects.models import Option
from bilan.projects.operations import resume_reminders, stop_reminders, switch_plans
from bilan.projects.pieces import FIRST_STEP_WITHIN, ActionPlan, SwitchWhy
from bilan.projects.queries import action_plan, kept_steps_of, switches_of, wants_reminders
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.action_views import plan_views, road_of, road_said
from bilan.web.beneficiary.readers import readers_of
from bilan.web.outcome import acting

PLANS = (Option.State.PLAN_A, Option.State.PLAN_B)


@for_beneficiary
def plan(request: HttpRequest) -> HttpResponse:
    """Show both plans: the next step, the road, each step in order."""
    person, today = person_of(request), timezone.localdate()
    plan_a, plan_b = plan_views(plans_of(person), today=today)
    context = {
        "plan_a": plan_a,
        "plan_b": plan_b,
        "road": road_of(plan_a, plan_b, today=today) if plan_a.steps else None,
        "sentence": road_said(plan_a.plan),
        "today": today,
        "latest_first": today + FIRST_STEP_WITHIN,
        "lacks_near": plan_a.plan.lacks_near_step(today),
        "starts": first_steps(),
        "whys": SwitchWhy.choices,
        "kept": kept_steps_of(owner=person, reader=person),
        "switches": switches_of(owner=person, reader=person),
        "wants_reminders": wants_reminders(owner=person),
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/action_plan.html", context)


@for_beneficiary
@require_POST
def plan_switch(request: HttpRequest) -> HttpResponse:
    """Let project B take the place of project A, with a reason."""
    person, why = person_of(request), request.POST.get("why", "")
    if why not in SwitchWhy.values:
        raise Http404
    done = _("C’est fait : le projet B prend la suite. Le projet A reste en réserve, avec toutes ses étapes.")
    with acting(request, done=done):
        words = request.POST.get("words", "")[:500]
        switch_plans(person=person, why=why, words=words, by=person, at=timezone.now())
    return redirect("action-plan")


@for_beneficiary
@require_POST
def plan_reminders(request: HttpRequest) -> HttpResponse:
    """Stop the mails about steps, or have them again."""
    person, now = person_of(request), timezone.now()
    if request.POST.get("wants") == "yes":
        with acting(request, done=_("Un message vous préviendra deux jours avant chaque pas.")):
            resume_reminders(person=person, by=person, at=now)
    else:
        with acting(request, done=_("Plus aucun rappel ne partira. Vous pouvez les reprendre ici.")):
            stop_reminders(person=person, by=person, at=now)
    return redirect("action-plan")


def plans_of(person: Person) -> tuple[ActionPlan, ...]:
    """Return plan A and plan B of the person who asks."""
    return tuple(action_plan(owner=person, reader=person, plan=code) for code in PLANS)


def first_steps() -> tuple[str, ...]:
    """Return small first steps that anyone may take as they are or change."""
    return (
        _("Appeler quelqu’un qui fait ce métier"),
        _("Demander le programme et le prix d’une formation"),
        _("Regarder trois offres d’emploi et noter ce qu’elles demandent"),
    )
