"""A page costs the same number of queries for three rows and for thirty."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bilan.cases.models import Case
from bilan.providers.models import Practitioner
from tests.cases.builders import a_booked_session, a_case, a_held_session
from tests.portfolio.builders import a_card, an_experience
from tests.providers.builders import a_practitioner, a_slot
from tests.web.practitioner.desk import a_led_case

pytestmark = pytest.mark.django_db


def queries(client: Client, url: str) -> int:
    """Count the queries of a page."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def some_cases(practitioner: Practitioner, count: int) -> None:
    """Open bilans with an interview held and one to come."""
    now = timezone.now()
    for number in range(Case.objects.count(), Case.objects.count() + count):
        case = a_case(at=now - timedelta(days=20), practitioner=practitioner)
        a_held_session(case, starts_at=now - timedelta(days=9, hours=3 * number), is_signed=False)
        a_booked_session(case, starts_at=now + timedelta(days=2, hours=3 * number))


def test_a_list_of_bilans_costs_the_same_however_long(client: Client) -> None:
    practitioner = a_practitioner()
    lists = [reverse(name) for name in ("today", "caseload", "calendar")]
    client.force_login(practitioner.person)
    some_cases(practitioner, 3)
    few = {url: queries(client, url) for url in lists}
    some_cases(practitioner, 27)

    assert {url: queries(client, url) for url in lists} == few


def test_the_case_page_costs_the_same_however_many_sessions(client: Client) -> None:
    case = a_led_case()
    client.force_login(case.practitioner.person)
    url, now = reverse("case", args=[case.pk]), timezone.now()
    for day in range(3):
        a_held_session(case, starts_at=now - timedelta(days=day + 1), minutes=10)
    few = queries(client, url)
    for day in range(3, 30):
        a_held_session(case, starts_at=now - timedelta(days=day + 1), minutes=10)

    assert queries(client, url) == few


def test_what_is_shared_costs_the_same_however_much(client: Client) -> None:
    case, now = a_led_case(), timezone.now()
    client.force_login(case.practitioner.person)
    pages = [reverse(name, args=[case.pk]) for name in ("brief", "case-shared")]
    for _ in range(3):
        a_card(person=case.beneficiary, at=now)
        an_experience(person=case.beneficiary, at=now)
    few = {url: queries(client, url) for url in pages}
    for _ in range(27):
        a_card(person=case.beneficiary, at=now)
        an_experience(person=case.beneficiary, at=now)

    assert {url: queries(client, url) for url in pages} == few


def test_the_choice_of_slots_costs_the_same_however_many(client: Client) -> None:
    case, now = a_led_case(), timezone.now()
    client.force_login(case.practitioner.person)
    url = reverse("case-session-new", args=[case.pk])
    for day in range(3):
        a_slot(practitioner=case.practitioner, starts_at=now + timedelta(days=day + 1))
    few = queries(client, url)
    for day in range(3, 30):
        a_slot(practitioner=case.practitioner, starts_at=now + timedelta(days=day + 1))

    assert queries(client, url) == few
