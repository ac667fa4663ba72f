"""The weeks of the team: hours and counts for its managers, never a beneficiary's name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bilan.cases.models import Case
from tests.builders import a_person
from tests.cases.builders import WHY_NOW, a_booked_session, a_quick_case, a_signed_case
from tests.providers.builders import BOTH, MANAGER, a_practitioner, a_slot
from tests.web.html import page_of

pytestmark = pytest.mark.django_db
TEAM = reverse("provider-team")
DAY = timedelta(days=1)


def a_managed_case(client: Client) -> Case:
    """Return a bilan with an interview ahead, and sign in the manager of its provider."""
    case = a_signed_case(at=timezone.now() - 9 * DAY)
    a_booked_session(case, starts_at=timezone.now() + 7 * DAY)
    client.force_login(a_practitioner(provider=case.practitioner.provider, role=MANAGER).person)
    return case


def text(client: Client, query: str = "") -> str:
    return page_of(client.get(TEAM + query)).text


def test_shows_each_counsellor_s_weeks_and_what_is_to_place(client: Client) -> None:
    case = a_managed_case(client)

    page = page_of(client.get(TEAM))

    assert str(case.practitioner.person) in page.text
    assert "Ce qui reste à placer" in page.text
    assert (page.count("h1"), page.count("a", "btn")) == (1, 1)


@pytest.mark.parametrize("query", ["", "?proposal=shown"])
def test_tells_no_beneficiary_and_no_word(client: Client, query: str) -> None:
    case = a_managed_case(client)

    told = client.get(TEAM + query).content.decode()

    assert str(case.beneficiary) not in told
    assert str(case.pk)[:8] not in told.lower()
    assert WHY_NOW not in told


def test_proposes_on_demand_and_books_nothing(client: Client) -> None:
    case = a_managed_case(client)
    for week in range(1, 8):
        a_slot(practitioner=case.practitioner, starts_at=timezone.now() + week * 7 * DAY + DAY, minutes=240)

    before, after = text(client), text(client, "?proposal=shown")

    assert "Rien n’est réservé" in after
    assert "Rien n’est réservé" not in before
    assert case.sessions.count() == 1


def test_says_plainly_what_finds_no_room(client: Client) -> None:
    a_managed_case(client)

    assert "ne trouvent pas de place" in text(client, "?proposal=shown")


def test_somebody_alone_sees_their_own_weeks(client: Client) -> None:
    alone = a_practitioner(person=a_person(name="Soizic Alone"), role=BOTH)
    client.force_login(alone.person)

    assert "Soizic Alone" in text(client)
    assert "déjà pris" in text(client)


def test_a_manager_alone_is_told_that_nobody_leads(client: Client) -> None:
    client.force_login(a_practitioner(role=MANAGER).person)

    assert "Personne ne conduit encore de bilan" in text(client)


def test_the_direction_of_another_provider_sees_none_of_it(client: Client) -> None:
    case = a_managed_case(client)
    client.force_login(a_practitioner(person=a_person(), role=BOTH).person)

    assert str(case.practitioner.person) not in text(client)


def test_a_counsellor_has_no_page_of_the_team(client: Client) -> None:
    case = a_managed_case(client)
    client.force_login(case.practitioner.person)

    assert client.get(TEAM).status_code == 404


def test_costs_the_same_however_many_bilans_and_interviews(client: Client) -> None:
    case = a_managed_case(client)
    few = _queries(client)
    for rank in range(9):
        other = a_quick_case(at=timezone.now())
        Case.objects.filter(pk=other.pk).update(practitioner=case.practitioner)
        a_slot(practitioner=case.practitioner, starts_at=timezone.now() + (rank + 10) * DAY)

    assert _queries(client) == few <= 14


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(TEAM, {"proposal": "shown"})
    return len(seen)
