"""The practitioner reads the action plan that is shared, beside which they write; each read is traced."""

import pytest
from django.urls import reverse
from django.utils import timezone

from bilan.audit.queries import readings_of
from bilan.projects.operations import tell_progress
from tests.projects.builders import CODES, a_plan_option, a_step
from tests.providers.builders import a_practitioner
from tests.web.practitioner.desk import a_desk, a_led_case

pytestmark = pytest.mark.django_db


def test_shows_both_plans_with_what_the_person_told_and_traces_the_read() -> None:
    case, now = a_led_case(), timezone.now()
    desk, person = a_desk(case.practitioner.person), case.beneficiary
    a_plan_option(person=person, at=now)
    a_plan_option(person=person, at=now, plan="PLAN_B", code=CODES[1])
    step = a_step(person=person, at=now, what="Visiter le centre")
    tell_progress(step_id=step.pk, progress="NOT_NOW", words="Fermé en août", by=person, at=now)
    before = readings_of(person).count()

    page = desk.client.get(reverse("case-action-plan", args=[case.pk])).content.decode()

    assert all(words in page for words in ("Visiter le centre", "Fermé en août", "Métier K1102"))
    assert reverse("case-remark-step", args=[case.pk, step.pk]) in page
    assert "Aucun pas n’est prévu dans les sept jours" in page
    assert page.count("<h1") == 1
    assert page.count('class="btn"') == 1
    assert readings_of(person).count() == before + 1


def test_a_private_step_is_not_there() -> None:
    case, now = a_led_case(), timezone.now()
    a_plan_option(person=case.beneficiary, at=now)
    a_step(person=case.beneficiary, at=now, what="Mon secret", is_private=True)

    page = a_desk(case.practitioner.person).client.get(reverse("case-action-plan", args=[case.pk]))

    assert page.status_code == 200
    assert "Mon secret" not in page.content.decode()


def test_a_colleague_finds_nothing() -> None:
    case = a_led_case()
    a_plan_option(person=case.beneficiary, at=timezone.now())
    colleague = a_practitioner(provider=case.practitioner.provider)

    answer = a_desk(colleague.person).client.get(reverse("case-action-plan", args=[case.pk]))

    assert answer.status_code == 404


def test_someone_without_a_project_is_told_so() -> None:
    case = a_led_case()

    page = a_desk(case.practitioner.person).client.get(reverse("case-action-plan", args=[case.pk]))

    assert "n’a pas encore choisi de projet" in page.content.decode()
