"""Weekly hours as values: which moments they make, which overlap, which version they are."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from itertools import pairwise

from django.utils.timezone import make_aware

DIGEST = 16  # characters: enough to tell two weeks apart


@dataclass(frozen=True, slots=True, order=True)
class WeeklyHour:
    """An hour of each week: day (0 is Monday), when by the wall's clock, how long, how one meets."""

    weekday: int
    starts: time
    minutes: int
    mode: str


def version_of(week: Iterable[WeeklyHour]) -> str:
    """Return what tells one week from another."""
    told = "|".join(f"{one.weekday} {one.starts} {one.minutes} {one.mode}" for one in sorted(week))
    return sha256(told.encode()).hexdigest()[:DIGEST]


def first_overlap(week: Sequence[WeeklyHour]) -> WeeklyHour | None:
    """Return the first hour that begins before the one ahead of it is over, or None."""
    for before, after in pairwise(sorted(week)):
        if before.weekday == after.weekday and _minute(before) + before.minutes > _minute(after):
            return after
    return None


def moments_of(
    week: Sequence[WeeklyHour], *, first: date, last: date, closed: Collection[date]
) -> Iterator[tuple[datetime, WeeklyHour]]:
    """Yield the moments that a week makes between two days, those included, but on closed ones."""
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day in closed:
            continue
        for hour in sorted(one for one in week if one.weekday == day.weekday()):
            yield make_aware(datetime.combine(day, hour.starts)), hour


def _minute(hour: WeeklyHour) -> int:
    return hour.starts.hour * 60 + hour.starts.minute
