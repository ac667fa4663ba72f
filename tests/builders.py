"""Typed builders that state only what matters to a test."""

from itertools import count

from bilan.accounts.models import Person

_numbers = count(1)


def a_person(*, name: str = "Claire Morel", email: str = "") -> Person:
    """Return a saved person with an address of their own."""
    return Person.objects.create_user(email or f"person{next(_numbers)}@example.org", name=name)
