"""A hold on proof: by the provider's own manager, coded, dated, and told to the person."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.cases.errors import HoldRefused, NotPermitted
from bilan.cases.models import Case, LegalHold
from bilan.cases.operations import lift_hold, place_hold
from bilan.cases.queries import hold_of
from tests.builders import a_person
from tests.cases.builders import a_case, the_counsellor
from tests.providers.builders import MANAGER, a_practitioner

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


def a_managed_case(*, at: datetime) -> tuple[Case, Person]:
    case = a_case(at=at)
    return case, a_practitioner(provider=case.practitioner.provider, person=a_person(), role=MANAGER).person


def test_holds_and_lifts_with_a_trace_about_the_person(now: datetime) -> None:
    case, manager = a_managed_case(at=now)

    place_hold(case=case, reason="DISPUTE", until=localdate(now) + MONTH, by=manager, at=now)
    assert hold_of(case) is not None
    lift_hold(case=case, by=manager, at=now)

    assert hold_of(case) is None
    acts = Event.objects.filter(subject=str(case.beneficiary_id), act__startswith="hold.")
    assert sorted(acts.values_list("act", flat=True)) == ["hold.lifted", "hold.placed"]


def test_a_manager_elsewhere_the_counsellor_and_the_person_hold_nothing(now: datetime) -> None:
    case, manager = a_managed_case(at=now)
    elsewhere = a_practitioner(person=a_person(), role=MANAGER).person
    until = localdate(now) + MONTH

    for stranger in (elsewhere, the_counsellor(case), case.beneficiary):
        with pytest.raises(NotPermitted):
            place_hold(case=case, reason="CONTROL", until=until, by=stranger, at=now)
    place_hold(case=case, reason="CONTROL", until=until, by=manager, at=now)
    for stranger in (elsewhere, the_counsellor(case), case.beneficiary):
        with pytest.raises(NotPermitted):
            lift_hold(case=case, by=stranger, at=now)

    assert LegalHold.objects.get().lifted_at is None


@pytest.mark.parametrize("days", [0, -1, 5 * 366])
def test_refuses_a_day_gone_by_or_beyond_five_years(now: datetime, days: int) -> None:
    case, manager = a_managed_case(at=now)

    with pytest.raises(HoldRefused):
        place_hold(
            case=case, reason="CONTROL", until=localdate(now) + timedelta(days=days), by=manager, at=now
        )


def test_refuses_a_second_hold_and_lifting_none(now: datetime) -> None:
    case, manager = a_managed_case(at=now)
    with pytest.raises(HoldRefused):
        lift_hold(case=case, by=manager, at=now)
    place_hold(case=case, reason="CONTROL", until=localdate(now) + MONTH, by=manager, at=now)

    with pytest.raises(HoldRefused):
        place_hold(case=case, reason="COURT", until=localdate(now) + MONTH, by=manager, at=now)
