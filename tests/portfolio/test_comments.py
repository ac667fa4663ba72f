"""The practitioner writes beside what is shared, never over it; the owner may take a remark away."""

from datetime import datetime

import pytest
from django.db import connection

from bilan.accounts.models import Person
from bilan.portfolio.errors import PieceHidden, WordsMissing
from bilan.portfolio.models import Card, Comment
from bilan.portfolio.operations import comment_card, comment_experience, remove_comment, retire_card
from bilan.portfolio.pieces import Claim
from bilan.portfolio.queries import cards_of, experiences_of
from bilan.portfolio.remarks import remarks_on_card, remarks_on_experience
from tests.builders import a_person
from tests.portfolio.builders import a_card, an_experience

pytestmark = pytest.mark.django_db


def write(card: Card, by: Person, at: datetime, words: str = "Et l’équipe ?") -> Comment:
    return comment_card(card_id=card.pk, words=words, by=by, is_practitioner=True, at=at)


def test_a_remark_stands_beside_the_card_whose_words_stay(now: datetime) -> None:
    person, counselor = a_person(), a_person(name="Hélène Aubry")
    card = a_card(person=person, at=now, sentence="Ma phrase")

    write(card, counselor, now, "  Et l’équipe ? ")

    (remark,) = remarks_on_card(reader=person, card_id=card.pk)
    assert (remark.author, remark.words, remark.is_mine) == ("Hélène Aubry", "Et l’équipe ?", False)
    (told,) = cards_of(owner=person, reader=person)
    assert (told.sentence, told.comments, told.version) == ("Ma phrase", 1, 1)


def test_a_remark_stands_beside_an_activity(now: datetime) -> None:
    person, counselor = a_person(), a_person()
    told = an_experience(person=person, at=now)
    a_card(person=person, at=now, experience=told)

    for words in ("Une", "Deux"):
        comment_experience(experience_id=told.pk, words=words, by=counselor, is_practitioner=True, at=now)

    remarks = remarks_on_experience(reader=counselor, experience_id=told.pk, is_practitioner=True)
    assert sorted(one.words for one in remarks) == ["Deux", "Une"]
    assert all(one.is_mine for one in remarks)
    (line,) = experiences_of(owner=person, reader=person)
    assert (line.cards, line.comments) == (1, 2)


def test_refuses_a_remark_without_words(now: datetime) -> None:
    with pytest.raises(WordsMissing):
        write(a_card(person=a_person(), at=now), a_person(), now, " ")


@pytest.mark.parametrize("case", ["owner", "not leading", "private", "put away"])
def test_nobody_writes_beside_what_is_not_open_to_them(now: datetime, case: str) -> None:
    person, counselor = a_person(), a_person()
    card = a_card(person=person, at=now, claim=Claim(is_private=case == "private"))
    if case == "put away":
        retire_card(card_id=card.pk, by=person, at=now)

    with pytest.raises(PieceHidden):
        comment_card(
            card_id=card.pk,
            words="x",
            by=person if case == "owner" else counselor,
            is_practitioner=case != "not leading",
            at=now,
        )


def test_a_private_activity_takes_no_remark_and_shows_none(now: datetime) -> None:
    told, counselor = an_experience(person=a_person(), at=now, is_private=True), a_person()

    with pytest.raises(PieceHidden):
        comment_experience(experience_id=told.pk, words="x", by=counselor, is_practitioner=True, at=now)
    with pytest.raises(PieceHidden):
        remarks_on_experience(reader=counselor, experience_id=told.pk, is_practitioner=True)


def test_who_wrote_it_and_whose_it_is_may_take_it_away(now: datetime) -> None:
    person, counselor = a_person(), a_person()
    card, other = a_card(person=person, at=now), a_person()
    a_card(person=other, at=now)

    for who in (person, counselor):
        remark = write(card, counselor, now)
        with pytest.raises(PieceHidden):
            remove_comment(comment_id=remark.pk, by=other, at=now)
        remove_comment(comment_id=remark.pk, by=who, at=now)

    assert remarks_on_card(reader=person, card_id=card.pk) == ()
    with pytest.raises(PieceHidden):
        remove_comment(comment_id=remark.pk, by=person, at=now)


def test_remarks_are_sealed(now: datetime) -> None:
    write(a_card(person=a_person(), at=now), a_person(), now, "Une remarque lisible")

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Comment._meta.db_table}")
        assert "lisible" not in repr(cursor.fetchall())
