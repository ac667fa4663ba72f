"""Plans for all people of a team at once, beside a bound that no plan can pass.

Each person's best choice is found exactly while weeks are left out; the choices are then laid into weeks.
Where the counsellors' time binds, a price of their minute makes it dearer until the choices fit, and the
minutes left over go where they bring most. Any price gives a bound (Lagrange).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bilan.engine.plan.team.board import Board, Picks
from bilan.engine.plan.team.inputs import Team
from bilan.engine.plan.team.pricing import NOTHING, Tables, priced
from bilan.engine.plan.team.sets import Floats, Menu, menu_of
from bilan.engine.plan.team.spreading import spread
from bilan.engine.plan.team.weeks import Laid

TRIES = 60  # choices tried for a person before they are left without a plan
HALVINGS = 7


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """Each person's modules with mode and week, None where no plan was found; `gain` is at most `bound`."""

    picks: tuple[Picks | None, ...]
    weeks: tuple[Laid | None, ...]
    gain: float
    bound: float

    @property
    def gap(self) -> float:
        """Return how far the gain may be from the best there is, as a share of the bound."""
        return (self.bound - self.gain) / self.bound if self.bound > 0 else 0.0


def plan_team(team: Team) -> TeamPlan:
    """Plan for everyone.

    Raises:
        ImpossibleTeam: costs or ties that no exact search ends in time for.
    """
    menu = menu_of(team)
    free = priced(team=team, menu=menu, prices=np.zeros(len(team.people)))
    bound = _bound(free, 0.0)
    if wanted_minutes(team, free) > sum(team.limits.counsellor_minutes):
        return _at_a_price(team, menu, free)
    return _laid(team, free, [_first(free, person) for person in range(len(team.people))], bound)


def _at_a_price(team: Team, menu: Menu, free: Tables) -> TeamPlan:
    """Raise the price of a counsellor's minute until the choices fit, then spend what is left."""
    total = sum(team.limits.counsellor_minutes)
    low, high, loose, tight = 0.0, _dearest(team), free, None
    bound = _bound(free, 0.0)
    for _ in range(HALVINGS):
        price = (low + high) / 2 if tight is not None else min(high, max(2 * low, high / 64))
        tables = priced(team=team, menu=menu, prices=np.full(len(team.people), price))
        bound = min(bound, _bound(tables, price * total))
        if wanted_minutes(team, tables) > total:
            low, loose = price, tables
        else:
            high, tight = price, tables
    if tight is None:
        tight = priced(team=team, menu=menu, prices=np.full(len(team.people), high))
    return _laid(team, tight, _mixed(team, tight, loose, total), bound)


def _dearest(team: Team) -> float:
    """Return a price at which no minute of a counsellor is worth it."""
    best = max((max(person.gains.values(), default=0.0) for person in team.people), default=0.0)
    least = min(
        (
            mode.counsellor_minutes
            for module in team.modules
            for mode in module.modes
            if mode.counsellor_minutes
        ),
        default=1,
    )
    return best / least


def _mixed(team: Team, tight: Tables, loose: Tables, total: int) -> list[Picks | None]:
    """Take the tight choices, then change to the loose ones where a minute brings most, while they fit."""
    chosen = [_first(tight, person) for person in range(len(team.people))]
    left = total - sum(_minutes_of(team, picks) for picks in chosen if picks)
    offers = []
    for person, picks in enumerate(chosen):
        other = _first(loose, person)
        if picks is not None and other is not None and other != picks:
            more = _minutes_of(team, other) - _minutes_of(team, picks)
            worth = _gain(team, person, other) - _gain(team, person, picks)
            offers.append((-worth / more if more > 0 else -np.inf, person, more, other))
    for _, person, more, other in sorted(offers, key=lambda offer: offer[:2]):
        if more <= left:
            chosen[person], left = other, left - more
    return chosen


def _laid(team: Team, tables: Tables, chosen: list[Picks | None], bound: float) -> TeamPlan:
    """Lay the choices into weeks, those with the fewest weeks first; who does not fit is squeezed in."""
    minutes = np.array([float(_minutes_of(team, picks or ())) for picks in chosen])
    board = Board.empty(team=team, wished=spread(team=team, minutes=minutes))
    order = sorted(range(len(chosen)), key=lambda one: len(team.people[one].weeks))
    waiting = [person for person in order if not board.lay(person, _only(chosen[person]))]
    for person in waiting:
        _ = any(board.squeeze(person, picks) for picks in _tried(tables, person, chosen[person]))
    gain = sum(_gain(team, person, picks) for person, picks in board.picks.items())
    people = range(len(chosen))
    return TeamPlan(
        tuple(board.picks.get(one) for one in people),
        tuple(board.weeks.get(one) for one in people),
        gain,
        bound,
    )


def _only(picks: Picks | None) -> tuple[Picks, ...]:
    return () if picks is None else (picks,)


def _tried(tables: Tables, person: int, chosen: Picks | None) -> Iterator[Picks]:
    yield from _only(chosen)
    yield from (picks for _, picks in tables.ranked(person, TRIES))


def _first(tables: Tables, person: int) -> Picks | None:
    return next((picks for _, picks in tables.ranked(person, 1)), None)


def _bound(tables: Tables, paid: float) -> float:
    best: Floats = tables.best
    return float(best[best > NOTHING / 2].sum()) + paid


def wanted_minutes(team: Team, tables: Tables) -> int:
    """Return the counsellors' minutes of everybody's best choice."""
    return sum(_minutes_of(team, _first(tables, person) or ()) for person in range(len(team.people)))


def _minutes_of(team: Team, picks: Picks) -> int:
    return sum(team.modules[place].modes[mode].counsellor_minutes for place, mode in picks)


def _gain(team: Team, person: int, picks: Picks) -> float:
    gains, modules = team.people[person].gains, team.modules
    return sum(
        gains.get(modules[place].code, 0.0) * modules[place].modes[mode].worth for place, mode in picks
    )
