"""Remember what a card said, just before an act changes it."""

from datetime import datetime

from bilan.portfolio.models import Card, FormerCard
from bilan.vault.operations import open_key
from bilan.vault.sealing import Json


def remember(card: Card, *, act: FormerCard.Act, at: datetime) -> None:
    """Keep what a locked card says until now, sealed, and give it its next version."""
    key = open_key(card.key)
    row = FormerCard(card=card, key=card.key, version=card.version, act=act, replaced_at=at)
    told: dict[str, Json] = {
        "sentence": key.read_text(card, "sentence_sealed"),
        "proof": str(card.proof),
        "level": card.level,
        "liking": str(card.liking),
    }
    row.told_sealed = key.seal(row, "told_sealed", told)
    row.save(force_insert=True)
    card.version += 1
