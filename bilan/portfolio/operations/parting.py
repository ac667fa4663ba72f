"""Split a card in several, and bring back what it said before."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.portfolio.errors import AlreadyRetired, NothingToSplit, PieceHidden
from bilan.portfolio.former import read_former
from bilan.portfolio.models import Card, FormerCard
from bilan.portfolio.operations.cards import keep_card, own_card
from bilan.portfolio.operations.remembering import remember
from bilan.portfolio.pieces import Claim
from bilan.vault.operations import open_key


@transaction.atomic
def split_card(
    *, card_id: UUID, sentences: Sequence[str], seen: int | None = None, by: Person, at: datetime
) -> tuple[Card, ...]:
    """Make several cards of one: it keeps the first sentence, its files, its name and its proof.

    The others start as said: a proof of the whole does not prove each part.

    Raises:
        PieceHidden: someone else's, or none.
        ChangedMeanwhile: another version was kept since it was seen.
        AlreadyRetired: it was put away.
        NothingToSplit: fewer than two sentences.
    """
    card = own_card(card_id=card_id, seen=seen, by=by)
    if card.retired_at is not None:
        raise AlreadyRetired
    told = [sentence.strip() for sentence in sentences if sentence.strip()]
    if len(told) < 2:
        raise NothingToSplit
    first, *others = told
    remember(card, act=FormerCard.Act.SPLIT, at=at)
    card.sentence_sealed = open_key(card.key).seal(card, "sentence_sealed", first)
    card.save(update_fields=["sentence_sealed", "version"])
    record(act="card.split", by=by, subject=by, object_=card, at=at, facts={"cards": len(told)})
    return (card, *(_part(card, sentence=sentence, at=at) for sentence in others))


@transaction.atomic
def bring_back_card(*, card_id: UUID, version: int, by: Person, at: datetime) -> Card:
    """Say again what a card said at a version: its sentence, level and liking; its proof stays as it is.

    Raises:
        PieceHidden: someone else's card, none, or no such version.
    """
    card = own_card(card_id=card_id, by=by)
    former = FormerCard.objects.select_related("key").filter(card=card, version=version).first()
    if former is None:
        raise PieceHidden
    saying = read_former(former)
    remember(card, act=FormerCard.Act.BROUGHT_BACK, at=at)
    card.sentence_sealed = open_key(card.key).seal(card, "sentence_sealed", saying.sentence)
    card.level, card.liking = saying.level, saying.liking
    card.save(update_fields=["sentence_sealed", "level", "liking", "version"])
    record(act="card.brought_back", by=by, subject=by, object_=card, at=at)
    return card


def _part(card: Card, *, sentence: str, at: datetime) -> Card:
    claim = Claim(level=card.level, liking=card.liking, is_private=card.is_private)
    part = keep_card(
        person=card.person, experience=card.experience, sentence=sentence, uri="", claim=claim, at=at
    )
    part.split_from = card
    part.save(update_fields=["split_from"])
    return part
