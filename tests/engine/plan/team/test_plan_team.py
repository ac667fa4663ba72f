"""Teams planned together: every limit holds, and the bound is above what HiGHS proves."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from bilan.engine.plan.errors import ImpossibleTeam
from bilan.engine.plan.team import Team, TeamLimits, TeamMode, TeamModule, TeamPerson, plan_team
from tests.engine.plan.team.oracle import ALONE, FACE, LONG, best_of, faults_of, small_teams
from tests.shared import examples

LIMITS = TeamLimits(60, 600, 240, (600, 600))


def a_person(name: str = "Claire", **gains: float) -> TeamPerson:
    return TeamPerson(name, gains or {"M0": 10.0}, (0, 1), 100_000)


@given(small_teams())
def test_no_plan_passes_a_limit(team: Team) -> None:
    assert faults_of(team, plan_team(team)) == []


@hypothesis_settings(max_examples=examples(50))
@given(small_teams())
def test_the_optimum_lies_between_the_plan_and_its_bound(team: Team) -> None:
    plan, best = plan_team(team), best_of(team)

    assert plan.gain <= best + 1e-6
    assert best <= plan.bound + 1e-6


def test_with_room_for_all_the_plan_is_the_best_there_is() -> None:
    modules = (
        TeamModule("M0", (FACE,)),
        TeamModule("M1", (LONG, ALONE), ("M0",)),
        TeamModule("M2", (FACE, ALONE)),
    )
    people = tuple(
        TeamPerson(str(number), {"M0": number, "M1": 20.0 - number, "M2": 7.0}, (0, 1), 21_000)
        for number in range(20)
    )
    team = Team(modules, people, TeamLimits(120, 240, 180, (4000, 4000)))

    plan = plan_team(team)

    assert faults_of(team, plan) == []
    assert plan.gap == pytest.approx(0.0, abs=1e-12)
    assert plan.gain == pytest.approx(best_of(team))


def test_scarce_counsellors_go_where_they_bring_most() -> None:
    modules = (TeamModule("M0", (FACE, ALONE)),)
    people = tuple(a_person(str(gain), M0=float(gain)) for gain in (10, 20, 30, 40))
    team = Team(modules, people, TeamLimits(60, 60, 60, (120, 30)))

    plan = plan_team(team)

    assert faults_of(team, plan) == []
    assert plan.gain == pytest.approx(best_of(team))
    assert plan.gain <= plan.bound


def test_somebody_whom_no_plan_fits_is_left_without_and_the_others_have_theirs() -> None:
    lone = TeamPerson("Karim", {"M0": 5.0}, (0,), 100)
    team = Team((TeamModule("M0", (FACE,)),), (a_person(), lone), LIMITS)

    plan = plan_team(team)

    assert [picks is None for picks in plan.picks] == [False, True]
    assert plan.gain == pytest.approx(10.0)


def test_the_same_team_has_the_same_plan() -> None:
    team = Team((TeamModule("M0", (FACE, ALONE)),), tuple(a_person() for _ in range(5)), LIMITS)

    assert plan_team(team) == plan_team(team)


@pytest.mark.parametrize(
    ("modules", "person", "told"),
    [
        ((TeamModule("M0", (FACE,), ("M9",)),), a_person(), "M0 needs M9"),
        ((TeamModule("M0", (FACE,)), TeamModule("M0", (FACE,))), a_person(), "same code"),
        ((TeamModule("M0", ()),), a_person(), "no mode"),
        ((TeamModule("M0", (TeamMode("FACE", 0, 0, 0),)),), a_person(), "must not be negative"),
        ((TeamModule("M0", (FACE,)),), a_person(M7=1.0), "Claire would gain from M7"),
        ((TeamModule("M0", (FACE,)),), TeamPerson("Claire", {}, (1, 0), 0), "weeks must rise"),
    ],
)
def test_what_does_not_agree_is_named(modules: tuple[TeamModule, ...], person: TeamPerson, told: str) -> None:
    with pytest.raises(ImpossibleTeam, match=told):
        Team(modules, (person,), LIMITS)


def test_modules_that_wait_for_each_other_are_refused() -> None:
    modules = (TeamModule("M0", (FACE,), ("M1",)), TeamModule("M1", (FACE,), ("M0",)))

    with pytest.raises(ImpossibleTeam, match="wait for each other"):
        plan_team(Team(modules, (a_person(),), LIMITS))
