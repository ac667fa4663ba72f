"""Who may see what: each right with the near miss that must not have it."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate

from bilan.audit.models import Event
from bilan.audit.queries import readings_of
from bilan.cases.errors import NotPermitted
from bilan.cases.models import Case
from bilan.cases.permissions import (
    leads_open_case_of,
    may_follow_up,
    may_lead,
    may_read_content,
    may_see_proof,
    may_take_part,
)
from bilan.cases.queries import (
    case_led_by,
    case_of,
    notes_of,
    read_by,
    session_for,
    session_led_by,
    sessions_of,
)
from bilan.providers.models import Practitioner
from tests.builders import a_person
from tests.cases.builders import a_booked_session, a_case, the_counsellor
from tests.providers.builders import MANAGER, a_practitioner

pytestmark = pytest.mark.django_db


def test_rights_in_an_open_bilan(now: datetime) -> None:
    case = a_case(at=now)
    provider, today = case.practitioner.provider, localdate(now)
    manager = a_practitioner(provider=provider, role=MANAGER).person
    colleague = a_practitioner(provider=provider).person
    neighbor = a_case(at=now, practitioner=case.practitioner).beneficiary
    people = (case.beneficiary, the_counsellor(case), manager, colleague, neighbor, a_person())

    assert [may_lead(person, case) for person in people] == [False, True, False, False, False, False]
    assert [may_take_part(person, case) for person in people] == [True, True, False, False, False, False]
    assert [may_read_content(person, case, today=today) for person in people] == [True, True] + [False] * 4
    assert [may_see_proof(person, case) for person in people] == [True, True, True, False, False, False]
    assert [leads_open_case_of(reader=person, owner=case.beneficiary) for person in people] == (
        [False, True, False, False, False, False]
    )
    assert not any(may_follow_up(person, case) for person in people)


def test_the_manager_of_another_house_sees_no_proof(now: datetime) -> None:
    assert not may_see_proof(a_practitioner(role=MANAGER).person, a_case(at=now))


def test_a_manager_who_also_leads_reads_only_what_they_lead(now: datetime) -> None:
    case = a_case(at=now)
    both = a_practitioner(provider=case.practitioner.provider, role=Practitioner.Role.BOTH)

    assert not may_read_content(both.person, case, today=localdate(now))
    assert may_see_proof(both.person, case)


def test_someone_who_left_the_house_reads_nothing(now: datetime) -> None:
    case = a_case(at=now)
    Practitioner.objects.update(is_active=False)
    case = Case.objects.get()

    assert not may_lead(the_counsellor(case), case)
    assert not may_read_content(the_counsellor(case), case, today=localdate(now))


def test_after_the_end_only_the_person_reads(now: datetime) -> None:
    case = a_case(at=now)
    Case.objects.update(state=Case.State.DELIVERED, delivered_at=now)
    case = Case.objects.get()

    assert may_read_content(case.beneficiary, case, today=localdate(now))
    assert not may_read_content(the_counsellor(case), case, today=localdate(now))
    assert may_follow_up(the_counsellor(case), case)
    assert not leads_open_case_of(reader=the_counsellor(case), owner=case.beneficiary)


def test_an_agreement_to_keep_does_not_open_a_bilan_that_was_left(now: datetime) -> None:
    case = a_case(at=now)
    Case.objects.update(state=Case.State.LEFT, keep_until=localdate(now))
    case = Case.objects.get()

    assert not may_read_content(the_counsellor(case), case, today=localdate(now))


def test_a_read_by_the_practitioner_enters_the_trail_that_the_person_sees(now: datetime) -> None:
    case = a_case(at=now)

    reading = read_by(case=case, reader=the_counsellor(case), what="note", at=now)

    event = readings_of(case.beneficiary).get()
    assert (event.facts, event.actor) == ({"what": "note"}, str(the_counsellor(case).pk))
    assert reading.is_practitioner


def test_one_s_own_reads_are_not_watched(now: datetime) -> None:
    case = a_case(at=now)

    reading = read_by(case=case, reader=case.beneficiary, what="note", at=now)

    assert notes_of(reading) == ()
    assert not Event.objects.filter(act="content.read").exists()


def test_a_refused_read_opens_nothing(now: datetime) -> None:
    case = a_case(at=now)
    provider = case.practitioner.provider

    for stranger in (
        a_practitioner(provider=provider).person,
        a_practitioner(provider=provider, role=MANAGER).person,
        a_case(at=now, practitioner=case.practitioner).beneficiary,
    ):
        with pytest.raises(NotPermitted):
            read_by(case=case, reader=stranger, what="note", at=now)


def test_objects_are_found_by_those_they_concern_alone(now: datetime) -> None:
    case = a_case(at=now)
    session = a_booked_session(case, starts_at=now + timedelta(days=1))
    colleague = a_practitioner(provider=case.practitioner.provider).person
    neighbor = a_case(at=now, practitioner=case.practitioner).beneficiary

    assert session_for(person=case.beneficiary, session_id=session.pk) == session
    assert session_for(person=neighbor, session_id=session.pk) is None
    assert session_led_by(reader=the_counsellor(case), session_id=session.pk) == session
    assert session_led_by(reader=colleague, session_id=session.pk) is None
    assert case_led_by(reader=the_counsellor(case), case_id=case.pk) == case
    assert case_led_by(reader=colleague, case_id=case.pk) is None
    assert list(sessions_of(case)) == [session]
    assert case_of(colleague) is None
