"""Home: one next thing, where I am, with whom, what draws me; before, during and after a bilan."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.cases.models import Case, FollowUp
from bilan.cases.operations import record_follow_up
from bilan.cases.queries import case_of, follow_ups_of, letters_waiting, next_session_of
from bilan.instruments.library import RIASEC
from bilan.instruments.queries import latest_finished, result_of
from bilan.instruments.results import RiasecResult
from bilan.projects.queries import action_plan
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.appointments import SessionView, session_view
from bilan.web.beneficiary.hours import hours_view
from bilan.web.beneficiary.next_things import greeting, lede_of, next_thing
from bilan.web.beneficiary.readers import readers_of
from bilan.web.beneficiary.results import hexagon_of
from bilan.web.beneficiary.told import Told, told_interests
from bilan.web.outcome import acting
from bilan.web.pictures.hexagon import Hexagon
from bilan.web.templatetags.moments import day_and_year


@dataclass(frozen=True, slots=True)
class With:
    """Whom one meets next, and who goes along."""

    session: SessionView | None
    counsellor: str
    provider: str
    waiting: int


@dataclass(frozen=True, slots=True)
class Interests:
    """What draws the person, drawn and said."""

    id: UUID
    finished_at: datetime
    hexagon: Hexagon
    told: Told
    action: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A contact promised after the bilan."""

    label: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class After:
    """What stays once the synthesis is handed over."""

    delivered_at: datetime
    destroyed: str
    follow_ups: tuple[Promise, ...]


@for_beneficiary
def home(request: HttpRequest) -> HttpResponse:
    """Greet, and show the one next thing."""
    person, now = person_of(request), timezone.now()
    case = case_of(person)
    context: dict[str, object] = {
        "today": timezone.localdate(now),
        "greeting": greeting(person, now=now),
        "lede": lede_of(case),
        "next": next_thing(person, case, now=now),
        "first_time": case is None or case.state == Case.State.LEFT,
        "readers": readers_of(case),
    }
    if case is not None and case.state == Case.State.OPEN:
        context |= {
            "hours": hours_view(case=case, today=timezone.localdate(now)),
            "people": _with(case, now=now),
        }
    if case is not None and case.state == Case.State.DELIVERED:
        context["after"] = _after(case, today=timezone.localdate(now))
    return render(request, "beneficiary/home.html", context | {"interests": _interests(person)})


@for_beneficiary
def follow_up(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Ask where one stands some months after; keep the answer on POST."""
    person, now = person_of(request), timezone.now()
    case = case_of(person)
    held = next((one for one in follow_ups_of(case) if one.pk == follow_up_id), None) if case else None
    if held is None:
        raise Http404
    if request.method == "POST" and request.POST.get("outcome") in FollowUp.Outcome.values:
        with acting(request, done=_("Merci. Votre réponse est gardée, sans autre détail.")) as outcome:
            record_follow_up(follow_up=held, outcome=request.POST["outcome"], by=person, at=now)
        if outcome.is_done:
            is_open = action_plan(owner=person, reader=person, plan="PLAN_A").next_step is not None
            return redirect("action-review" if is_open else "home")
    choices = [choice for choice in FollowUp.Outcome.choices if choice[0] != FollowUp.Outcome.NO_ANSWER]
    context = {"follow_up": held, "outcomes": choices, "readers": readers_of(case)}
    return render(request, "beneficiary/home_follow_up.html", context)


def _with(case: Case, *, now: datetime) -> With:
    session = next_session_of(case, now=now)
    provider = case.practitioner.provider
    return With(
        session=session_view(session, now=now) if session else None,
        counsellor=str(case.practitioner.person),
        provider=f"{provider.name}, {provider.town}.",
        waiting=letters_waiting(case=case, reader=case.beneficiary),
    )


def _interests(person: Person) -> Interests | None:
    """Return what draws the person, once the questionnaire is finished and drawable (three queries)."""
    finished = latest_finished(person=person, instrument_id=RIASEC)
    if finished is None or finished.finished_at is None:
        return None
    found = result_of(administration=finished)
    drawn = hexagon_of(found) if isinstance(found, RiasecResult) else None
    if drawn is None or not isinstance(found, RiasecResult):
        return None
    action = _("Relire ce résultat") if finished.opinion else _("Dire si cela me ressemble")
    return Interests(finished.pk, finished.finished_at, drawn, told_interests(found), action)


def _after(case: Case, *, today: date) -> After:
    assert case.delivered_at is not None, "the database keeps a delivered case with its day"
    if case.content_destroyed_at:
        day = day_and_year(case.content_destroyed_at)
        destroyed = _("Vos réponses et les notes de travail ont été détruites le %(day)s.") % {"day": day}
    else:
        until = day_and_year(case.keep_until)
        destroyed = _("À votre demande, vos papiers de travail sont gardés jusqu’au %(day)s.") % {
            "day": until
        }
    promises = tuple(_promise(one, today=today) for one in follow_ups_of(case))
    return After(delivered_at=case.delivered_at, destroyed=destroyed, follow_ups=promises)


def _promise(held: FollowUp, *, today: date) -> Promise:
    label = _("À %(months)d mois, vers le %(day)s") % {
        "months": held.months,
        "day": day_and_year(held.due_on),
    }
    is_open = held.answered_at is None and held.due_on <= today
    waiting = _("votre réponse est attendue") if is_open else _("à venir")
    state = str(held.get_outcome_display()) if held.answered_at else waiting
    return Promise(label=label, state=state, url=reverse("follow-up", args=[held.pk]) if is_open else "")
