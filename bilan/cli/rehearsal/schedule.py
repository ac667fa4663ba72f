"""Lay a whole bilan on the calendar and play it, up to a stage or to now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from bilan.cli.rehearsal import conclusion, investigation, preliminary
from bilan.cli.rehearsal.schema import Rehearsal, SessionPart
from bilan.cli.rehearsal.stage import Act, Play, Stage, moment

MEETING = (14, 0)
MINUTES_BEFORE = 2
DAYS_BEFORE = 3
SATURDAY = 5
LIGHT_CONTACTS = (33, 95)  # a few days after one month and after three


@dataclass(frozen=True, slots=True)
class Meeting:
    """An interview on the calendar: its day counts from the start, weekends left out."""

    part: SessionPart
    day: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """A script, its interviews on working days, and the hour at which they begin."""

    script: Rehearsal
    meetings: tuple[Meeting, ...]
    hour: tuple[int, int]

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        """Return a moment, so many days after the start."""
        return moment(self.script.starts_on, day, hour, minute)

    def days(self, phase: str) -> list[int]:
        """Return the days of the interviews of a phase."""
        return [meeting.day for meeting in self.meetings if meeting.part.phase == phase]


def play(
    stage: Play,
    *,
    until: Stage = Stage.DELIVERED,
    now: datetime | None = None,
    hour: tuple[int, int] = MEETING,
) -> None:
    """Play the acts in order of time, and stop before one that lies beyond the stage or after now."""
    for act in acts_of(stage.script, hour=hour):
        if (act.stage is not None and act.stage > until) or (now is not None and act.at > now):
            return
        act.run(stage, act.at)


def acts_of(script: Rehearsal, *, hour: tuple[int, int] = MEETING) -> list[Act]:
    """Return everything that happens, in order of time."""
    meetings = tuple(Meeting(part, _working_day(script.starts_on, part.day)) for part in script.sessions)
    calendar = Calendar(script, meetings, hour)
    acts = [*_beginning(calendar), *_meetings(calendar), *_search(calendar), *_end(calendar)]
    return sorted(acts, key=lambda act: act.at)


def _working_day(start: date, day: int) -> int:
    """Move a day that falls on a weekend to the Monday after."""
    weekday = (start + timedelta(days=day)).weekday()
    return day + max(0, 7 - weekday) if weekday >= SATURDAY else day


def _beginning(calendar: Calendar) -> Iterator[Act]:
    first, *_others, last = calendar.days("PRELIMINARY")
    yield Act(calendar.at(first - DAYS_BEFORE, 10), preliminary.enter, Stage.BOOKED)
    yield Act(calendar.at(first, 20), preliminary.tell_demand, Stage.DEMAND)
    yield Act(calendar.at(first + 1, 20, 30), preliminary.diagnose, Stage.DIAGNOSIS)
    yield Act(calendar.at(last, 19, 15), preliminary.settle, Stage.PLAN)
    yield Act(calendar.at(last, 20), preliminary.agree, Stage.AGREED)


def _meetings(calendar: Calendar) -> Iterator[Act]:
    """Book each interview when the one before ends (the first with the account), and hold it."""
    booked_at = calendar.at(calendar.meetings[0].day - DAYS_BEFORE, 10, 10)
    stage: Stage | None = Stage.BOOKED
    for meeting in calendar.meetings:
        starts_at = calendar.at(meeting.day, *calendar.hour)
        over_at = starts_at + timedelta(minutes=meeting.part.minutes)
        yield Act(booked_at, _booking(meeting.part, starts_at), stage)
        yield Act(over_at, partial(_hold, meeting.part))
        booked_at, stage = over_at + timedelta(minutes=MINUTES_BEFORE), None


def _booking(part: SessionPart, starts_at: datetime) -> Callable[[Play, datetime], None]:
    return lambda stage, at: preliminary.book(stage, part, starts_at=starts_at, at=at)


def _hold(part: SessionPart, stage: Play, at: datetime) -> None:
    preliminary.hold(stage, part, at)


def _search(calendar: Calendar) -> Iterator[Act]:
    start = calendar.days("PRELIMINARY")[-1]
    days = calendar.days("INVESTIGATION")
    first, second, third = (days[min(index, len(days) - 1)] for index in range(3))
    yield Act(calendar.at(start + 1, 20), investigation.tell_experiences, Stage.EXPERIENCES)
    yield Act(calendar.at(first + 1, 19), investigation.sort_values, Stage.INTERESTS)
    yield Act(calendar.at(first + 1, 20), investigation.answer_interests, Stage.INTERESTS)
    yield Act(calendar.at(first + 1, 21), investigation.finish_own_work, Stage.INTERESTS)
    yield Act(calendar.at(second + 1, 20), investigation.keep_options, Stage.OPTIONS)
    yield Act(calendar.at(third + 1, 20), investigation.compare, Stage.COMPARED)
    yield Act(calendar.at(days[-1] + 1, 21), investigation.choose, Stage.DECIDED)
    yield Act(calendar.at(days[-1] + 1, 22), conclusion.conclude_investigation, Stage.DECIDED)


def _end(calendar: Calendar) -> Iterator[Act]:
    first, *_others, last = [*calendar.days("CONCLUSION"), calendar.meetings[-1].day]
    yield Act(calendar.at(first, 21), conclusion.plan_steps, Stage.STEPS)
    yield Act(calendar.at(last, 21, 15), conclusion.draft, Stage.DRAFTED)
    yield Act(calendar.at(last, 21, 30), conclusion.acknowledge, Stage.ACKNOWLEDGED)
    yield Act(calendar.at(last, 22), conclusion.deliver, Stage.DELIVERED)
    for days in LIGHT_CONTACTS:
        yield Act(calendar.at(last + days, 19), conclusion.answer_follow_up)
