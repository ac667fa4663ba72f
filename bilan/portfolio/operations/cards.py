"""Write a skill card, change it, put it away, find it again, bring several together, confirm one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.portfolio.errors import (
    AlreadyRetired,
    ChangedMeanwhile,
    LevelImpossible,
    NeedsAnotherPerson,
    NothingToMerge,
    PieceHidden,
    SentenceMissing,
)
from bilan.portfolio.models import Card, EvidenceFile, Experience, FormerCard
from bilan.portfolio.operations.experiences import own_experience
from bilan.portfolio.operations.remembering import remember
from bilan.portfolio.permissions import may_change, may_confirm
from bilan.portfolio.pieces import PROOF_RANKS, UNSAID, Claim
from bilan.vault.operations import open_key, person_key


@transaction.atomic
def add_card(
    *,
    person: Person,
    sentence: str,
    uri: str = "",
    experience_id: UUID | None = None,
    claim: Claim = UNSAID,
    by: Person,
    at: datetime,
) -> Card:
    """Keep a skill in the person's sentence; the catalogue's name is optional.

    Raises:
        PieceHidden: someone else's portfolio or activity.
        SentenceMissing, LevelImpossible, NeedsAnotherPerson.
    """
    if not may_change(person=by, owner=person):
        raise PieceHidden
    experience = None if experience_id is None else own_experience(experience_id=experience_id, by=by)
    return keep_card(person=person, experience=experience, sentence=sentence, uri=uri, claim=claim, at=at)


@transaction.atomic
def edit_card(
    *, card_id: UUID, sentence: str, claim: Claim, seen: int | None = None, by: Person, at: datetime
) -> Card:
    """Say a skill otherwise; a proof that someone else confirmed stays unless it is changed.

    `seen` is the version that the change was written from; what the card said until now is remembered.

    Raises:
        PieceHidden: someone else's, or none.
        ChangedMeanwhile: another version was kept since.
        SentenceMissing, LevelImpossible, NeedsAnotherPerson.
    """
    card = own_card(card_id=card_id, seen=seen, by=by)
    remember(card, act=FormerCard.Act.CHANGED, at=at)
    _apply(card, sentence=sentence, claim=claim)
    card.save()
    record(act="card.changed", by=by, subject=by, object_=card, at=at)
    return card


@transaction.atomic
def like_card(*, card_id: UUID, liking: str, by: Person, at: datetime) -> None:
    """Say what one wants of a skill tomorrow, and nothing else of it.

    Raises:
        PieceHidden: someone else's, or none.
    """
    card = own_card(card_id=card_id, by=by)
    remember(card, act=FormerCard.Act.CHANGED, at=at)
    card.liking = Card.Liking(liking)
    card.save(update_fields=["liking", "version"])
    record(act="card.changed", by=by, subject=by, object_=card, at=at)


@transaction.atomic
def retire_card(*, card_id: UUID, by: Person, at: datetime) -> None:
    """Put a card away; it can be found again.

    Raises:
        PieceHidden, AlreadyRetired.
    """
    card = own_card(card_id=card_id, by=by)
    if card.retired_at is not None:
        raise AlreadyRetired
    card.retired_at = at
    card.save(update_fields=["retired_at"])
    record(act="card.retired", by=by, subject=by, object_=card, at=at)


@transaction.atomic
def restore_card(*, card_id: UUID, by: Person, at: datetime) -> None:
    """Take a card out again, apart from the one it was merged into.

    Raises:
        PieceHidden: someone else's, or none.
    """
    card = own_card(card_id=card_id, by=by)
    card.retired_at = card.merged_into = None
    card.save(update_fields=["retired_at", "merged_into"])
    record(act="card.restored", by=by, subject=by, object_=card, at=at)


@transaction.atomic
def merge_cards(
    *, card_id: UUID, others: Sequence[UUID], sentence: str = "", by: Person, at: datetime
) -> Card:
    """Bring cards together in one: it takes their best proof and level, they are put away beside it.

    Raises:
        PieceHidden: one of them is someone else's, or none.
        NothingToMerge: fewer than two cards, or the same twice.
        AlreadyRetired: one of them is put away.
    """
    if not others or card_id in others or len(set(others)) != len(others):
        raise NothingToMerge
    kept = own_card(card_id=card_id, by=by)
    absorbed = [own_card(card_id=other, by=by) for other in others]
    if any(card.retired_at is not None for card in (kept, *absorbed)):
        raise AlreadyRetired
    remember(kept, act=FormerCard.Act.MERGED, at=at)
    kept.proof = max((kept, *absorbed), key=lambda card: PROOF_RANKS[Card.Proof(card.proof)]).proof
    kept.level = max(card.level for card in (kept, *absorbed))
    kept.is_private = any(card.is_private for card in (kept, *absorbed))
    kept.was_unexpected = any(card.was_unexpected for card in (kept, *absorbed))
    if sentence.strip():
        kept.sentence_sealed = open_key(kept.key).seal(kept, "sentence_sealed", sentence.strip())
    kept.save()
    Card.objects.filter(pk__in=others).update(retired_at=at, merged_into=kept)
    EvidenceFile.objects.filter(card__in=others).update(card=kept)
    record(act="cards.merged", by=by, subject=by, object_=kept, at=at, facts={"cards": len(others) + 1})
    return kept


@transaction.atomic
def confirm_card(*, card_id: UUID, by: Person, is_practitioner: bool, at: datetime) -> None:
    """Say, as someone else than its owner, that one has seen this skill at work.

    `is_practitioner`: `by` leads the owner's open case. A certified card stays certified.

    Raises:
        PieceHidden: not the owner's practitioner, a private card, or none.
        AlreadyRetired: the card was put away.
    """
    card = _cards().filter(pk=card_id).first()
    if card is None or not may_confirm(person=by, card=card, is_practitioner=is_practitioner):
        raise PieceHidden
    if card.retired_at is not None:
        raise AlreadyRetired
    if PROOF_RANKS[Card.Proof(card.proof)] < PROOF_RANKS[Card.Proof.CONFIRMED]:
        remember(card, act=FormerCard.Act.CONFIRMED, at=at)
        card.proof = Card.Proof.CONFIRMED
        card.save(update_fields=["proof", "version"])
    record(act="card.confirmed", by=by, subject=card.person, object_=card, at=at)


def keep_card(
    *,
    person: Person,
    experience: Experience | None,
    sentence: str,
    uri: str,
    claim: Claim,
    at: datetime,
) -> Card:
    """Write a card and its trace, inside an act of its owner; a private activity makes private cards."""
    is_private = claim.is_private or (experience is not None and experience.is_private)
    card = Card(person=person, key=person_key(owner=person.pk, at=at), experience=experience, created_at=at)
    _apply(card, sentence=sentence, claim=replace(claim, is_private=is_private))
    if uri:
        card.uri_sealed = open_key(card.key).seal(card, "uri_sealed", uri)
    card.save(force_insert=True)
    record(act="card.kept", by=person, subject=person, object_=card, at=at)
    return card


def _cards() -> models.QuerySet[Card]:
    return Card.objects.select_for_update(of=("self",)).select_related("key", "person")


def own_card(*, card_id: UUID, seen: int | None = None, by: Person) -> Card:
    """Lock a card of one's own, at the version that was seen where one is told."""
    card = _cards().filter(pk=card_id).first()
    if card is None or not may_change(person=by, owner=card.person):
        raise PieceHidden
    if seen not in (None, card.version):
        raise ChangedMeanwhile
    return card


def _apply(card: Card, *, sentence: str, claim: Claim) -> None:
    if not sentence.strip():
        raise SentenceMissing
    if not 1 <= claim.level <= 4:
        raise LevelImpossible
    proof = Card.Proof(claim.proof)
    if proof == Card.Proof.CONFIRMED and card.proof != Card.Proof.CONFIRMED:
        raise NeedsAnotherPerson
    card.sentence_sealed = open_key(card.key).seal(card, "sentence_sealed", sentence.strip())
    card.proof, card.level, card.liking = proof, claim.level, Card.Liking(claim.liking)
    card.is_private, card.was_unexpected = claim.is_private, claim.was_unexpected
