"""The solver against HiGHS and against plain enumeration: the same optimum, or the same refusal."""

from collections.abc import Mapping
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.engine.plan import budget
from bilan.engine.plan.bounds import Bounds
from bilan.engine.plan.inputs import Envelope, Preferences
from bilan.engine.plan.options import Group, groups_of
from bilan.engine.plan.solving import best_plan, solve
from bilan.engine.plan.styles import ACCOMPANIED, BALANCED, REMOTE, Style
from bilan.rules import load_modules, load_profile, needs_from_levels
from bilan.rules.modules import Module
from tests.engine.plan.oracle import NEEDS, Program, a_mode, a_module, catalogues
from tests.shared import examples

STYLES = (BALANCED, REMOTE, ACCOMPANIED)
ANYTHING = Bounds(0, 10_000, 0, 10_000, None)
some_needs = st.fixed_dictionaries({need: st.sampled_from([0.0, 0.05, 0.35, 0.7, 1.0]) for need in NEEDS})
some_bounds = st.builds(
    Bounds,
    minimum_minutes=st.integers(0, 20).map(lambda units: 15 * units),
    maximum_minutes=st.integers(8, 50).map(lambda units: 15 * units),
    minimum_accompanied=st.integers(0, 12).map(lambda units: 15 * units),
    maximum_accompanied=st.one_of(st.just(10_000), st.integers(4, 30).map(lambda units: 15 * units)),
    maximum_cost=st.one_of(st.none(), st.integers(0, 800).map(lambda units: 100 * units)),
)


def groups_for(
    modules: tuple[Module, ...], needs: Mapping[str, float], style: Style, *, counts: bool = False
) -> tuple[Group, ...]:
    return groups_of(
        modules=modules,
        needs=needs,
        envelope=Envelope(feedback_counts=counts),
        preferences=Preferences(),
        style=style,
    )


@settings(max_examples=examples(100), deadline=None)
@given(
    catalogues(),
    some_needs,
    some_bounds,
    st.sampled_from(STYLES),
    st.booleans(),
    st.sampled_from([0, budget.FEW]),
)
def test_finds_the_same_optimum_as_highs(
    modules: tuple[Module, ...],
    needs: Mapping[str, float],
    bounds: Bounds,
    style: Style,
    counts: bool,
    few: int,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(budget, "FEW", few)  # however early labels are sorted, the optimum is the same
        solution = solve(groups_for(modules, needs, style, counts=counts), bounds, style)

    best = Program(modules, Envelope(feedback_counts=counts), needs, style).best(bounds)

    assert (None if solution is None else solution.objective) == (None if best is None else round(best))


@settings(max_examples=examples(60), deadline=None)
@given(catalogues(), some_needs, some_bounds, st.sampled_from(STYLES))
def test_finds_the_same_optimum_as_trying_everything(
    modules: tuple[Module, ...], needs: Mapping[str, float], bounds: Bounds, style: Style
) -> None:
    groups = groups_for(modules[:5], needs, style) if _is_whole(modules[:5]) else ()

    solution = solve(groups, bounds, style)

    assert (None if solution is None else solution.objective) == _best_of_all(groups, bounds, style)


def _is_whole(modules: tuple[Module, ...]) -> bool:
    codes = {module.code for module in modules}
    return all({*module.prerequisites, *module.completed_by} <= codes for module in modules)


def _best_of_all(groups: tuple[Group, ...], bounds: Bounds, style: Style) -> int | None:
    found = []
    for options in product(*groups):
        minutes = sum(option.minutes for option in options)
        live = sum(option.accompanied for option in options)
        cost = sum(option.cost for option in options)
        fits = (
            bounds.minimum_minutes <= minutes <= bounds.maximum_minutes
            and bounds.minimum_accompanied <= live <= bounds.maximum_accompanied
            and (bounds.maximum_cost is None or cost <= bounds.maximum_cost)
        )
        if fits:
            value = sum(option.value for option in options)
            found.append(value - minutes * style.minute_price - live * style.accompanied_price)
    return max(found, default=None)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize("cost", [None, 160_000, 130_000, 118_000])
@pytest.mark.parametrize("levels", [(1, 1, 1, 1, 1), (1, 2, 3, 4, 2), (3, 3, 3, 3, 3), (4, 4, 4, 4, 4)])
def test_agrees_with_highs_on_the_real_catalogue(
    style: Style, cost: int | None, levels: tuple[int, ...]
) -> None:
    needs = needs_from_levels(levels=dict(zip("ABCDE", levels, strict=True)), objectives=["BUSINESS"])
    limits = load_profile("fr-law").limits_on(date(2026, 11, 22))
    bounds = Bounds(limits.minimum_minutes or 0, limits.maximum_minutes or 0, 780, 10_000, cost)

    solution = solve(groups_for(load_modules(), needs, style), bounds, style)
    best = Program(load_modules(), Envelope(), needs, style).best(bounds)

    assert (None if solution is None else solution.objective) == (None if best is None else round(best))


def test_the_budget_holds_at_the_cent() -> None:
    dear = a_module("X", a_mode(cost=100, gain=9.0), a_mode(mode="VIDEO", cost=99, gain=8.0), is_core=True)
    groups = groups_for((dear,), {"A": 1.0}, ACCOMPANIED)

    chosen = [solve(groups, Bounds(0, 60, 0, 60, cost), ACCOMPANIED) for cost in (100, 99, 98)]

    assert [each and each.picks[0].mode for each in chosen] == ["FACE", "VIDEO", None]


def test_minutes_hold_on_both_sides() -> None:
    groups = groups_for((a_module("X", is_core=True),), {"A": 1.0}, BALANCED)

    def fits(low: int, high: int) -> bool:
        return solve(groups, Bounds(low, high, 0, 60, None), BALANCED) is not None

    assert fits(60, 60)
    assert not fits(61, 90)
    assert not fits(0, 59)


def test_the_same_request_gives_the_same_plan_to_the_bit() -> None:
    needs = needs_from_levels(levels={"A": 1}, objectives=["PROJECT"])
    groups = groups_for(load_modules(), needs, BALANCED)

    first, again = (solve(groups, Bounds(780, 1440, 780, 10_000, 140_000), BALANCED) for _ in range(2))

    assert first == again


def test_an_hour_more_is_worth_what_the_better_plan_brings() -> None:
    modules = (a_module("X", is_core=True), a_module("Y", a_mode(gain=2.0)))
    groups = groups_for(modules, {"A": 1.0}, BALANCED)

    solution = solve(groups, Bounds(0, 120, 0, 120, None), BALANCED)

    assert solution is not None
    assert [pick.code for pick in solution.picks] == ["X"]
    assert solution.longer_gain - solution.gain == 2000


def test_nothing_to_choose_from_is_an_empty_plan() -> None:
    solution = solve((), ANYTHING, BALANCED)

    assert solution is not None
    assert solution.picks == ()


@settings(max_examples=examples(60), deadline=None)
@given(catalogues(), some_needs, some_bounds, st.sampled_from(STYLES))
def test_the_plan_alone_is_the_one_told_with_an_hour_more(
    modules: tuple[Module, ...], needs: Mapping[str, float], bounds: Bounds, style: Style
) -> None:
    groups = groups_for(modules, needs, style)

    alone, told = best_plan(groups, bounds, style), solve(groups, bounds, style)

    assert (alone and alone.picks) == (told and told.picks)
