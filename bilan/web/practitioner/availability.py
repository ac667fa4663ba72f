"""When a practitioner receives: the hours of each week, the days away, the public holidays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bilan.cases.models import Session
from bilan.cases.queries import agenda_of
from bilan.providers.models import Absence, Practitioner, Slot
from bilan.providers.operations import end_absence, keep_week, note_absence
from bilan.providers.queries import absences_of, holidays_of, week_of
from bilan.providers.weeks import WeeklyHour, version_of
from bilan.web.audience import for_practitioner, person_of, practitioner_of
from bilan.web.outcome import acting
from bilan.web.practitioner.week_forms import AwayForm, WeekForm, written
from bilan.web.practitioner.wording import language

YEAR = timedelta(days=366)
AHEAD = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class AwayView:
    """An absence, and the interviews that fall in it."""

    from_on: date
    until_on: date
    meetings: tuple[Session, ...]


@for_practitioner
def availability(request: HttpRequest) -> HttpResponse:
    """Show the week that is kept; keep another on POST, unless it changed in between."""
    practitioner, now = practitioner_of(request), timezone.now()
    week = week_of(practitioner)
    form = WeekForm(request.POST if request.method == "POST" else None, week=week)
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_kept(len(form.week()))) as outcome:
            keep_week(
                practitioner=practitioner,
                week=form.week(),
                seen=request.POST.get("seen", ""),
                by=person_of(request),
                at=now,
            )
        if outcome.is_done:
            return redirect("availability")
    is_stale = request.method == "POST" and request.POST.get("seen", "") != version_of(week)
    return _page(request, form=form, other=_told(week) if is_stale else None)


@for_practitioner
@require_POST
def away(request: HttpRequest) -> HttpResponse:
    """Say that one does not receive on some days; the free slots of these days close."""
    form = AwayForm(request.POST)
    if form.is_valid():
        with acting(request, done=_("Ces jours sont fermés. Les rendez-vous déjà pris restent.")) as outcome:
            note_absence(
                practitioner=practitioner_of(request),
                **form.cleaned_data,
                by=person_of(request),
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("availability")
    return _page(request, away_form=form)


@for_practitioner
@require_POST
def back(request: HttpRequest) -> HttpResponse:
    """Take back an absence; the hours of the week open again."""
    try:
        begins_on = date.fromisoformat(request.POST.get("begins_on", ""))
    except ValueError as error:
        raise Http404 from error
    with acting(request, done=_("L’absence est retirée : vos heures habituelles rouvrent.")):
        end_absence(
            practitioner=practitioner_of(request),
            begins_on=begins_on,
            by=person_of(request),
            at=timezone.now(),
        )
    return redirect("availability")


def _page(
    request: HttpRequest,
    *,
    form: WeekForm | None = None,
    away_form: AwayForm | None = None,
    other: Sequence[str] | None = None,
) -> HttpResponse:
    practitioner, now = practitioner_of(request), timezone.now()
    today, week = timezone.localdate(now), week_of(practitioner)
    context = {
        "form": form or WeekForm(week=week),
        "seen": version_of(week),
        "other": other,
        "is_kept": bool(week),
        "away_form": away_form or AwayForm(),
        "absences": _absences(practitioner, today=today, now=now),
        "holidays": _holidays(practitioner, today=today),
    }
    return render(request, "practitioner/availability.html", context)


def _absences(practitioner: Practitioner, *, today: date, now: datetime) -> list[AwayView]:
    """Return the absences with the interviews that fall in them (two queries)."""
    found = list(absences_of(practitioner, since=today))
    coming = list(agenda_of(practitioner=practitioner, since=now, until=now + 2 * YEAR)) if found else []
    return [_away(absence, coming) for absence in found]


def _away(absence: Absence, coming: Sequence[Session]) -> AwayView:
    met = tuple(
        session
        for session in coming
        if absence.from_on <= timezone.localdate(session.starts_at) <= absence.until_on
    )
    return AwayView(absence.from_on, absence.until_on, met)


def _holidays(practitioner: Practitioner, *, today: date) -> Mapping[date, str]:
    return holidays_of(practitioner, first=today, last=today + AHEAD, language=language())


def _told(week: Sequence[WeeklyHour]) -> list[str]:
    """Say a week in lines: the day, its hours, how one meets."""
    return [
        _("%(day)s : %(hours)s, %(mode)s")
        % {
            "day": str(WEEKDAYS[weekday]).capitalize(),
            "hours": ", ".join(written(one.starts) for one in hours),
            "mode": Slot.Mode(hours[0].mode).label,
        }
        for weekday, hours in ((day, list(found)) for day, found in groupby(week, lambda one: one.weekday))
    ]


def _kept(count: int) -> str:
    if not count:
        return _("Votre semaine est vide : les créneaux libres qu’elle ouvrait sont fermés.")
    return ngettext(
        "Votre semaine est gardée : %(count)d heure, ouverte huit semaines à l’avance.",
        "Votre semaine est gardée : %(count)d heures, ouvertes huit semaines à l’avance.",
        count,
    ) % {"count": count}
