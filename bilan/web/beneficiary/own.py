"""What belongs to the person who is signed in, or nothing."""

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cases.queries import case_of


def open_case_or_none(person: Person) -> Case | None:
    """Return the bilan under way, or None (one query)."""
    case = case_of(person)
    return case if case is not None and case.state == Case.State.OPEN else None
