"""The practitioner writes beside shared options and steps; nobody else does, never beside what is private."""

from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from bilan.audit.queries import readings_of
from bilan.projects.models import Remark
from bilan.projects.operations import mark_option
from bilan.projects.queries import remarks_on_option
from tests.projects.builders import CODES, a_plan_option, a_step, an_option
from tests.providers.builders import a_practitioner
from tests.web.practitioner.desk import a_desk, a_led_case

pytestmark = pytest.mark.django_db


def option_url(case_id: UUID, option_id: UUID) -> str:
    return reverse("case-remark-option", args=[case_id, option_id])


def test_a_remark_is_written_beside_a_shared_option_and_taken_back() -> None:
    case, now = a_led_case(), timezone.now()
    desk = a_desk(case.practitioner.person)
    option = an_option(person=case.beneficiary, at=now)
    url = option_url(case.pk, option.pk)
    before = readings_of(case.beneficiary).count()
    assert url in desk.client.get(reverse("case-shared", args=[case.pk])).content.decode()

    assert desk.post(url, words=" ").status_code == 200
    desk.post(url, words="Et le dimanche ?")

    (remark,) = remarks_on_option(reader=case.beneficiary, option_id=option.pk)
    page = desk.client.get(url).content.decode()
    assert "Et le dimanche ?" in page
    assert "Métier K1101" in page
    assert readings_of(case.beneficiary).count() > before
    desk.post(reverse("case-project-remark-remove", args=[case.pk, remark.id]))
    assert not Remark.objects.exists()


def test_a_remark_is_written_beside_a_step() -> None:
    case, now = a_led_case(), timezone.now()
    desk = a_desk(case.practitioner.person)
    a_plan_option(person=case.beneficiary, at=now)
    step = a_step(person=case.beneficiary, at=now)

    desk.post(reverse("case-remark-step", args=[case.pk, step.pk]), words="Avant 10 h.")

    assert Remark.objects.get().step_id == step.pk


def test_private_pieces_take_no_remark_and_do_not_exist() -> None:
    case, now = a_led_case(), timezone.now()
    desk = a_desk(case.practitioner.person)
    a_plan_option(person=case.beneficiary, at=now)
    step = a_step(person=case.beneficiary, at=now, is_private=True)
    option = an_option(person=case.beneficiary, at=now, code=CODES[1])
    mark_option(option_id=option.pk, is_private=True, by=case.beneficiary, at=now)

    for url in (option_url(case.pk, option.pk), reverse("case-remark-step", args=[case.pk, step.pk])):
        assert desk.status(url) == 404
        assert desk.post(url, words="x").status_code == 404


def test_another_practitioner_writes_nothing_even_through_a_case_of_their_own() -> None:
    case, own, now = a_led_case(), a_led_case(), timezone.now()
    option = an_option(person=case.beneficiary, at=now)
    a_desk(case.practitioner.person).post(option_url(case.pk, option.pk), words="La mienne")
    remark = Remark.objects.get()

    for who in (own.practitioner, a_practitioner(provider=case.practitioner.provider)):
        desk = a_desk(who.person)
        for through in (case, own):
            assert desk.post(option_url(through.pk, option.pk), words="x").status_code == 404
            gone = desk.post(reverse("case-project-remark-remove", args=[through.pk, remark.pk]))
            assert gone.status_code == 404

    assert Remark.objects.count() == 1
