"""Small teams, the plain meaning of their limits, and HiGHS as the oracle."""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

import highspy
from hypothesis import strategies as st

from bilan.engine.plan.team import Team, TeamLimits, TeamMode, TeamModule, TeamPerson, TeamPlan

FACE = TeamMode("FACE", 60, 60, 7000)
LONG = TeamMode("FACE", 120, 120, 14000)
ALONE = TeamMode("ALONE", 60, 15, 2500, worth=0.6)


@st.composite
def small_teams(draw: st.DrawFn) -> Team:
    """Draw teams of at most four people, five modules and three weeks."""
    count = draw(st.integers(1, 5))
    ways = st.sampled_from([(FACE,), (ALONE,), (FACE, ALONE), (LONG, ALONE)])
    modules = []
    for place in range(count):
        needs = (f"M{draw(st.integers(0, place - 1))}",) if place and draw(st.booleans()) else ()
        modules.append(TeamModule(f"M{place}", draw(ways), needs))
    people = draw(st.lists(_people(count), min_size=1, max_size=4))
    weeks = draw(st.lists(st.sampled_from([60, 120, 240, 600]), min_size=3, max_size=3))
    limits = TeamLimits(draw(st.sampled_from([0, 60])), 300, draw(st.sampled_from([120, 180])), tuple(weeks))
    return Team(tuple(modules), tuple(people), limits)


def _people(count: int) -> st.SearchStrategy[TeamPerson]:
    return st.builds(
        TeamPerson,
        id=st.just("x"),
        gains=st.fixed_dictionaries({f"M{place}": st.integers(0, 50).map(float) for place in range(count)}),
        weeks=st.sets(st.integers(0, 2), min_size=1).map(lambda found: tuple(sorted(found))),
        budget_cents=st.sampled_from([7000, 14000, 60000]),
    )


def faults_of(team: Team, plan: TeamPlan) -> list[str]:
    """Return every limit that a plan breaks, read straight from their meaning."""
    found = []
    load = [0] * len(team.limits.counsellor_minutes)
    gain = 0.0
    for person, picks, laid in zip(team.people, plan.picks, plan.weeks, strict=True):
        if picks is None or laid is None:
            continue
        chosen = {
            team.modules[place].code: (team.modules[place].modes[mode], laid[place]) for place, mode in picks
        }
        gain += sum(person.gains.get(code, 0.0) * mode.worth for code, (mode, _) in chosen.items())
        minutes = sum(mode.minutes for mode, _ in chosen.values())
        found += ["hours"] * (not team.limits.minimum_minutes <= minutes <= team.limits.maximum_minutes)
        found += ["budget"] * (sum(mode.cost_cents for mode, _ in chosen.values()) > person.budget_cents)
        found += ["presence"] * (not {week for _, week in chosen.values()} <= set(person.weeks))
        for week in person.weeks:
            held = [mode.minutes for mode, where in chosen.values() if where == week]
            found += ["week"] * (sum(held) > team.limits.minutes_a_week)
        for mode, week in chosen.values():
            load[week] += mode.counsellor_minutes
        for module in team.modules:
            for needed in module.prerequisites if module.code in chosen else ():
                found += ["order"] * (needed not in chosen or chosen[needed][1] >= chosen[module.code][1])
    found += [
        "capacity" for one, most in zip(load, team.limits.counsellor_minutes, strict=True) if one > most
    ]
    return found + ["gain"] * (abs(gain - plan.gain) > 1e-6)


def best_of(team: Team) -> float:
    """Return the highest gain there is, people without a plan bringing nothing, by HiGHS."""
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    weeks, limits = range(len(team.limits.counsellor_minutes)), team.limits
    load: list[list[tuple[Any, int]]] = [[] for _ in weeks]
    gains: list[Any] = []
    for person in team.people:
        takes_part = model.addBinary()
        held = {
            (place, mode, week): model.addBinary()
            for place, module in enumerate(team.modules)
            for mode, week in product(range(len(module.modes)), person.weeks)
        }
        modes = {key: team.modules[key[0]].modes[key[1]] for key in held}
        gains += [
            held[key] * (person.gains.get(team.modules[key[0]].code, 0.0) * modes[key].worth) for key in held
        ]
        minutes = _sum(held[key] * modes[key].minutes for key in held)
        model.addConstr(minutes >= takes_part * limits.minimum_minutes)
        model.addConstr(minutes <= takes_part * limits.maximum_minutes)
        model.addConstr(_sum(held[key] * modes[key].cost_cents for key in held) <= person.budget_cents)
        for week in person.weeks:
            model.addConstr(
                _sum(held[key] * modes[key].minutes for key in held if key[2] == week)
                <= limits.minutes_a_week
            )
        for key, one in held.items():
            load[key[2]].append((one, modes[key].counsellor_minutes))
        _order(model, team, held, person.weeks)
    for week in weeks:
        if load[week]:
            model.addConstr(
                _sum(one * minutes for one, minutes in load[week]) <= limits.counsellor_minutes[week]
            )
    model.maximize(_sum(gains))
    return float(model.getObjectiveValue())


def _order(
    model: highspy.Highs, team: Team, held: dict[tuple[int, int, int], Any], weeks: Sequence[int]
) -> None:
    """Hold each module once, and its prerequisites in earlier weeks."""
    places = {module.code: place for place, module in enumerate(team.modules)}
    for place, module in enumerate(team.modules):
        model.addConstr(_sum(one for key, one in held.items() if key[0] == place) <= 1)
        for needed in (places[code] for code in module.prerequisites):
            for week in weeks:
                now = _sum(one for key, one in held.items() if key[0] == place and key[2] <= week)
                before = [one for key, one in held.items() if key[0] == needed and key[2] < week]
                model.addConstr(now <= (_sum(before) if before else 0))


def _sum(parts: Iterable[Any]) -> Any:
    return highspy.Highs.qsum(parts)
