"""The practitioner opens the files of shared cards, each time with a trace; nobody else does."""

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from bilan.audit.queries import readings_of
from bilan.portfolio.pieces import Claim
from tests.portfolio.builders import a_card, an_evidence
from tests.providers.builders import a_practitioner
from tests.web.practitioner.desk import a_desk, a_led_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, settings: Settings) -> None:
    """Give each test a disk of its own."""
    settings.STATE = tmp_path


def test_shared_files_open_with_a_trace_and_private_ones_do_not_exist() -> None:
    case, now = a_led_case(), timezone.now()
    desk = a_desk(case.practitioner.person)
    shared = an_evidence(card=a_card(person=case.beneficiary, at=now), at=now)
    secret = Claim(is_private=True)
    hidden = an_evidence(
        card=a_card(person=case.beneficiary, at=now, claim=secret), at=now, name="secret.txt"
    )
    before = readings_of(case.beneficiary).count()

    page = desk.client.get(reverse("case-evidence", args=[case.pk])).content.decode()
    answer = desk.client.get(reverse("case-evidence-fetch", args=[case.pk, shared.pk]))

    assert "planning.txt" in page
    assert "secret.txt" not in page
    assert answer["Content-Disposition"].startswith("attachment")
    assert readings_of(case.beneficiary).count() == before + 2
    assert desk.status(reverse("case-evidence-fetch", args=[case.pk, hidden.pk])) == 404


def test_another_practitioner_opens_nothing_even_through_a_case_of_their_own() -> None:
    case, now = a_led_case(), timezone.now()
    shared = an_evidence(card=a_card(person=case.beneficiary, at=now), at=now)
    other = a_practitioner()
    own = a_led_case(practitioner=other)
    desk = a_desk(other.person)

    assert desk.status(reverse("case-evidence", args=[case.pk])) == 404
    assert desk.status(reverse("case-evidence-fetch", args=[case.pk, shared.pk])) == 404
    assert desk.status(reverse("case-evidence-fetch", args=[own.pk, shared.pk])) == 404
