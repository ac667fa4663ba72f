"""One bilan on a page: where it stands, its interviews and its papers; nothing told is opened here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.durations import in_words
from bilan.cases.models import Case, FollowUp, Phase
from bilan.cases.operations import enter_next_phase, record_follow_up
from bilan.cases.operations.follow_ups import OPENS_BEFORE
from bilan.cases.queries import Condition, exit_conditions, follow_ups_of, plan_of, plan_review_of
from bilan.cases.queries.attention import Facts, attentions
from bilan.cases.queries.caseload import facts_of
from bilan.web.audience import for_practitioner, person_of
from bilan.web.beneficiary.hours import hours_view
from bilan.web.outcome import acting
from bilan.web.practitioner.first_things import FirstThing, first_thing
from bilan.web.practitioner.lines import session_line
from bilan.web.practitioner.own import is_leading, is_readable, led_case
from bilan.web.practitioner.rows import coming_modules, envelope_of
from bilan.web.templatetags.moments import clock, day

MOST_MODULES = 3


@dataclass(frozen=True, slots=True)
class PaperView:
    """An agreement or a synthesis: where it stands, and where to open it."""

    title: str
    state: str
    tone: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """A contact promised after the bilan."""

    id: UUID
    months: int
    due_on: date
    outcome: str
    answered_at: datetime | None
    is_open: bool


@for_practitioner
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show a bilan in dates, hours and signatures, with the first thing to do."""
    held, now = led_case(request, case_id), timezone.now()
    today = timezone.localdate(now)
    facts = facts_of([held], today=today)[0]
    plan = plan_of(held)
    leads = is_leading(request, held)
    conditions = exit_conditions(held) if leads else ()
    follow_ups = [_follow_up(promised, held, today) for promised in facts.follow_ups]
    context = {
        "case": held,
        "is_leading": leads,
        "is_readable": is_readable(request, held),
        "lede": _lede(facts, now),
        "attention": attentions(facts, now=now, today=today),
        "first": first_thing(facts, has_plan=bool(plan), now=now) if leads else _after(follow_ups),
        "hours": hours_view(case=held, today=today),
        "sessions": [session_line(session, now=now) for session in reversed(facts.sessions)],
        "conditions": conditions,
        "may_move": _may_move(held, conditions),
        "modules": coming_modules(plan, case=held)[:MOST_MODULES] if leads else (),
        "review": plan_review_of(held) if leads else None,
        "papers": [_agreement(facts), _synthesis(facts)],
        "follow_ups": follow_ups,
        "outcomes": FollowUp.Outcome.choices,
    }
    return render(request, "practitioner/case.html", context)


@for_practitioner
@require_POST
def phase(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Begin the next phase, when the current one asks for nothing more."""
    held = led_case(request, case_id)
    with acting(request, done=_("La phase suivante est ouverte.")):
        enter_next_phase(case=held, by=person_of(request), at=timezone.now())
    return redirect("case", held.pk)


@for_practitioner
@require_POST
def follow_up(request: HttpRequest, case_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """Record where the person stands some months later."""
    held = led_case(request, case_id)
    promised = next((one for one in follow_ups_of(held) if one.pk == follow_up_id), None)
    outcome = request.POST.get("outcome", "")
    if promised is None or outcome not in FollowUp.Outcome.values:
        raise Http404
    with acting(request, done=_("La réponse est notée, sans un mot de plus.")):
        record_follow_up(follow_up=promised, outcome=outcome, by=person_of(request), at=timezone.now())
    return redirect("case", held.pk)


def _lede(facts: Facts, now: datetime) -> str:
    case = facts.case
    if case.state != Case.State.OPEN:
        return _("%(state)s. Les dates, les heures et les signatures restent ; le contenu, non.") % {
            "state": case.get_state_display()
        }
    told = {"phase": case.get_phase_display(), "used": in_words(facts.hours.used)}
    envelope = envelope_of(facts.hours)
    hours = _("%(phase)s, %(used)s sur %(envelope)s.") % {**told, "envelope": in_words(envelope)}
    coming = next((one for one in facts.sessions if one.state == "BOOKED" and one.ends_at > now), None)
    if coming is None:
        return _("%(hours)s Aucun rendez-vous prévu.") % {"hours": hours}
    moment = {"day": day(coming.starts_at), "time": clock(coming.starts_at)}
    return _("%(hours)s Prochain rendez-vous %(day)s, %(time)s.") % {"hours": hours, **moment}


def _may_move(case: Case, conditions: Sequence[Condition]) -> bool:
    """Tell whether the next phase may begin; the last one ends with the hand-over."""
    met = bool(conditions) and all(condition.is_met for condition in conditions)
    return met and case.phase != Phase.CONCLUSION


def _after(follow_ups: list[FollowUpView]) -> FirstThing:
    """Return what comes first once the bilan is over: the news that are due, else the other bilans."""
    if any(one.is_open for one in follow_ups):
        return FirstThing(
            "after", "#after", _("Noter où en est la personne"), _("Un suivi est arrivé à sa date.")
        )
    return FirstThing("caseload", reverse("caseload"), _("Revenir aux dossiers"), "")


def _agreement(facts: Facts) -> PaperView:
    held, url = facts.agreement, reverse("case-agreement", args=[facts.case.pk])
    title, action = _("Convention"), _("Ouvrir la convention")
    if held is None:
        return PaperView(title, _("pas encore rédigée"), "", url, action)
    if held.withdrawn_at is not None:
        return PaperView(title, _("rétractation"), "stop", url, action)
    if held.is_signed:
        return PaperView(title, _("signée des deux"), "done", url, action)
    if held.signed_by_practitioner_at is None:
        return PaperView(title, _("à signer par vous"), "watch", url, action)
    return PaperView(title, _("à signer par la personne"), "watch", url, action)


def _synthesis(facts: Facts) -> PaperView:
    held, url = facts.synthesis, reverse("case-synthesis", args=[facts.case.pk])
    title, action = _("Synthèse"), _("Ouvrir la synthèse")
    if facts.case.state == Case.State.DELIVERED:
        return PaperView(title, _("remise ; elle appartient à la personne"), "done", "", "")
    if held is None:
        return PaperView(title, _("pas encore rédigée"), "", url, action)
    if held.locked_at is not None:
        return PaperView(title, _("validée des deux, à remettre"), "watch", url, action)
    if held.acknowledged_by_practitioner_at is None:
        return PaperView(title, _("à relire et valider par vous"), "watch", url, action)
    return PaperView(title, _("en lecture chez la personne"), "", url, action)


def _follow_up(promised: FollowUp, case: Case, today: date) -> FollowUpView:
    opens: timedelta = OPENS_BEFORE
    waits = promised.answered_at is None and case.state == Case.State.DELIVERED
    return FollowUpView(
        id=promised.pk,
        months=promised.months,
        due_on=promised.due_on,
        outcome=promised.get_outcome_display(),
        answered_at=promised.answered_at,
        is_open=waits and today >= promised.due_on - opens,
    )
