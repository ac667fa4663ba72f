"""Answering, passing over, changing one's mind, sorting cards, finishing."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.instruments.errors import (
    AdministrationHidden,
    AlreadyFinished,
    AnsweredElsewhere,
    AnswerImpossible,
    InstrumentUnknown,
    ItemUnknown,
    PileFull,
    RankImpossible,
    StillUnfinished,
)
from bilan.instruments.library import ALLIANCE, CMS, RIASEC, VALUES, instrument
from bilan.instruments.models import Administration, Answer
from bilan.instruments.operations import (
    finish_administration,
    rank_cards,
    record_answer,
    start_administration,
)
from bilan.instruments.queries import answers_of, given_values, progress, unfinished
from bilan.vault.operations import make_case_key, person_key
from tests.builders import a_person
from tests.instruments.builders import a_finished_one, an_administration

pytestmark = pytest.mark.django_db


def put(administration: Administration, item: str, value: int | str | None, at: datetime, by: Person) -> None:
    record_answer(administration=administration, item_id=item, value=value, by=by, at=at)


def test_goes_on_with_what_was_begun(now: datetime) -> None:
    person = a_person()
    first = an_administration(person=person, instrument_id=RIASEC, at=now)

    again = an_administration(person=person, instrument_id=RIASEC, at=now + timedelta(days=2))

    assert again == first
    assert list(unfinished(person=person)) == [first]


def test_begins_anew_once_finished(now: datetime) -> None:
    person = a_person()
    first = a_finished_one(person=person, instrument_id=ALLIANCE, at=now)

    again = an_administration(person=person, instrument_id=ALLIANCE, at=now)

    assert again != first


def test_the_database_keeps_one_unfinished_administration(now: datetime) -> None:
    person = a_person()
    begun = an_administration(person=person, instrument_id=RIASEC, at=now)
    twin = Administration(
        person=person, key=begun.key, instrument=RIASEC, version="0.1", moment="START", started_at=now
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_refuses_an_unknown_instrument(now: datetime) -> None:
    with pytest.raises(InstrumentUnknown):
        an_administration(person=a_person(), instrument_id="astrology", at=now)


def test_nobody_begins_for_someone_else(now: datetime) -> None:
    person, other = a_person(), a_person()

    with pytest.raises(AdministrationHidden):
        start_administration(
            person=person,
            instrument_id=RIASEC,
            key=person_key(owner=person.pk, at=now),
            moment="START",
            by=other,
            at=now,
        )


def test_refuses_a_key_that_is_someone_else_s(now: datetime) -> None:
    person, other = a_person(), a_person()

    with pytest.raises(AdministrationHidden):
        start_administration(
            person=person,
            instrument_id=RIASEC,
            key=make_case_key(owner=other.pk, at=now),
            moment="START",
            by=person,
            at=now,
        )


def test_keeps_each_answer_at_once(now: datetime) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=RIASEC, at=now)

    put(administration, "R01", 4, now, person)
    put(administration, "I01", "0", now, person)

    assert given_values(administration=administration) == {"R01": 4, "I01": 0}


def test_an_answer_may_be_changed_until_the_end(now: datetime) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=RIASEC, at=now)
    put(administration, "R01", 4, now, person)

    put(administration, "R01", 1, now, person)

    assert given_values(administration=administration) == {"R01": 1}


def test_a_question_may_be_passed_over_with_a_reason_then_answered(now: datetime) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=RIASEC, at=now)

    record_answer(
        administration=administration, item_id="R01", value=None, skip_reason="PRIVATE", by=person, at=now
    )

    answer = answers_of(administration=administration)["R01"]
    assert (answer.value, answer.skip_reason) == (None, "PRIVATE")
    assert progress(administration=administration).skipped == 1
    put(administration, "R01", 3, now, person)
    assert answers_of(administration=administration)["R01"].skip_reason == ""


def test_passing_over_takes_a_former_answer_away(now: datetime) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=RIASEC, at=now)
    put(administration, "R01", 3, now, person)

    put(administration, "R01", None, now, person)

    assert given_values(administration=administration) == {"R01": None}
    assert Answer.objects.get().value_sealed is None


@pytest.mark.parametrize("value", [-1, 5, "x", "", True])
def test_refuses_a_value_off_the_scale(now: datetime, value: int | str) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=RIASEC, at=now)

    with pytest.raises(AnswerImpossible):
        put(administration, "R01", value, now, person)


@pytest.mark.parametrize(("value", "is_taken"), [(0, True), (10, True), (11, False), (-1, False)])
def test_a_rating_goes_from_zero_to_ten(now: datetime, value: int, is_taken: bool) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=ALLIANCE, at=now)

    if is_taken:
        put(administration, "goal", value, now, person)
    else:
        with pytest.raises(AnswerImpossible):
            put(administration, "goal", value, now, person)

    assert bool(given_values(administration=administration)) == is_taken


@pytest.mark.parametrize("value", [2, None])
def test_refuses_a_question_the_instrument_lacks(now: datetime, value: int | None) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=RIASEC, at=now)

    with pytest.raises(ItemUnknown):
        put(administration, "Z99", value, now, person)


def test_another_beneficiary_may_not_answer(now: datetime) -> None:
    person, other = a_person(), a_person()
    an_administration(person=other, instrument_id=RIASEC, at=now)
    administration = an_administration(person=person, instrument_id=RIASEC, at=now)

    with pytest.raises(AdministrationHidden):
        put(administration, "R01", 2, now, other)


def test_seals_answers_so_that_no_row_shows_them(now: datetime) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=VALUES, at=now)

    put(administration, "autonomie", "INDISPENSABLE", now, person)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM instruments_answer")
        assert b"INDISPENSABLE" not in repr(cursor.fetchall()).encode()


def test_the_trail_tells_of_the_act_without_the_answer(now: datetime) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=RIASEC, at=now)

    put(administration, "R01", 4, now, person)

    event = Event.objects.order_by("-pk")[0]
    assert (event.act, event.subject) == ("answer.recorded", str(person.pk))
    assert event.facts == {"instrument": RIASEC, "version": "0.1", "moment": "START", "item": "R01"}


def test_counts_what_is_left_honestly(now: datetime) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=CMS, at=now)
    put(administration, "A1", 1, now, person)
    put(administration, "A3", 1, now, person)

    state = progress(administration=administration)

    assert (state.answered, state.total, state.left, state.next_item) == (2, 20, 18, "A2")
    assert state.minutes_left == 4


def test_refuses_to_finish_with_a_question_left(now: datetime) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=ALLIANCE, at=now)
    put(administration, "goal", 8, now, person)
    put(administration, "task", 8, now, person)

    with pytest.raises(StillUnfinished) as refusal:
        finish_administration(administration=administration, by=person, at=now)

    assert refusal.value.left == 1


def test_freezes_answers_at_the_end(now: datetime) -> None:
    person = a_person()
    administration = a_finished_one(person=person, instrument_id=ALLIANCE, at=now)

    with pytest.raises(AlreadyFinished):
        put(administration, "goal", 1, now, person)
    with pytest.raises(AlreadyFinished):
        finish_administration(administration=administration, by=person, at=now)


def test_refuses_a_ninth_indispensable_card(now: datetime) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=VALUES, at=now)
    cards = [item.id for item in instrument(VALUES).items]
    for card in cards[:8]:
        put(administration, card, "INDISPENSABLE", now, person)

    with pytest.raises(PileFull):
        put(administration, cards[8], "INDISPENSABLE", now, person)

    put(administration, cards[0], "INDISPENSABLE", now, person)
    put(administration, cards[0], "AVOID", now, person)
    put(administration, cards[8], "INDISPENSABLE", now, person)


@pytest.mark.parametrize("value", ["SOMEWHERE", 2])
def test_refuses_a_pile_that_is_not_there(now: datetime, value: int | str) -> None:
    person = a_person()
    administration = an_administration(person=person, instrument_id=VALUES, at=now)

    with pytest.raises(AnswerImpossible):
        put(administration, "autonomie", value, now, person)


def kept_three(person: Person, now: datetime) -> Administration:
    administration = an_administration(person=person, instrument_id=VALUES, at=now)
    for item in instrument(VALUES).items:
        pile = "INDISPENSABLE" if item.id in {"autonomie", "calme", "aide"} else "SECONDARY"
        put(administration, item.id, pile, now, person)
    return administration


def test_asks_for_one_rank_for_each_kept_card(now: datetime) -> None:
    person = a_person()
    administration = kept_three(person, now)

    state = progress(administration=administration)

    assert (state.total, state.left, state.next_item) == (39, 3, "rank:1")


def test_a_card_ranked_first_pushes_the_others_down(now: datetime) -> None:
    person = a_person()
    administration = kept_three(person, now)

    put(administration, "rank:1", "calme", now, person)
    put(administration, "rank:2", "aide", now, person)
    put(administration, "rank:1", "aide", now, person)
    put(administration, "rank:3", "autonomie", now, person)

    given = given_values(administration=administration)
    assert [given[f"rank:{rank}"] for rank in (1, 2, 3)] == ["aide", "calme", "autonomie"]


def test_the_whole_ranking_may_be_laid_at_once(now: datetime) -> None:
    person = a_person()
    administration = kept_three(person, now)

    rank_cards(administration=administration, cards=["calme", "autonomie", "aide"], by=person, at=now)

    assert progress(administration=administration).is_complete


@pytest.mark.parametrize("cards", [["calme", "calme"], ["calme", "santé"], ["nothing"]])
def test_refuses_a_ranking_of_cards_not_kept_or_twice_the_same(now: datetime, cards: list[str]) -> None:
    person = a_person()
    administration = kept_three(person, now)

    with pytest.raises(RankImpossible):
        rank_cards(administration=administration, cards=cards, by=person, at=now)


def test_refuses_to_rank_a_card_that_was_not_kept(now: datetime) -> None:
    person = a_person()
    administration = kept_three(person, now)

    with pytest.raises(RankImpossible):
        put(administration, "rank:1", "santé", now, person)


@pytest.mark.parametrize(("item", "value"), [("rank:x", "calme"), ("rank:1", None)])
def test_refuses_a_rank_that_means_nothing(now: datetime, item: str, value: str | None) -> None:
    person = a_person()
    administration = kept_three(person, now)

    with pytest.raises(AnswerImpossible):
        put(administration, item, value, now, person)


def test_a_card_that_leaves_the_pile_leaves_the_ranking(now: datetime) -> None:
    person = a_person()
    administration = kept_three(person, now)
    rank_cards(administration=administration, cards=["calme", "autonomie", "aide"], by=person, at=now)

    put(administration, "autonomie", "IMPORTANT", now, person)

    given = given_values(administration=administration)
    assert [given.get(f"rank:{rank}") for rank in (1, 2, 3)] == ["calme", "aide", None]


def test_another_beneficiary_may_not_rank(now: datetime) -> None:
    person, other = a_person(), a_person()
    administration = kept_three(person, now)

    with pytest.raises(AdministrationHidden):
        rank_cards(administration=administration, cards=["calme"], by=other, at=now)


def test_another_answer_given_since_it_was_read_is_not_overwritten(now: datetime) -> None:
    person = a_person()
    held = an_administration(person=person, instrument_id=CMS, at=now)
    put(held, "A1", 2, now, person)

    with pytest.raises(AnsweredElsewhere):
        record_answer(administration=held, item_id="A1", value=None, seen="", by=person, at=now)

    assert given_values(administration=held)["A1"] == 2


def test_the_same_answer_twice_harms_nobody(now: datetime) -> None:
    person = a_person()
    held = an_administration(person=person, instrument_id=CMS, at=now)
    put(held, "A1", 2, now, person)

    record_answer(administration=held, item_id="A1", value="2", seen="", by=person, at=now)

    assert given_values(administration=held)["A1"] == 2


def test_an_answer_changes_from_the_one_that_was_read(now: datetime) -> None:
    person = a_person()
    held = an_administration(person=person, instrument_id=CMS, at=now)
    put(held, "A1", 2, now, person)
    seen = answers_of(administration=held)["A1"].version

    record_answer(administration=held, item_id="A1", value=0, seen=seen, by=person, at=now)

    assert given_values(administration=held)["A1"] == 0


def test_a_sort_without_a_card_to_rank_is_ranked_at_once(now: datetime) -> None:
    person = a_person()
    held = an_administration(person=person, instrument_id=VALUES, at=now)

    rank_cards(administration=held, cards=(), by=person, at=now)

    assert given_values(administration=held) == {}
