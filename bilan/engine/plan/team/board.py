"""The weeks of a team as they fill: people are laid one by one, and others move aside for the last ones."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from bilan.engine.plan.team.inputs import Team
from bilan.engine.plan.team.sets import Floats, Integers, Pick
from bilan.engine.plan.team.weeks import Frame, Laid, frame_of, laid_out, used

Picks = tuple[Pick, ...]


@dataclass(slots=True)
class Board:
    """Who has what in which week; `left` is what remains of the counsellors' minutes by week."""

    team: Team
    wished: Floats
    left: Integers
    picks: dict[int, Picks]
    weeks: dict[int, Laid]
    frames: dict[Picks, Frame] = field(default_factory=dict)

    @classmethod
    def empty(cls, *, team: Team, wished: Floats) -> "Board":
        """Return the weeks before anyone is laid."""
        return cls(team, wished, np.array(team.limits.counsellor_minutes, dtype=np.int64), {}, {})

    def lay(self, person: int, tried: Iterable[Picks]) -> bool:
        """Lay the first choice that fits; tell whether one did."""
        for picks in tried:
            laid = self._fitting(person, picks, self.left)
            if laid is not None:
                self._put(person, picks, laid)
                return True
        return False

    def squeeze(self, person: int, picks: Picks) -> bool:
        """Lay a choice where it overfills weeks, as little as can be, and move others out of these."""
        a_week = self.team.limits.minutes_a_week
        return any(self._squeezed(person, picks, over) for over in (a_week // 4, a_week // 2, a_week))

    def _squeezed(self, person: int, picks: Picks, over: int) -> bool:
        """Do so with weeks overfilled by at most this much; undo all where it fails."""
        before = (self.left.copy(), dict(self.picks), dict(self.weeks))
        laid = self._fitting(person, picks, self.left + over)
        if laid is None:
            return False
        self._put(person, picks, laid)
        self._relieve(person)
        if self.left.min() < 0:
            self.left, self.picks, self.weeks = before
        return person in self.picks

    def _relieve(self, arrived: int) -> None:
        """Lay others again, those with most in the overfull weeks first, until none is."""
        for person in self._in_the_way(arrived):
            if self.left.min() >= 0:
                return
            held, laid = self.picks[person], self.weeks[person]
            own = used(self.team, held, laid)
            room = np.maximum(self.left + own, 0)
            found = self._fitting(person, held, room)
            if found is not None:
                self._take(person)
                self._put(person, held, found)

    def _in_the_way(self, arrived: int) -> list[int]:
        full = self.left < 0
        weight = {
            person: int(used(self.team, self.picks[person], self.weeks[person])[full].sum())
            for person in self.picks
            if person != arrived
        }
        return sorted((one for one in weight if weight[one]), key=lambda one: -weight[one])

    def _fitting(self, person: int, picks: Picks, room: Integers) -> Laid | None:
        frame = self.frames.get(picks)
        if frame is None:
            frame = self.frames[picks] = frame_of(self.team, picks)
        return laid_out(team=self.team, person=person, frame=frame, left=room, wished=self.wished[person])

    def _put(self, person: int, picks: Picks, laid: Laid) -> None:
        self.picks[person], self.weeks[person] = picks, laid
        self.left = self.left - used(self.team, picks, laid)

    def _take(self, person: int) -> None:
        if person in self.picks:
            self.left = self.left + used(self.team, self.picks.pop(person), self.weeks.pop(person))
