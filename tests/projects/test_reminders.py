"""Mails that say a step is near: one a day, no content, off when the person says so."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import localdate, localtime

from bilan.messages.models import Message
from bilan.projects.errors import ProjectHidden
from bilan.projects.models import Step
from bilan.projects.operations import (
    edit_step,
    remove_step,
    resume_reminders,
    stop_reminders,
    switch_plans,
    tell_progress,
)
from bilan.projects.pieces import PlannedStep
from bilan.projects.queries import wants_reminders
from bilan.vault.operations import open_key
from tests.builders import a_person
from tests.projects.builders import CODES, a_plan_option, a_step

pytestmark = pytest.mark.django_db


def a_planned_step(now: datetime, *, days: int = 5) -> Step:
    """Return a step of plan A of somebody."""
    person = a_person()
    a_plan_option(person=person, at=now)
    return a_step(person=person, at=now, days=days)


def waiting(step: Step) -> list[Message]:
    rows = Message.objects.filter(kind="step.near", to=step.person.email, state=Message.State.WAITING)
    return list(rows.order_by("due_at"))


def days_of(step: Step) -> list[date]:
    return [localdate(mail.due_at) for mail in waiting(step)]


def test_leaves_two_mornings_before_at_nine(now: datetime) -> None:
    step = a_planned_step(now)

    (mail,) = waiting(step)

    assert localtime(mail.due_at).hour == 9
    assert localdate(mail.due_at) == step.due_on - timedelta(days=2)
    assert mail.useless_after is not None
    assert localdate(mail.useless_after) == step.due_on + timedelta(days=1)


def test_says_neither_the_step_nor_its_day(now: datetime) -> None:
    step = a_planned_step(now)

    (mail,) = waiting(step)
    key = open_key(mail.key)
    text = key.read_text(mail, "subject_sealed") + key.read_text(mail, "body_sealed")

    assert "Karim" not in text
    assert str(step.due_on.year) not in text
    assert "/action-plan/" in text


def test_two_steps_of_one_day_make_one_mail(now: datetime) -> None:
    step = a_planned_step(now)

    a_step(person=step.person, at=now, days=5)
    a_step(person=step.person, at=now, days=9)

    assert len(waiting(step)) == 2


def test_a_step_that_moves_takes_its_mail_along(now: datetime) -> None:
    step = a_planned_step(now, days=4)

    later = step.due_on + timedelta(days=2)
    edit_step(step_id=step.pk, step=PlannedStep("Autre"), due_on=later, by=step.person, at=now)

    assert days_of(step) == [later - timedelta(days=2)]


@pytest.mark.parametrize("progress", ["DONE", "NOT_NOW"])
def test_what_is_done_or_put_off_reminds_nobody_and_taken_up_again_it_does(
    now: datetime, progress: str
) -> None:
    step = a_planned_step(now)

    tell_progress(step_id=step.pk, progress=progress, by=step.person, at=now)
    assert waiting(step) == []
    tell_progress(step_id=step.pk, progress="UNDERWAY", by=step.person, at=now)

    assert len(waiting(step)) == 1


def test_a_step_taken_out_reminds_nobody(now: datetime) -> None:
    step = a_planned_step(now)
    person = step.person

    remove_step(step_id=step.pk, by=person, at=now)

    assert waiting(step) == []


def test_plan_b_waits_in_silence_until_it_comes_in(now: datetime) -> None:
    step = a_planned_step(now)
    a_plan_option(person=step.person, at=now, plan="PLAN_B", code=CODES[1])
    a_step(person=step.person, at=now, days=30, plan="PLAN_B")
    assert len(waiting(step)) == 1

    switch_plans(person=step.person, why="LIFE", by=step.person, at=now)

    assert days_of(step) == [localdate(now) + timedelta(days=28)]


def test_a_step_of_tomorrow_is_reminded_on_its_morning(now: datetime) -> None:
    step = a_planned_step(now, days=1)

    assert days_of(step) == [step.due_on]


def test_they_stop_and_come_back_as_the_person_says(now: datetime) -> None:
    step = a_planned_step(now)
    person = step.person

    stop_reminders(person=person, by=person, at=now)
    assert not wants_reminders(owner=person)
    a_step(person=person, at=now, days=6)
    assert waiting(step) == []
    resume_reminders(person=person, by=person, at=now)

    assert wants_reminders(owner=person)
    assert len(waiting(step)) == 2


def test_someone_with_a_plan_of_their_own_stops_none_of_mine(now: datetime) -> None:
    mine, theirs = a_planned_step(now), a_planned_step(now)

    for act in (stop_reminders, resume_reminders):
        with pytest.raises(ProjectHidden):
            act(person=mine.person, by=theirs.person, at=now)

    assert len(waiting(mine)) == 1
