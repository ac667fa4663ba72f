"""Keep one's weekly hours and absences: slots open by themselves, weeks ahead, but on closed days."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate, make_aware

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.providers.errors import (
    AbsenceGone,
    AbsenceOverlap,
    AbsenceRefused,
    CalendarRefused,
    WeekChanged,
    WeekOverlap,
)
from bilan.providers.models import Absence, Practitioner, Slot, WeeklyTime
from bilan.providers.operations.slots import LONGEST, check_length
from bilan.providers.permissions import may_keep_calendar
from bilan.providers.queries import holidays_of, week_of
from bilan.providers.weeks import WeeklyHour, first_overlap, moments_of, version_of

AHEAD = timedelta(weeks=8)
LONGEST_ABSENCE = timedelta(days=366)


@transaction.atomic
def keep_week(
    *,
    practitioner: Practitioner,
    week: Sequence[WeeklyHour],
    by: Person,
    at: datetime,
    seen: str | None = None,
) -> int:
    """Keep the hours at which one receives each week and open them weeks ahead; return how many slots opened.

    Free slots of the former week close; those that somebody took, and those opened by hand, stay. `seen` is
    the version of the week that its writer read, None to replace whatever there is.

    Raises:
        CalendarRefused, WeekChanged, SlotLengthRefused, WeekOverlap.
    """
    owner = _own(practitioner, by)
    if seen is not None and version_of(week_of(owner)) != seen:
        raise WeekChanged
    _check_week(week)
    WeeklyTime.objects.filter(practitioner=owner).delete()
    WeeklyTime.objects.bulk_create(
        WeeklyTime(
            practitioner=owner, weekday=one.weekday, starts=one.starts, minutes=one.minutes, mode=one.mode
        )
        for one in week
    )
    Slot.objects.filter(practitioner=owner, is_weekly=True, taken_by="", starts_at__gt=at).delete()
    opened = _open_until(owner, localdate(at) + AHEAD, first=localdate(at), at=at)
    record(act="week.kept", by=by, object_=owner, at=at, facts={"hours": len(week), "slots": opened})
    return opened


@transaction.atomic
def note_absence(
    *, practitioner: Practitioner, begins_on: date, until: date, by: Person, at: datetime
) -> Absence:
    """Say that one does not receive from a day until another: the free slots of these days close.

    Raises:
        CalendarRefused, AbsenceRefused, AbsenceOverlap.
    """
    owner = _own(practitioner, by)
    if not begins_on <= until <= begins_on + LONGEST_ABSENCE or until < localdate(at):
        raise AbsenceRefused
    met = Absence.objects.filter(practitioner=owner, from_on__lte=until, until_on__gte=begins_on).first()
    if met is not None:
        raise AbsenceOverlap(met.from_on, met.until_on)
    absence = Absence.objects.create(practitioner=owner, from_on=begins_on, until_on=until)
    _slots_on(owner, begins_on, until).filter(taken_by="", starts_at__gt=at).delete()
    days = (until - begins_on).days + 1
    record(act="absence.noted", by=by, object_=owner, at=at, facts={"days": days})
    return absence


@transaction.atomic
def end_absence(*, practitioner: Practitioner, begins_on: date, by: Person, at: datetime) -> int:
    """Take back an absence; the weekly hours of its days open again; return how many.

    Raises:
        CalendarRefused, AbsenceGone.
    """
    owner = _own(practitioner, by)
    absence = Absence.objects.filter(practitioner=owner, from_on=begins_on).first()
    if absence is None:
        raise AbsenceGone
    absence.delete()
    opened = 0
    if owner.weekly_until is not None:
        first, last = max(begins_on, localdate(at)), min(absence.until_on, owner.weekly_until)
        opened = _open_between(owner, first, last, at=at)
    record(act="absence.ended", by=by, object_=owner, at=at, facts={"slots": opened})
    return opened


def extend_calendars(*, at: datetime) -> int:
    """Open the weekly hours of the days that come in sight; return how many slots (a daily job)."""
    horizon = localdate(at) + AHEAD
    short = Practitioner.objects.filter(is_active=True, weekly_until__lt=horizon)
    return sum(_extend(owner, horizon, at=at) for owner in short.order_by("pk"))


@transaction.atomic
def _extend(practitioner: Practitioner, horizon: date, *, at: datetime) -> int:
    """Open one calendar further; a slot closed by hand stays closed, since its day was opened before."""
    owner = _locked(practitioner)
    if owner.weekly_until is None or owner.weekly_until >= horizon:
        return 0
    first = max(owner.weekly_until + timedelta(days=1), localdate(at))
    return _open_until(owner, horizon, first=first, at=at)


def _own(practitioner: Practitioner, by: Person) -> Practitioner:
    owner = _locked(practitioner)
    if not may_keep_calendar(by, owner):
        raise CalendarRefused
    return owner


def _locked(practitioner: Practitioner) -> Practitioner:
    locked = Practitioner.objects.select_for_update(of=("self",)).select_related("provider")
    return locked.get(pk=practitioner.pk)


def _check_week(week: Sequence[WeeklyHour]) -> None:
    for hour in week:
        check_length(hour.minutes)
    late = first_overlap(week)
    if late is not None:
        raise WeekOverlap(late.weekday, late.starts)


def _open_until(owner: Practitioner, horizon: date, *, first: date, at: datetime) -> int:
    opened = _open_between(owner, first, horizon, at=at)
    owner.weekly_until = horizon
    owner.save(update_fields=["weekly_until"])
    return opened


def _open_between(owner: Practitioner, first: date, last: date, *, at: datetime) -> int:
    """Open the weekly hours of some days, but where a slot stands already (five queries)."""
    if first > last:
        return 0
    closed = _closed_days(owner, first, last)
    taken = [
        (slot.starts_at, slot.starts_at + timedelta(minutes=slot.minutes))
        for slot in _slots_on(owner, first, last, before=timedelta(minutes=LONGEST))
    ]
    fresh = [
        Slot(practitioner=owner, starts_at=moment, minutes=hour.minutes, mode=hour.mode, is_weekly=True)
        for moment, hour in moments_of(week_of(owner), first=first, last=last, closed=closed)
        if moment > at and not _meets(moment, moment + timedelta(minutes=hour.minutes), taken)
    ]
    return len(Slot.objects.bulk_create(fresh))


def _meets(start: datetime, end: datetime, taken: Sequence[tuple[datetime, datetime]]) -> bool:
    return any(begins < end and ends > start for begins, ends in taken)


def _closed_days(owner: Practitioner, first: date, last: date) -> frozenset[date]:
    """Return the days without slots: public holidays and absences."""
    days = set(holidays_of(owner, first=first, last=last, language="fr"))
    away = Absence.objects.filter(practitioner=owner, from_on__lte=last, until_on__gte=first)
    for absence in away.order_by("from_on"):
        span = (absence.until_on - absence.from_on).days + 1
        days |= {absence.from_on + timedelta(days=number) for number in range(span)}
    return frozenset(days)


def _slots_on(
    owner: Practitioner, first: date, last: date, *, before: timedelta = timedelta(0)
) -> QuerySet[Slot]:
    """Return the slots that begin on some days, or so long before them."""
    begins = make_aware(datetime.combine(first, time.min)) - before
    ends = make_aware(datetime.combine(last + timedelta(days=1), time.min))
    return Slot.objects.filter(practitioner=owner, starts_at__gte=begins, starts_at__lt=ends)
