"""Plan B takes the place of plan A: with a reason, nothing lost, its first step near again."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate

from bilan.projects.errors import NoPlanB, ProjectHidden
from bilan.projects.models import Option, PlanSwitch
from bilan.projects.operations import choose_plan, switch_plans, tell_progress
from bilan.projects.pieces import SwitchWhy
from bilan.projects.queries import action_plan, kept_steps_of, switches_of
from tests.builders import a_person
from tests.projects.builders import CODES, a_plan_option, a_step, an_option

pytestmark = pytest.mark.django_db


def two_plans(now: datetime) -> tuple[Option, Option]:
    """Return plan A and plan B of somebody, each with a step."""
    person = a_person()
    plan_a = a_plan_option(person=person, at=now)
    plan_b = a_plan_option(person=person, at=now, plan="PLAN_B", code=CODES[1])
    a_step(person=person, at=now, what="Pas de A")
    a_step(person=person, at=now, days=20, plan="PLAN_B", what="Pas de B")
    return plan_a, plan_b


def test_the_two_exchange_their_places_with_their_steps(now: datetime) -> None:
    plan_a, plan_b = two_plans(now)
    person = plan_a.person

    switch_plans(person=person, why="REFUSED", by=person, at=now)

    first, second = (action_plan(owner=person, reader=person, plan=code) for code in ("PLAN_A", "PLAN_B"))
    assert first.option is not None
    assert second.option is not None
    assert (first.option.id, second.option.id) == (plan_b.pk, plan_a.pk)
    assert [step.step.what for step in first.steps] == ["Pas de B"]
    assert [step.step.what for step in second.steps] == ["Pas de A"]


def test_a_second_switch_brings_the_first_plan_back_as_it_was(now: datetime) -> None:
    plan_a, _plan_b = two_plans(now)
    person = plan_a.person
    before = action_plan(owner=person, reader=person, plan="PLAN_A")

    for why in ("REFUSED", "DESIRE"):
        switch_plans(person=person, why=why, by=person, at=now)

    assert action_plan(owner=person, reader=person, plan="PLAN_A").steps == before.steps


def test_the_reason_is_kept_sealed_and_told(now: datetime) -> None:
    plan_a, _plan_b = two_plans(now)
    person = plan_a.person

    switch_plans(person=person, why="MONEY", words="Le dossier est refusé", by=person, at=now)

    (told,) = switches_of(owner=person, reader=person)
    assert (told.title, told.why, told.words) == ("Métier K1102", SwitchWhy.MONEY, "Le dossier est refusé")
    assert b"MONEY" not in bytes(PlanSwitch.objects.get().why_sealed)


def test_steps_whose_day_passed_in_reserve_move_together(now: datetime) -> None:
    plan_a, plan_b = two_plans(now)
    person, later = plan_a.person, now + timedelta(days=60)
    a_step(person=person, at=now, days=30, plan="PLAN_B", what="Ensuite")

    switch_plans(person=person, why="LIFE", by=person, at=later)

    days = [step.due_on for step in action_plan(owner=person, reader=person, plan="PLAN_A").steps]
    week = localdate(later) + timedelta(days=7)
    assert days == [week, week + timedelta(days=10)]
    assert plan_b.pk


def test_steps_still_to_come_keep_their_day(now: datetime) -> None:
    plan_a, _plan_b = two_plans(now)
    person = plan_a.person

    switch_plans(person=person, why="LIFE", by=person, at=now)

    (step,) = action_plan(owner=person, reader=person, plan="PLAN_A").steps
    assert step.due_on == localdate(now) + timedelta(days=20)


def test_without_a_plan_b_nothing_changes(now: datetime) -> None:
    person = a_person()
    plan_a = a_plan_option(person=person, at=now)

    with pytest.raises(NoPlanB):
        switch_plans(person=person, why="REFUSED", by=person, at=now)

    plan_a.refresh_from_db()
    assert plan_a.state == "PLAN_A"


def test_a_plan_b_alone_comes_in(now: datetime) -> None:
    person = a_person()
    plan_b = a_plan_option(person=person, at=now, plan="PLAN_B")

    switch_plans(person=person, why="OTHER", by=person, at=now)

    plan_b.refresh_from_db()
    assert plan_b.state == "PLAN_A"


def test_someone_with_two_plans_of_their_own_switches_nothing_of_mine(now: datetime) -> None:
    plan_a, _plan_b = two_plans(now)
    other, _others_b = two_plans(now)

    with pytest.raises(ProjectHidden):
        switch_plans(person=plan_a.person, why="REFUSED", by=other.person, at=now)


def test_steps_of_an_option_that_left_both_plans_wait_with_it(now: datetime) -> None:
    plan_a, _plan_b = two_plans(now)
    person = plan_a.person
    third = an_option(person=person, at=now, code=CODES[2])

    choose_plan(option_id=third.pk, plan="PLAN_A", by=person, at=now)

    assert action_plan(owner=person, reader=person, plan="PLAN_A").steps == ()
    (kept,) = kept_steps_of(owner=person, reader=person)
    assert (kept.title, kept.count) == ("Métier K1101", 1)
    choose_plan(option_id=plan_a.pk, plan="PLAN_A", by=person, at=now)
    assert [step.step.what for step in action_plan(owner=person, reader=person, plan="PLAN_A").steps] == [
        "Pas de A"
    ]


def test_what_was_done_before_stays_done(now: datetime) -> None:
    plan_a, _plan_b = two_plans(now)
    person = plan_a.person
    (step,) = action_plan(owner=person, reader=person, plan="PLAN_A").steps
    tell_progress(step_id=step.id, progress="DONE", by=person, at=now)

    switch_plans(person=person, why="DESIRE", by=person, at=now)

    assert action_plan(owner=person, reader=person, plan="PLAN_B").done == 1
