"""Write beside an activity or a card, never over it, and take a remark away."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.portfolio.errors import PieceHidden, WordsMissing
from bilan.portfolio.models import Card, Comment, Experience
from bilan.portfolio.permissions import may_comment, may_remove_comment
from bilan.vault.operations import open_key


@transaction.atomic
def comment_card(
    *, card_id: UUID, words: str, by: Person, is_practitioner: bool = False, at: datetime
) -> Comment:
    """Write beside a card that its owner shares.

    `is_practitioner`: `by` leads the owner's open case.

    Raises:
        PieceHidden: not the owner's practitioner, a private or retired card, or none.
        WordsMissing: nothing is written.
    """
    rows = Card.objects.select_for_update(of=("self",)).select_related("key", "person")
    card = rows.filter(pk=card_id, retired_at=None).first()
    if card is None or not may_comment(person=by, piece=card, is_practitioner=is_practitioner):
        raise PieceHidden
    return _write(Comment(card=card, key=card.key, person=card.person), words=words, by=by, at=at)


@transaction.atomic
def comment_experience(
    *, experience_id: UUID, words: str, by: Person, is_practitioner: bool = False, at: datetime
) -> Comment:
    """Write beside an activity that its owner shares.

    `is_practitioner`: `by` leads the owner's open case.

    Raises:
        PieceHidden: not the owner's practitioner, a private activity, or none.
        WordsMissing: nothing is written.
    """
    rows = Experience.objects.select_for_update(of=("self",)).select_related("key", "person")
    told = rows.filter(pk=experience_id).first()
    if told is None or not may_comment(person=by, piece=told, is_practitioner=is_practitioner):
        raise PieceHidden
    return _write(Comment(experience=told, key=told.key, person=told.person), words=words, by=by, at=at)


@transaction.atomic
def remove_comment(*, comment_id: UUID, by: Person, at: datetime) -> Comment:
    """Take a remark away for good and return it: who wrote it may, and whose portfolio it is.

    Raises:
        PieceHidden: someone else's, or none.
    """
    rows = Comment.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(pk=comment_id).first()
    if row is None or not may_remove_comment(person=by, comment=row):
        raise PieceHidden
    record(act="comment.removed", by=by, subject=row.person, object_=row, at=at)
    row.delete()
    return row


def _write(row: Comment, *, words: str, by: Person, at: datetime) -> Comment:
    if not words.strip():
        raise WordsMissing
    row.author, row.written_at = by, at
    row.words_sealed = open_key(row.key).seal(row, "words_sealed", words.strip())
    row.save(force_insert=True)
    record(act="comment.written", by=by, subject=row.person, object_=row, at=at)
    return row
