"""Who may answer, read and correct; the caller says whether the reader leads the person's open case."""

from bilan.accounts.models import Person
from bilan.instruments.models import Administration


def may_answer(*, person: Person, administration: Administration) -> bool:
    """Tell whether someone may answer: the person alone."""
    return administration.person_id == person.pk


def may_read(*, reader: Person, administration: Administration, is_practitioner: bool) -> bool:
    """Tell whether someone may read: the person, and their practitioner once it is finished, not before."""
    if administration.person_id == reader.pk:
        return True
    return is_practitioner and administration.finished_at is not None


def may_assign(*, by: Person, person: Person, is_practitioner: bool) -> bool:
    """Tell whether someone may open a reserved instrument for a person: their practitioner alone."""
    return is_practitioner and by.pk != person.pk


def may_give_back(*, by: Person, administration: Administration, is_practitioner: bool) -> bool:
    """Tell whether someone may say that a result was gone through: the practitioner, never the person."""
    return is_practitioner and administration.person_id != by.pk


def may_correct(*, person: Person, administration: Administration, is_practitioner: bool) -> bool:
    """Tell whether someone may set a level beside the measured one: the practitioner, never the person."""
    is_owner = administration.person_id == person.pk
    return is_practitioner and not is_owner and administration.finished_at is not None
