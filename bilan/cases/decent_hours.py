"""When a mail may arrive: in the day of whoever reads it, never in the night."""

from datetime import datetime, time, timedelta

from django.utils.timezone import localtime

FIRST, LAST = time(8), time(20)
SPARE = timedelta(hours=1)  # a reminder later than this leaves no time to set out


def in_the_day(due_at: datetime, *, before: datetime, at: datetime) -> datetime:
    """Return when a reminder due at some hour leaves, between 8 and 20 local time.

    What falls in the evening leaves at 20; what falls before dawn leaves at 8, or the evening before when the
    appointment is too near. An appointment booked too late for either keeps its hour: better late than not.
    """
    local = localtime(due_at)
    if local.time() > LAST:
        return _earlier(_on(local, LAST), due_at, at)
    if local.time() >= FIRST:
        return due_at
    morning = _on(local, FIRST)
    if morning + SPARE <= before:
        return morning
    return _earlier(_on(local - timedelta(days=1), LAST), due_at, at)


def next_in_the_day(at: datetime) -> datetime:
    """Return when a mail that nobody waits for leaves: at once in the day, else at eight in the morning."""
    local = localtime(at)
    if FIRST <= local.time() <= LAST:
        return at
    return _on(local if local.time() < FIRST else local + timedelta(days=1), FIRST)


def _on(day: datetime, hour: time) -> datetime:
    """Return an hour of a local day, the change of clocks respected."""
    return datetime.combine(day.date(), hour, tzinfo=day.tzinfo)


def _earlier(wished: datetime, due_at: datetime, at: datetime) -> datetime:
    return wished if wished > at else due_at
