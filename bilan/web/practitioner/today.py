"""The practitioner's day: who comes, what waits, what proof is missing."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.cases.durations import in_words
from bilan.cases.models import Case, Session
from bilan.cases.queries import Meeting, Proof, Today, demand_of, today_of
from bilan.web.audience import for_practitioner, practitioner_of
from bilan.web.beneficiary.hours import Fact
from bilan.web.practitioner.counts import day_title
from bilan.web.practitioner.own import is_readable, reading_of
from bilan.web.practitioner.rows import row_view
from bilan.web.templatetags.moments import day_and_year, short_day

MOST_ROWS = 12
MOST_UNSIGNED = 3


@dataclass(frozen=True, slots=True)
class MeetingView:
    """An interview of the day, and what brings the person."""

    session: Session
    name: str
    rank: int
    mode: str
    minutes: int
    words: str
    is_held: bool
    is_primary: bool


@dataclass(frozen=True, slots=True)
class UnsignedView:
    """An interview whose attendance is not signed by both."""

    session: Session
    title: str
    text: str


@for_practitioner
def today(request: HttpRequest) -> HttpResponse:
    """Show the day; opening the demand of those who come is a read that they will see."""
    practitioner, now = practitioner_of(request), timezone.now()
    found = today_of(practitioner, now=now)
    urgent = [row for row in found.to_look_at if row.first and row.first.level == "stop"]
    context = {
        "practitioner": practitioner,
        "today": found.day,
        "title": day_title(meetings=len(found.meetings), to_call=len(urgent)),
        "minutes": found.minutes,
        "meetings": _meetings(request, found, now),
        "rows": [row_view(row, today=found.day, most=1) for row in found.caseload[:MOST_ROWS]],
        "count": len(found.caseload),
        "facts": proof_facts(found.proof),
        "unsigned": [_unsigned(session) for session in found.proof.sessions_unsigned[:MOST_UNSIGNED]],
    }
    return render(request, "practitioner/today.html", context)


def proof_facts(proof: Proof) -> tuple[Fact, ...]:
    """Say the proof of the month in three figures."""
    recorded = _("sur %(time)s") % {"time": in_words(proof.minutes_recorded)}
    first = proof.kept[0] if proof.kept else None
    until = _("avant le %(day)s") % {"day": day_and_year(first.keep_until)} if first else ""
    return (
        Fact(_("Heures signées ce mois"), _figure(proof.minutes_signed), recorded),
        Fact(_("Conventions à signer"), str(proof.agreements_to_sign)),
        Fact(_("Présences à signer"), str(proof.sessions_to_sign)),
        Fact(_("Contenus à détruire"), str(len(proof.kept)), until),
    )


def _figure(minutes: int) -> str:
    return in_words(minutes) if minutes else _("0 h")


def _meetings(request: HttpRequest, found: Today, now: datetime) -> list[MeetingView]:
    """Return the interviews of the day; the first to come carries the page's one button."""
    ahead = (meeting.session.pk for meeting in found.meetings if meeting.session.ends_at > now)
    first = next(ahead, found.meetings[0].session.pk if found.meetings else None)
    return [_meeting(request, meeting, first == meeting.session.pk) for meeting in found.meetings]


def _meeting(request: HttpRequest, meeting: Meeting, is_primary: bool) -> MeetingView:
    session = meeting.session
    return MeetingView(
        session=session,
        name=meeting.name,
        rank=meeting.rank,
        mode=session.get_mode_display(),
        minutes=session.minutes or session.planned_minutes,
        words=_first_sentence(request, session.case),
        is_held=session.state == Session.State.HELD,
        is_primary=is_primary,
    )


def _first_sentence(request: HttpRequest, case: Case) -> str:
    """Return the first sentence of the demand; empty before it was told."""
    if not is_readable(request, case):
        return ""
    told = demand_of(reading_of(request, case, "today"))
    if told is None or not told.why_now:
        return ""
    return told.why_now.replace("\n", " ").split(". ")[0].rstrip(".")


def _unsigned(session: Session) -> UnsignedView:
    who = []
    if session.signed_by_practitioner_at is None:
        who.append(_("vous"))
    if session.signed_by_beneficiary_at is None:
        who.append(str(session.case.beneficiary))
    text = ngettext(
        "%(time)s. Il manque la signature de : %(who)s.",
        "%(time)s. Il manque les signatures de : %(who)s.",
        len(who),
    )
    return UnsignedView(
        session=session,
        title=_("%(name)s, entretien du %(day)s")
        % {"name": session.case.beneficiary, "day": short_day(session.starts_at)},
        text=text % {"time": in_words(session.minutes), "who": ", ".join(who)},
    )
