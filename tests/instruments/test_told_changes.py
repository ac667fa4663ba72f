"""What moved, in sentences: with its interval, of measures taken again, and of nothing unseen."""

from datetime import datetime, timedelta

import pytest

from bilan.instruments.library import CMS, CONFIDENCE, DECISION
from bilan.instruments.told_changes import change_words
from tests.builders import a_person
from tests.instruments.builders import a_finished_one

pytestmark = pytest.mark.django_db


def test_says_nothing_of_a_measure_taken_once(now: datetime) -> None:
    person = a_person()
    a_finished_one(person=person, instrument_id=CONFIDENCE, at=now, other=4)

    assert change_words(person=person) == ()


def test_says_how_far_confidence_moved_and_between_what(now: datetime) -> None:
    person = a_person()
    a_finished_one(person=person, instrument_id=CONFIDENCE, at=now, other=2)
    last = a_finished_one(
        person=person, instrument_id=CONFIDENCE, at=now + timedelta(days=90), other=9, moment="END"
    )

    (words,) = change_words(person=person)

    assert words.administration_id == last.pk
    assert "depuis le 24 novembre 2026\u00a0: plus haut, de 2,0 à 9,0 (écart entre" in words.sentence


def test_compares_with_the_start_and_with_the_last_time(now: datetime) -> None:
    person = a_person()
    for days, value, moment in ((0, 2, "START"), (90, 8, "END"), (270, 3, "FOLLOW_UP")):
        a_finished_one(
            person=person,
            instrument_id=DECISION,
            at=now + timedelta(days=days),
            other=value,
            moment=moment,
        )

    start, last = change_words(person=person)

    assert (start.since, last.since) == (now, now + timedelta(days=90))
    assert "plus bas" in last.sentence


def test_groups_areas_by_what_may_be_said(now: datetime) -> None:
    person = a_person()
    risen = {f"A{rank}": 3 for rank in range(1, 5)}
    a_finished_one(person=person, instrument_id=CMS, at=now, other=0)
    a_finished_one(
        person=person,
        instrument_id=CMS,
        at=now + timedelta(days=90),
        values=risen,
        other=0,
        moment="END",
    )

    (words,) = change_words(person=person)

    assert words.sentence.count("plus haut pour") == 1
    assert words.sentence.index("plus haut pour") < words.sentence.rindex(" pour ")


def test_each_person_hears_of_themselves_alone(now: datetime) -> None:
    person = a_person()
    for days, moment in ((0, "START"), (90, "END")):
        a_finished_one(
            person=person, instrument_id=DECISION, at=now + timedelta(days=days), other=5, moment=moment
        )

    assert change_words(person=a_person()) == ()
