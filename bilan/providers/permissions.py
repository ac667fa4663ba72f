"""Who may act for a provider or on a calendar."""

from bilan.accounts.models import Person
from bilan.providers.models import Practitioner, Provider

MANAGING = (Practitioner.Role.MANAGER, Practitioner.Role.BOTH)
LEADING = (Practitioner.Role.COUNSELLOR, Practitioner.Role.BOTH)


def may_manage_provider(person: Person, provider: Provider) -> bool:
    """Tell whether a person manages this provider (one query)."""
    return Practitioner.objects.filter(
        person=person, provider=provider, role__in=MANAGING, is_active=True
    ).exists()


def may_keep_calendar(person: Person, practitioner: Practitioner) -> bool:
    """Tell whether a person opens and closes this practitioner's slots: their own alone (no query)."""
    return practitioner.is_active and practitioner.person_id == person.pk and practitioner.role in LEADING


def may_lead_bilans(practitioner: Practitioner) -> bool:
    """Tell whether a practitioner may be given a bilan (no query)."""
    return practitioner.is_active and practitioner.role in LEADING
