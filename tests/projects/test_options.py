"""Keeping, comparing, choosing and setting aside occupations."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.occupations.errors import CatalogueMissing, UnknownOccupation
from bilan.occupations.models import Catalogue
from bilan.projects.errors import (
    AlreadyKept,
    MarkImpossible,
    ProjectHidden,
    SetAsideAlready,
    TooManyCompared,
    TooManyKept,
)
from bilan.projects.models import Option
from bilan.projects.operations import (
    choose_plan,
    compare_option,
    keep_option,
    note_feeling,
    refuse_occupation,
    set_aside,
    stop_comparing,
)
from bilan.projects.pieces import Feeling
from bilan.projects.queries import excluded_codes, option_for, options_of, project_counts
from tests.builders import a_person
from tests.projects.builders import CODES, a_catalogue, an_option

pytestmark = pytest.mark.django_db


def states(person: Person) -> dict[str, str]:
    return {option.code: str(option.state) for option in options_of(owner=person, reader=person)}


def test_keeps_an_occupation_under_its_title(now: datetime) -> None:
    person = a_person()

    option = an_option(person=person, at=now)

    told = option_for(reader=person, option_id=option.pk)
    assert (told.code, told.catalogue, told.title) == ("K1101", "starter", "Métier K1101")
    assert option_for(reader=person, option_id=option.pk, language="en").title == "Occupation K1101"
    assert told.is_open


def test_refuses_an_occupation_the_catalogue_does_not_hold(now: datetime) -> None:
    person = a_person()
    a_catalogue()

    with pytest.raises(UnknownOccupation):
        keep_option(person=person, code="Z9999", by=person, at=now)


def test_refuses_to_keep_anything_without_a_catalogue(now: datetime) -> None:
    person = a_person()

    with pytest.raises(CatalogueMissing):
        keep_option(person=person, code="K1101", by=person, at=now)


def test_options_stay_readable_when_the_catalogue_goes(now: datetime) -> None:
    person = a_person()
    an_option(person=person, at=now)

    Catalogue.objects.all().delete()

    assert [option.title for option in options_of(owner=person, reader=person)] == ["K1101"]


def test_refuses_the_seventh_option(now: datetime) -> None:
    person = a_person()
    for code in CODES[:6]:
        an_option(person=person, at=now, code=code)

    with pytest.raises(TooManyKept):
        an_option(person=person, at=now, code=CODES[6])

    assert len(states(person)) == 6


def test_an_option_set_aside_makes_room(now: datetime) -> None:
    person = a_person()
    first, *_ = [an_option(person=person, at=now, code=code) for code in CODES[:6]]

    set_aside(option_id=first.pk, reason="Trop loin", by=person, at=now)
    an_option(person=person, at=now, code=CODES[6])

    assert CODES[0] not in states(person)


def test_refuses_the_same_occupation_twice(now: datetime) -> None:
    person = a_person()
    an_option(person=person, at=now)

    with pytest.raises(AlreadyKept):
        an_option(person=person, at=now)


def test_what_is_set_aside_is_not_proposed_again_and_keeps_its_reason(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)

    set_aside(option_id=option.pk, reason="Je ne veux plus porter.", by=person, at=now)

    (told,) = options_of(owner=person, reader=person, is_set_aside=True)
    assert told.reason == "Je ne veux plus porter."
    assert excluded_codes(owner=person) == ("K1101",)
    with pytest.raises(SetAsideAlready):
        set_aside(option_id=option.pk, reason="Encore", by=person, at=now)


def test_a_proposal_may_be_refused_without_being_kept(now: datetime) -> None:
    person = a_person()
    a_catalogue()

    refuse_occupation(person=person, code="K1102", reason="", by=person, at=now)

    assert excluded_codes(owner=person) == ("K1102",)
    with pytest.raises(SetAsideAlready):
        refuse_occupation(person=person, code="K1102", reason="Non", by=person, at=now)


def test_a_kept_option_may_be_refused_from_the_list_too(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)

    refused = refuse_occupation(person=person, code="K1101", reason="Non", by=person, at=now)

    assert refused == option


def test_an_option_set_aside_may_be_taken_up_again(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    set_aside(option_id=option.pk, reason="Trop loin", by=person, at=now)

    again = keep_option(person=person, code="K1101", by=person, at=now)

    assert again == option
    assert excluded_codes(owner=person) == ()


def test_refuses_the_fourth_side_by_side(now: datetime) -> None:
    person = a_person()
    options = [an_option(person=person, at=now, code=code) for code in CODES[:4]]
    for option in options[:3]:
        compare_option(option_id=option.pk, by=person, at=now)

    with pytest.raises(TooManyCompared):
        compare_option(option_id=options[3].pk, by=person, at=now)
    with pytest.raises(TooManyCompared):
        choose_plan(option_id=options[3].pk, plan="PLAN_A", by=person, at=now)

    stop_comparing(option_id=options[0].pk, by=person, at=now)
    compare_option(option_id=options[3].pk, by=person, at=now)
    assert project_counts(owner=person).compared == 3


def test_comparing_twice_changes_nothing(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    choose_plan(option_id=option.pk, plan="PLAN_A", by=person, at=now)

    compare_option(option_id=option.pk, by=person, at=now)

    assert states(person) == {"K1101": "PLAN_A"}


def test_a_new_plan_a_sends_the_former_one_back_to_the_comparison(now: datetime) -> None:
    person = a_person()
    first, second = (an_option(person=person, at=now, code=code) for code in CODES[:2])
    choose_plan(option_id=first.pk, plan="PLAN_A", by=person, at=now)

    choose_plan(option_id=second.pk, plan="PLAN_A", by=person, at=now)
    choose_plan(option_id=first.pk, plan="PLAN_B", by=person, at=now)

    assert states(person) == {"K1101": "PLAN_B", "K1102": "PLAN_A"}
    counts = project_counts(owner=person)
    assert (counts.has_plan_a, counts.has_plan_b, counts.kept) == (True, True, 2)


def test_the_database_holds_one_plan_a(now: datetime) -> None:
    person = a_person()
    for code in CODES[:2]:
        an_option(person=person, at=now, code=code)

    with pytest.raises(IntegrityError), transaction.atomic():
        Option.objects.filter(person=person).update(state="PLAN_A")


def test_there_is_no_plan_c(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)

    with pytest.raises(ProjectHidden):
        choose_plan(option_id=option.pk, plan="PLAN_C", by=person, at=now)


def test_keeps_how_the_person_feels(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)

    note_feeling(
        option_id=option.pk, feeling=Feeling("J’en rêve la nuit.", energy=9, doubt=4), by=person, at=now
    )

    assert option_for(reader=person, option_id=option.pk).feeling == Feeling("J’en rêve la nuit.", 9, 4)


@pytest.mark.parametrize(("energy", "doubt"), [(11, 0), (0, -1)])
def test_feelings_go_from_zero_to_ten(now: datetime, energy: int, doubt: int) -> None:
    person = a_person()
    option = an_option(person=person, at=now)

    with pytest.raises(MarkImpossible):
        note_feeling(option_id=option.pk, feeling=Feeling("", energy, doubt), by=person, at=now)


def test_a_feeling_outlives_being_set_aside(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    note_feeling(option_id=option.pk, feeling=Feeling("Oui", 9, 1), by=person, at=now)

    set_aside(option_id=option.pk, reason="Trop loin", by=person, at=now)

    told = option_for(reader=person, option_id=option.pk)
    assert (told.feeling, told.reason, told.is_open) == (Feeling("Oui", 9, 1), "Trop loin", False)


def test_what_is_set_aside_is_neither_compared_nor_chosen(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    set_aside(option_id=option.pk, reason="x", by=person, at=now)

    with pytest.raises(SetAsideAlready):
        compare_option(option_id=option.pk, by=person, at=now)
    with pytest.raises(SetAsideAlready):
        choose_plan(option_id=option.pk, plan="PLAN_A", by=person, at=now)


ACTS = ("keep", "refuse", "aside", "compare", "stop", "choose", "feel", "read", "list", "none")


@pytest.mark.parametrize("act", ACTS)
def test_someone_with_options_of_their_own_touches_none_of_mine(now: datetime, act: str) -> None:
    person, other = a_person(), a_person()
    an_option(person=other, at=now)
    mine = an_option(person=person, at=now).pk
    acts: dict[str, Callable[[], object]] = {
        "keep": lambda: keep_option(person=person, code="K1102", by=other, at=now),
        "refuse": lambda: refuse_occupation(person=person, code="K1102", reason="x", by=other, at=now),
        "aside": lambda: set_aside(option_id=mine, reason="x", by=other, at=now),
        "compare": lambda: compare_option(option_id=mine, by=other, at=now),
        "stop": lambda: stop_comparing(option_id=mine, by=other, at=now),
        "choose": lambda: choose_plan(option_id=mine, plan="PLAN_A", by=other, at=now),
        "feel": lambda: note_feeling(option_id=mine, feeling=Feeling(), by=other, at=now),
        "read": lambda: option_for(reader=other, option_id=mine),
        "list": lambda: options_of(owner=person, reader=other),
        "none": lambda: option_for(reader=person, option_id=uuid4()),
    }

    with pytest.raises(ProjectHidden):
        acts[act]()


def test_the_practitioner_reads_but_does_not_decide(now: datetime) -> None:
    person, counselor = a_person(), a_person()
    option = an_option(person=person, at=now)

    assert option_for(reader=counselor, option_id=option.pk, is_practitioner=True).code == "K1101"
    with pytest.raises(ProjectHidden):
        choose_plan(option_id=option.pk, plan="PLAN_A", by=counselor, at=now)


def test_seals_codes_and_reasons(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    set_aside(option_id=option.pk, reason="Je ne veux plus porter", by=person, at=now)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM projects_option")
        row = repr(cursor.fetchall())
    assert "K1101" not in row
    assert "porter" not in row
    assert "K1101" not in repr(list(Event.objects.values_list("facts", flat=True)))


def test_reads_six_options_in_as_many_queries_as_two(now: datetime) -> None:
    few, many = a_person(), a_person()
    for person, count in ((few, 2), (many, 6)):
        for code in CODES[:count]:
            an_option(person=person, at=now, code=code)

    with CaptureQueriesContext(connection) as two:
        options_of(owner=few, reader=few)
    with CaptureQueriesContext(connection) as six:
        options_of(owner=many, reader=many)

    assert len(two) == len(six)
