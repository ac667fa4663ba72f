"""The provider sees hours, proof and counts, never a name nor a word."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bilan.cases.models import Case
from bilan.cases.queries import reference_of
from tests.builders import a_person
from tests.cases.builders import WHY_NOW, a_case, a_held_session, a_signed_case
from tests.providers.builders import BOTH, MANAGER, a_practitioner
from tests.web.html import page_of

pytestmark = pytest.mark.django_db


def a_managed_case(client: Client) -> Case:
    """Return a bilan, and sign in the manager of its provider."""
    case = a_signed_case(at=timezone.now() - timedelta(weeks=3))
    manager = a_practitioner(provider=case.practitioner.provider, person=a_person(name="Nadia"), role=MANAGER)
    client.force_login(manager.person)
    return case


def test_the_direction_sees_references_and_hours(client: Client) -> None:
    case = a_managed_case(client)
    a_held_session(case, starts_at=timezone.now() - timedelta(days=2), minutes=90)

    page = page_of(client.get(reverse("provider")))

    assert reference_of(case) in page.text
    assert "1\u00a0h\u00a030" in page.text
    assert page.count("h1") == 1
    assert page.count("a", "btn") == 1


def test_the_direction_sees_no_name_and_no_word(client: Client) -> None:
    case = a_managed_case(client)

    page = page_of(client.get(reverse("provider")))

    assert str(case.beneficiary) not in page.text
    assert WHY_NOW not in page.text


def test_a_missing_signature_leads_the_page(client: Client) -> None:
    case = a_managed_case(client)
    a_held_session(case, starts_at=timezone.now() - timedelta(days=2), is_signed=False)

    assert "Il manque 1 signature" in page_of(client.get(reverse("provider"))).text


def test_the_direction_of_another_provider_sees_none_of_it(client: Client) -> None:
    case = a_signed_case(at=timezone.now())
    client.force_login(a_practitioner(person=a_person(), role=BOTH).person)

    assert reference_of(case) not in page_of(client.get(reverse("provider"))).text


def test_a_counsellor_has_no_page_of_the_provider(client: Client) -> None:
    case = a_signed_case(at=timezone.now())
    client.force_login(case.practitioner.person)

    assert client.get(reverse("provider")).status_code == 404


def test_the_list_goes_on_over_pages(client: Client) -> None:
    case = a_managed_case(client)
    for _ in range(31):
        a_case(at=timezone.now(), practitioner=case.practitioner)

    first = page_of(client.get(reverse("provider")))
    last = page_of(client.get(reverse("provider"), {"page": "2"}))

    assert "Plus anciens" in first.text
    assert reference_of(case) in last.text


def test_the_page_costs_the_same_however_many_bilans(client: Client) -> None:
    case = a_managed_case(client)
    few = _queries(client)
    for _ in range(27):
        a_case(at=timezone.now(), practitioner=case.practitioner)

    assert _queries(client) == few


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("provider"))
    return len(seen)
