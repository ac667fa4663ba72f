"""Writes about providers, their people and their open slots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.providers.errors import (
    CalendarRefused,
    ManagementRefused,
    MemberAlready,
    SlotInThePast,
    SlotIsTaken,
    SlotLengthRefused,
    SlotOverlap,
)
from bilan.providers.models import Practitioner, Provider, Slot
from bilan.providers.permissions import may_keep_calendar, may_manage_provider

SHORTEST, LONGEST = 15, 240


@dataclass(frozen=True, slots=True)
class ProviderCard:
    """What a provider says of itself."""

    name: str
    postcode: str
    town: str
    address: str = ""
    phone: str = ""
    email: str = ""
    registration: str = ""
    latitude: float | None = None
    longitude: float | None = None
    by_video: bool = True
    step_free: bool = False
    is_certified: bool = False
    rule_profile: str = "fr-law"
    price_cents: int = 160_000
    is_demo: bool = False


@transaction.atomic
def found_provider(*, card: ProviderCard, role: Practitioner.Role, by: Person, at: datetime) -> Practitioner:
    """Create a provider and make its founder the first member."""
    provider = Provider.objects.create(**_fields(card))
    member = Practitioner.objects.create(person=by, provider=provider, role=role)
    record(act="provider.founded", by=by, object_=provider, at=at, facts={"role": role})
    return member


@transaction.atomic
def correct_provider(*, provider: Provider, card: ProviderCard, by: Person, at: datetime) -> Provider:
    """Correct what a provider says of itself; its own managers alone may."""
    held = Provider.objects.select_for_update(of=("self",)).get(pk=provider.pk)
    if not may_manage_provider(by, held):
        raise ManagementRefused
    for name, value in _fields(card).items():
        setattr(held, name, value)
    held.save()
    record(act="provider.corrected", by=by, object_=held, at=at)
    return held


@transaction.atomic
def add_practitioner(
    *,
    provider: Provider,
    person: Person,
    role: Practitioner.Role,
    by: Person,
    at: datetime,
    presentation: str = "",
) -> Practitioner:
    """Let someone lead bilans for, or manage, a provider."""
    if not may_manage_provider(by, provider):
        raise ManagementRefused
    if Practitioner.objects.filter(person=person, provider=provider).exists():
        raise MemberAlready
    member = Practitioner.objects.create(
        person=person, provider=provider, role=role, presentation=presentation.strip()
    )
    record(act="practitioner.added", by=by, object_=member, at=at, facts={"role": role})
    return member


@transaction.atomic
def present_oneself(*, practitioner: Practitioner, presentation: str, by: Person, at: datetime) -> None:
    """Change the few sentences by which a practitioner presents themselves."""
    if not may_keep_calendar(by, practitioner):
        raise CalendarRefused
    practitioner.presentation = presentation.strip()
    practitioner.save(update_fields=["presentation"])
    record(act="practitioner.presented", by=by, object_=practitioner, at=at)


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
    _check_length(minutes)
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


def _fields(card: ProviderCard) -> dict[str, str | int | float | bool | None]:
    return {name: getattr(card, name) for name in ProviderCard.__slots__}


def _check_length(minutes: int) -> None:
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
