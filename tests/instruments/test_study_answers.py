"""Answers studied without names: of those who agree, never of a few, and told to each."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bilan.accounts.models import ConsentKind, Person
from bilan.accounts.operations import give_consent, withdraw_consent
from bilan.audit.models import Event
from bilan.instruments.errors import NothingToSimulate, TooFewPeople
from bilan.instruments.library import CMS, DECISION, VALUES, instrument
from bilan.instruments.operations import study_answers
from bilan.instruments.operations.research import LEAST_PEOPLE
from bilan.vault.operations import destroy_key
from tests.builders import a_person
from tests.instruments.builders import a_finished_one, an_administration
from tests.shared import made_once

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
Crowd = list[Person]


def someone(*, at: datetime, value: int = 2, is_agreed: bool = True) -> Person:
    person = a_person()
    a_finished_one(person=person, instrument_id=DECISION, at=at, other=value)
    if is_agreed:
        give_consent(person=person, kind=ConsentKind.RESEARCH, by=person, at=at)
    return person


def a_crowd(count: int, *, at: datetime) -> list[Person]:
    return [someone(at=at, value=rank % 11) for rank in range(count)]


crowd = made_once(lambda: a_crowd(LEAST_PEOPLE, at=NOW))


def test_reads_one_line_a_person_in_no_order_of_theirs(crowd: Crowd, now: datetime) -> None:
    table = study_answers(asked=instrument(DECISION), at=now)

    assert table.answers.shape == (LEAST_PEOPLE, len(instrument(DECISION).items))
    assert table.groups == {}
    rows = table.answers.tolist()
    assert rows == sorted(rows)


def test_one_person_under_the_least_and_nothing_is_read(crowd: Crowd, now: datetime) -> None:
    withdraw_consent(person=crowd[0], kind=ConsentKind.RESEARCH, by=crowd[0], at=now)

    with pytest.raises(TooFewPeople):
        study_answers(asked=instrument(DECISION), at=now)

    assert not Event.objects.filter(act="answers.studied").exists()


def test_leaves_out_who_did_not_agree_who_took_it_back_and_who_did_not_finish(
    crowd: Crowd, now: datetime
) -> None:
    someone(at=now, value=10, is_agreed=False)
    back = someone(at=now, value=10)
    withdraw_consent(person=back, kind=ConsentKind.RESEARCH, by=back, at=now)
    begun = a_person()
    an_administration(person=begun, instrument_id=DECISION, at=now)
    give_consent(person=begun, kind=ConsentKind.RESEARCH, by=begun, at=now)

    table = study_answers(asked=instrument(DECISION), at=now)

    assert len(table.answers) == len(crowd)


def test_destroyed_answers_are_not_read(crowd: Crowd, now: datetime) -> None:
    someone(at=now)
    destroy_key(key=crowd[0].administrations.get().key, at=now)

    assert len(study_answers(asked=instrument(DECISION), at=now).answers) == LEAST_PEOPLE


def test_counts_each_person_once_by_their_last_answers(crowd: Crowd, now: datetime) -> None:
    a_finished_one(
        person=crowd[0], instrument_id=DECISION, at=now + timedelta(days=90), other=9, moment="END"
    )

    table = study_answers(asked=instrument(DECISION), at=now)

    assert len(table.answers) == LEAST_PEOPLE
    assert np.all(table.answers == 0, axis=1).sum() == sum(rank % 11 == 0 for rank in range(LEAST_PEOPLE)) - 1


def test_each_person_sees_it_in_their_trail(crowd: Crowd, now: datetime) -> None:
    study_answers(asked=instrument(DECISION), at=now)

    told = Event.objects.filter(act="answers.studied")
    assert {event.subject for event in told} == {str(person.pk) for person in crowd}
    assert {frozenset(event.facts) for event in told} == {frozenset({"instrument", "version"})}


def test_cards_and_other_versions_are_not_studied(crowd: Crowd, now: datetime) -> None:
    with pytest.raises(NothingToSimulate):
        study_answers(asked=instrument(VALUES), at=now)
    with pytest.raises(TooFewPeople):
        study_answers(asked=instrument(CMS), at=now)
    with pytest.raises(TooFewPeople):
        study_answers(asked=instrument(DECISION).model_copy(update={"version": "9"}), at=now)
