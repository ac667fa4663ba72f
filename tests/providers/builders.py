"""Providers, practitioners and slots, stating only what matters to a test."""

from datetime import datetime

from bilan.accounts.models import Person
from bilan.providers.models import Practitioner, Provider, Slot
from tests.builders import a_person

COUNSELLOR, MANAGER, BOTH = Practitioner.Role.COUNSELLOR, Practitioner.Role.MANAGER, Practitioner.Role.BOTH


def a_provider(
    *, name: str = "Atelier Boussole", profile: str = "fr-law", price_cents: int = 160_000
) -> Provider:
    """Return a provider in Angers."""
    return Provider.objects.create(
        name=name,
        postcode="49000",
        town="Angers",
        latitude=47.47,
        longitude=-0.55,
        rule_profile=profile,
        price_cents=price_cents,
    )


def a_practitioner(
    *,
    provider: Provider | None = None,
    person: Person | None = None,
    role: Practitioner.Role = COUNSELLOR,
    profile: str = "fr-law",
) -> Practitioner:
    """Return someone who leads bilans, for a provider of their own unless one is given."""
    return Practitioner.objects.create(
        person=person or a_person(name="Hélène Quéméner"),
        provider=provider or a_provider(profile=profile),
        role=role,
    )


def a_slot(
    *, practitioner: Practitioner, starts_at: datetime, minutes: int = 90, mode: Slot.Mode = Slot.Mode.FACE
) -> Slot:
    """Return an open slot."""
    return Slot.objects.create(practitioner=practitioner, starts_at=starts_at, minutes=minutes, mode=mode)
