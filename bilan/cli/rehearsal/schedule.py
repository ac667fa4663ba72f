"""Lay a whole bilan on the calendar and play it, up to a stage or to now."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from bilan.cli.rehearsal import conclusion, investigation, preliminary
from bilan.cli.rehearsal.schema import Rehearsal, SessionPart
from bilan.cli.rehearsal.stage import Act, Play, Stage, moment

MEETING_HOUR = 14
MINUTES_BEFORE = 2
DAYS_BEFORE = 3


def play(stage: Play, *, until: Stage = Stage.DELIVERED, now: datetime | None = None) -> None:
    """Play the acts in order of time, and stop before one that lies beyond the stage or after now."""
    for act in acts_of(stage.script):
        if (act.stage is not None and act.stage > until) or (now is not None and act.at > now):
            return
        act.run(stage, act.at)


def acts_of(script: Rehearsal) -> list[Act]:
    """Return everything that happens, in order of time."""
    acts = [*_beginning(script), *_meetings(script), *_search(script), *_end(script)]
    return sorted(acts, key=lambda act: act.at)


def _sessions(script: Rehearsal, phase: str) -> list[SessionPart]:
    return [part for part in script.sessions if part.phase == phase]


def _at(script: Rehearsal, day: int, hour: int, minute: int = 0) -> datetime:
    return moment(script.starts_on, day, hour, minute)


def _beginning(script: Rehearsal) -> Iterator[Act]:
    preliminary_days = [part.day for part in _sessions(script, "PRELIMINARY")]
    first, last = preliminary_days[0], preliminary_days[-1]
    yield Act(_at(script, first - DAYS_BEFORE, 10), preliminary.enter, Stage.BOOKED)
    yield Act(_at(script, first, 20), preliminary.tell_demand, Stage.DEMAND)
    yield Act(_at(script, first + 1, 20, 30), preliminary.diagnose, Stage.DIAGNOSIS)
    yield Act(_at(script, last, 18), preliminary.settle, Stage.PLAN)
    yield Act(_at(script, last, 20), preliminary.agree, Stage.AGREED)


def _meetings(script: Rehearsal) -> Iterator[Act]:
    """Book each interview when the one before ends (the first with the account), and hold it."""
    booked_at = _at(script, script.sessions[0].day - DAYS_BEFORE, 10, 10)
    stage: Stage | None = Stage.BOOKED
    for part in script.sessions:
        starts_at = _at(script, part.day, MEETING_HOUR)
        over_at = starts_at + timedelta(minutes=part.minutes)
        yield Act(booked_at, _booking(part, starts_at), stage)
        yield Act(over_at, partial(_hold, part))
        booked_at, stage = over_at + timedelta(minutes=MINUTES_BEFORE), None


def _booking(part: SessionPart, starts_at: datetime) -> Callable[[Play, datetime], None]:
    return lambda stage, at: preliminary.book(stage, part, starts_at=starts_at, at=at)


def _hold(part: SessionPart, stage: Play, at: datetime) -> None:
    preliminary.hold(stage, part, at)


def _search(script: Rehearsal) -> Iterator[Act]:
    start = _sessions(script, "PRELIMINARY")[-1].day
    days = [part.day for part in _sessions(script, "INVESTIGATION")]
    first, second, third = (days[min(index, len(days) - 1)] for index in range(3))
    yield Act(_at(script, start + 1, 20), investigation.tell_experiences, Stage.EXPERIENCES)
    yield Act(_at(script, first + 1, 19), investigation.sort_values)
    yield Act(_at(script, first + 1, 20), investigation.answer_interests, Stage.INTERESTS)
    yield Act(_at(script, second + 1, 20), investigation.keep_options, Stage.OPTIONS)
    yield Act(_at(script, third + 1, 20), investigation.compare, Stage.COMPARED)
    yield Act(_at(script, days[-1] + 1, 21), investigation.choose, Stage.DECIDED)
    yield Act(_at(script, days[-1] + 1, 22), conclusion.conclude_investigation, Stage.DECIDED)


def _end(script: Rehearsal) -> Iterator[Act]:
    days = [part.day for part in _sessions(script, "CONCLUSION")]
    yield Act(_at(script, days[0], 21), conclusion.plan_steps, Stage.STEPS)
    yield Act(_at(script, days[-1], 18), conclusion.draft, Stage.DRAFTED)
    yield Act(_at(script, days[-1], 20), conclusion.acknowledge, Stage.ACKNOWLEDGED)
    yield Act(_at(script, days[-1], 21), conclusion.deliver, Stage.DELIVERED)
