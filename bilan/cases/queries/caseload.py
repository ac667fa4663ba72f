"""A practitioner's bilans, what asks for attention first; a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import TypeVar
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate, localtime

from bilan.cases.models import Agreement, Case, FollowUp, Phase, Prolongation, Session, Suspension, Synthesis
from bilan.cases.queries.attention import URGENCY, Attention, Facts, attentions
from bilan.cases.queries.cases import agenda_of, whole_cases
from bilan.cases.queries.hours import Hours, hours_by_case
from bilan.cases.queries.proof import Proof, proof_of
from bilan.cases.queries.signs import last_signs
from bilan.instruments.queries import alliance_alerts
from bilan.providers.models import Practitioner

Row = TypeVar("Row", Session, FollowUp)


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """A bilan as its practitioner sees it in the list."""

    case: Case
    name: str
    hours: Hours
    next_session_at: datetime | None
    attention: tuple[Attention, ...]

    @property
    def phase(self) -> Phase:
        """Where it stands."""
        return Phase(self.case.phase)

    @property
    def first(self) -> Attention | None:
        """The most urgent reason to look."""
        return self.attention[0] if self.attention else None


@dataclass(frozen=True, slots=True)
class Meeting:
    """An interview of the day, and the rank it has among those of its bilan."""

    session: Session
    name: str
    rank: int


@dataclass(frozen=True, slots=True)
class Today:
    """A practitioner's day: who comes, what waits, what proof is missing."""

    day: date
    meetings: tuple[Meeting, ...]
    caseload: tuple[CaseloadRow, ...]
    proof: Proof

    @property
    def minutes(self) -> int:
        """Time of interviews today."""
        return sum(meeting.session.minutes or meeting.session.planned_minutes for meeting in self.meetings)

    @property
    def to_look_at(self) -> tuple[CaseloadRow, ...]:
        """The bilans that ask for attention today."""
        return tuple(row for row in self.caseload if row.first and row.first.level)


def cases_led_by(practitioner: Practitioner, *, now: datetime, limit: int = 200) -> tuple[CaseloadRow, ...]:
    """Return a practitioner's bilans under way or in follow-up, most urgent first (eleven queries)."""
    living = Q(state=Case.State.OPEN) | Q(state=Case.State.DELIVERED, follow_ups__answered_at=None)
    found = whole_cases().filter(living, practitioner=practitioner, proof_destroyed_at=None).distinct()
    cases = list(found.order_by("opened_at", "pk")[:limit])
    today = localdate(now)
    rows = [_row(facts, now=now, today=today) for facts in facts_of(cases, today=today)]
    return tuple(sorted(rows, key=_urgency))


def today_of(practitioner: Practitioner, *, now: datetime) -> Today:
    """Return a practitioner's day (a constant number of queries)."""
    today = localdate(now)
    morning = _morning(now)
    sessions = list(agenda_of(practitioner=practitioner, since=morning, until=morning + timedelta(days=1)))
    return Today(
        day=today,
        meetings=_meetings(sessions),
        caseload=cases_led_by(practitioner, now=now),
        proof=proof_of(practitioner=practitioner, today=today),
    )


def facts_of(cases: Sequence[Case], *, today: date) -> tuple[Facts, ...]:
    """Read all that attention is decided on (ten queries at most, however many bilans)."""
    keys = [case.pk for case in cases]
    held = Session.objects.filter(case__in=keys).exclude(state=Session.State.CANCELLED)
    sessions = _grouped(held.order_by("starts_at", "pk"))
    hours = hours_by_case(cases=cases, today=today, known=chain.from_iterable(sessions.values()))
    follow_ups = _grouped(FollowUp.objects.filter(case__in=keys).order_by("due_on", "pk"))
    agreements = {row.case_id: row for row in Agreement.objects.filter(case__in=keys)}
    syntheses = {row.case_id: row for row in Synthesis.objects.filter(case__in=keys)}
    seen = last_signs(cases)
    pauses = Suspension.objects.filter(case__in=keys, resumed_at=None)
    paused = {row.case_id: row.until for row in pauses if row.until > today}
    asked = Prolongation.objects.filter(case__in=keys, answer=Prolongation.Answer.WAITING)
    later = {row.case_id: row for row in asked}
    low = alliance_alerts(people=[case.beneficiary for case in cases])
    return tuple(
        Facts(
            case=case,
            hours=hours[case.pk],
            sessions=tuple(sessions.get(case.pk, ())),
            agreement=agreements.get(case.pk),
            synthesis=syntheses.get(case.pk),
            follow_ups=tuple(follow_ups.get(case.pk, ())),
            last_sign_at=seen.get(str(case.beneficiary_id)),
            alliance_low_at=low.get(case.beneficiary_id),
            paused_until=paused.get(case.pk),
            later=later.get(case.pk),
        )
        for case in cases
    )


def _row(facts: Facts, *, now: datetime, today: date) -> CaseloadRow:
    coming = [
        session.starts_at
        for session in facts.sessions
        if session.state == Session.State.BOOKED and session.ends_at > now
    ]
    return CaseloadRow(
        case=facts.case,
        name=str(facts.case.beneficiary),
        hours=facts.hours,
        next_session_at=min(coming, default=None),
        attention=attentions(facts, now=now, today=today),
    )


def _urgency(row: CaseloadRow) -> tuple[int, datetime, str]:
    level = URGENCY[row.first.level] if row.first else len(URGENCY)
    return (level, row.case.opened_at, str(row.case.pk))


def _meetings(sessions: Sequence[Session]) -> tuple[Meeting, ...]:
    """Give each interview its rank among those of its bilan (one query)."""
    earlier = Session.objects.filter(
        case__in={session.case_id for session in sessions},
        state__in=[Session.State.BOOKED, Session.State.HELD],
    ).order_by("starts_at", "pk")
    order: dict[UUID, list[UUID]] = {}
    for session in earlier:
        order.setdefault(session.case_id, []).append(session.pk)
    return tuple(
        Meeting(session, str(session.case.beneficiary), order[session.case_id].index(session.pk) + 1)
        for session in sessions
    )


def _grouped(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found


def _morning(now: datetime) -> datetime:
    return localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
