"""The steps of a plan as a calendar file: whole days, or an hour in the site's zone."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import get_current_timezone, make_aware
from icalendar import Calendar, Event, Timezone

from bilan.accounts.models import Person
from bilan.projects.pieces import PlanStep
from bilan.projects.queries.plans import action_plan

USUAL_MINUTES = 30  # of a step at an hour whose length was not said


def plan_calendar(*, owner: Person, reader: Person, at: datetime) -> bytes:
    """Return the open steps of plan A as a calendar file; plan B waits in reserve, so it is not there.

    Raises:
        ProjectHidden: the reader is not the person.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Bilan//Plan//FR")
    calendar.add("version", "2.0")
    calendar.add_component(Timezone.from_tzid(str(get_current_timezone())))
    for planned in action_plan(owner=owner, reader=reader, plan="PLAN_A").steps:
        if planned.is_open:
            calendar.add_component(step_event(planned, at=at))
    written: bytes = calendar.to_ical()
    return written


def step_event(planned: PlanStep, *, at: datetime) -> Event:
    """Return a step as an event, the same one each time it is taken."""
    event = Event()
    event.add("uid", _uid(planned.id))
    event.add("dtstamp", at.astimezone(UTC))
    event.add("summary", planned.step.what)
    event.add("class", "PRIVATE")
    event.add("url", f"{settings.BILAN_ADDRESS}{reverse('action-plan')}")
    if planned.step.time:
        starts_at = make_aware(datetime.combine(planned.due_on, time.fromisoformat(planned.step.time)))
        event.add("dtstart", starts_at)
        event.add("dtend", starts_at + timedelta(minutes=planned.step.minutes or USUAL_MINUTES))
    else:
        event.add("dtstart", planned.due_on)
        event.add("dtend", planned.due_on + timedelta(days=1))
    return event


def _uid(key: UUID) -> str:
    return f"{key}@bilan"
