"""Weighing options on one's own criteria, energy and doubt included."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from bilan.accounts.models import Person
from bilan.projects.errors import MarkImpossible, ProjectHidden, WordsMissing
from bilan.projects.models import Criterion, Option
from bilan.projects.operations import (
    add_criterion,
    choose_plan,
    compare_option,
    note_feeling,
    open_criteria,
    rate_option,
    remove_criterion,
    weigh_criterion,
)
from bilan.projects.pieces import Feeling, LookedAtOption, Measure
from bilan.projects.queries import comparison_of, criteria_of
from bilan.projects.weighing import compared
from tests.builders import a_person
from tests.projects.builders import CODES, an_option

pytestmark = pytest.mark.django_db


def measures(person: Person) -> dict[str, Measure]:
    return {measure.name: measure for measure in criteria_of(owner=person, reader=person)}


def test_energy_and_doubt_count_among_the_criteria(now: datetime) -> None:
    person = a_person()

    open_criteria(person=person, names=["Près de chez moi", " "], by=person, at=now)
    open_criteria(person=person, names=["Près de chez moi", "Gagner plus"], by=person, at=now)

    assert list(measures(person)) == [
        "Près de chez moi",
        "L’envie que j’en ai",
        "Les doutes qui restent",
        "Gagner plus",
    ]


def test_weighs_options_on_what_was_marked(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    choose_plan(option_id=option.pk, plan="PLAN_A", by=person, at=now)
    open_criteria(person=person, names=["Calme"], by=person, at=now)
    calm = measures(person)["Calme"]
    weigh_criterion(criterion_id=calm.id, weight=4, by=person, at=now)
    rate_option(option_id=option.pk, criterion_id=calm.id, value=3, by=person, at=now)
    note_feeling(option_id=option.pk, feeling=Feeling("", energy=5, doubt=10), by=person, at=now)

    (column,) = comparison_of(owner=person, reader=person).options

    assert column.is_complete
    assert column.total == pytest.approx((4 * 1 + 2 * 0.5 + 2 * 0) / 8)
    assert [mark.part for mark in column.marks] == pytest.approx([0.5, 0.125, 0])


def test_an_option_without_a_mark_has_no_total(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    compare_option(option_id=option.pk, by=person, at=now)
    open_criteria(person=person, names=["Calme"], by=person, at=now)

    (column,) = comparison_of(owner=person, reader=person).options

    assert column.total is None
    assert not column.is_complete


def test_a_criterion_that_weighs_nothing_need_not_be_marked(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    compare_option(option_id=option.pk, by=person, at=now)
    add_criterion(person=person, name="Statut", weight=0, by=person, at=now)

    (column,) = comparison_of(owner=person, reader=person).options

    assert column.is_complete
    assert column.total is None


def test_plan_a_stands_first(now: datetime) -> None:
    person = a_person()
    options = [an_option(person=person, at=now, code=code) for code in CODES[:3]]
    compare_option(option_id=options[0].pk, by=person, at=now)
    choose_plan(option_id=options[1].pk, plan="PLAN_B", by=person, at=now)
    choose_plan(option_id=options[2].pk, plan="PLAN_A", by=person, at=now)

    columns = comparison_of(owner=person, reader=person).options

    assert [column.option.code for column in columns] == ["K1103", "K1102", "K1101"]


@pytest.mark.parametrize(("weight", "is_taken"), [(-1, False), (0, True), (4, True), (5, False)])
def test_weights_go_from_zero_to_four(now: datetime, weight: int, is_taken: bool) -> None:
    person = a_person()

    if is_taken:
        assert add_criterion(person=person, name="Calme", weight=weight, by=person, at=now).weight == weight
    else:
        with pytest.raises(MarkImpossible):
            add_criterion(person=person, name="Calme", weight=weight, by=person, at=now)


@pytest.mark.parametrize(("value", "is_taken"), [(-1, False), (0, True), (3, True), (4, False)])
def test_marks_go_from_zero_to_three(now: datetime, value: int, is_taken: bool) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    criterion = add_criterion(person=person, name="Calme", by=person, at=now)

    if is_taken:
        rate_option(option_id=option.pk, criterion_id=criterion.pk, value=value, by=person, at=now)
    else:
        with pytest.raises(MarkImpossible):
            rate_option(option_id=option.pk, criterion_id=criterion.pk, value=value, by=person, at=now)


def test_energy_is_felt_not_marked(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    open_criteria(person=person, names=[], by=person, at=now)
    energy = Criterion.objects.get(person=person, kind="ENERGY")

    with pytest.raises(MarkImpossible):
        rate_option(option_id=option.pk, criterion_id=energy.pk, value=2, by=person, at=now)


def test_refuses_a_criterion_without_words(now: datetime) -> None:
    person = a_person()

    with pytest.raises(WordsMissing):
        add_criterion(person=person, name="  ", by=person, at=now)


def test_a_criterion_may_be_taken_out(now: datetime) -> None:
    person = a_person()
    criterion = add_criterion(person=person, name="Calme", by=person, at=now)

    remove_criterion(criterion_id=criterion.pk, by=person, at=now)

    assert measures(person) == {}


@pytest.mark.parametrize("act", ["open", "add", "weigh", "remove", "rate", "mark with mine", "read", "none"])
def test_someone_with_criteria_of_their_own_touches_none_of_mine(now: datetime, act: str) -> None:
    person, other = a_person(), a_person()
    mine, theirs = (add_criterion(person=each, name="Calme", by=each, at=now).pk for each in (person, other))
    option, own = (an_option(person=each, at=now).pk for each in (person, other))
    acts: dict[str, Callable[[], object]] = {
        "open": lambda: open_criteria(person=person, names=["x"], by=other, at=now),
        "add": lambda: add_criterion(person=person, name="x", by=other, at=now),
        "weigh": lambda: weigh_criterion(criterion_id=mine, weight=1, by=other, at=now),
        "remove": lambda: remove_criterion(criterion_id=mine, by=other, at=now),
        "rate": lambda: rate_option(option_id=option, criterion_id=theirs, value=1, by=other, at=now),
        "mark with mine": lambda: rate_option(option_id=own, criterion_id=mine, value=1, by=other, at=now),
        "read": lambda: comparison_of(owner=person, reader=other),
        "none": lambda: remove_criterion(criterion_id=uuid4(), by=person, at=now),
    }

    with pytest.raises(ProjectHidden):
        acts[act]()


def test_seals_the_names_of_criteria(now: datetime) -> None:
    person = a_person()

    add_criterion(person=person, name="Calme absolu", by=person, at=now)

    assert b"Calme" not in bytes(Criterion.objects.get().name_sealed or b"")


def test_compares_three_options_in_as_many_queries_as_one(now: datetime) -> None:
    few, many = a_person(), a_person()
    for person, count in ((few, 1), (many, 3)):
        open_criteria(person=person, names=["Calme", "Paie"][:count], by=person, at=now)
        for code in CODES[:count]:
            option = an_option(person=person, at=now, code=code)
            compare_option(option_id=option.pk, by=person, at=now)

    with CaptureQueriesContext(connection) as one:
        comparison_of(owner=few, reader=few)
    with CaptureQueriesContext(connection) as three:
        comparison_of(owner=many, reader=many)

    assert len(one) == len(three)


WEIGHTS = st.lists(st.integers(0, 4), min_size=1, max_size=6)


@given(WEIGHTS, st.data())
def test_a_total_is_the_sum_of_its_parts_and_stays_between_zero_and_one(
    weights: list[int], data: st.DataObject
) -> None:
    own = Criterion.Kind.OWN
    rows = [Measure(uuid4(), own, str(rank), weight) for rank, weight in enumerate(weights)]
    ratings = {row.id: data.draw(st.integers(0, 3)) for row in rows if data.draw(st.booleans())}
    option = LookedAtOption(
        uuid4(), "", "", "", Option.State.COMPARED, None, Feeling(), "", (), datetime(2026, 1, 1, tzinfo=UTC)
    )

    column = compared(option=option, measures=rows, ratings=ratings)

    marked = sum(row.weight for row in rows if row.id in ratings)
    slow = sum(row.weight * ratings[row.id] / 3 for row in rows if row.id in ratings)
    assert column.total == (pytest.approx(slow / marked) if marked else None)
    assert column.total is None or 0 <= column.total <= 1.0000001
