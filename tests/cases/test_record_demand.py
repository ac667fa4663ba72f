"""The demand: one to three objectives, under seal, never overwritten unseen."""

from datetime import datetime, timedelta

import pytest

from bilan.audit.models import Event
from bilan.cases.errors import CaseClosed, ChangedMeanwhile, DemandIncomplete, NotPermitted
from bilan.cases.models import Demand, Objective
from bilan.cases.operations import leave_case, record_demand, set_constraints
from bilan.cases.pieces import Aim, Constraints
from bilan.cases.queries import constraints_of, demand_of, read_by
from tests.cases.builders import AIM, WHY_NOW, a_case, a_demand, the_counsellor
from tests.providers.builders import MANAGER, a_practitioner

pytestmark = pytest.mark.django_db


def test_keeps_the_demand_in_the_person_s_words(now: datetime) -> None:
    case = a_case(at=now)

    a_demand(case, at=now)

    told = demand_of(read_by(case=case, reader=case.beneficiary, what="demand", at=now))
    assert told is not None
    assert (told.why_now, told.aims, told.is_complete) == (WHY_NOW, (AIM,), True)


def test_the_tables_hold_no_word_of_it(now: datetime) -> None:
    case = a_case(at=now)

    a_demand(case, at=now)

    assert b"farine" not in bytes(Demand.objects.get().why_now_sealed)
    assert b"restauration" not in bytes(Objective.objects.get().text_sealed)
    assert Event.objects.get(act="demand.recorded").facts == {"objectives": 1}


@pytest.mark.parametrize(
    "aims", [(), (AIM,) * 4, (Aim("PROJECT", " "),), (Aim("WEALTH", "Gagner plus."),)], ids=len
)
def test_refuses_none_four_empty_or_unknown_objectives(now: datetime, aims: tuple[Aim, ...]) -> None:
    case = a_case(at=now)

    with pytest.raises(DemandIncomplete):
        a_demand(case, at=now, aims=aims)

    assert not Demand.objects.exists()


def test_takes_three_objectives_and_replaces_them(now: datetime) -> None:
    case = a_case(at=now)
    a_demand(case, at=now, aims=(AIM, AIM, AIM))

    record_demand(case=case, why_now="Autre", worth_it="", aims=(AIM,), by=the_counsellor(case), at=now)

    assert Objective.objects.count() == 1


def test_refuses_to_overwrite_what_was_not_seen(now: datetime) -> None:
    case = a_case(at=now)
    a_demand(case, at=now)
    later = now + timedelta(minutes=5)
    record_demand(
        case=case,
        why_now="Vu.",
        worth_it="",
        aims=(AIM,),
        by=the_counsellor(case),
        at=later,
        seen=now.isoformat(),
    )

    with pytest.raises(ChangedMeanwhile):
        record_demand(
            case=case,
            why_now="?",
            worth_it="",
            aims=(AIM,),
            by=case.beneficiary,
            at=later,
            seen=now.isoformat(),
        )


def test_constraints_may_come_before_the_demand(now: datetime) -> None:
    case = a_case(at=now)
    asked = Constraints(
        remote="ONLY", hours_a_week=2, refused_contexts=("starter:night-work",), minimum_pay=1800
    )

    set_constraints(case=case, constraints=asked, by=case.beneficiary, at=now)

    reading = read_by(case=case, reader=case.beneficiary, what="demand", at=now)
    told = demand_of(reading)
    assert constraints_of(reading) == asked
    assert told is not None
    assert not told.is_complete


def test_recording_the_demand_keeps_the_constraints(now: datetime) -> None:
    case = a_case(at=now)
    set_constraints(case=case, constraints=Constraints(weeks=6), by=case.beneficiary, at=now)

    a_demand(case, at=now)

    assert constraints_of(read_by(case=case, reader=case.beneficiary, what="d", at=now)).weeks == 6


def test_without_a_word_the_usual_constraints_stand(now: datetime) -> None:
    case = a_case(at=now)

    assert constraints_of(read_by(case=case, reader=case.beneficiary, what="d", at=now)) == Constraints()


def test_near_misses_write_nothing(now: datetime) -> None:
    case = a_case(at=now)
    provider = case.practitioner.provider

    for stranger in (
        a_practitioner(provider=provider).person,
        a_practitioner(provider=provider, role=MANAGER).person,
        a_case(at=now, practitioner=case.practitioner).beneficiary,
    ):
        with pytest.raises(NotPermitted):
            record_demand(case=case, why_now="x", worth_it="", aims=(AIM,), by=stranger, at=now)
        with pytest.raises(NotPermitted):
            set_constraints(case=case, constraints=Constraints(), by=stranger, at=now)


def test_a_closed_bilan_tells_its_two_people_so(now: datetime) -> None:
    case = a_case(at=now)
    leave_case(case=case, by=case.beneficiary, at=now)

    with pytest.raises(CaseClosed):
        a_demand(case, at=now)
    stranger = a_case(at=now).beneficiary
    with pytest.raises(NotPermitted):
        record_demand(case=case, why_now="x", worth_it="", aims=(AIM,), by=stranger, at=now)
