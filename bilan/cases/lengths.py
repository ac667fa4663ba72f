"""How long a bilan may pause and how late it may end: what the rules of its profile leave, on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate

from bilan.cases.models import Case, Prolongation, Suspension
from bilan.rules import load_profile


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest day that a rule allows, which rule of which text, and whether a text sets it for sure."""

    day: date
    rule: str
    source: str
    weeks: int
    is_confirmed: bool


def paused_days(pauses: Iterable[Suspension], *, today: date) -> int:
    """Return the days that pauses took, one that goes on counted until its end."""
    return sum(((_end(pause)) - pause.starts_on).days for pause in pauses if pause.starts_on <= today)


def pause_on(pauses: Iterable[Suspension], day: date) -> Suspension | None:
    """Return the pause in which a day falls; the day of its end is already free."""
    return next((pause for pause in pauses if pause.starts_on <= day < _end(pause)), None)


def latest_resumption(
    case: Case, pauses: Iterable[Suspension], *, starts_on: date, today: date
) -> Latest | None:
    """Return the latest day on which a bilan goes on after a pause; None where no text sets it."""
    rule = load_profile(case.rule_profile).maximum_suspension_weeks.on(today)
    if rule.value is None:
        return None
    left = timedelta(weeks=rule.value) - timedelta(days=paused_days(pauses, today=today))
    day = max(starts_on, starts_on + left)
    return Latest(day, "maximum_suspension_weeks", rule.source, rule.value, rule.is_confirmed)


def latest_end(
    case: Case, pauses: Iterable[Suspension], agreed: Iterable[Prolongation], *, today: date
) -> Latest | None:
    """Return the latest end that the rules allow, the nearest of two bounds; None where no text sets any.

    A bilan lasts its greatest number of weeks, and is prolonged by some weeks beyond the agreement; days of
    pause count for neither.
    """
    profile, waited = load_profile(case.rule_profile), timedelta(days=paused_days(pauses, today=today))
    found = []
    whole = profile.maximum_weeks.on(today)
    if whole.value is not None:
        day = localdate(case.opened_at) + timedelta(weeks=whole.value) + waited
        found.append(Latest(day, "maximum_weeks", whole.source, whole.value, whole.is_confirmed))
    more = profile.maximum_prolongation_weeks.on(today)
    first = _first_end(case, agreed)
    if more.value is not None and first is not None:
        day = first + timedelta(weeks=more.value)
        found.append(Latest(day, "maximum_prolongation_weeks", more.source, more.value, more.is_confirmed))
    return min(found, key=lambda bound: bound.day, default=None)


def _first_end(case: Case, agreed: Iterable[Prolongation]) -> date | None:
    """Return when the bilan would end, pauses included, had nothing been prolonged."""
    longer = [row for row in agreed if row.answer == Prolongation.Answer.AGREED]
    if case.expected_end_on is None:
        return None
    return case.expected_end_on - sum(((row.until - row.before) for row in longer), timedelta())


def _end(pause: Suspension) -> date:
    """Return the day on which a bilan goes on: the one foreseen, or sooner when it was resumed."""
    return pause.until if pause.resumed_at is None else min(pause.until, localdate(pause.resumed_at))
