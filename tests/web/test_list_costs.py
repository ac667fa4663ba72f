"""Every page that lists costs the same number of queries for three rows and for thirty."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.cases.models import Case, Note
from bilan.cases.operations import edit_synthesis
from bilan.portfolio.models import Card
from bilan.portfolio.operations import edit_card
from bilan.portfolio.pieces import Claim
from bilan.providers.models import Absence
from bilan.vault.operations import open_key
from tests.cases.builders import a_booked_session, a_drafted_synthesis, a_held_session
from tests.portfolio.builders import a_card, an_experience
from tests.projects.builders import a_fact, a_plan_option, a_step, an_option
from tests.providers.builders import MANAGER, a_practitioner, a_slot
from tests.shared import made_once
from tests.web.practitioner.desk import a_led_case

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 30
DAY = timedelta(days=1)
Fill = Callable[[Case, range, datetime], None]

led = made_once(a_led_case)


@pytest.fixture
def case(led: Case, db: None) -> Case:
    """Return a bilan under way, as the database has it."""
    return Case.objects.select_related("beneficiary", "practitioner__person", "key").get(pk=led.pk)


def appointments(case: Case, ranks: range, now: datetime) -> None:
    for rank in ranks:
        a_booked_session(case, starts_at=now + DAY + rank * timedelta(hours=2))
        a_slot(practitioner=case.practitioner, starts_at=now + DAY + rank * timedelta(hours=2, minutes=1))


def absences(case: Case, ranks: range, now: datetime) -> None:
    for rank in ranks:
        on = localdate(now) + (rank + 1) * DAY
        Absence.objects.create(practitioner=case.practitioner, from_on=on, until_on=on)
        a_booked_session(case, starts_at=now + (rank + 1) * DAY)


def interviews(case: Case, ranks: range, now: datetime) -> None:
    for rank in ranks:
        held_at = now - (rank + 1) * timedelta(hours=1)
        a_held_session(case, starts_at=held_at, minutes=10, is_signed=rank % 2 == 0)


def notes(case: Case, ranks: range, now: datetime) -> None:
    key = open_key(case.key)
    for rank in ranks:
        session = a_held_session(case, starts_at=now - (rank + 2) * timedelta(hours=1), minutes=10)
        note = Note(session=session, written_at=now)
        note.text_sealed = key.seal(note, "text_sealed", "Un mot.")
        note.save()


def versions(case: Case, ranks: range, now: datetime) -> None:
    leader = case.practitioner.person
    if not ranks.start:
        a_drafted_synthesis(case, at=now)
    for rank in ranks:
        edit_synthesis(
            case=case, part="steps", texts=[f"Appeler {rank}."], revision=rank + 1, by=leader, at=now
        )


def cards(case: Case, ranks: range, now: datetime) -> None:
    for _ in ranks:
        a_card(person=case.beneficiary, at=now)
        an_experience(person=case.beneficiary, at=now)


def retired_cards(case: Case, ranks: range, now: datetime) -> None:
    cards(case, ranks, now)
    Card.objects.filter(person=case.beneficiary).update(retired_at=now)


def steps(case: Case, ranks: range, now: datetime) -> None:
    if not ranks.start:
        a_plan_option(person=case.beneficiary, at=now)
    for rank in ranks:
        a_step(person=case.beneficiary, at=now, days=rank + 1)


def sign_ins(case: Case, ranks: range, now: datetime) -> None:
    for person in (case.beneficiary, case.practitioner.person):
        for rank in ranks:
            UserSession.objects.create(
                user=person, ip="127.0.0.1", session_key=f"{person.pk.hex[:8]}-{rank}", user_agent="Firefox"
            )
            Session.objects.create(
                session_key=f"{person.pk.hex[:8]}-{rank}", session_data="", expire_date=now + DAY
            )


COUNSELLOR = [
    ("calendar-month", appointments),
    ("availability", absences),
    ("case", appointments),
    ("case-pace", interviews),
    ("case-session-new", appointments),
    ("session-note", notes),
    ("case-synthesis", versions),
    ("case-shared", cards),
    ("case-evidence", cards),
    ("case-plan", interviews),
    ("brief", steps),
]
PERSON = [
    ("pace", interviews),
    ("synthesis", versions),
    ("skills-retired", retired_cards),
    ("portfolio-paper", cards),
    ("action-plan", steps),
    ("my-data", interviews),
    ("account", sign_ins),
    ("usersessions_list", sign_ins),
]


def address(name: str, case: Case, now: datetime) -> str:
    if name == "calendar-month":
        return reverse(name, args=[f"{localdate(now + 2 * DAY):%Y-%m}"])
    if name == "session-note":
        return reverse(name, args=[a_held_session(case, starts_at=now - timedelta(hours=1), minutes=5).pk])
    return reverse(name, args=[case.pk] if name.startswith(("case", "brief", "provider")) else [])


def costs(person: Person, name: str, fill: Fill, case: Case) -> tuple[int, int]:
    """Return the queries of a page with few rows, and with many."""
    now, client = timezone.now(), Client()
    client.force_login(person)
    url = address(name, case, now)
    fill(case, range(FEW), now)
    few = queries(client, url)
    fill(case, range(FEW, MANY), now)
    return few, queries(client, url)


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize(("name", "fill"), COUNSELLOR, ids=[name for name, _ in COUNSELLOR])
def test_a_counsellor_s_list_costs_the_same_however_long(case: Case, name: str, fill: Fill) -> None:
    few, many = costs(case.practitioner.person, name, fill, case)

    assert many == few


@pytest.mark.parametrize(("name", "fill"), PERSON, ids=[name for name, _ in PERSON])
def test_a_person_s_list_costs_the_same_however_long(case: Case, name: str, fill: Fill) -> None:
    few, many = costs(case.beneficiary, name, fill, case)

    assert many == few


def test_a_provider_s_case_costs_the_same_however_many_interviews(case: Case) -> None:
    manager = a_practitioner(provider=case.practitioner.provider, role=MANAGER)

    few, many = costs(manager.person, "provider-case", interviews, case)

    assert many == few


def test_the_former_versions_of_a_card_cost_the_same_however_many(case: Case) -> None:
    now, person, client = timezone.now(), case.beneficiary, Client()
    client.force_login(person)
    card = a_card(person=person, at=now)
    url = reverse("skill-history", args=[card.pk])

    def edit(ranks: range) -> int:
        for rank in ranks:
            edit_card(card_id=card.pk, sentence=f"Je tiens {rank}.", claim=Claim(), by=person, at=now)
        return queries(client, url)

    assert edit(range(FEW)) == edit(range(FEW, MANY))


def test_what_was_learnt_of_an_option_costs_the_same_however_much(case: Case) -> None:
    now, client = timezone.now(), Client()
    client.force_login(case.beneficiary)
    option = an_option(person=case.beneficiary, at=now)
    url = reverse("option", args=[option.pk])

    def learn(count: int) -> int:
        for _ in range(count):
            a_fact(option=option, at=now)
        return queries(client, url)

    assert learn(FEW) == learn(MANY - FEW)


def test_the_front_door_costs_the_same_however_many_providers() -> None:
    url = reverse("front-door") + "?situation=EMPLOYEE&paid=no&meeting=video&postcode="

    def open_doors(count: int) -> int:
        for _ in range(count):
            a_practitioner()
        return queries(Client(), url)

    assert open_doors(FEW) == open_doors(MANY - FEW)
