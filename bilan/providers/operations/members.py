"""Writes about providers and their people."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.providers.errors import CalendarRefused, ManagementRefused, MemberAlready
from bilan.providers.models import Practitioner, Provider
from bilan.providers.permissions import may_keep_calendar, may_manage_provider


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


def _fields(card: ProviderCard) -> dict[str, str | int | float | bool | None]:
    return {name: getattr(card, name) for name in ProviderCard.__slots__}
