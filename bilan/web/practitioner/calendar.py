"""The practitioner's calendar: interviews booked, slots left open, several opened at once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bilan.cases.models import Session
from bilan.cases.queries import agenda_of
from bilan.providers.models import Practitioner, Slot
from bilan.providers.operations import close_slot, open_slots
from bilan.providers.queries import slots_of
from bilan.web.audience import for_practitioner, person_of, practitioner_of
from bilan.web.outcome import acting
from bilan.web.practitioner.slot_forms import SlotsForm

HORIZON = timedelta(weeks=6)
FARTHEST = timedelta(weeks=53)


@dataclass(frozen=True, slots=True)
class Event:
    """An hour of the calendar: someone who comes, or an open slot."""

    starts_at: datetime
    minutes: int
    mode: str
    session: Session | None = None
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar."""

    on: date
    events: tuple[Event, ...]

    @property
    def booked(self) -> tuple[Event, ...]:
        """Those who come."""
        return tuple(event for event in self.events if event.session is not None)

    @property
    def free(self) -> tuple[Event, ...]:
        """The slots that nobody took."""
        return tuple(event for event in self.events if event.slot is not None)


@for_practitioner
def calendar(request: HttpRequest) -> HttpResponse:
    """Show six weeks; open several slots at once on POST, all of them or none."""
    practitioner, now = practitioner_of(request), timezone.now()
    form = SlotsForm(request.POST if request.method == "POST" else None, initial=_initial(now))
    if request.method == "POST" and form.is_valid() and (starts := form.starts(now)):
        with acting(request, done=_opened(len(starts))) as outcome:
            open_slots(
                practitioner=practitioner,
                starts=starts,
                minutes=form.cleaned_data["minutes"],
                mode=form.cleaned_data["mode"],
                by=person_of(request),
                at=now,
            )
        if outcome.is_done:
            return redirect("calendar")
    events = events_between(practitioner, now, now + HORIZON)
    context = {
        "form": form,
        "days": days_of(events),
        "booked": sum(event.session is not None for event in events),
        "free": sum(event.slot is not None for event in events),
        "until": timezone.localdate(now + HORIZON),
        "month": f"{timezone.localdate(now):%Y-%m}",
    }
    return render(request, "practitioner/calendar.html", context)


@for_practitioner
@require_POST
def close(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """Close a slot of one's own that nobody took."""
    practitioner, now = practitioner_of(request), timezone.now()
    ahead = slots_of(practitioner=practitioner, since=now - HORIZON, until=now + FARTHEST)
    slot = next((one for one in ahead if one.pk == slot_id), None)
    if slot is None:
        raise Http404
    with acting(request, done=_("Le créneau est fermé.")):
        close_slot(slot=slot, by=person_of(request), at=now)
    return redirect("calendar")


def _initial(now: datetime) -> dict[str, object]:
    monday = timezone.localdate(now) + timedelta(days=7 - timezone.localdate(now).weekday())
    return {"from_on": monday, "until_on": monday + timedelta(days=11)}


def _opened(count: int) -> str:
    return ngettext("%(count)d créneau est ouvert.", "%(count)d créneaux sont ouverts.", count) % {
        "count": count
    }


def events_between(practitioner: Practitioner, since: datetime, until: datetime) -> list[Event]:
    """Return who comes and what is still open in a period (two queries)."""
    booked = [
        Event(session.starts_at, session.planned_minutes, session.get_mode_display(), session=session)
        for session in agenda_of(practitioner=practitioner, since=since, until=until)
    ]
    free = [
        Event(slot.starts_at, slot.minutes, slot.get_mode_display(), slot=slot)
        for slot in slots_of(practitioner=practitioner, since=since, until=until)
        if not slot.taken_by
    ]
    return sorted([*booked, *free], key=lambda event: event.starts_at)


def days_of(events: list[Event]) -> list[Day]:
    """Group the hours of a period by day."""
    grouped = groupby(events, key=lambda event: timezone.localdate(event.starts_at))
    return [Day(on, tuple(found)) for on, found in grouped]
