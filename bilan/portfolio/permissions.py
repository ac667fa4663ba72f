"""Who may read and change a portfolio; the caller says whether the reader leads the owner's open case."""

from bilan.accounts.models import Person
from bilan.portfolio.models import Card, Comment, Experience


def may_change(*, person: Person, owner: Person) -> bool:
    """Tell whether someone may write in a portfolio: its owner alone."""
    return person.pk == owner.pk


def may_read(*, reader: Person, owner: Person, is_practitioner: bool) -> bool:
    """Tell whether someone may open a portfolio: its owner, and the practitioner of their open case."""
    return reader.pk == owner.pk or is_practitioner


def may_read_piece(*, reader: Person, piece: Experience | Card, is_practitioner: bool) -> bool:
    """Tell whether someone may read one piece: what is private stays with its owner."""
    if reader.pk == piece.person_id:
        return True
    return is_practitioner and not piece.is_private


def may_confirm(*, person: Person, card: Card, is_practitioner: bool) -> bool:
    """Tell whether someone may confirm a card: the practitioner who can read it, never its owner."""
    is_owner = person.pk == card.person_id
    return not is_owner and may_read_piece(reader=person, piece=card, is_practitioner=is_practitioner)


def may_comment(*, person: Person, piece: Experience | Card, is_practitioner: bool) -> bool:
    """Tell whether someone may write beside a piece: the practitioner who can read it, never its owner."""
    is_owner = person.pk == piece.person_id
    return not is_owner and may_read_piece(reader=person, piece=piece, is_practitioner=is_practitioner)


def may_remove_comment(*, person: Person, comment: Comment) -> bool:
    """Tell whether someone may take a remark away: who wrote it, and whose portfolio it is."""
    return person.pk in (comment.person_id, comment.author_id)
