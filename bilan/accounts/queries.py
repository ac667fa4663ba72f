"""Reads about people and their consents."""

from django.db.models import QuerySet

from bilan.accounts.models import Consent, ConsentKind, Person


def demo_people() -> QuerySet[Person]:
    """Return the invented people of the demonstration, by name."""
    return Person.objects.filter(is_demo=True).order_by("name", "pk")


def has_consent(*, person: Person, kind: ConsentKind) -> bool:
    """Tell whether a consent stands today (one query)."""
    return Consent.objects.filter(person=person, kind=kind, withdrawn_at__isnull=True).exists()
