"""Slots: one's own, ahead, apart, and given back."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError

from bilan.audit.models import Event
from bilan.providers.errors import CalendarRefused, SlotInThePast, SlotIsTaken, SlotLengthRefused, SlotOverlap
from bilan.providers.models import Practitioner, Slot
from bilan.providers.operations import close_slot, free_slot, open_slots, take_slot
from bilan.providers.queries import next_free_slots, slots_of
from tests.providers.builders import BOTH, MANAGER, a_practitioner, a_provider, a_slot

pytestmark = pytest.mark.django_db


def opened(
    practitioner: Practitioner, *starts: datetime, at: datetime, minutes: int = 90
) -> tuple[Slot, ...]:
    return open_slots(
        practitioner=practitioner,
        starts=starts,
        minutes=minutes,
        mode=Slot.Mode.FACE,
        by=practitioner.person,
        at=at,
    )


def test_opens_one_s_own_slots_and_leaves_a_trace(now: datetime) -> None:
    practitioner = a_practitioner()

    opened(practitioner, now + timedelta(days=2), now + timedelta(days=1), at=now)

    starts = [slot.starts_at for slot in next_free_slots(practitioner=practitioner, after=now)]
    assert starts == [now + timedelta(days=1), now + timedelta(days=2)]
    assert Event.objects.get(act="slots.opened").facts == {"count": 2}


def test_refuses_the_calendar_of_a_colleague_even_to_the_manager(now: datetime) -> None:
    provider = a_provider()
    practitioner = a_practitioner(provider=provider)
    colleague = a_practitioner(provider=provider, role=BOTH)

    with pytest.raises(CalendarRefused):
        open_slots(
            practitioner=practitioner,
            starts=[now + timedelta(days=1)],
            minutes=60,
            mode=Slot.Mode.FACE,
            by=colleague.person,
            at=now,
        )


def test_a_manager_who_leads_no_bilan_has_no_calendar(now: datetime) -> None:
    manager = a_practitioner(role=MANAGER)

    with pytest.raises(CalendarRefused):
        opened(manager, now + timedelta(days=1), at=now)


def test_refuses_what_is_past(now: datetime) -> None:
    practitioner = a_practitioner()

    with pytest.raises(SlotInThePast):
        opened(practitioner, now, at=now)
    opened(practitioner, now + timedelta(minutes=1), at=now)


@pytest.mark.parametrize("minutes", [14, 241])
def test_refuses_a_length_that_no_interview_has(now: datetime, minutes: int) -> None:
    with pytest.raises(SlotLengthRefused):
        opened(a_practitioner(), now + timedelta(days=1), at=now, minutes=minutes)


@pytest.mark.parametrize("minutes", [15, 240])
def test_accepts_the_shortest_and_the_longest(now: datetime, minutes: int) -> None:
    assert opened(a_practitioner(), now + timedelta(days=1), at=now, minutes=minutes)


@pytest.mark.parametrize("shift", [-89, 0, 89])
def test_refuses_slots_that_overlap_and_opens_none(now: datetime, shift: int) -> None:
    practitioner = a_practitioner()
    first = a_slot(practitioner=practitioner, starts_at=now + timedelta(days=1))

    with pytest.raises(SlotOverlap):
        opened(practitioner, first.starts_at + timedelta(minutes=shift), now + timedelta(hours=1), at=now)

    assert Slot.objects.count() == 1


@pytest.mark.parametrize("shift", [-90, 90])
def test_opens_slots_that_touch(now: datetime, shift: int) -> None:
    practitioner = a_practitioner()
    first = a_slot(practitioner=practitioner, starts_at=now + timedelta(days=1))

    assert opened(practitioner, first.starts_at + timedelta(minutes=shift), at=now)


def test_the_database_holds_one_slot_at_a_time(now: datetime) -> None:
    first = a_slot(practitioner=a_practitioner(), starts_at=now)

    with pytest.raises(IntegrityError):
        a_slot(practitioner=first.practitioner, starts_at=now)


def test_a_slot_is_taken_once_and_given_back(now: datetime) -> None:
    slot = a_slot(practitioner=a_practitioner(), starts_at=now + timedelta(days=1))

    assert take_slot(slot=slot, taken_by="a")
    assert not take_slot(slot=slot, taken_by="b")
    assert free_slot(taken_by="a")
    assert take_slot(slot=slot, taken_by="b")


def test_a_taken_slot_is_not_closed(now: datetime) -> None:
    slot = a_slot(practitioner=a_practitioner(), starts_at=now + timedelta(days=1))
    take_slot(slot=slot, taken_by="a")

    with pytest.raises(SlotIsTaken):
        close_slot(slot=slot, by=slot.practitioner.person, at=now)
    free_slot(taken_by="a")
    close_slot(slot=slot, by=slot.practitioner.person, at=now)

    assert not Slot.objects.exists()


def test_a_colleague_does_not_close_a_slot(now: datetime) -> None:
    provider = a_provider()
    slot = a_slot(practitioner=a_practitioner(provider=provider), starts_at=now + timedelta(days=1))

    with pytest.raises(CalendarRefused):
        close_slot(slot=slot, by=a_practitioner(provider=provider).person, at=now)


def test_free_slots_leave_two_hours_of_notice(now: datetime) -> None:
    practitioner = a_practitioner()
    a_slot(practitioner=practitioner, starts_at=now + timedelta(minutes=119))
    kept = a_slot(practitioner=practitioner, starts_at=now + timedelta(minutes=240))
    week = now + timedelta(days=7)

    assert list(next_free_slots(practitioner=practitioner, after=now)) == [kept]
    assert list(next_free_slots(practitioner=practitioner, after=now, until=kept.starts_at)) == []
    assert len(slots_of(practitioner=practitioner, since=now, until=week)) == 2
