"""Reads of what cards said before, for their owner alone."""

from uuid import UUID

from bilan.accounts.models import Person
from bilan.portfolio.errors import PieceHidden
from bilan.portfolio.models import Card, FormerCard
from bilan.portfolio.pieces import FormerSaying
from bilan.vault.operations import open_key


def former_sayings(*, reader: Person, card_id: UUID) -> tuple[FormerSaying, ...]:
    """Return what a card of one's own said before, latest first (two queries).

    Raises:
        PieceHidden: someone else's, or none; the practitioner reads what the card says now.
    """
    if not Card.objects.filter(pk=card_id, person=reader).exists():
        raise PieceHidden
    rows = FormerCard.objects.select_related("key").filter(card=card_id)
    return tuple(read_former(row) for row in rows.order_by("-version"))


def read_former(row: FormerCard) -> FormerSaying:
    """Open what a card said (its key is loaded)."""
    read = open_key(row.key).read(row, "told_sealed")
    told = read if isinstance(read, dict) else {}
    return FormerSaying(
        version=row.version,
        act=FormerCard.Act(row.act),
        sentence=str(told.get("sentence", "")),
        proof=Card.Proof(str(told.get("proof", Card.Proof.SAID))),
        level=int(str(told.get("level", 2))),
        liking=Card.Liking(str(told.get("liking", Card.Liking.NEUTRAL))),
        replaced_at=row.replaced_at,
    )
