"""Who may read and change projects; the caller says whether the reader leads the person's open case."""

from bilan.accounts.models import Person


def may_decide(*, person: Person, owner: Person) -> bool:
    """Tell whether someone may keep, compare, choose and plan: the person alone."""
    return person.pk == owner.pk


def may_read(*, reader: Person, owner: Person, is_practitioner: bool) -> bool:
    """Tell whether someone may read: the person, and the practitioner of their open case."""
    return reader.pk == owner.pk or is_practitioner
