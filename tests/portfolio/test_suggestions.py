"""Skills found in someone's words: offered with those words, and never assigned without a yes."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.portfolio.errors import AlreadyAnswered, NothingTold, PieceHidden, SentenceMissing
from bilan.portfolio.models import Suggestion
from bilan.portfolio.operations import (
    confirm_suggestion,
    refuse_suggestion,
    rephrase_suggestion,
    suggest_from_experience,
)
from bilan.portfolio.pieces import Claim
from bilan.portfolio.queries import cards_of, offered_skills, portfolio_counts, settled_uris
from tests.builders import a_person
from tests.portfolio.builders import a_card, a_skill, an_experience, an_offer

pytestmark = pytest.mark.django_db


def offered(person: Person) -> list[str]:
    return [offer.uri for offer in offered_skills(owner=person, reader=person)]


STORY = (
    "J’étais trésorière d’une association de quatre-vingts familles. "
    "Je tenais les comptes chaque semaine et ils tombaient juste. "
    "J’ai aussi calmé des parents mécontents pendant les assemblées, et organisé les sorties en car."
)


def name_skills() -> None:
    a_skill()
    a_skill(uri="starter:calm", fr="Calmer un conflit", en="Calm a conflict")
    a_skill(uri="starter:outing", fr="Organiser une sortie de groupe", en="Organize a group outing")
    a_skill(uri="starter:weld", fr="Souder des tuyaux en acier", en="Weld steel pipes")


def test_finds_skills_in_the_story_and_says_where(now: datetime) -> None:
    person = a_person()
    name_skills()
    told = an_experience(person=person, at=now, narrative=STORY)

    count = suggest_from_experience(experience_id=told.pk, by=person, at=now)

    offers = {offer.uri: offer.because for offer in offered_skills(owner=person, reader=person)}
    assert len(offers) == count
    assert "comptes" in offers["starter:accounts"]
    assert all(because in STORY for because in offers.values())


def test_looking_again_offers_only_what_was_not_answered(now: datetime) -> None:
    person = a_person()
    name_skills()
    told = an_experience(person=person, at=now, narrative=STORY)
    suggest_from_experience(experience_id=told.pk, by=person, at=now)
    first, *left = offered_skills(owner=person, reader=person)
    refuse_suggestion(suggestion_id=first.id, by=person, at=now)

    suggest_from_experience(experience_id=told.pk, by=person, at=now)

    assert offered(person) == [offer.uri for offer in left]


def test_shows_the_official_name_and_the_words_that_led_there(now: datetime) -> None:
    person = a_person()
    a_skill()
    an_offer(experience=an_experience(person=person, at=now), at=now)

    (offer,) = offered_skills(owner=person, reader=person)

    assert (offer.label, offer.because) == ("Tenir une comptabilité simple", "je tenais les comptes")
    assert offer.experience == "Trésorière, parents d’élèves"
    (english,) = offered_skills(owner=person, reader=person, language="en")
    assert english.label == "Keep simple accounts"


def test_a_yes_keeps_a_card_in_the_person_s_words(now: datetime) -> None:
    person = a_person()
    a_skill()
    offer = an_offer(experience=an_experience(person=person, at=now), at=now)

    confirm_suggestion(suggestion_id=offer.pk, claim=Claim(was_unexpected=True), by=person, at=now)

    (card,) = cards_of(owner=person, reader=person)
    assert (card.sentence, card.label, card.was_unexpected) == (
        "je tenais les comptes",
        "Tenir une comptabilité simple",
        True,
    )
    assert card.experience == "Trésorière, parents d’élèves"
    assert offered(person) == []


def test_a_yes_without_words_takes_the_official_name(now: datetime) -> None:
    person = a_person()
    a_skill()
    offer = an_offer(experience=an_experience(person=person, at=now), at=now, because="")

    confirm_suggestion(suggestion_id=offer.pk, by=person, at=now)

    assert [card.sentence for card in cards_of(owner=person, reader=person)] == [
        "Tenir une comptabilité simple"
    ]


def test_a_card_from_a_private_activity_is_private_too(now: datetime) -> None:
    person = a_person()
    offer = an_offer(experience=an_experience(person=person, at=now, is_private=True), at=now)

    confirm_suggestion(suggestion_id=offer.pk, by=person, at=now)

    assert cards_of(owner=person, reader=a_person(), is_practitioner=True) == ()


def test_it_may_be_said_otherwise(now: datetime) -> None:
    person = a_person()
    offer = an_offer(experience=an_experience(person=person, at=now), at=now)

    with pytest.raises(SentenceMissing):
        rephrase_suggestion(suggestion_id=offer.pk, sentence=" ", by=person, at=now)
    rephrase_suggestion(suggestion_id=offer.pk, sentence="Mes comptes tombent juste.", by=person, at=now)

    (card,) = cards_of(owner=person, reader=person)
    assert (card.sentence, card.uri) == ("Mes comptes tombent juste.", "starter:accounts")
    assert Suggestion.objects.get().state == Suggestion.State.REPHRASED


def test_a_no_keeps_nothing_and_is_remembered(now: datetime) -> None:
    person = a_person()
    offer = an_offer(experience=an_experience(person=person, at=now), at=now)

    refuse_suggestion(suggestion_id=offer.pk, by=person, at=now)

    assert portfolio_counts(owner=person).cards == 0
    assert settled_uris(owner=person) == {"starter:accounts"}


def test_what_is_on_a_card_is_settled_even_put_away(now: datetime) -> None:
    person = a_person()
    a_card(person=person, at=now, uri="starter:calm")

    assert settled_uris(owner=person) == {"starter:calm"}


@pytest.mark.parametrize("act", ["yes", "otherwise", "no"])
def test_one_answers_once(now: datetime, act: str) -> None:
    person = a_person()
    offer = an_offer(experience=an_experience(person=person, at=now), at=now).pk
    acts: dict[str, Callable[[], object]] = {
        "yes": lambda: confirm_suggestion(suggestion_id=offer, by=person, at=now),
        "otherwise": lambda: rephrase_suggestion(suggestion_id=offer, sentence="x", by=person, at=now),
        "no": lambda: refuse_suggestion(suggestion_id=offer, by=person, at=now),
    }
    acts[act]()

    for again in acts.values():
        with pytest.raises(AlreadyAnswered):
            again()


@pytest.mark.parametrize("act", ["suggest", "yes", "otherwise", "no", "list", "none"])
def test_someone_with_offers_of_their_own_answers_none_of_mine(now: datetime, act: str) -> None:
    person, other = a_person(), a_person()
    an_offer(experience=an_experience(person=other, at=now), at=now)
    told = an_experience(person=person, at=now, narrative="Je tenais les comptes.")
    mine = an_offer(experience=told, at=now).pk
    acts: dict[str, Callable[[], object]] = {
        "suggest": lambda: suggest_from_experience(experience_id=told.pk, by=other, at=now),
        "yes": lambda: confirm_suggestion(suggestion_id=mine, by=other, at=now),
        "otherwise": lambda: rephrase_suggestion(suggestion_id=mine, sentence="x", by=other, at=now),
        "no": lambda: refuse_suggestion(suggestion_id=mine, by=other, at=now),
        "list": lambda: offered_skills(owner=person, reader=other),
        "none": lambda: refuse_suggestion(suggestion_id=uuid4(), by=person, at=now),
    }

    with pytest.raises(PieceHidden):
        acts[act]()


def test_there_is_nothing_to_find_without_words(now: datetime) -> None:
    person = a_person()
    told = an_experience(person=person, at=now, narrative="  ")

    with pytest.raises(NothingTold):
        suggest_from_experience(experience_id=told.pk, by=person, at=now)


def test_offers_of_one_activity_may_be_read_alone(now: datetime) -> None:
    person = a_person()
    first, second = (an_experience(person=person, at=now) for _ in range(2))
    an_offer(experience=first, at=now, uri="starter:one")
    an_offer(experience=second, at=now, uri="starter:two")

    offers = offered_skills(owner=person, reader=person, experience_id=second.pk)

    assert [offer.uri for offer in offers] == ["starter:two"]


def test_seals_what_was_found(now: datetime) -> None:
    person = a_person()
    offer = an_offer(experience=an_experience(person=person, at=now), at=now)

    refuse_suggestion(suggestion_id=offer.pk, by=person, at=now)

    assert b"comptes" not in bytes(Suggestion.objects.get().found_sealed)
    assert Event.objects.get(act="suggestion.refused").facts == {}


def test_reads_ten_offers_in_as_many_queries_as_three(now: datetime) -> None:
    few, many = a_person(), a_person()
    for person, count in ((few, 3), (many, 12)):
        told = an_experience(person=person, at=now)
        for rank in range(count):
            an_offer(experience=told, at=now, uri=f"starter:{rank}")

    with CaptureQueriesContext(connection) as three:
        offered_skills(owner=few, reader=few)
    with CaptureQueriesContext(connection) as ten:
        offers = offered_skills(owner=many, reader=many)

    assert len(offers) == 10
    assert len(three) == len(ten)
