"""A month of the practitioner's calendar as a table: who comes, what is open, what is closed."""

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

from bilan.providers.models import Practitioner
from bilan.providers.queries import absences_of, holidays_of
from bilan.web.audience import for_practitioner, practitioner_of
from bilan.web.practitioner.calendar import Day, days_of, events_between
from bilan.web.practitioner.wording import language

FARTHEST = timedelta(days=731)
MONDAY_FIRST = Calendar(firstweekday=0)


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the table."""

    on: date
    is_here: bool
    is_today: bool
    booked: int
    free: int
    closed: str
    is_away: bool


@for_practitioner
def month(request: HttpRequest, month: str) -> HttpResponse:
    """Show a month, day by day; the days before today keep who came."""
    practitioner, today = practitioner_of(request), timezone.localdate()
    first = _first_day(month, today)
    last = _next(first) - timedelta(days=1)
    days = _days(practitioner, first, last)
    context = {
        "first": first,
        "weekdays": [(WEEKDAYS_ABBR[number], WEEKDAYS[number]) for number in range(7)],
        "weeks": _weeks(practitioner, first, last, {day.on: day for day in days}, today),
        "days": [day for day in days if day.on >= today],
        "past": [day for day in days if day.on < today and day.booked],
        "before": _within(_first(first - timedelta(days=1)), today),
        "after": _within(_next(first), today),
        "this": _code(today) if (today.year, today.month) != (first.year, first.month) else "",
    }
    return render(request, "practitioner/month.html", context)


def _first_day(month: str, today: date) -> date:
    """Return the first day of a month written as 2026-12, or 404 when it is too far to mean anything."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError as error:
        raise Http404 from error
    if not _within(first, today):
        raise Http404
    return first


def _days(practitioner: Practitioner, first: date, last: date) -> list[Day]:
    return days_of(events_between(practitioner, _midnight(first), _midnight(last + timedelta(days=1))))


def _weeks(
    practitioner: Practitioner, first: date, last: date, days: Mapping[date, Day], today: date
) -> list[list[Cell]]:
    """Return the weeks of the table, closed days named (one query)."""
    holidays = holidays_of(practitioner, first=first, last=last, language=language())
    absences = [(one.from_on, one.until_on) for one in absences_of(practitioner, since=first)]
    away = {on for on in _span(first, last) if any(begins <= on <= ends for begins, ends in absences)}
    return [
        [_cell(on, first, days.get(on), today, holidays.get(on, ""), on in away) for on in week]
        for week in MONDAY_FIRST.monthdatescalendar(first.year, first.month)
    ]


def _cell(on: date, first: date, day: Day | None, today: date, closed: str, is_away: bool) -> Cell:
    return Cell(
        on=on,
        is_here=on.month == first.month,
        is_today=on == today,
        booked=len(day.booked) if day else 0,
        free=len(day.free) if day and on >= today else 0,
        closed=closed,
        is_away=is_away,
    )


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _first(on: date) -> date:
    return on.replace(day=1)


def _within(first: date, today: date) -> str:
    """Return the address of a month, empty when it lies too far away."""
    return _code(first) if today - FARTHEST <= first <= today + FARTHEST else ""


def _code(on: date) -> str:
    return f"{on:%Y-%m}"


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))
