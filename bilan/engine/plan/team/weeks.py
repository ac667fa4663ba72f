"""One person's modules laid into weeks: prerequisites earlier, no week too full, counsellors enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bilan.engine.plan.team.inputs import Team
from bilan.engine.plan.team.sets import Floats, Integers, Pick

PATIENCE = 150  # steps of the search before it gives up

Laid = dict[int, int]  # module's place -> week


@dataclass(frozen=True, slots=True)
class Frame:
    """A choice made ready for laying, whoever it is for."""

    order: tuple[tuple[int, int, int], ...]  # module, minutes, counsellors' minutes: the hardest first
    before: Mapping[int, Sequence[int]]
    after: Mapping[int, int]  # how many weeks must follow


@dataclass(slots=True)
class _Search:
    """What is known while one person's modules are being laid."""

    frame: Frame
    weeks: tuple[int, ...]
    room: dict[int, int]
    free: dict[int, int]
    wished: dict[int, float]
    laid: Laid
    steps: int = 0


def laid_out(*, team: Team, person: int, frame: Frame, left: Integers, wished: Floats) -> Laid | None:
    """Return a week for each module, or None where none was found.

    Args:
        team: whose limits hold.
        person: by place.
        frame: the modules, each with its mode.
        left: counsellors' minutes by week.
        wished: how many of the counsellors' minutes should fall into each week.
    """
    weeks = team.people[person].weeks
    room = dict.fromkeys(weeks, team.limits.minutes_a_week)
    free, wishes = left.tolist(), wished.tolist()
    search = _Search(
        frame, weeks, room, {week: free[week] for week in weeks}, {week: wishes[week] for week in weeks}, {}
    )
    return search.laid if _lay(search, 0) else None


def frame_of(team: Team, picks: Sequence[Pick]) -> Frame:
    """Make a choice ready: modules of long chains first, then those that take the counsellors most."""
    codes = {team.modules[place].code: place for place, _ in picks}
    before = {
        place: [codes[code] for code in team.modules[place].prerequisites if code in codes]
        for place, _ in picks
    }
    depth = {place: _depth(before, place) for place in before}
    after = {place: _height(before, place) for place in before}
    modes = {place: team.modules[place].modes[mode] for place, mode in picks}

    def hardness(place: int) -> tuple[int, int, int, int]:
        mode = modes[place]
        return (-after[place] - depth[place], depth[place], -mode.counsellor_minutes, -mode.minutes)

    order = [
        (place, modes[place].minutes, modes[place].counsellor_minutes)
        for place in sorted(modes, key=hardness)
    ]
    return Frame(tuple(order), before, after)


def _depth(before: Mapping[int, Sequence[int]], place: int) -> int:
    """Return how many weeks must come before."""
    return 1 + max((_depth(before, other) for other in before[place]), default=-1)


def _height(before: Mapping[int, Sequence[int]], place: int) -> int:
    """Return how many weeks must come after."""
    return 1 + max((_height(before, other) for other in before if place in before[other]), default=-1)


def _lay(search: _Search, at: int) -> bool:
    """Lay the modules from this one on, where they are wished; what is done mostly alone goes elsewhere."""
    frame = search.frame
    if at == len(frame.order):
        return True
    place, minutes, counsellor = frame.order[at]
    earliest = max((search.laid[one] for one in frame.before[place]), default=-1)
    last = len(search.weeks) - frame.after[place]
    fitting = [
        week
        for week in search.weeks[:last]
        if week > earliest and search.room[week] >= minutes and search.free[week] >= counsellor
    ]
    is_light = 2 * counsellor < minutes
    for week in sorted(fitting, key=search.wished.__getitem__, reverse=not is_light):
        search.steps += 1
        if search.steps > PATIENCE:
            return False
        _put(search, place, week, minutes, counsellor)
        if _lay(search, at + 1):
            return True
        _put(search, place, None, -minutes, -counsellor)
    return False


def _put(search: _Search, place: int, week: int | None, minutes: int, counsellor: int) -> None:
    where = search.laid.pop(place) if week is None else week
    if week is not None:
        search.laid[place] = week
    search.room[where] -= minutes
    search.free[where] -= counsellor
    search.wished[where] -= counsellor


def used(team: Team, picks: Sequence[Pick], laid: Laid) -> Integers:
    """Return the counsellors' minutes of each week."""
    found = np.zeros(len(team.limits.counsellor_minutes), dtype=np.int64)
    for place, mode in picks:
        found[laid[place]] += team.modules[place].modes[mode].counsellor_minutes
    return found
