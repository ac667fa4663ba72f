"""The action plan: dated steps, the first within seven days, done in one tap."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from bilan.audit.models import Event
from bilan.projects.errors import DayImpossible, FirstStepTooFar, NoPlan, ProjectHidden, WordsMissing
from bilan.projects.models import Step
from bilan.projects.operations import add_step, edit_step, remove_step, tell_progress
from bilan.projects.pieces import PlannedStep, StepKind
from bilan.projects.queries import action_plan, project_counts, step_for
from tests.builders import a_person
from tests.projects.builders import CODES, a_plan_option, a_step

pytestmark = pytest.mark.django_db

FULL = PlannedStep(
    what="Envoyer le dossier",
    minutes=240,
    cost_cents=6000,
    means="Mon tuteur relit",
    funding="CPF",
    obstacle="si le dossier traîne",
    response="alors j’appelle le mardi",
    certification="RNCP34126",
    kind=StepKind.CERTIFICATION,
    time="18:30",
)


def test_keeps_a_step_with_its_obstacle_and_its_answer(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)

    row = add_step(person=person, plan="PLAN_A", step=FULL, due_on=localdate(now), by=person, at=now)

    assert step_for(reader=person, step_id=row.pk).step == FULL


def test_refuses_steps_without_a_project(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now, plan="PLAN_B")

    with pytest.raises(NoPlan):
        a_step(person=person, at=now)


@pytest.mark.parametrize(("days", "is_taken"), [(0, True), (7, True), (8, False)])
def test_the_first_step_comes_within_seven_days(now: datetime, days: int, is_taken: bool) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)

    if is_taken:
        assert a_step(person=person, at=now, days=days).due_on == localdate(now) + timedelta(days=days)
    else:
        with pytest.raises(FirstStepTooFar) as refusal:
            a_step(person=person, at=now, days=days)
        assert refusal.value.latest == localdate(now) + timedelta(days=7)


def test_the_next_ones_come_when_they_come(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)
    a_step(person=person, at=now, days=2)

    a_step(person=person, at=now, days=200)
    a_step(person=person, at=now + timedelta(days=30), days=90)

    assert project_counts(owner=person).steps == 3


def test_plan_b_waits_in_reserve(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now, plan="PLAN_B")

    assert a_step(person=person, at=now, days=120, plan="PLAN_B").option.state == "PLAN_B"


def test_the_first_step_cannot_be_put_off_at_once(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)
    row = a_step(person=person, at=now)
    later = localdate(now) + timedelta(days=40)

    with pytest.raises(FirstStepTooFar):
        edit_step(step_id=row.pk, step=FULL, due_on=later, by=person, at=now)

    moved = edit_step(step_id=row.pk, step=FULL, due_on=later, by=person, at=now + timedelta(days=20))
    assert moved.due_on == later


def test_refuses_a_day_that_has_passed(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)

    with pytest.raises(DayImpossible):
        a_step(person=person, at=now, days=-1)


def test_a_late_step_may_be_reworded_where_it_stands(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)
    row = a_step(person=person, at=now)
    month_later = now + timedelta(days=30)

    edit_step(step_id=row.pk, step=FULL, due_on=row.due_on, by=person, at=month_later)

    told = step_for(reader=person, step_id=row.pk)
    assert told.step == FULL
    assert told.is_late(localdate(month_later))
    with pytest.raises(DayImpossible):
        edit_step(step_id=row.pk, step=FULL, due_on=row.due_on - timedelta(days=1), by=person, at=month_later)


def test_refuses_a_step_without_words(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)

    with pytest.raises(WordsMissing):
        a_step(person=person, at=now, what=" ")


def test_a_step_is_done_in_one_tap_and_telling_it_twice_keeps_the_first_day(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)
    row = a_step(person=person, at=now)

    tell_progress(step_id=row.pk, progress="DONE", by=person, at=now)
    tell_progress(step_id=row.pk, progress="DONE", by=person, at=now + timedelta(days=5))

    told = step_for(reader=person, step_id=row.pk)
    assert (told.is_done, told.done_on, told.is_late(localdate(now) + timedelta(days=99))) == (
        True,
        localdate(now),
        False,
    )
    assert Event.objects.filter(act="step.done").count() == 1


def test_a_step_may_be_opened_again(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)
    row = a_step(person=person, at=now)
    tell_progress(step_id=row.pk, progress="DONE", by=person, at=now)

    tell_progress(step_id=row.pk, progress="TODO", by=person, at=now)

    assert project_counts(owner=person).steps_done == 0


def test_a_step_put_off_says_why_and_is_no_longer_next_nor_late(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)
    row = a_step(person=person, at=now, days=1)
    a_step(person=person, at=now, days=5, what="Après")

    tell_progress(step_id=row.pk, progress="NOT_NOW", words="Le centre est fermé", by=person, at=now)

    plan = action_plan(owner=person, reader=person, plan="PLAN_A")
    assert plan.steps[0].step.why == "Le centre est fermé"
    assert not plan.steps[0].is_late(localdate(now) + timedelta(days=9))
    assert plan.next_step is not None
    assert plan.next_step.step.what == "Après"


def test_a_step_taken_up_again_forgets_why_it_was_put_off(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)
    row = a_step(person=person, at=now)
    tell_progress(step_id=row.pk, progress="NOT_NOW", words="Fermé", by=person, at=now)

    tell_progress(step_id=row.pk, progress="UNDERWAY", by=person, at=now)

    told = step_for(reader=person, step_id=row.pk)
    assert (told.step.why, told.is_open) == ("", True)


def test_says_what_is_left_in_hours_and_euros(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)
    today = localdate(now)
    rows = [
        add_step(person=person, plan="PLAN_A", step=FULL, due_on=today, by=person, at=now) for _ in range(3)
    ]
    tell_progress(step_id=rows[0].pk, progress="DONE", by=person, at=now)
    tell_progress(step_id=rows[1].pk, progress="NOT_NOW", by=person, at=now)

    plan = action_plan(owner=person, reader=person, plan="PLAN_A")

    assert (plan.minutes_left, plan.cents_left) == (240, 6000)


@pytest.mark.parametrize(("days", "lacks"), [(7, False), (8, True)])
def test_asks_for_a_step_within_seven_days_when_the_next_one_is_further(
    now: datetime, days: int, lacks: bool
) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)
    first = a_step(person=person, at=now, days=1)
    a_step(person=person, at=now, days=days)
    tell_progress(step_id=first.pk, progress="DONE", by=person, at=now)

    assert action_plan(owner=person, reader=person, plan="PLAN_A").lacks_near_step(localdate(now)) is lacks


@pytest.mark.parametrize(
    ("obstacle", "response", "said"),
    [
        ("personne ne rappelle", "je passe", "Si personne ne rappelle, alors je passe"),
        ("si personne ne rappelle", "alors je passe.", "Si personne ne rappelle, alors je passe"),
        ("il est parti", "j’attends", "S’il est parti, alors j’attends"),
        ("île fermée", "j’attends", "Si île fermée, alors j’attends"),
        ("personne ne rappelle", " ", ""),
    ],
)
def test_an_obstacle_and_its_answer_make_one_sentence(obstacle: str, response: str, said: str) -> None:
    assert PlannedStep("Appeler", obstacle=obstacle, response=response).if_then == said


def test_lays_the_plan_by_date_and_says_what_comes_next(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)
    first = a_step(person=person, at=now, days=1, what="Un")
    for days, what in ((90, "Trois"), (30, "Deux")):
        a_step(person=person, at=now, days=days, what=what)
    tell_progress(step_id=first.pk, progress="DONE", by=person, at=now)

    plan = action_plan(owner=person, reader=person, plan="PLAN_A")

    assert [step.step.what for step in plan.steps] == ["Un", "Deux", "Trois"]
    assert plan.done == 1
    assert plan.next_step is not None
    assert plan.next_step.step.what == "Deux"
    assert plan.option is not None
    assert plan.option.title == "Métier K1101"


def test_an_empty_plan_has_nothing_next() -> None:
    person = a_person()

    plan = action_plan(owner=person, reader=person, plan="PLAN_B")

    assert (plan.option, plan.steps, plan.next_step) == (None, (), None)


def test_a_step_may_be_taken_out(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)
    row = a_step(person=person, at=now)

    remove_step(step_id=row.pk, by=person, at=now)

    assert project_counts(owner=person).steps == 0


@pytest.mark.parametrize("act", ["add", "edit", "done", "put off", "remove", "read", "plan", "none"])
def test_someone_with_a_plan_of_their_own_touches_nothing_of_mine(now: datetime, act: str) -> None:
    person, other = a_person(), a_person()
    for each in (person, other):
        a_plan_option(person=each, at=now)
    a_step(person=other, at=now)
    mine, day = a_step(person=person, at=now).pk, localdate(now)
    acts: dict[str, Callable[[], object]] = {
        "add": lambda: add_step(person=person, plan="PLAN_A", step=FULL, due_on=day, by=other, at=now),
        "edit": lambda: edit_step(step_id=mine, step=FULL, due_on=day, by=other, at=now),
        "done": lambda: tell_progress(step_id=mine, progress="DONE", by=other, at=now),
        "put off": lambda: tell_progress(step_id=mine, progress="NOT_NOW", words="x", by=other, at=now),
        "remove": lambda: remove_step(step_id=mine, by=other, at=now),
        "read": lambda: step_for(reader=other, step_id=mine),
        "plan": lambda: action_plan(owner=person, reader=other, plan="PLAN_A"),
        "none": lambda: tell_progress(step_id=uuid4(), progress="DONE", by=person, at=now),
    }

    with pytest.raises(ProjectHidden):
        acts[act]()


def test_seals_what_a_step_says(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)

    a_step(person=person, at=now, what="Appeler Karim")

    assert b"Karim" not in bytes(Step.objects.get().told_sealed)


def test_reads_thirty_steps_in_as_many_queries_as_three(now: datetime) -> None:
    few, many = a_person(), a_person()
    for person, count in ((few, 3), (many, 30)):
        a_plan_option(person=person, at=now, code=CODES[1])
        for days in range(count):
            a_step(person=person, at=now, days=days)

    with CaptureQueriesContext(connection) as three:
        action_plan(owner=few, reader=few, plan="PLAN_A")
    with CaptureQueriesContext(connection) as thirty:
        action_plan(owner=many, reader=many, plan="PLAN_A")

    assert len(three) == len(thirty)
