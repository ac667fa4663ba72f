"""What a card said before is kept; cards are split, brought back, and never overwritten unseen."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from bilan.accounts.models import Person
from bilan.portfolio.errors import AlreadyRetired, ChangedMeanwhile, NothingToSplit, PieceHidden
from bilan.portfolio.former import former_sayings
from bilan.portfolio.models import Card, FormerCard
from bilan.portfolio.operations import (
    bring_back_card,
    confirm_card,
    edit_card,
    like_card,
    merge_cards,
    retell_experience,
    retire_card,
    split_card,
)
from bilan.portfolio.pieces import Claim, SkillCard, Telling
from bilan.portfolio.queries import card_for, cards_of, experience_for, surprises_of
from tests.builders import a_person
from tests.portfolio.builders import SIX_YEARS, a_card, an_evidence, an_experience

pytestmark = pytest.mark.django_db


def read(person: Person, card: Card) -> SkillCard:
    return card_for(reader=person, card_id=card.pk)


def acts(person: Person, card: Card) -> list[tuple[str, str]]:
    return [(one.act, one.sentence) for one in former_sayings(reader=person, card_id=card.pk)]


def test_each_act_leaves_what_the_card_said(now: datetime) -> None:
    person = a_person()
    card, other = a_card(person=person, at=now, sentence="Une"), a_card(person=person, at=now)

    edit_card(card_id=card.pk, sentence="Deux", claim=Claim(level=3), by=person, at=now)
    like_card(card_id=card.pk, liking="LIKED", by=person, at=now)
    confirm_card(card_id=card.pk, by=a_person(), is_practitioner=True, at=now)
    merge_cards(card_id=card.pk, others=[other.pk], sentence="Trois", by=person, at=now)

    assert acts(person, card) == [
        ("MERGED", "Deux"),
        ("CONFIRMED", "Deux"),
        ("CHANGED", "Deux"),
        ("CHANGED", "Une"),
    ]
    assert read(person, card).version == 5


def test_a_card_says_again_what_it_said_and_its_proof_stays(now: datetime) -> None:
    person = a_person()
    card = a_card(person=person, at=now, sentence="Une", claim=Claim(level=4, liking="LIKED"))
    edit_card(card_id=card.pk, sentence="Deux", claim=Claim(proof="CERTIFIED", level=1), by=person, at=now)

    bring_back_card(card_id=card.pk, version=1, by=person, at=now)

    told = read(person, card)
    assert (told.sentence, told.level, told.liking_sign, told.proof) == ("Une", 4, 1, Card.Proof.CERTIFIED)
    assert acts(person, card)[0] == ("BROUGHT_BACK", "Deux")


def test_an_unknown_version_is_told_like_a_hidden_card(now: datetime) -> None:
    person = a_person()
    card = a_card(person=person, at=now)

    with pytest.raises(PieceHidden):
        bring_back_card(card_id=card.pk, version=1, by=person, at=now)


def test_a_split_card_keeps_its_proof_and_files_and_gives_birth_to_said_ones(now: datetime) -> None:
    person = a_person()
    source = an_experience(person=person, at=now)
    claim = Claim(proof="SHOWN", level=3, is_private=True)
    card = a_card(person=person, at=now, sentence="Tout", experience=source, claim=claim)
    an_evidence(card=card, at=now)

    first, second = split_card(card_id=card.pk, sentences=["Une", " ", "Deux "], by=person, at=now)

    assert first.pk == card.pk
    assert first.evidence.count() == 1
    kept, born = read(person, first), read(person, second)
    assert (kept.sentence, kept.proof, born.sentence, born.proof) == ("Une", "SHOWN", "Deux", "SAID")
    assert (born.level, born.is_private, born.experience_id) == (3, True, source.pk)
    assert second.split_from_id == card.pk
    assert acts(person, card) == [("SPLIT", "Tout")]


@pytest.mark.parametrize("sentences", [[], ["Une"], ["Une", "  "]])
def test_one_sentence_is_no_split(now: datetime, sentences: list[str]) -> None:
    person = a_person()
    card = a_card(person=person, at=now)

    with pytest.raises(NothingToSplit):
        split_card(card_id=card.pk, sentences=sentences, by=person, at=now)
    assert len(cards_of(owner=person, reader=person)) == 1


def test_a_card_put_away_is_not_split(now: datetime) -> None:
    person = a_person()
    card = a_card(person=person, at=now)
    retire_card(card_id=card.pk, by=person, at=now)

    with pytest.raises(AlreadyRetired):
        split_card(card_id=card.pk, sentences=["Une", "Deux"], by=person, at=now)


SEEN: dict[str, Callable[[Card, int], object]] = {
    "edit": lambda card, seen: edit_card(
        card_id=card.pk,
        sentence="Autre",
        claim=Claim(),
        seen=seen,
        by=card.person,
        at=card.created_at,
    ),
    "split": lambda card, seen: split_card(
        card_id=card.pk, sentences=["Autre", "Deux"], seen=seen, by=card.person, at=card.created_at
    ),
}


@pytest.mark.parametrize("act", SEEN.values(), ids=SEEN)
def test_a_second_tab_overwrites_nothing_unseen(now: datetime, act: Callable[[Card, int], object]) -> None:
    person = a_person()
    card = a_card(person=person, at=now)
    edit_card(card_id=card.pk, sentence="Premier onglet", claim=Claim(), by=person, at=now)

    with pytest.raises(ChangedMeanwhile):
        act(card, 1)

    assert read(person, card).sentence == "Premier onglet"
    act(card, 2)
    assert read(person, card).sentence == "Autre"


def test_a_second_tab_overwrites_no_story_unseen(now: datetime) -> None:
    person = a_person()
    row = an_experience(person=person, at=now, title="Avant")

    def retell(title: str, seen: int) -> None:
        told = Telling(kind="UNPAID", period=SIX_YEARS, title=title)
        retell_experience(experience_id=row.pk, told=told, seen=seen, by=person, at=now)

    retell("Premier onglet", 1)
    with pytest.raises(ChangedMeanwhile):
        retell("Second onglet", 1)

    told = experience_for(reader=person, experience_id=row.pk)
    assert (told.title, told.version) == ("Premier onglet", 2)
    retell("Second onglet", 2)


ACTS: dict[str, Callable[[Card, Person], object]] = {
    "bring back": lambda card, who: bring_back_card(card_id=card.pk, version=1, by=who, at=card.created_at),
    "like": lambda card, who: like_card(card_id=card.pk, liking="LIKED", by=who, at=card.created_at),
    "split": lambda card, who: split_card(
        card_id=card.pk, sentences=["Une", "Deux"], by=who, at=card.created_at
    ),
    "read": lambda card, who: former_sayings(reader=who, card_id=card.pk),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_someone_with_cards_of_their_own_reaches_no_former_word_of_mine(
    now: datetime, act: Callable[[Card, Person], object]
) -> None:
    mine, other = a_card(person=a_person(), at=now), a_person()
    edit_card(card_id=mine.pk, sentence="Deux", claim=Claim(), by=mine.person, at=now)
    a_card(person=other, at=now)

    with pytest.raises(PieceHidden):
        act(mine, other)


def test_seals_what_was_said_before(now: datetime) -> None:
    person = a_person()
    card = a_card(person=person, at=now, sentence="Je calme une salle")
    edit_card(card_id=card.pk, sentence="x", claim=Claim(), by=person, at=now)

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {FormerCard._meta.db_table}")
        assert "salle" not in repr(cursor.fetchall())


def test_surprises_are_kept_for_the_synthesis_and_private_ones_are_not_told(now: datetime) -> None:
    person = a_person()
    a_card(person=person, at=now, sentence="Attendue")
    a_card(person=person, at=now, sentence="Surprise", claim=Claim(was_unexpected=True))
    a_card(person=person, at=now, sentence="À moi", claim=Claim(was_unexpected=True, is_private=True))

    def told(reader: Person, *, is_practitioner: bool = False) -> list[str]:
        found = surprises_of(owner=person, reader=reader, is_practitioner=is_practitioner)
        return [card.sentence for card in found]

    assert sorted(told(person)) == ["Surprise", "À moi"]
    assert told(a_person(), is_practitioner=True) == ["Surprise"]
    with pytest.raises(PieceHidden):
        told(a_person())
