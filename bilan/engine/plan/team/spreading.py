"""In which weeks the counsellors' minutes of each person should fall, so that no week is too full."""

import numpy as np

from bilan.engine.plan.team.inputs import Team
from bilan.engine.plan.team.sets import Floats

ROUNDS = 60
STEP = 1.5  # how strongly a week's pressure pushes minutes out of it in one round
SHARE = 0.8  # of a person's week that counsellors can fill, beside what is done alone


def spread(*, team: Team, minutes: Floats) -> Floats:
    """Return wished counsellors' minutes (person, week) that even out the weeks' pressure.

    Args:
        team: people's weeks and the weeks' capacities.
        minutes: of counsellors, each person's (person,).
    """
    capacities = np.maximum(np.array(team.limits.counsellor_minutes, dtype=np.float64), 1.0)
    present = np.zeros((len(team.people), len(capacities)))
    for row, person in zip(present, team.people, strict=True):
        row[list(person.weeks)] = 1.0
    wished = present * (minutes / np.maximum(present.sum(axis=1), 1.0))[:, None]
    most = SHARE * team.limits.minutes_a_week
    for _ in range(ROUNDS):
        wished = wished * np.exp(-STEP * (wished.sum(axis=0) / capacities - 1.0))
        for _ in range(3):
            wished *= (minutes / np.maximum(wished.sum(axis=1), 1e-9))[:, None]
            wished = np.minimum(wished, most)
    result: Floats = wished
    return result
