"""The practitioner writes beside what is shared; nobody else does, and never beside what is private."""

from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from bilan.audit.queries import readings_of
from bilan.portfolio.models import Comment
from bilan.portfolio.pieces import Claim
from bilan.portfolio.remarks import remarks_on_card
from tests.portfolio.builders import a_card, an_experience
from tests.providers.builders import a_practitioner
from tests.web.practitioner.desk import a_desk, a_led_case

pytestmark = pytest.mark.django_db


def card_url(case_id: UUID, card_id: UUID) -> str:
    return reverse("case-comment-card", args=[case_id, card_id])


def test_a_remark_is_written_beside_a_shared_card_and_taken_back() -> None:
    case, now = a_led_case(), timezone.now()
    desk = a_desk(case.practitioner.person)
    card = a_card(person=case.beneficiary, at=now, sentence="Ma phrase à moi")
    url = card_url(case.pk, card.pk)
    before = readings_of(case.beneficiary).count()

    desk.post(url, words="Et avec l’équipe ?")

    (remark,) = remarks_on_card(reader=case.beneficiary, card_id=card.pk)
    assert remark.words == "Et avec l’équipe ?"
    page = desk.client.get(url).content.decode()
    assert "Et avec l’équipe ?" in page
    assert "Ma phrase à moi" in page
    assert readings_of(case.beneficiary).count() > before
    assert "1 remarque à côté" in desk.client.get(reverse("case-shared", args=[case.pk])).content.decode()
    desk.post(reverse("case-comment-remove", args=[case.pk, remark.id]))
    assert not Comment.objects.exists()


def test_a_remark_is_written_beside_an_activity() -> None:
    case, now = a_led_case(), timezone.now()
    desk = a_desk(case.practitioner.person)
    told = an_experience(person=case.beneficiary, at=now)
    url = reverse("case-comment-experience", args=[case.pk, told.pk])

    assert desk.post(url, words="").status_code == 200
    assert desk.post(url, words="Combien de familles ?").status_code == 302

    assert Comment.objects.get().experience_id == told.pk


def test_private_pieces_take_no_remark_and_do_not_exist() -> None:
    case, now = a_led_case(), timezone.now()
    desk = a_desk(case.practitioner.person)
    card = a_card(person=case.beneficiary, at=now, claim=Claim(is_private=True))
    told = an_experience(person=case.beneficiary, at=now, is_private=True)

    for url in (card_url(case.pk, card.pk), reverse("case-comment-experience", args=[case.pk, told.pk])):
        assert desk.status(url) == 404
        assert desk.post(url, words="x").status_code == 404


def test_another_practitioner_writes_nothing_even_through_a_case_of_their_own() -> None:
    case, now = a_led_case(), timezone.now()
    card = a_card(person=case.beneficiary, at=now)
    a_desk(case.practitioner.person).post(card_url(case.pk, card.pk), words="La mienne")
    remark = Comment.objects.get()
    other = a_practitioner()
    own, desk = a_led_case(practitioner=other), a_desk(other.person)

    for case_id in (case.pk, own.pk):
        assert desk.post(card_url(case_id, card.pk), words="x").status_code == 404
        remove = reverse("case-comment-remove", args=[case_id, remark.pk])
        assert desk.post(remove).status_code == 404
    assert Comment.objects.get() == remark
