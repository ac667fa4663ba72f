"""Weekly hours open by themselves; absences and public holidays stay closed; two tabs lose nothing."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from django.utils.timezone import localdate, localtime

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.providers.errors import (
    AbsenceGone,
    AbsenceOverlap,
    AbsenceRefused,
    CalendarRefused,
    SlotLengthRefused,
    WeekChanged,
    WeekOverlap,
)
from bilan.providers.models import Absence, Practitioner, Slot
from bilan.providers.operations import close_slot, end_absence, extend_calendars, keep_week, note_absence
from bilan.providers.queries import absences_of, week_of
from bilan.providers.weeks import WeeklyHour, version_of
from tests.providers.builders import BOTH, MANAGER, a_practitioner, a_provider, a_slot

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
TUESDAY = WeeklyHour(1, time(9), 90, "FACE")
FRIDAY = WeeklyHour(4, time(14, 30), 60, "VIDEO")


@pytest.fixture
def now() -> datetime:
    """Return a Monday noon without a public holiday for nine weeks but 11 and 1 November."""
    return datetime.fromisoformat("2027-09-20T12:00:00+02:00")


def kept(practitioner: Practitioner, *week: WeeklyHour, at: datetime, seen: str | None = None) -> int:
    return keep_week(practitioner=practitioner, week=week, by=practitioner.person, at=at, seen=seen)


def away(
    practitioner: Practitioner, begins_on: date, until: date, *, at: datetime, by: Person | None = None
) -> Absence:
    return note_absence(
        practitioner=practitioner, begins_on=begins_on, until=until, by=by or practitioner.person, at=at
    )


def days_open(practitioner: Practitioner) -> list[date]:
    slots = Slot.objects.filter(practitioner=practitioner).order_by("starts_at")
    return [localdate(slot.starts_at) for slot in slots]


def test_a_week_opens_eight_weeks_of_slots_by_the_wall_s_clock(now: datetime) -> None:
    practitioner = a_practitioner()

    opened = kept(practitioner, TUESDAY, FRIDAY, at=now)

    slots = Slot.objects.filter(practitioner=practitioner).order_by("starts_at")
    hours = {(slot.starts_at.weekday(), localtime(slot.starts_at).time(), slot.mode) for slot in slots}
    assert opened == len(slots) == 16
    assert hours == {(1, time(9), "FACE"), (4, time(14, 30), "VIDEO")}
    assert Event.objects.get(act="week.kept").facts == {"hours": 2, "slots": 16}


def test_public_holidays_stay_closed(now: datetime) -> None:
    practitioner = a_practitioner()

    kept(practitioner, WeeklyHour(0, time(9), 90, "FACE"), WeeklyHour(3, time(9), 90, "FACE"), at=now)

    assert date(2027, 11, 1) not in days_open(practitioner)
    assert date(2027, 11, 11) not in days_open(practitioner)
    assert date(2027, 11, 8) in days_open(practitioner)


def test_another_week_replaces_the_free_slots_of_the_former_and_those_alone(now: datetime) -> None:
    practitioner = a_practitioner()
    kept(practitioner, TUESDAY, at=now)
    by_hand = a_slot(practitioner=practitioner, starts_at=now + 2 * DAY)
    taken = Slot.objects.filter(practitioner=practitioner, is_weekly=True).earliest("starts_at")
    Slot.objects.filter(pk=taken.pk).update(taken_by="a session")

    kept(practitioner, FRIDAY, at=now)

    left = Slot.objects.filter(practitioner=practitioner)
    assert left.filter(pk__in=[by_hand.pk, taken.pk]).count() == 2
    assert Counter(slot.starts_at.weekday() for slot in left.exclude(pk__in=[by_hand.pk, taken.pk])) == {4: 8}


def test_no_slot_opens_over_another_one(now: datetime) -> None:
    practitioner = a_practitioner()
    tomorrow = localtime(now).replace(hour=8) + DAY
    a_slot(practitioner=practitioner, starts_at=tomorrow, minutes=90)

    kept(practitioner, TUESDAY, at=now)

    assert Slot.objects.filter(practitioner=practitioner, starts_at__lt=now + 2 * DAY).count() == 1


def test_two_tabs_keep_one_week_and_say_so(now: datetime) -> None:
    practitioner = a_practitioner()
    seen = version_of(week_of(practitioner))
    kept(practitioner, TUESDAY, at=now, seen=seen)

    with pytest.raises(WeekChanged):
        kept(practitioner, FRIDAY, at=now, seen=seen)

    assert week_of(practitioner) == (TUESDAY,)


@pytest.mark.parametrize(("starts", "is_refused"), [(time(10, 29), True), (time(10, 30), False)])
def test_two_hours_of_a_week_may_touch_and_not_overlap(now: datetime, starts: time, is_refused: bool) -> None:
    practitioner, second = a_practitioner(), WeeklyHour(1, starts, 60, "FACE")

    if is_refused:
        with pytest.raises(WeekOverlap):
            kept(practitioner, second, TUESDAY, at=now)
    else:
        assert kept(practitioner, second, TUESDAY, at=now) == 16


def test_refuses_odd_lengths(now: datetime) -> None:
    with pytest.raises(SlotLengthRefused):
        kept(a_practitioner(), WeeklyHour(1, time(9), 14, "FACE"), at=now)


def test_the_days_that_come_in_sight_open_and_none_twice(now: datetime) -> None:
    practitioner = a_practitioner()
    kept(practitioner, TUESDAY, at=now)

    assert extend_calendars(at=now) == 0
    assert extend_calendars(at=now + WEEK) == 1
    assert extend_calendars(at=now + WEEK) == 0


def test_a_slot_closed_by_hand_stays_closed(now: datetime) -> None:
    practitioner = a_practitioner()
    kept(practitioner, TUESDAY, at=now)
    first = Slot.objects.earliest("starts_at")
    close_slot(slot=first, by=practitioner.person, at=now)

    extend_calendars(at=now + WEEK)

    assert not Slot.objects.filter(starts_at=first.starts_at).exists()


def test_whoever_has_no_week_gets_no_slot(now: datetime) -> None:
    a_practitioner()

    assert extend_calendars(at=now) == 0


def test_an_absence_closes_free_slots_and_leaves_appointments(now: datetime) -> None:
    practitioner = a_practitioner()
    kept(practitioner, TUESDAY, FRIDAY, at=now)
    taken = Slot.objects.earliest("starts_at")
    Slot.objects.filter(pk=taken.pk).update(taken_by="a session")
    first = localdate(now)

    away(practitioner, first, first + 13 * DAY, at=now)

    assert days_open(practitioner)[0] == localdate(taken.starts_at)
    assert days_open(practitioner)[1] > first + 13 * DAY
    assert [one.from_on for one in absences_of(practitioner, since=first)] == [first]


def test_an_absence_touches_its_own_days_alone(now: datetime) -> None:
    practitioner = a_practitioner()
    kept(
        practitioner, WeeklyHour(0, time(20), 90, "FACE"), TUESDAY, WeeklyHour(2, time(0), 60, "FACE"), at=now
    )
    tuesday = localdate(now) + DAY

    away(practitioner, tuesday, tuesday, at=now)

    assert days_open(practitioner)[:3] == [tuesday - DAY, tuesday + DAY, tuesday + 6 * DAY]


def test_taking_an_absence_back_opens_its_days_again(now: datetime) -> None:
    practitioner, first = a_practitioner(), localdate(now)
    kept(practitioner, TUESDAY, FRIDAY, at=now)
    before = days_open(practitioner)
    away(practitioner, first, first + 13 * DAY, at=now)

    opened = end_absence(practitioner=practitioner, begins_on=first, by=practitioner.person, at=now)

    assert opened == 4
    assert days_open(practitioner) == before
    with pytest.raises(AbsenceGone):
        end_absence(practitioner=practitioner, begins_on=first, by=practitioner.person, at=now)


def test_an_absence_taken_back_without_a_week_opens_nothing(now: datetime) -> None:
    practitioner, first = a_practitioner(), localdate(now)
    away(practitioner, first, first, at=now)

    assert end_absence(practitioner=practitioner, begins_on=first, by=practitioner.person, at=now) == 0


def test_weeks_kept_during_an_absence_open_around_it(now: datetime) -> None:
    practitioner, first = a_practitioner(), localdate(now)
    away(practitioner, first, first + 6 * DAY, at=now)

    kept(practitioner, TUESDAY, at=now)

    assert days_open(practitioner)[0] == first + 8 * DAY


@pytest.mark.parametrize(("begins", "lasts"), [(-3, 2), (2, -1), (1, 367)])
def test_refuses_absences_backwards_gone_by_or_endless(now: datetime, begins: int, lasts: int) -> None:
    practitioner, first = a_practitioner(), localdate(now) + begins * DAY

    with pytest.raises(AbsenceRefused):
        note_absence(
            practitioner=practitioner,
            begins_on=first,
            until=first + lasts * DAY,
            by=practitioner.person,
            at=now,
        )


def test_two_absences_do_not_meet(now: datetime) -> None:
    practitioner, first = a_practitioner(), localdate(now)
    away(practitioner, first, first + 3 * DAY, at=now)

    with pytest.raises(AbsenceOverlap):
        away(practitioner, first + 3 * DAY, first + 5 * DAY, at=now)

    away(practitioner, first + 4 * DAY, first + 5 * DAY, at=now)
    assert Absence.objects.count() == 2


def test_the_week_of_a_colleague_is_theirs_even_to_the_manager(now: datetime) -> None:
    provider = a_provider()
    practitioner, colleague = a_practitioner(provider=provider), a_practitioner(provider=provider, role=BOTH)
    manager, first = a_practitioner(provider=provider, role=MANAGER), localdate(now)

    for stranger in (colleague.person, manager.person):
        with pytest.raises(CalendarRefused):
            keep_week(practitioner=practitioner, week=(TUESDAY,), by=stranger, at=now)
        with pytest.raises(CalendarRefused):
            away(practitioner, first, first, at=now, by=stranger)
        with pytest.raises(CalendarRefused):
            end_absence(practitioner=practitioner, begins_on=first, by=stranger, at=now)
