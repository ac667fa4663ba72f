"""Proposals: within the envelope, distinct, in order, with reasons; or the rule that binds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.engine.plan import (
    EQUIPMENT,
    STYLES,
    Envelope,
    NeedUnknown,
    PlanImpossible,
    Preferences,
    Proposal,
    ProposalItem,
    propose_plans,
)
from bilan.engine.plan.inputs import LONGEST_WEEKS
from bilan.engine.plan.searching import MEETING
from bilan.engine.plan.weeks import starting_weeks, weeks_needed
from bilan.rules import load_modules, load_profile, module, needs_from_levels, objective_tags
from tests.engine.plan.oracle import a_mode, a_module
from tests.shared import examples

TODAY = date(2026, 11, 22)
PROFILES = ("fr-law", "fr-cpf", "programme-2015", "be-vlg", "ch-viamia", "fr-public-servants")
PHASES = ["PRELIMINARY", "INVESTIGATION", "CONCLUSION", "FOLLOW_UP"]
levels_of_anyone = st.fixed_dictionaries({area: st.integers(1, 4) for area in "ABCDE"})
objectives_of_anyone = st.lists(st.sampled_from(objective_tags()), max_size=3, unique=True)


def plans(
    *,
    profile: str = "fr-law",
    levels: Mapping[str, int] | None = None,
    objectives: tuple[str, ...] = ("PROJECT",),
    cost: int | None = None,
    live: int | None = None,
    **preferences: Any,
) -> tuple[Proposal, ...]:
    return propose_plans(
        modules=load_modules(),
        needs=needs_from_levels(levels=levels or {}, objectives=objectives),
        envelope=Envelope.of(
            load_profile(profile).limits_on(TODAY), maximum_cost_cents=cost, maximum_accompanied_minutes=live
        ),
        preferences=Preferences(**preferences),
    )


@settings(max_examples=examples(60), deadline=None)
@given(
    st.sampled_from(PROFILES),
    levels_of_anyone,
    objectives_of_anyone,
    st.sampled_from([None, 160_000]),
    st.sampled_from(["ANY", "PREFERRED", "ONLY", "AVOIDED"]),
    st.sampled_from(EQUIPMENT),
    st.sampled_from([None, 2, 3]),
)
def test_no_plan_leaves_the_envelope(
    profile: str,
    levels: dict[str, int],
    objectives: list[str],
    cost: int | None,
    remote: str,
    equipment: str,
    meetings: int | None,
) -> None:
    limits = load_profile(profile).limits_on(TODAY)
    weeks = limits.maximum_weeks or LONGEST_WEEKS

    found = plans(
        profile=profile,
        levels=levels,
        objectives=tuple(objectives),
        cost=cost,
        remote=remote,
        equipment=equipment,
        meetings_a_week=meetings,
    )

    for plan in found:
        counted = [item for item in plan.items if item.is_counted]
        assert plan.minutes == sum(item.minutes for item in counted)
        assert plan.accompanied_minutes == sum(item.accompanied_minutes for item in counted)
        assert (limits.minimum_minutes or 0) <= plan.minutes <= (limits.maximum_minutes or 1800)
        assert plan.accompanied_minutes >= (limits.minimum_accompanied_minutes or 0)
        assert (limits.minimum_weeks or 1) <= plan.weeks <= (limits.maximum_weeks or 26)
        assert cost is None or plan.cost_cents <= cost
        assert meetings is None or plan.accompanied_minutes <= meetings * MEETING * weeks
        assert all(_is_within_reach(item, equipment) for item in plan.items)
        assert plan.is_optimal


def _is_within_reach(item: ProposalItem, equipment: str) -> bool:
    asked = next(mode.equipment for mode in module(item.code).modes if mode.mode == item.mode)
    return EQUIPMENT.index(asked) <= tuple(map(str, EQUIPMENT)).index(equipment)


@settings(max_examples=examples(60), deadline=None)
@given(st.sampled_from(PROFILES), levels_of_anyone, objectives_of_anyone)
def test_every_plan_follows_the_phases_and_finds_what_it_asks_for(
    profile: str, levels: dict[str, int], objectives: list[str]
) -> None:
    for plan in plans(profile=profile, levels=levels, objectives=tuple(objectives)):
        ranks = {item.code: rank for rank, item in enumerate(plan.items)}
        phases = [PHASES.index(item.phase) for item in plan.items]
        assert phases == sorted(phases)
        assert [item.week for item in plan.items] == sorted(item.week for item in plan.items)
        for code, rank in ranks.items():
            assert set(module(code).completed_by) <= set(ranks)
            assert all(ranks[asked] < rank for asked in module(code).prerequisites)


@settings(max_examples=examples(60), deadline=None)
@given(levels_of_anyone, objectives_of_anyone)
def test_plans_differ_and_the_balanced_one_comes_first(levels: dict[str, int], objectives: list[str]) -> None:
    found = plans(levels=levels, objectives=tuple(objectives))

    chosen = [{(item.code, item.mode) for item in plan.items} for plan in found]

    assert len(found) >= 2
    assert all(one != other for rank, one in enumerate(chosen) for other in chosen[rank + 1 :])
    assert found[0].style == STYLES[0]


def test_styles_keep_their_promise() -> None:
    balanced, remote, accompanied = plans(levels=dict.fromkeys("ABCDE", 2))

    assert {item.code for item in remote.items if item.mode == "FACE"} == set()
    assert remote.accompanied_minutes <= balanced.accompanied_minutes
    assert accompanied.accompanied_minutes > balanced.accompanied_minutes


@pytest.mark.parametrize(("remote", "absent"), [("ONLY", "FACE"), ("AVOIDED", "VIDEO")])
def test_what_the_person_cannot_live_is_not_proposed(remote: str, absent: str) -> None:
    for plan in plans(remote=remote):
        assert absent not in {item.mode for item in plan.items}


def test_someone_not_at_ease_with_screens_meets_their_counsellor_more() -> None:
    at_ease, uneasy = plans(digital_ease=1.0)[0], plans(digital_ease=0.0)[0]

    def share_at_the_office(plan: Proposal) -> float:
        return sum(item.minutes for item in plan.items if item.mode == "FACE") / plan.minutes

    assert share_at_the_office(uneasy) > share_at_the_office(at_ease)


def test_without_a_computer_what_asks_for_one_is_done_together_and_without_a_phone_nothing_is_by_video() -> (
    None
):
    modes = {
        equipment: {
            (item.code, item.mode)
            for plan in plans(levels=dict.fromkeys("ABCDE", 1), objectives=("BUSINESS",), equipment=equipment)
            for item in plan.items
        }
        for equipment in EQUIPMENT
    }

    assert ("I15", "GUIDED") in modes["COMPUTER"]
    assert ("I15", "GUIDED") not in modes["PHONE"]
    assert "VIDEO" in {mode for _code, mode in modes["PHONE"]}
    assert "VIDEO" not in {mode for _code, mode in modes["NONE"]}
    assert ("S2", "GUIDED") in modes["NONE"]


def test_few_appointments_in_few_weeks_bind_and_are_named() -> None:
    with pytest.raises(PlanImpossible) as refusal:
        plans(weeks=5, meetings_a_week=1, minutes_a_week=600)

    assert refusal.value.rule == "meetings_a_week"
    assert refusal.value.limit == 5 * MEETING


def test_more_money_is_told_where_the_price_binds_and_the_plan_it_buys_is_the_best_there() -> None:
    before = propose_plans(**_asked(116_000), tells_money=True)[0]
    told = before.more_money

    assert told is not None
    dearer = propose_plans(**_asked(116_000 + told.cents))[0]
    assert 0 < told.cents <= 40_000
    assert dearer.cost_cents == 116_000 + told.cents
    assert dearer.gain - before.gain == pytest.approx(told.gain)
    assert told.gain > 0
    held = {item.code: item.mode for item in before.items}
    assert {item.code: item.mode for item in dearer.items if held.get(item.code) != item.mode} == told.added


def test_more_money_buys_nothing_where_the_price_does_not_bind() -> None:
    for cost in (10**7, None):
        assert {plan.more_money for plan in propose_plans(**_asked(cost), tells_money=True)} == {None}


def _asked(cost: int | None) -> dict[str, Any]:
    limits = load_profile("fr-law").limits_on(TODAY)
    return {
        "modules": load_modules(),
        "needs": needs_from_levels(levels=dict.fromkeys("ABCDE", 1), objectives=("PROJECT",)),
        "envelope": Envelope.of(limits, maximum_cost_cents=cost),
        "preferences": Preferences(),
    }


def test_a_module_chosen_is_there_in_its_mode_and_one_refused_is_not() -> None:
    for plan in plans(fixed={"I14": "VIDEO"}, refused=frozenset({"I17"})):
        modes = {item.code: item.mode for item in plan.items}
        reasons = {item.code: item.reason.code for item in plan.items}
        assert modes["I14"] == "VIDEO"
        assert reasons["I14"] == "CHOSEN"
        assert "I17" not in modes


def test_an_objective_brings_its_module_with_its_reason() -> None:
    plan = plans(levels=dict.fromkeys("ABCDE", 4), objectives=("BUSINESS",))[0]

    reasons = {item.code: (item.reason.code, item.reason.parameters) for item in plan.items}

    assert reasons["I14"] == ("SERVES_OBJECTIVE", {"need": "BUSINESS"})
    assert reasons["C2"] == ("CORE", {"phase": "CONCLUSION"})


def test_hours_asked_for_without_a_need_say_so() -> None:
    plan = plans(levels=dict.fromkeys("ABCDE", 4), objectives=())[1]

    assert "MAKES_UP_HOURS" in {item.reason.code for item in plan.items}


def test_a_module_that_serves_nothing_is_there_for_the_one_that_asks_for_it() -> None:
    asked = a_module("X", replace(a_mode(), gains={"B": 1.0}))
    asking = a_module("Y", a_mode(gain=30.0), prerequisites=("X",))

    plan = propose_plans(
        modules=(asked, asking), needs={"A": 1.0}, envelope=Envelope(), preferences=Preferences()
    )[0]

    assert [(item.code, item.reason.code) for item in plan.items] == [("X", "ASKED_BY"), ("Y", "SERVES_AREA")]


@pytest.mark.parametrize("area", "ABCDE")
def test_the_lower_the_level_the_longer_the_plan(area: str) -> None:
    lengths = []
    for level in (1, 2, 3, 4):
        needs = needs_from_levels(levels=dict.fromkeys("ABCDE", 4) | {area: level})
        found = propose_plans(
            modules=load_modules(), needs=needs, envelope=Envelope(), preferences=Preferences()
        )
        lengths.append(found[0].accompanied_minutes)

    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] > lengths[-1]


def test_written_feedback_counts_only_where_the_rule_says_so() -> None:
    envelope = Envelope(minimum_accompanied_minutes=600)

    def guided(counts: bool) -> set[int]:
        found = propose_plans(
            modules=load_modules(),
            needs=needs_from_levels(levels={}),
            envelope=replace(envelope, feedback_counts=counts),
            preferences=Preferences(),
        )
        return {
            item.accompanied_minutes for item in found[0].items if item.mode == "GUIDED" and item.is_counted
        }

    assert guided(counts=False) == {0}
    assert guided(counts=True) - {0}


def test_the_program_of_2015_lasts_its_weeks_even_for_who_has_much_time() -> None:
    assert {plan.weeks for plan in plans(profile="programme-2015", minutes_a_week=1200)} == {4}


def refusal(**asked: Any) -> PlanImpossible:
    with pytest.raises(PlanImpossible) as error:
        plans(**asked)
    return error.value


def test_too_little_time_a_week_is_named_and_just_enough_is_not() -> None:
    found = refusal(minutes_a_week=60, weeks=12)

    assert (found.rule, found.limit, found.reachable) == ("hours_a_week", 720, 780 + 180)
    assert plans(minutes_a_week=80, weeks=12)


def test_too_low_a_price_is_named_with_the_price_that_would_do() -> None:
    found = refusal(cost=80_000)

    assert (found.rule, found.unit) == ("price_cap_cents", "cents")
    assert plans(cost=found.reachable)
    assert refusal(cost=found.reachable - 1).rule == "price_cap_cents"


def test_too_few_open_hours_of_the_counsellor_are_named() -> None:
    assert refusal(live=600).rule == "counsellor_hours"
    assert plans(live=780)


def test_fewer_weeks_than_the_text_asks_for_are_refused() -> None:
    found = refusal(profile="programme-2015", weeks=3)

    assert (found.rule, found.limit, found.reachable) == ("minimum_weeks", 4, 3)


def test_a_catalogue_too_small_for_the_law_names_the_law() -> None:
    with pytest.raises(PlanImpossible) as error:
        propose_plans(
            modules=(a_module("X", is_core=True),),
            needs={"A": 1.0},
            envelope=Envelope(minimum_minutes=120),
            preferences=Preferences(),
        )

    assert (error.value.rule, error.value.reachable) == ("minimum_hours", 60)


def test_two_bounds_that_bind_together_name_the_first_people_can_change() -> None:
    with pytest.raises(PlanImpossible) as error:
        propose_plans(
            modules=(a_module("X", is_core=True),),
            needs={"A": 1.0},
            envelope=Envelope(minimum_minutes=120, maximum_cost_cents=10),
            preferences=Preferences(),
        )

    assert error.value.rule == "price_cap_cents"


def test_bounds_before_the_one_named_let_plans_through() -> None:
    with pytest.raises(PlanImpossible) as error:
        propose_plans(
            modules=(a_module("X", is_core=True),),
            needs={"A": 1.0},
            envelope=Envelope(minimum_minutes=120, minimum_accompanied_minutes=90),
            preferences=Preferences(),
        )

    assert (error.value.rule, error.value.reachable) == ("minimum_accompanied_hours", 60)


def test_a_step_of_every_bilan_cannot_be_refused() -> None:
    assert refusal(refused=frozenset({"C3"})).rule == "module C3"


def test_a_need_that_nothing_serves_is_refused() -> None:
    with pytest.raises(NeedUnknown, match="FAME"):
        propose_plans(
            modules=load_modules(), needs={"FAME": 1.0}, envelope=Envelope(), preferences=Preferences()
        )


def test_weeks_follow_the_pace_and_the_follow_up_comes_after() -> None:
    weeks = starting_weeks(minutes=[60, 60, 0, 60, 0], phases=["PRELIMINARY"] * 4 + ["FOLLOW_UP"], weeks=3)

    assert weeks == (1, 2, 3, 3, 4)
    assert weeks_needed(minutes=180, minutes_a_week=60, minimum_weeks=1) == 3
    assert weeks_needed(minutes=181, minutes_a_week=60, minimum_weeks=1) == 4
    assert weeks_needed(minutes=0, minutes_a_week=60, minimum_weeks=1) == 1
