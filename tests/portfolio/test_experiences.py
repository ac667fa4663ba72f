"""Telling one's activities: what is kept, what is refused, who reads it."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilan.audit.models import Event
from bilan.portfolio.errors import PieceHidden, TitleMissing, YearsImpossible
from bilan.portfolio.models import Experience
from bilan.portfolio.operations import add_experience, edit_experience, remove_experience
from bilan.portfolio.pieces import Period
from bilan.portfolio.queries import cards_of, experience_for, experiences_of, portfolio_counts
from tests.builders import a_person
from tests.portfolio.builders import a_card, an_experience

pytestmark = pytest.mark.django_db

WITH_MONTHS = Period(2010, 9, 2016, 6)


def test_keeps_an_activity_in_the_person_s_words(now: datetime) -> None:
    person = a_person()

    row = an_experience(
        person=person, at=now, narrative="J’ai dû présenter le budget.", period=Period(2010, 9, 2016, 6)
    )

    told = experience_for(reader=person, experience_id=row.pk)
    assert (told.title, told.narrative) == ("Trésorière, parents d’élèves", "J’ai dû présenter le budget.")
    assert told.period == WITH_MONTHS
    assert told.kind == Experience.Kind.UNPAID


@pytest.mark.parametrize("kind", list(Experience.Kind))
def test_takes_the_four_kinds_alike(now: datetime, kind: Experience.Kind) -> None:
    person = a_person()

    an_experience(person=person, at=now, kind=kind)

    assert [told.kind for told in experiences_of(owner=person, reader=person)] == [kind]


POSSIBLE = [
    Period(2010),
    Period(2010, 12),
    Period(2016, 6, 2016, 6),
    Period(2016, 6, 2016),
    Period(2026, 11),
]
IMPOSSIBLE = [
    Period(2016, None, 2010),
    Period(2016, 6, 2016, 5),
    Period(2026, 12),
    Period(1810),
    Period(2010, 13),
    Period(2010, None, 2011, 0),
    Period(2010, None, None, 4),
]


@pytest.mark.parametrize("period", POSSIBLE)
def test_takes_years_that_go_together(now: datetime, period: Period) -> None:
    person = a_person()

    an_experience(person=person, at=now, period=period)

    assert [told.period for told in experiences_of(owner=person, reader=person)] == [period]


@pytest.mark.parametrize("period", IMPOSSIBLE)
def test_refuses_years_that_cannot_be(now: datetime, period: Period) -> None:
    with pytest.raises(YearsImpossible):
        an_experience(person=a_person(), at=now, period=period)


def test_refuses_an_activity_without_a_name(now: datetime) -> None:
    with pytest.raises(TitleMissing):
        an_experience(person=a_person(), at=now, title="  ")


def test_lays_the_life_line_oldest_first(now: datetime) -> None:
    person = a_person()
    for year in (2019, 2001, 2010):
        an_experience(person=person, at=now, title=str(year), period=Period(year))

    told = experiences_of(owner=person, reader=person)

    assert [one.title for one in told] == ["2001", "2010", "2019"]
    assert all(one.period.is_ongoing for one in told)


def test_may_be_told_otherwise(now: datetime) -> None:
    person = a_person()
    row = an_experience(person=person, at=now)

    edit_experience(
        experience_id=row.pk,
        kind="EMPLOYED",
        period=Period(2011),
        title="Comptable",
        narrative="Je tenais les comptes.",
        is_private=True,
        by=person,
        at=now,
    )

    told = experience_for(reader=person, experience_id=row.pk)
    assert (told.title, told.kind, told.is_private) == ("Comptable", Experience.Kind.EMPLOYED, True)


def test_what_becomes_private_takes_its_cards_along(now: datetime) -> None:
    person = a_person()
    row = an_experience(person=person, at=now)
    a_card(person=person, at=now, experience=row)

    edit_experience(
        experience_id=row.pk,
        kind="UNPAID",
        period=Period(2011),
        title="Pour moi",
        narrative="",
        is_private=True,
        by=person,
        at=now,
    )

    assert cards_of(owner=person, reader=a_person(), is_practitioner=True) == ()


def test_cards_outlive_the_activity_they_came_from(now: datetime) -> None:
    person = a_person()
    row = an_experience(person=person, at=now)
    a_card(person=person, at=now, experience=row)

    remove_experience(experience_id=row.pk, by=person, at=now)

    (card,) = cards_of(owner=person, reader=person)
    assert (card.experience_id, card.experience) == (None, "")


def test_counts_the_cards_that_came_of_it(now: datetime) -> None:
    person = a_person()
    row = an_experience(person=person, at=now)
    a_card(person=person, at=now, experience=row)

    assert experience_for(reader=person, experience_id=row.pk).cards == 1
    assert portfolio_counts(owner=person).cards == 1


@pytest.mark.parametrize("act", ["add", "edit", "remove", "read"])
def test_someone_with_a_portfolio_of_their_own_touches_nothing(now: datetime, act: str) -> None:
    person, other = a_person(), a_person()
    an_experience(person=other, at=now)
    mine, period = an_experience(person=person, at=now).pk, Period(2010)
    acts: dict[str, Callable[[], object]] = {
        "add": lambda: add_experience(
            person=person, kind="UNPAID", period=period, title="x", by=other, at=now
        ),
        "edit": lambda: edit_experience(
            experience_id=mine,
            kind="UNPAID",
            period=period,
            title="x",
            narrative="",
            is_private=False,
            by=other,
            at=now,
        ),
        "remove": lambda: remove_experience(experience_id=mine, by=other, at=now),
        "read": lambda: experience_for(reader=other, experience_id=mine),
    }

    with pytest.raises(PieceHidden):
        acts[act]()


def test_an_unknown_activity_is_told_like_a_hidden_one(now: datetime) -> None:
    person = a_person()

    with pytest.raises(PieceHidden):
        experience_for(reader=person, experience_id=uuid4())
    with pytest.raises(PieceHidden):
        remove_experience(experience_id=uuid4(), by=person, at=now)


def test_the_practitioner_of_the_open_case_reads_all_but_what_is_private(now: datetime) -> None:
    person, counselor = a_person(), a_person()
    secret = an_experience(person=person, at=now, title="Maladie", is_private=True)
    an_experience(person=person, at=now, title="Atelier")

    told = experiences_of(owner=person, reader=counselor, is_practitioner=True)

    assert [one.title for one in told] == ["Atelier"]
    with pytest.raises(PieceHidden):
        experience_for(reader=counselor, experience_id=secret.pk, is_practitioner=True)
    with pytest.raises(PieceHidden):
        experiences_of(owner=person, reader=counselor)


def test_seals_what_was_told(now: datetime) -> None:
    person = a_person()

    an_experience(person=person, at=now, title="Trésorière", narrative="Le budget des parents")

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portfolio_experience")
        row = repr(cursor.fetchall())
    assert "Trésorière" not in row
    assert "budget" not in row


def test_leaves_a_trace_without_content(now: datetime) -> None:
    person = a_person()

    row = an_experience(person=person, at=now, title="Trésorière")
    remove_experience(experience_id=row.pk, by=person, at=now)

    events = Event.objects.filter(object_kind="portfolio.Experience").order_by("pk")
    assert [event.act for event in events] == ["experience.told", "experience.removed"]
    assert all(event.subject == str(person.pk) for event in events)
    assert "Trésorière" not in repr([event.facts for event in events])


def test_reads_thirty_activities_in_as_many_queries_as_three(now: datetime) -> None:
    few, many = a_person(), a_person()
    for person, count in ((few, 3), (many, 30)):
        for _ in range(count):
            an_experience(person=person, at=now)

    with CaptureQueriesContext(connection) as three:
        experiences_of(owner=few, reader=few)
    with CaptureQueriesContext(connection) as thirty:
        experiences_of(owner=many, reader=many)

    assert len(three) == len(thirty) == 1
