"""Another counsellor: proposed by the provider, decided by the person alone, and reading moves with it."""

from datetime import datetime, timedelta

import pytest

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.cases.errors import ChangeRefused, NotPermitted
from bilan.cases.models import Case, CounsellorChange, Session
from bilan.cases.operations import (
    accept_counsellor,
    leave_case,
    propose_counsellor,
    refuse_counsellor,
    withdraw_proposal,
)
from bilan.cases.queries import case_led_by, demand_of, read_by
from bilan.messages.models import Message
from bilan.providers.models import Practitioner
from tests.builders import a_person
from tests.cases.builders import a_booked_session, a_case, a_demand, the_counsellor
from tests.providers.builders import BOTH, MANAGER, a_practitioner

pytestmark = pytest.mark.django_db


def a_house(*, at: datetime) -> tuple[Case, Person, Practitioner]:
    """Return a bilan with its demand, the manager, and another counsellor of the same provider."""
    case = a_case(at=at)
    a_demand(case, at=at)
    provider = case.practitioner.provider
    manager = a_practitioner(provider=provider, person=a_person(name="Nadia Chef"), role=MANAGER).person
    return case, manager, a_practitioner(provider=provider, person=a_person(name="Ana Roux"))


def test_nothing_changes_before_the_person_accepts_then_reading_moves(now: datetime) -> None:
    case, manager, after = a_house(at=now)
    before = the_counsellor(case)
    propose_counsellor(case=case, to=after, reason="ABSENCE", by=manager, at=now)
    assert demand_of(read_by(case=case, reader=before, what="demand", at=now))
    with pytest.raises(NotPermitted):
        read_by(case=case, reader=after.person, what="demand", at=now)

    case = accept_counsellor(case=case, by=case.beneficiary, at=now)

    assert demand_of(read_by(case=case, reader=after.person, what="demand", at=now))
    with pytest.raises(NotPermitted):
        read_by(case=case, reader=before, what="demand", at=now)
    assert case_led_by(reader=before, case_id=case.pk) is None
    assert case_led_by(reader=after.person, case_id=case.pk) == case
    assert Event.objects.filter(act="counsellor.accepted", subject=str(case.beneficiary_id)).exists()


def test_what_was_booked_with_the_one_before_is_called_off(now: datetime) -> None:
    case, manager, after = a_house(at=now)
    session = a_booked_session(case, starts_at=now + timedelta(days=3))
    propose_counsellor(case=case, to=after, reason="DEPARTURE", by=manager, at=now)

    accept_counsellor(case=case, by=case.beneficiary, at=now)

    session.refresh_from_db()
    assert session.state == Session.State.CANCELLED
    assert Message.objects.filter(kind="counsellor.accepted", to=after.person.email).exists()


def test_a_refusal_changes_nothing_and_another_may_be_proposed(now: datetime) -> None:
    case, manager, after = a_house(at=now)
    propose_counsellor(case=case, to=after, reason="ASKED", by=manager, at=now)

    refuse_counsellor(case=case, by=case.beneficiary, at=now)

    case.refresh_from_db()
    assert case.practitioner_id != after.pk
    assert propose_counsellor(case=case, to=after, reason="ASKED", by=manager, at=now)


def test_only_the_person_answers_and_only_their_manager_proposes_or_withdraws(now: datetime) -> None:
    case, manager, after = a_house(at=now)
    elsewhere = a_practitioner(person=a_person(), role=BOTH).person
    for stranger in (elsewhere, the_counsellor(case), case.beneficiary, after.person):
        with pytest.raises(NotPermitted):
            propose_counsellor(case=case, to=after, reason="ASKED", by=stranger, at=now)
    propose_counsellor(case=case, to=after, reason="ASKED", by=manager, at=now)

    for stranger in (manager, elsewhere, the_counsellor(case), after.person, a_case(at=now).beneficiary):
        with pytest.raises(NotPermitted):
            accept_counsellor(case=case, by=stranger, at=now)
        with pytest.raises(NotPermitted):
            refuse_counsellor(case=case, by=stranger, at=now)
    with pytest.raises(NotPermitted):
        withdraw_proposal(case=case, by=elsewhere, at=now)

    withdraw_proposal(case=case, by=manager, at=now)
    assert CounsellorChange.objects.get().answer == "WITHDRAWN"
    with pytest.raises(ChangeRefused):
        accept_counsellor(case=case, by=case.beneficiary, at=now)


def test_refuses_a_second_proposal_the_same_person_and_those_who_cannot_lead(now: datetime) -> None:
    case, manager, after = a_house(at=now)
    provider = case.practitioner.provider
    unfit = (
        case.practitioner,
        a_practitioner(person=a_person()),
        a_practitioner(provider=provider, person=a_person(), role=MANAGER),
        a_practitioner(provider=provider, person=case.beneficiary),
    )
    for practitioner in unfit:
        with pytest.raises(ChangeRefused):
            propose_counsellor(case=case, to=practitioner, reason="ASKED", by=manager, at=now)
    propose_counsellor(case=case, to=after, reason="ASKED", by=manager, at=now)
    with pytest.raises(ChangeRefused):
        propose_counsellor(case=case, to=after, reason="ASKED", by=manager, at=now)


def test_someone_who_left_meanwhile_cannot_be_accepted_nor_a_bilan_that_is_over_change(now: datetime) -> None:
    case, manager, after = a_house(at=now)
    propose_counsellor(case=case, to=after, reason="ASKED", by=manager, at=now)
    Practitioner.objects.filter(pk=after.pk).update(is_active=False)
    with pytest.raises(ChangeRefused):
        accept_counsellor(case=case, by=case.beneficiary, at=now)
    withdraw_proposal(case=case, by=manager, at=now)
    leave_case(case=case, by=case.beneficiary, at=now)

    with pytest.raises(ChangeRefused):
        propose_counsellor(case=case, to=after, reason="ASKED", by=manager, at=now)
