"""Skill cards: written, changed, put away, found again, brought together, confirmed by someone else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.portfolio.errors import (
    AlreadyRetired,
    LevelImpossible,
    NeedsAnotherPerson,
    NothingToMerge,
    PieceHidden,
    SentenceMissing,
)
from bilan.portfolio.models import Card
from bilan.portfolio.operations import (
    add_card,
    confirm_card,
    edit_card,
    merge_cards,
    restore_card,
    retire_card,
)
from bilan.portfolio.pieces import Claim, SkillCard
from bilan.portfolio.queries import card_for, cards_of
from tests.builders import a_person
from tests.portfolio.builders import a_card, an_experience

pytestmark = pytest.mark.django_db


def cards(person: Person, *, is_retired: bool = False) -> list[str]:
    return [card.sentence for card in cards_of(owner=person, reader=person, is_retired=is_retired)]


def read(person: Person, card: Card) -> SkillCard:
    return card_for(reader=person, card_id=card.pk)


def test_keeps_the_person_s_sentence_first(now: datetime) -> None:
    person = a_person()
    source = an_experience(person=person, at=now)

    card = a_card(
        person=person,
        at=now,
        sentence="  Je calme une salle. ",
        experience=source,
        claim=Claim(proof="SHOWN", level=3, liking="LIKED", was_unexpected=True),
    )

    told = read(person, card)
    assert (told.sentence, told.experience) == ("Je calme une salle.", "Trésorière, parents d’élèves")
    assert (told.proof_rank, told.level, told.liking_sign, told.was_unexpected) == (2, 3, 1, True)
    assert (told.uri, told.label) == ("", "")


def test_refuses_a_card_without_a_sentence(now: datetime) -> None:
    with pytest.raises(SentenceMissing):
        a_card(person=a_person(), at=now, sentence=" ")


@pytest.mark.parametrize(("level", "is_taken"), [(0, False), (1, True), (4, True), (5, False)])
def test_levels_go_from_one_to_four(now: datetime, level: int, is_taken: bool) -> None:
    person = a_person()

    if is_taken:
        assert a_card(person=person, at=now, claim=Claim(level=level)).level == level
    else:
        with pytest.raises(LevelImpossible):
            a_card(person=person, at=now, claim=Claim(level=level))


def test_nobody_confirms_themselves(now: datetime) -> None:
    person = a_person()
    card = a_card(person=person, at=now)

    with pytest.raises(NeedsAnotherPerson):
        a_card(person=person, at=now, claim=Claim(proof="CONFIRMED"))
    with pytest.raises(NeedsAnotherPerson):
        edit_card(card_id=card.pk, sentence="x", claim=Claim(proof="CONFIRMED"), by=person, at=now)
    with pytest.raises(PieceHidden):
        confirm_card(card_id=card.pk, by=person, is_practitioner=True, at=now)


def test_the_practitioner_confirms_what_they_saw(now: datetime) -> None:
    person, counselor = a_person(), a_person()
    card = a_card(person=person, at=now)

    confirm_card(card_id=card.pk, by=counselor, is_practitioner=True, at=now)

    assert read(person, card).proof == Card.Proof.CONFIRMED
    edit_card(card_id=card.pk, sentence="Autrement", claim=Claim(proof="CONFIRMED"), by=person, at=now)
    assert read(person, card).proof == Card.Proof.CONFIRMED


def test_a_certified_card_stays_certified(now: datetime) -> None:
    person = a_person()
    card = a_card(person=person, at=now, claim=Claim(proof="CERTIFIED"))

    confirm_card(card_id=card.pk, by=a_person(), is_practitioner=True, at=now)

    assert read(person, card).proof == Card.Proof.CERTIFIED


@pytest.mark.parametrize("case", ["someone else's practitioner", "private card"])
def test_a_practitioner_confirms_only_what_is_open_to_them(now: datetime, case: str) -> None:
    card = a_card(person=a_person(), at=now, claim=Claim(is_private=case == "private card"))

    with pytest.raises(PieceHidden):
        confirm_card(card_id=card.pk, by=a_person(), is_practitioner=case == "private card", at=now)


def test_a_card_put_away_is_not_confirmed(now: datetime) -> None:
    person = a_person()
    card = a_card(person=person, at=now)
    retire_card(card_id=card.pk, by=person, at=now)

    with pytest.raises(AlreadyRetired):
        confirm_card(card_id=card.pk, by=a_person(), is_practitioner=True, at=now)


def test_says_a_skill_otherwise(now: datetime) -> None:
    person = a_person()
    card = a_card(person=person, at=now)

    edit_card(
        card_id=card.pk,
        sentence="Je rends des comptes clairs.",
        claim=Claim(level=4, liking="NO_MORE", is_private=True),
        by=person,
        at=now,
    )

    told = read(person, card)
    assert (told.sentence, told.level, told.liking_sign, told.is_private) == (
        "Je rends des comptes clairs.",
        4,
        -1,
        True,
    )


def test_a_card_put_away_can_be_found_again(now: datetime) -> None:
    person = a_person()
    card = a_card(person=person, at=now, sentence="Une")

    retire_card(card_id=card.pk, by=person, at=now)
    assert (cards(person), cards(person, is_retired=True)) == ([], ["Une"])
    with pytest.raises(AlreadyRetired):
        retire_card(card_id=card.pk, by=person, at=now)

    restore_card(card_id=card.pk, by=person, at=now)
    assert (cards(person), cards(person, is_retired=True)) == (["Une"], [])


def test_cards_brought_together_keep_the_best_of_each(now: datetime) -> None:
    person = a_person()
    kept = a_card(person=person, at=now, sentence="Une", claim=Claim(level=2))
    other = a_card(
        person=person, at=now, sentence="Deux", claim=Claim(proof="CERTIFIED", level=3, is_private=True)
    )

    merge_cards(card_id=kept.pk, others=[other.pk], sentence="Les deux", by=person, at=now)

    told = read(person, kept)
    assert (told.sentence, told.proof, told.level, told.is_private) == (
        "Les deux",
        Card.Proof.CERTIFIED,
        3,
        True,
    )
    assert cards(person) == ["Les deux"]
    assert read(person, other).merged_into == kept.pk
    restore_card(card_id=other.pk, by=person, at=now)
    assert read(person, other).merged_into is None


def test_bringing_together_may_keep_the_first_sentence(now: datetime) -> None:
    person = a_person()
    kept, other = (a_card(person=person, at=now, sentence=sentence) for sentence in ("Une", "Deux"))

    merge_cards(card_id=kept.pk, others=[other.pk], by=person, at=now)

    assert cards(person) == ["Une"]


def test_refuses_to_bring_one_card_together(now: datetime) -> None:
    person = a_person()
    card, other = a_card(person=person, at=now), a_card(person=person, at=now)

    for others in ([], [card.pk], [other.pk, other.pk]):
        with pytest.raises(NothingToMerge):
            merge_cards(card_id=card.pk, others=others, by=person, at=now)


def test_refuses_to_bring_together_a_card_put_away(now: datetime) -> None:
    person = a_person()
    card, other = a_card(person=person, at=now), a_card(person=person, at=now)
    retire_card(card_id=other.pk, by=person, at=now)

    with pytest.raises(AlreadyRetired):
        merge_cards(card_id=card.pk, others=[other.pk], by=person, at=now)


ACTS = ("add", "source", "edit", "retire", "restore", "merge", "absorb", "read")


@pytest.mark.parametrize("act", ACTS)
def test_someone_with_cards_of_their_own_touches_none_of_mine(now: datetime, act: str) -> None:
    person, other = a_person(), a_person()
    source = an_experience(person=person, at=now)
    mine, theirs = a_card(person=person, at=now).pk, a_card(person=other, at=now).pk
    acts: dict[str, Callable[[], object]] = {
        "add": lambda: add_card(person=person, sentence="x", by=other, at=now),
        "source": lambda: a_card(person=other, at=now, experience=source),
        "edit": lambda: edit_card(card_id=mine, sentence="x", claim=Claim(), by=other, at=now),
        "retire": lambda: retire_card(card_id=mine, by=other, at=now),
        "restore": lambda: restore_card(card_id=mine, by=other, at=now),
        "merge": lambda: merge_cards(card_id=mine, others=[theirs], by=other, at=now),
        "absorb": lambda: merge_cards(card_id=theirs, others=[mine], by=other, at=now),
        "read": lambda: card_for(reader=other, card_id=mine),
    }

    with pytest.raises(PieceHidden):
        acts[act]()


def test_the_practitioner_reads_all_but_what_is_private(now: datetime) -> None:
    person, counselor = a_person(), a_person()
    hidden = an_experience(person=person, at=now, title="Maladie", is_private=True)
    shared = a_card(person=person, at=now, sentence="Fermée", experience=hidden)
    edit_card(card_id=shared.pk, sentence="Ouverte", claim=Claim(), by=person, at=now)
    secret = a_card(person=person, at=now, sentence="Secrète", claim=Claim(is_private=True))

    (card,) = cards_of(owner=person, reader=counselor, is_practitioner=True)

    assert (card.sentence, card.experience, card.experience_id) == ("Ouverte", "", None)
    with pytest.raises(PieceHidden):
        card_for(reader=counselor, card_id=secret.pk, is_practitioner=True)
    with pytest.raises(PieceHidden):
        cards_of(owner=person, reader=counselor)


def test_an_unknown_card_is_told_like_a_hidden_one() -> None:
    with pytest.raises(PieceHidden):
        card_for(reader=a_person(), card_id=uuid4())


def test_shows_the_latest_card_first(now: datetime) -> None:
    person = a_person()
    for day in range(3):
        a_card(person=person, at=now + timedelta(days=day), sentence=str(day))

    assert cards(person) == ["2", "1", "0"]


def test_seals_sentences_and_names(now: datetime) -> None:
    a_card(person=a_person(), at=now, sentence="Je calme une salle", uri="starter:calm")

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portfolio_card")
        row = repr(cursor.fetchall())
    assert "salle" not in row
    assert "starter" not in row


def test_leaves_a_trace_of_each_act(now: datetime) -> None:
    person = a_person()
    card, other = a_card(person=person, at=now), a_card(person=person, at=now)

    edit_card(card_id=card.pk, sentence="x", claim=Claim(), by=person, at=now)
    merge_cards(card_id=card.pk, others=[other.pk], by=person, at=now)
    retire_card(card_id=card.pk, by=person, at=now)
    restore_card(card_id=card.pk, by=person, at=now)

    acts = list(Event.objects.filter(object_key=str(card.pk)).order_by("pk").values_list("act", flat=True))
    assert acts == ["card.kept", "card.changed", "cards.merged", "card.retired", "card.restored"]


def test_reads_thirty_cards_in_as_many_queries_as_three(now: datetime) -> None:
    few, many = a_person(), a_person()
    for person, count in ((few, 3), (many, 30)):
        source = an_experience(person=person, at=now)
        for _ in range(count):
            a_card(person=person, at=now, experience=source)

    with CaptureQueriesContext(connection) as three:
        cards_of(owner=few, reader=few)
    with CaptureQueriesContext(connection) as thirty:
        cards_of(owner=many, reader=many)

    assert len(three) == len(thirty)
