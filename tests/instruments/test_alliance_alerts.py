"""A low answer on how two people work together reaches the one who can mend it, as a flag alone."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilan.instruments.library import ALLIANCE, DECISION
from bilan.instruments.queries import alliance_alerts
from bilan.vault.operations import destroy_key
from tests.builders import a_person
from tests.instruments.builders import a_finished_one, an_administration

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("lowest", "is_low"), [(5, True), (6, False)])
def test_one_answer_below_six_is_enough(lowest: int, is_low: bool, now: datetime) -> None:
    person = a_person()
    a_finished_one(person=person, instrument_id=ALLIANCE, at=now, values={"task": lowest}, other=9)

    assert alliance_alerts(people=[person]) == ({person.pk: now} if is_low else {})


def test_the_last_time_is_the_one_that_counts(now: datetime) -> None:
    person = a_person()
    a_finished_one(person=person, instrument_id=ALLIANCE, at=now, other=2)
    later = now + timedelta(days=20)

    a_finished_one(person=person, instrument_id=ALLIANCE, at=later, other=8, moment="MIDWAY")

    assert alliance_alerts(people=[person]) == {}


def test_a_question_passed_over_raises_nothing(now: datetime) -> None:
    person = a_person()
    a_finished_one(person=person, instrument_id=ALLIANCE, at=now, values={"bond": None}, other=9)

    assert alliance_alerts(people=[person]) == {}


def test_nothing_is_read_before_the_end_of_another_instrument_or_of_someone_else(now: datetime) -> None:
    person = a_person()
    an_administration(person=person, instrument_id=ALLIANCE, at=now)
    a_finished_one(person=person, instrument_id=DECISION, at=now, other=1)
    a_finished_one(person=a_person(), instrument_id=ALLIANCE, at=now, other=1)

    assert alliance_alerts(people=[person]) == {}


def test_nothing_is_read_once_the_papers_are_destroyed(now: datetime) -> None:
    person = a_person()
    administration = a_finished_one(person=person, instrument_id=ALLIANCE, at=now, other=1)
    destroy_key(key=administration.key, at=now)

    assert alliance_alerts(people=[person]) == {}


def test_thirty_people_cost_no_more_queries_than_three(now: datetime) -> None:
    counts = []
    for number in (3, 8):
        people = [a_person() for _ in range(number)]
        for person in people:
            a_finished_one(person=person, instrument_id=ALLIANCE, at=now, other=3)
        with CaptureQueriesContext(connection) as seen:
            assert len(alliance_alerts(people=people)) == number
        counts.append(len(seen))

    assert counts == [2, 2]
