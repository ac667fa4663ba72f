"""The action plan: dated steps, done in one tap."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from bilan.projects.models import Step
from bilan.projects.queries import step_for
from tests.builders import a_person
from tests.projects.builders import CODES, a_plan_option, a_step
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db


def planning() -> Visitor:
    visitor = a_visitor()
    a_plan_option(person=visitor.person, at=visitor.now)
    return visitor


def told(*, days: int) -> dict[str, str]:
    return {
        "what": "Appeler Karim",
        "due_on": (localdate() + timedelta(days=days)).isoformat(),
        "obstacle": "personne ne rappelle",
        "response": "je passe au bureau",
    }


def test_without_a_project_the_page_leads_to_the_choice() -> None:
    page = a_visitor().get(reverse("action-plan"))

    assert is_well_made(page)
    assert reverse("projects") in page


def test_without_a_step_the_page_asks_for_a_first_one_within_seven_days() -> None:
    page = planning().get(reverse("action-plan"))

    assert is_well_made(page)
    assert "Écrire le premier pas" in page


def test_a_first_step_within_seven_days_is_kept_with_its_if_and_then() -> None:
    visitor = planning()

    assert is_well_made(visitor.get(reverse("step-add")))
    page = visitor.said(reverse("step-add") + "?plan=PLAN_A", **told(days=7))

    assert is_well_made(page)
    assert "Si personne ne rappelle, alors je passe au bureau" in page


def test_a_first_step_later_than_that_is_refused_and_the_words_are_kept() -> None:
    visitor = planning()

    page = visitor.said(reverse("step-add") + "?plan=PLAN_A", **told(days=8))

    assert "Un plan commence par un premier pas dans les sept jours" in page
    assert "personne ne rappelle" in page
    assert not Step.objects.exists()


def test_plan_b_may_begin_later() -> None:
    visitor = planning()
    a_plan_option(person=visitor.person, at=visitor.now, plan="PLAN_B", code=CODES[1])

    visitor.post(reverse("step-add") + "?plan=PLAN_B", **told(days=60))

    assert Step.objects.get().option.state == "PLAN_B"


def test_a_step_is_done_in_one_tap_and_undone_in_another() -> None:
    visitor = planning()
    step = a_step(person=visitor.person, at=visitor.now)

    visitor.post(reverse("step-progress", args=[step.pk]), progress="DONE")
    assert step_for(reader=visitor.person, step_id=step.pk).done_on == localdate()
    visitor.post(reverse("step-progress", args=[step.pk]), progress="TODO")

    assert not step_for(reader=visitor.person, step_id=step.pk).is_done


def test_a_step_can_be_reworded_and_removed() -> None:
    visitor = planning()
    step = a_step(person=visitor.person, at=visitor.now)

    assert is_well_made(visitor.get(reverse("step", args=[step.pk])))
    visitor.post(reverse("step", args=[step.pk]), **(told(days=2) | {"what": "Passer le voir"}))
    assert step_for(reader=visitor.person, step_id=step.pk).step.what == "Passer le voir"
    visitor.post(reverse("step-remove", args=[step.pk]))

    assert not Step.objects.exists()


def test_steps_go_to_a_calendar() -> None:
    visitor = planning()
    a_step(person=visitor.person, at=visitor.now)

    answer = visitor.client.get(reverse("plan-calendar"))

    assert answer["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Appeler Karim" in answer.content.decode()


def test_the_plan_goes_to_paper() -> None:
    visitor = planning()
    a_step(person=visitor.person, at=visitor.now)

    answer = visitor.client.get(reverse("plan-document"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_a_plan_that_does_not_exist_is_not_found() -> None:
    assert planning().client.get(reverse("step-add") + "?plan=PLAN_Z").status_code == 404


@pytest.mark.parametrize("name", ["step", "step-progress", "step-remove"])
def test_someone_elses_step_does_not_exist(name: str) -> None:
    visitor, other = a_visitor(), a_person(name="Nadia Other")
    a_plan_option(person=other, at=visitor.now)
    step = a_step(person=other, at=visitor.now)

    assert visitor.post(reverse(name, args=[step.pk]), **told(days=2)).status_code == 404
    step.refresh_from_db()
    assert step.done_on is None


def test_thirty_steps_cost_the_queries_of_three() -> None:
    visitor = planning()
    for _each in range(3):
        a_step(person=visitor.person, at=visitor.now)
    few = visitor.queries(reverse("action-plan"))
    for _each in range(27):
        a_step(person=visitor.person, at=visitor.now)

    assert visitor.queries(reverse("action-plan")) == few
