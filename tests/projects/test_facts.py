"""The realism test: facts on five sides, then a decision."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils.timezone import localdate

from bilan.projects.errors import DayImpossible, ProjectHidden, RealityUntried, SetAsideAlready, WordsMissing
from bilan.projects.models import Evidence, Option
from bilan.projects.operations import add_fact, decide, note_feeling, remove_fact, set_aside
from bilan.projects.pieces import SIDES, Fact, Feeling
from bilan.projects.queries import enquiries_of, excluded_codes, option_for, project_counts, realism_of
from tests.builders import a_person
from tests.projects.builders import a_fact, an_option, five_facts

pytestmark = pytest.mark.django_db


def test_keeps_who_said_what_and_when(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    fact = Fact("MARKET", "Quarante offres par an.", "GO", "Karim Haddad", "Mission locale", "2026")

    add_fact(option_id=option.pk, fact=fact, on=localdate(now), by=person, at=now)

    market = realism_of(reader=person, option_id=option.pk)[1]
    assert market.side == Evidence.Side.MARKET
    assert [learnt.fact for learnt in market.facts] == [fact]
    assert market.facts[0].on == localdate(now)


def test_the_most_careful_verdict_speaks_for_a_side(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    for verdict in ("GO", "ADAPT", "GO"):
        a_fact(option=option, at=now, side="MONEY", verdict=verdict)

    sides = {side.side: side.verdict for side in realism_of(reader=person, option_id=option.pk)}

    assert sides == dict.fromkeys(SIDES) | {Evidence.Side.MONEY: Option.Decision.ADAPT}


def test_an_enquiry_is_learnt_from_someone(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    a_fact(option=option, at=now, who="")
    a_fact(option=option, at=now, who="Karim Haddad")

    (enquiry,) = enquiries_of(owner=person, reader=person)

    assert enquiry.fact.who == "Karim Haddad"


@pytest.mark.parametrize(("days", "is_taken"), [(-400, True), (0, True), (1, False)])
def test_a_fact_is_learnt_today_or_before(now: datetime, days: int, is_taken: bool) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    day = localdate(now) + timedelta(days=days)

    if is_taken:
        assert a_fact(option=option, at=now, on=day).on == day
    else:
        with pytest.raises(DayImpossible):
            a_fact(option=option, at=now, on=day)


def test_refuses_a_fact_without_words(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)

    with pytest.raises(WordsMissing):
        add_fact(option_id=option.pk, fact=Fact("TIME", " ", "GO"), on=localdate(now), by=person, at=now)


def test_go_waits_for_the_five_sides(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    for side in SIDES[:4]:
        a_fact(option=option, at=now, side=side)

    with pytest.raises(RealityUntried) as refusal:
        decide(option_id=option.pk, decision="GO", by=person, at=now)

    assert refusal.value.missing == ("L’argent",)
    assert option_for(reader=person, option_id=option.pk).sides_left == (Evidence.Side.MONEY,)
    a_fact(option=option, at=now, side="MONEY")
    decide(option_id=option.pk, decision="GO", by=person, at=now)
    assert option_for(reader=person, option_id=option.pk).decision == Option.Decision.GO


def test_adapting_needs_no_proof(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)

    decide(option_id=option.pk, decision="ADAPT", by=person, at=now)

    assert option_for(reader=person, option_id=option.pk).is_open


def test_what_is_dropped_is_set_aside_with_its_reason(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)

    decide(option_id=option.pk, decision="DROP", reason="Mon dos", by=person, at=now)

    told = option_for(reader=person, option_id=option.pk)
    assert (told.state, told.reason, told.decision) == (
        Option.State.SET_ASIDE,
        "Mon dos",
        Option.Decision.DROP,
    )
    assert excluded_codes(owner=person) == ("K1101",)


def test_a_fact_may_be_taken_out(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    fact = a_fact(option=option, at=now)

    remove_fact(fact_id=fact.pk, by=person, at=now)

    assert project_counts(owner=person).facts == 0


def test_what_is_set_aside_is_not_tried_any_more(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    set_aside(option_id=option.pk, reason="x", by=person, at=now)

    with pytest.raises(SetAsideAlready):
        a_fact(option=option, at=now)


@pytest.mark.parametrize("act", ["add", "remove", "decide", "read", "enquiries", "none"])
def test_someone_with_facts_of_their_own_touches_none_of_mine(now: datetime, act: str) -> None:
    person, other = a_person(), a_person()
    five_facts(option=an_option(person=other, at=now), at=now)
    option = an_option(person=person, at=now)
    mine = a_fact(option=option, at=now).pk
    told = Fact("TIME", "x", "GO")
    acts: dict[str, Callable[[], object]] = {
        "add": lambda: add_fact(option_id=option.pk, fact=told, on=localdate(now), by=other, at=now),
        "remove": lambda: remove_fact(fact_id=mine, by=other, at=now),
        "decide": lambda: decide(option_id=option.pk, decision="ADAPT", by=other, at=now),
        "read": lambda: realism_of(reader=other, option_id=option.pk),
        "enquiries": lambda: enquiries_of(owner=person, reader=other),
        "none": lambda: remove_fact(fact_id=uuid4(), by=person, at=now),
    }

    with pytest.raises(ProjectHidden):
        acts[act]()


def test_the_practitioner_reads_the_facts(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    a_fact(option=option, at=now)

    assert len(realism_of(reader=a_person(), option_id=option.pk, is_practitioner=True)) == 5


def test_seals_what_was_learnt(now: datetime) -> None:
    person = a_person()
    a_fact(option=an_option(person=person, at=now), at=now)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM projects_evidence")
        assert "Karim" not in repr(cursor.fetchall())


@pytest.mark.parametrize("decision", ["ADAPT", "GO"])
def test_a_decision_keeps_its_reason_and_the_feeling_beside_it(decision: str, now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    five_facts(option=option, at=now)
    note_feeling(option_id=option.pk, feeling=Feeling("Oui", 8, 2), by=person, at=now)

    decide(option_id=option.pk, decision=decision, reason="À mi-temps d’abord.", by=person, at=now)

    told = option_for(reader=person, option_id=option.pk)
    assert (told.reason, told.feeling) == ("À mi-temps d’abord.", Feeling("Oui", 8, 2))


def test_an_enquiry_keeps_what_was_asked_and_what_it_changes(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    fact = Fact("TIME", "Six mois.", "ADAPT", who="Karim", asked="Combien de temps ?", changes="À mi-temps.")

    add_fact(option_id=option.pk, fact=fact, on=localdate(now), by=person, at=now)

    (kept,) = enquiries_of(owner=person, reader=person)
    assert kept.fact == fact


def test_an_option_carries_the_most_careful_verdict_of_each_side(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    for side, verdict in (("MARKET", "GO"), ("MARKET", "DROP"), ("MARKET", "ADAPT"), ("MONEY", "GO")):
        a_fact(option=option, at=now, side=side, verdict=verdict)

    told = option_for(reader=person, option_id=option.pk)

    said = {str(side): verdict for side, verdict in told.sides}
    assert said == {"PERSON": None, "MARKET": "DROP", "PLACE": None, "TIME": None, "MONEY": "GO"}
