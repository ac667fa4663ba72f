"""Open and close the times that people may book, take one and give it back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.providers.errors import CalendarRefused, SlotInThePast, SlotIsTaken, SlotLengthRefused, SlotOverlap
from bilan.providers.models import Practitioner, Slot
from bilan.providers.permissions import may_keep_calendar

SHORTEST, LONGEST = 15, 240


@transaction.atomic
def open_slots(
    *,
    practitioner: Practitioner,
    starts: Sequence[datetime],
    minutes: int,
    mode: Slot.Mode,
    by: Person,
    at: datetime,
) -> tuple[Slot, ...]:
    """Open slots in one's own calendar, all of them or none."""
    owner = Practitioner.objects.select_for_update(of=("self",)).get(pk=practitioner.pk)
    if not may_keep_calendar(by, owner):
        raise CalendarRefused
    check_length(minutes)
    opened = tuple(_open(owner, moment, minutes, mode, at) for moment in sorted(starts))
    record(act="slots.opened", by=by, object_=owner, at=at, facts={"count": len(opened)})
    return opened


@transaction.atomic
def close_slot(*, slot: Slot, by: Person, at: datetime) -> None:
    """Close a free slot; one that an interview took stays."""
    held = Slot.objects.select_for_update(of=("self",)).select_related("practitioner").get(pk=slot.pk)
    if not may_keep_calendar(by, held.practitioner):
        raise CalendarRefused
    if held.taken_by:
        raise SlotIsTaken(held.starts_at)
    record(act="slot.closed", by=by, object_=held, at=at)
    held.delete()


def take_slot(*, slot: Slot, taken_by: str) -> bool:
    """Take a slot for an interview; False when someone was quicker (one conditional update)."""
    return bool(Slot.objects.filter(pk=slot.pk, taken_by="").update(taken_by=taken_by))


def free_slot(*, taken_by: str) -> bool:
    """Give back the slot that an interview took."""
    return bool(Slot.objects.filter(taken_by=taken_by).update(taken_by=""))


def check_length(minutes: int) -> None:
    """Refuse a slot shorter than a quarter of an hour or longer than half a day."""
    if not SHORTEST <= minutes <= LONGEST:
        raise SlotLengthRefused(minutes)


def _open(owner: Practitioner, moment: datetime, minutes: int, mode: Slot.Mode, at: datetime) -> Slot:
    if moment <= at:
        raise SlotInThePast(moment)
    around = Slot.objects.filter(
        practitioner=owner,
        starts_at__lt=moment + timedelta(minutes=minutes),
        starts_at__gt=moment - timedelta(minutes=LONGEST),
    )
    if any(slot.starts_at + timedelta(minutes=slot.minutes) > moment for slot in around):
        raise SlotOverlap(moment)
    try:
        with transaction.atomic():
            return Slot.objects.create(practitioner=owner, starts_at=moment, minutes=minutes, mode=mode)
    except IntegrityError as error:
        raise SlotOverlap(moment) from error
