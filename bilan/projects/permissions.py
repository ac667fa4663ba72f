"""Who may read and change projects; the caller says whether the reader leads the person's open case."""

from bilan.accounts.models import Person
from bilan.projects.models import Option


def may_decide(*, person: Person, owner: Person) -> bool:
    """Tell whether someone may keep, compare, choose and plan: the person alone."""
    return person.pk == owner.pk


def may_read(*, reader: Person, owner: Person, is_practitioner: bool) -> bool:
    """Tell whether someone may read: the person, and the practitioner of their open case."""
    return reader.pk == owner.pk or is_practitioner


def may_read_option(*, reader: Person, option: Option, is_practitioner: bool) -> bool:
    """Tell whether someone may read one option: what is private stays with its owner."""
    return reader.pk == option.person_id or (is_practitioner and not option.is_private)
