"""Who may read and change projects; the caller says whether the reader leads the person's open case."""

from bilan.accounts.models import Person
from bilan.projects.models import Option, Remark, Step


def may_decide(*, person: Person, owner: Person) -> bool:
    """Tell whether someone may keep, compare, choose and plan: the person alone."""
    return person.pk == owner.pk


def may_read(*, reader: Person, owner: Person, is_practitioner: bool) -> bool:
    """Tell whether someone may read: the person, and the practitioner of their open case."""
    return reader.pk == owner.pk or is_practitioner


def may_read_option(*, reader: Person, option: Option, is_practitioner: bool) -> bool:
    """Tell whether someone may read one option: what is private stays with its owner."""
    return reader.pk == option.person_id or (is_practitioner and not option.is_private)


def may_read_step(*, reader: Person, step: Step, is_practitioner: bool) -> bool:
    """Tell whether someone may read one step: what is private stays with its owner."""
    return reader.pk == step.person_id or (is_practitioner and not step.is_private)


def may_remark(*, person: Person, piece: Option | Step, is_practitioner: bool) -> bool:
    """Tell whether someone may write beside a piece: the practitioner who can read it, never its owner."""
    return person.pk != piece.person_id and is_practitioner and not piece.is_private


def may_remove_remark(*, person: Person, remark: Remark) -> bool:
    """Tell whether someone may take a remark away: who wrote it, and whose project it is."""
    return person.pk in (remark.person_id, remark.author_id)
