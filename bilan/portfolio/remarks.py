"""Reads of what practitioners wrote beside activities and cards, for whoever may read these."""

from uuid import UUID

from bilan.accounts.models import Person
from bilan.portfolio.errors import PieceHidden
from bilan.portfolio.models import Card, Comment, Experience
from bilan.portfolio.permissions import may_read_piece
from bilan.portfolio.pieces import Remark
from bilan.vault.operations import open_key


def remarks_on_card(*, reader: Person, card_id: UUID, is_practitioner: bool = False) -> tuple[Remark, ...]:
    """Return the remarks beside a card, oldest first (two queries).

    Raises:
        PieceHidden: someone else's, a private one, or none.
    """
    piece = Card.objects.filter(pk=card_id).first()
    _check(reader, piece, is_practitioner)
    return _remarks(reader, card=card_id)


def remarks_on_experience(
    *, reader: Person, experience_id: UUID, is_practitioner: bool = False
) -> tuple[Remark, ...]:
    """Return the remarks beside an activity, oldest first (two queries).

    Raises:
        PieceHidden: someone else's, a private one, or none.
    """
    piece = Experience.objects.filter(pk=experience_id).first()
    _check(reader, piece, is_practitioner)
    return _remarks(reader, experience=experience_id)


def _check(reader: Person, piece: Card | Experience | None, is_practitioner: bool) -> None:
    if piece is None or not may_read_piece(reader=reader, piece=piece, is_practitioner=is_practitioner):
        raise PieceHidden


def _remarks(reader: Person, **beside: UUID) -> tuple[Remark, ...]:
    rows = Comment.objects.select_related("key", "author").filter(**beside)
    return tuple(_remark(row, reader) for row in rows.order_by("written_at", "pk"))


def _remark(row: Comment, reader: Person) -> Remark:
    return Remark(
        id=row.pk,
        author="" if row.author is None else str(row.author),
        words=open_key(row.key).read_text(row, "words_sealed"),
        written_at=row.written_at,
        is_mine=row.author_id == reader.pk,
    )
