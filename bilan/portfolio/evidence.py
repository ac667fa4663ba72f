"""Reads of the files that show a skill, for whoever may read its card."""

from uuid import UUID

from django.db.models import QuerySet

from bilan.accounts.models import Person
from bilan.portfolio.errors import PieceHidden
from bilan.portfolio.models import Card, EvidenceFile
from bilan.portfolio.permissions import may_read, may_read_piece
from bilan.portfolio.pieces import Evidence
from bilan.vault.operations import open_file, open_key


def evidence_of(
    *, owner: Person, reader: Person, card_id: UUID | None = None, is_practitioner: bool = False
) -> tuple[Evidence, ...]:
    """Return the files on someone's cards, or on one of them, oldest first; without their bytes (one query).

    Files on private cards are for their owner alone.

    Raises:
        PieceHidden: the reader neither owns nor leads.
    """
    if not may_read(reader=reader, owner=owner, is_practitioner=is_practitioner):
        raise PieceHidden
    rows = _rows().filter(card__person=owner)
    if card_id is not None:
        rows = rows.filter(card=card_id)
    if reader.pk != owner.pk:
        rows = rows.filter(card__is_private=False, card__retired_at=None)
    return tuple(_opened(row) for row in rows.order_by("created_at", "pk"))


def evidence_file(
    *, reader: Person, evidence_id: UUID, is_practitioner: bool = False
) -> tuple[Evidence, bytes]:
    """Return one file with its bytes (one query).

    Raises:
        PieceHidden: someone else's, one on a private card, or none.
        FileLost, KeyDestroyed, ContentTampered: the file cannot be opened.
    """
    row = _rows().filter(pk=evidence_id).first()
    if row is None or not _may_open(reader=reader, card=row.card, is_practitioner=is_practitioner):
        raise PieceHidden
    return _opened(row), open_file(file=row.file)


def _may_open(*, reader: Person, card: Card, is_practitioner: bool) -> bool:
    is_put_away = card.retired_at is not None and reader.pk != card.person_id
    return not is_put_away and may_read_piece(reader=reader, piece=card, is_practitioner=is_practitioner)


def _rows() -> QuerySet[EvidenceFile]:
    return EvidenceFile.objects.select_related("card", "key", "file__key")


def _opened(row: EvidenceFile) -> Evidence:
    read = open_key(row.key).read(row, "told_sealed")
    told = read if isinstance(read, dict) else {}
    return Evidence(
        id=row.pk,
        card_id=row.card_id,
        name=str(told.get("name", "")),
        kind=str(told.get("kind", "")),
        words=str(told.get("words", "")),
        size=row.file.size,
        added_at=row.created_at,
    )
