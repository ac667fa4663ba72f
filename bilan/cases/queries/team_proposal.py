"""How the hours to place could go into the team's weeks, each counsellor apart, then all weeks together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bilan.cases.queries.team import WEEKS, CounsellorLoad, LoadedWeek, TeamLoad, ToPlace
from bilan.engine.plan.team import Team, TeamLimits, TeamMode, TeamModule, TeamPerson, plan_team
from bilan.engine.plan.team.filling import Integers, filled

HOUR = 60
# Two interviews of an hour a week at most for one person: what is said needs time to settle.
LINES = ("A", "B")
FIRST = 1  # interviews are placed from next week on
MEETING = (TeamMode("MEETING", HOUR, HOUR, 0),)


@dataclass(frozen=True, slots=True)
class Placed:
    """Minutes proposed in each week, those that find no room, and those of them whose end is too near."""

    weeks: tuple[int, ...]
    left_out: int
    too_late: int


@dataclass(frozen=True, slots=True)
class TeamProposal:
    """What each counsellor's own weeks hold, and what would be left out if all weeks were one."""

    counsellors: tuple[Placed, ...]
    left_out_together: int

    @property
    def left_out(self) -> int:
        """Minutes that find no room while each keeps their own bilans."""
        return sum(one.left_out for one in self.counsellors)


@lru_cache(maxsize=64)
def team_proposal(load: TeamLoad) -> TeamProposal:
    """Return where the hours to place could go (no query; the same load is solved once)."""
    own = tuple(_placed(one.weeks, one.to_place) for one in load.counsellors)
    if not sum(one.left_out for one in own):
        return TeamProposal(own, 0)
    everything = tuple(each for one in load.counsellors for each in one.to_place)
    return TeamProposal(own, _placed(_together(load.counsellors), everything).left_out)


def _placed(weeks: Sequence[LoadedWeek], asked: Sequence[ToPlace]) -> Placed:
    """Lay hours into weeks, earlier hours of everyone before the last ones of anyone."""
    hours = [_hours(each) for each in asked]
    total = sum(hours) * HOUR
    if not total:
        return Placed((0,) * len(weeks), 0, 0)
    possible = sum(min(one, _most(each)) for one, each in zip(hours, asked, strict=True)) * HOUR
    laid = _laid(weeks, asked, hours).sum(axis=0) * HOUR
    return Placed(tuple(laid.tolist()), total - int(laid.sum()), total - possible)


def _laid(weeks: Sequence[LoadedWeek], asked: Sequence[ToPlace], hours: Sequence[int]) -> Integers:
    """Return hours by bilan and week: shared out fairly, then filled up to all that the weeks can hold."""
    room = np.array([0 if week < FIRST else one.free // HOUR for week, one in enumerate(weeks)])
    may = np.zeros((len(asked), len(weeks)), dtype=np.int64)
    for row, each in enumerate(asked):
        may[row, list(_weeks(each))] = len(LINES)
    laid = np.zeros_like(may)
    for row, found in enumerate(plan_team(_team(room, asked, hours)).weeks):
        for week in (found or {}).values():
            laid[row, week] += 1
    return filled(laid=laid, wanted=np.array(hours), may=may * (room > 0), room=room)


def _team(room: Integers, asked: Sequence[ToPlace], hours: Sequence[int]) -> Team:
    most = -(-max(hours) // len(LINES))
    modules = tuple(
        TeamModule(f"{line}{rank}", MEETING, (f"{line}{rank - 1}",) if rank else ())
        for line in LINES
        for rank in range(min(most, WEEKS))
    )
    people = tuple(
        _person(str(place), *each, room) for place, each in enumerate(zip(asked, hours, strict=True))
    )
    free = tuple((room * HOUR).tolist())
    return Team(modules, people, TeamLimits(0, len(modules) * HOUR, len(LINES) * HOUR, free))


def _person(name: str, asked: ToPlace, hours: int, room: Integers) -> TeamPerson:
    """Return somebody whose next hour is worth half, then a third of the first: all begin before one ends."""
    weeks = tuple(week for week in _weeks(asked) if room[week])
    gains = {
        f"{LINES[rank % len(LINES)]}{rank // len(LINES)}": HOUR / (rank + 1)
        for rank in range(min(hours, len(weeks) * len(LINES)))
    }
    return TeamPerson(name, gains, weeks, 0)


def _hours(asked: ToPlace) -> int:
    return -(-asked.minutes // HOUR)


def _most(asked: ToPlace) -> int:
    """Return the hours that one person's weeks can take."""
    return len(_weeks(asked)) * len(LINES)


def _weeks(asked: ToPlace) -> tuple[int, ...]:
    return tuple(range(max(asked.first, FIRST), asked.last + 1))


def _together(counsellors: Iterable[CounsellorLoad]) -> tuple[LoadedWeek, ...]:
    """Return the weeks of all as if they were one person's."""
    columns = zip(*(one.weeks for one in counsellors), strict=True)
    return tuple(LoadedWeek(sum(week.free for week in column), 0) for column in columns)
