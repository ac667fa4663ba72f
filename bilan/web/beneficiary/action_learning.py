"""Ways to a certification from the action plan: train for it, or have experience recognized."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cases.queries import case_of
from bilan.cases.retention import HOUSE
from bilan.occupations.queries import certifications_for, registered_certifications
from bilan.occupations.queries.blocks import certification_text
from bilan.portfolio.coverage import coverage_of
from bilan.portfolio.queries import cards_of
from bilan.projects.operations import follow_route
from bilan.projects.operations.routes import dated_stages
from bilan.projects.queries import action_plan
from bilan.projects.routes import Route, Stage, route_for
from bilan.rules import load_profile
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.action_steps import plan_named
from bilan.web.beneficiary.readers import readers_of
from bilan.web.outcome import acting

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage in the reader's language, with its usual day."""

    title: str
    help: str
    day: date
    source: str
    is_confirmed: bool


@for_beneficiary
@require_safe
def plan_learning(request: HttpRequest) -> HttpResponse:
    """Show the certifications that lead to the project, each with its two ways: training or experience."""
    person, code = person_of(request), plan_named(request.GET.get("plan", "PLAN_A"))
    plan = action_plan(owner=person, reader=person, plan=code)
    cards = certifications_for(plan.option.code, MOST_SHOWN) if plan.option else []
    told = registered_certifications([card.code for card in cards])
    context = {
        "plan": plan,
        "found": [told[card.code] for card in cards if card.code in told],
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/action_learning.html", context)


@for_beneficiary
def plan_recognition(request: HttpRequest) -> HttpResponse:
    """Show the route of recognition toward a certification; its stages become steps on POST."""
    person, plan = person_of(request), plan_named(request.GET.get("plan", "PLAN_A"))
    case, today = case_of(person), timezone.localdate()
    code, begins_on = request.GET.get("code", ""), _day(request.POST.get("begins_on", ""), today)
    if request.method == "POST":
        with acting(
            request, done=_("Les étapes de la VAE sont dans votre plan, chacune avec sa date.")
        ) as outcome:
            follow_route(
                person=person,
                plan=plan,
                certification=code,
                country=country_of(case),
                begins_on=begins_on,
                by=person,
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("action-plan")
    route = route_for(country=country_of(case), today=today)
    context = {
        "plan": plan,
        "code": code,
        "certification": registered_certifications([code]).get(code),
        "covered": _covered(person, code),
        "route": _told(route, begins_on) if route else None,
        "begins_on": begins_on,
        "readers": readers_of(case),
    }
    return render(request, "beneficiary/action_recognition.html", context)


def country_of(case: Case | None) -> str:
    """Return the country whose rules hold: those of the bilan, else those of the house."""
    return load_profile(case.rule_profile if case else HOUSE).country


def _told(route: Route, begins_on: date) -> dict[str, object]:
    language = (get_language() or "fr")[:2]
    return {
        "rule": route.rule(language),
        "source": route.source,
        "since": route.since,
        "delays_source": route.delays_source,
        "are_delays_confirmed": route.are_delays_confirmed,
        "stages": [_stage(stage, day, language) for stage, day in dated_stages(route, begins_on=begins_on)],
    }


def _stage(stage: Stage, day: date, language: str) -> StageView:
    return StageView(stage.title(language), stage.help(language), day, stage.source, stage.is_confirmed)


def _covered(person: Person, code: str) -> str:
    """Say how many blocks the person's cards speak of; nothing where blocks or cards are not known."""
    certification, cards = certification_text(code), cards_of(owner=person, reader=person)
    if certification is None or not certification.blocks or not cards:
        return ""
    blocks = coverage_of(certification=certification, cards=cards)
    spoken = sum(block.is_spoken for block in blocks)
    if not spoken:
        return _("Vos cartes ne parlent encore d’aucun de ses %(count)d blocs.") % {"count": len(blocks)}
    told = ngettext(
        "Vos cartes parlent déjà de %(spoken)d bloc sur %(count)d.",
        "Vos cartes parlent déjà de %(spoken)d blocs sur %(count)d.",
        spoken,
    )
    return told % {"spoken": spoken, "count": len(blocks)}


def _day(told: str, today: date) -> date:
    try:
        return parse_date(told) or today
    except ValueError:
        return today
