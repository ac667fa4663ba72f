"""Plans: proposed from the diagnosis, chosen together, changed within the envelope, with a reason."""

from datetime import datetime, time, timedelta

import pytest
from django.utils.timezone import localdate

from bilan.cases.errors import (
    HoursExceeded,
    ModeRefused,
    ModuleRequired,
    NotPermitted,
    PlanTooLight,
    PlanUnavailable,
)
from bilan.cases.models import Agreement, Case, PlanChange, PlanItem
from bilan.cases.operations import (
    choose_plan,
    complete_module,
    set_constraints,
    sign_agreement,
    swap_item,
)
from bilan.cases.pieces import Aim, Constraints
from bilan.cases.queries import changes_of, hours_of, plan_of, plans_for, read_by, spare_modules
from bilan.providers.models import WeeklyTime
from bilan.rules import load_profile
from tests.cases.builders import (
    a_case,
    a_demand,
    a_diagnosis,
    a_planned_case,
    a_signed_case,
    the_counsellor,
)
from tests.providers.builders import MANAGER, a_practitioner

pytestmark = pytest.mark.django_db


def ready(now: datetime, *, profile: str = "fr-law", other: int = 1) -> Case:
    case = a_case(at=now, profile=profile)
    a_demand(case, at=now)
    a_diagnosis(case, at=now, other=other)
    return case


def test_proposes_distinct_plans_within_the_law(now: datetime) -> None:
    case = ready(now)

    found = plans_for(case=case, reader=case.beneficiary, at=now)

    assert {plan.style for plan in found} >= {"BALANCED", "REMOTE"}
    for plan in found:
        assert 13 * 60 <= plan.accompanied_minutes <= plan.minutes <= 24 * 60


def test_the_sheet_of_2015_asks_for_more(now: datetime) -> None:
    case = ready(now, profile="programme-2015")

    for plan in plans_for(case=case, reader=case.beneficiary, at=now):
        assert 16 * 60 <= plan.minutes <= 30 * 60
        assert 4 <= plan.weeks <= 10


def test_an_objective_brings_its_module(now: datetime) -> None:
    case = a_case(at=now)
    a_demand(case, at=now, aims=(Aim("BUSINESS", "Ouvrir mon fournil."),))
    a_diagnosis(case, at=now)

    plan = plans_for(case=case, reader=case.beneficiary, at=now)[0]

    assert "I14" in {item.code for item in plan.items}


def test_no_plan_before_the_diagnosis(now: datetime) -> None:
    case = a_case(at=now)
    a_demand(case, at=now)

    with pytest.raises(PlanUnavailable, match="point de départ"):
        plans_for(case=case, reader=case.beneficiary, at=now)


def test_says_what_binds_when_no_plan_fits(now: datetime) -> None:
    case = ready(now)
    constraints = Constraints(hours_a_week=1, weeks=4)
    set_constraints(case=case, constraints=constraints, by=case.beneficiary, at=now)

    with pytest.raises(PlanUnavailable, match="chaque semaine"):
        plans_for(case=case, reader=case.beneficiary, at=now)


def test_the_weekly_hours_of_the_counsellor_bound_the_time_together(now: datetime) -> None:
    case = ready(now)
    set_constraints(case=case, constraints=Constraints(weeks=8, hours_a_week=10), by=case.beneficiary, at=now)
    hour = WeeklyTime.objects.create(
        practitioner=case.practitioner, weekday=1, starts=time(9), minutes=105, mode="FACE"
    )

    found = plans_for(case=case, reader=case.beneficiary, at=now)

    assert max(plan.accompanied_minutes for plan in found) <= 8 * 105
    hour.minutes = 60
    hour.save()
    with pytest.raises(PlanUnavailable, match="le temps libre de votre conseil"):
        plans_for(case=case, reader=case.beneficiary, at=now)


def test_only_the_two_see_proposals(now: datetime) -> None:
    case = ready(now)

    assert plans_for(case=case, reader=the_counsellor(case), at=now)
    for stranger in (
        a_practitioner(provider=case.practitioner.provider).person,
        a_practitioner(provider=case.practitioner.provider, role=MANAGER).person,
    ):
        with pytest.raises(NotPermitted):
            plans_for(case=case, reader=stranger, at=now)


def test_choosing_stores_the_plan_and_drafts_the_agreement(now: datetime) -> None:
    case = ready(now)
    proposed = next(
        plan for plan in plans_for(case=case, reader=case.beneficiary, at=now) if plan.style == "REMOTE"
    )

    choose_plan(case=case, style="REMOTE", by=case.beneficiary, at=now)

    case.refresh_from_db()
    lines = plan_of(case)
    hours = hours_of(case=case, today=localdate(now))
    assert case.plan_style == "REMOTE"
    assert {line.code for line in lines} == {item.code for item in proposed.items}
    assert hours.planned == proposed.minutes
    assert all(line.reason and line.title for line in lines)
    assert case.expected_end_on == localdate(now) + timedelta(weeks=proposed.weeks)
    assert Agreement.objects.get().terms["minutes"] == proposed.minutes


def test_an_unknown_style_is_refused(now: datetime) -> None:
    with pytest.raises(PlanUnavailable):
        choose_plan(case=(case := ready(now)), style="FANCY", by=case.beneficiary, at=now)


def test_planning_again_keeps_what_was_lived_and_its_reason(now: datetime) -> None:
    case = a_signed_case(at=now)
    complete_module(case=case, module="P3", by=case.beneficiary, at=now)
    lived = PlanItem.objects.get(module="P3")

    later = now + timedelta(days=1)
    choose_plan(case=case, style="REMOTE", by=the_counsellor(case), at=later, reason="Elle déménage.")

    kept = PlanItem.objects.get(module="P3")
    change = changes_of(read_by(case=case, reader=case.beneficiary, what="plan", at=now))[0]
    assert (kept.pk, kept.mode, kept.done_at) == (lived.pk, lived.mode, now)
    assert change.reason == "Elle déménage."
    assert b"nage" not in bytes(
        PlanChange.objects.filter(reason_sealed__isnull=False).get().reason_sealed or b""
    )


def test_planning_again_leaves_a_signed_agreement_as_it_is(now: datetime) -> None:
    case = a_signed_case(at=now)
    before = Agreement.objects.get().terms_sha256

    choose_plan(case=case, style="REMOTE", by=case.beneficiary, at=now)

    assert Agreement.objects.get().terms_sha256 == before
    assert Agreement.objects.get().is_signed


def test_changing_the_plan_takes_back_a_lone_signature(now: datetime) -> None:
    case = a_planned_case(at=now)
    sign_agreement(case=case, by=case.beneficiary, at=now)

    choose_plan(case=case, style="REMOTE", by=the_counsellor(case), at=now)

    assert Agreement.objects.get().signed_by_beneficiary_at is None


def test_lives_a_module_another_way(now: datetime) -> None:
    case = a_planned_case(at=now)
    line = next(line for line in plan_of(case) if line.other_modes and line.code.startswith("P"))

    swap_item(
        case=case,
        module_code=line.code,
        mode=line.other_modes[0],
        by=case.beneficiary,
        at=now,
        reason="Plus simple.",
    )

    changed = next(found for found in plan_of(case) if found.code == line.code)
    assert (changed.mode, changed.week) == (line.other_modes[0], line.week)


def test_takes_a_module_out_and_adds_it_again(now: datetime) -> None:
    case = a_planned_case(at=now)
    required = load_profile("fr-law").required_modules.on(localdate(now)).value or ()
    line = next(line for line in plan_of(case) if line.code not in required and not line.accompanied_minutes)

    swap_item(case=case, module_code=line.code, mode="", by=case.beneficiary, at=now)
    assert line.code in {module.code for module in spare_modules(case)}
    swap_item(case=case, module_code=line.code, mode=line.mode, by=case.beneficiary, at=now)

    again = next(found for found in plan_of(case) if found.code == line.code)
    assert (again.phase, again.reason) == (line.phase, "Vous l’avez choisi ensemble.")


def test_refuses_a_way_that_a_module_does_not_have(now: datetime) -> None:
    case = a_planned_case(at=now)

    with pytest.raises(ModeRefused):
        swap_item(case=case, module_code="P2", mode="GUIDED", by=case.beneficiary, at=now)


def test_required_and_lived_modules_stay(now: datetime) -> None:
    case = a_planned_case(at=now)
    complete_module(case=case, module="P3", by=case.beneficiary, at=now)

    for module_code, mode in (("P2", ""), ("P3", "VIDEO"), ("I11", "")):
        with pytest.raises(ModuleRequired):
            swap_item(case=case, module_code=module_code, mode=mode, by=case.beneficiary, at=now)


def test_a_swap_may_not_pass_the_maximum(now: datetime) -> None:
    case = a_planned_case(at=now)
    PlanItem.objects.filter(case=case, module="P2").update(minutes=23 * 60, accompanied_minutes=23 * 60)

    with pytest.raises(HoursExceeded):
        swap_item(case=case, module_code="P3", mode="VIDEO", by=case.beneficiary, at=now)

    assert PlanItem.objects.filter(module="P3").exists()


def test_a_swap_may_not_fall_under_the_accompanied_minimum(now: datetime) -> None:
    case = a_planned_case(at=now)
    for item in PlanItem.objects.filter(case=case, accompanied_minutes__gt=0).exclude(module="I2"):
        item.accompanied_minutes = 0
        item.save()

    with pytest.raises(PlanTooLight) as refused:
        swap_item(case=case, module_code="I2", mode="GUIDED", by=case.beneficiary, at=now)

    assert refused.value.rule in {"minimum_accompanied_hours", "minimum_hours"}


def test_near_misses_change_no_plan(now: datetime) -> None:
    case = a_planned_case(at=now)
    provider = case.practitioner.provider

    for stranger in (
        a_practitioner(provider=provider).person,
        a_case(at=now, practitioner=case.practitioner).beneficiary,
    ):
        with pytest.raises(NotPermitted):
            choose_plan(case=case, style="REMOTE", by=stranger, at=now)
        with pytest.raises(NotPermitted):
            swap_item(case=case, module_code="P2", mode="VIDEO", by=stranger, at=now)


def test_nothing_to_swap_before_a_plan(now: datetime) -> None:
    case = a_case(at=now)

    with pytest.raises(PlanUnavailable):
        swap_item(case=case, module_code="P2", mode="VIDEO", by=case.beneficiary, at=now)
