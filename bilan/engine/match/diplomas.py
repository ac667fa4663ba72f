"""Months of training that are left to someone who holds a diploma, whatever its field."""

import numpy as np
from numpy.typing import NDArray

HIGHEST = 8
# Full time, to reach a European level (arrêté of 8 January 2019): from the school-leaving certificate up from
# level 5, from scratch below. Our own usual lengths, not a publisher's.
MONTHS_BY_LEVEL = {2: 3, 3: 9, 4: 12, 5: 24, 6: 36, 7: 60, 8: 96}
# The trade alone, for an adult with a diploma of the level in another field, who follows no general courses.
TITLE_MONTHS = {2: 3, 3: 7, 4: 8, 5: 10, 6: 12, 7: 12, 8: 36}
HIGHER = 5  # from here on, a diploma takes its own years off the next ones


def months_to(level: int, diploma: int) -> float:
    """Return the months from a diploma (0 none or untold) to a level, in another field."""
    scratch = MONTHS_BY_LEVEL.get(level, 0)
    if diploma >= level:
        return min(TITLE_MONTHS.get(level, 0), scratch)
    if diploma >= HIGHER:
        return max(scratch - MONTHS_BY_LEVEL[diploma], TITLE_MONTHS[level])
    return scratch


def months_left(
    stated: NDArray[np.float32], levels: NDArray[np.float32], regulated: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Return the months to each occupation from each diploma: (diploma 0–8, occupation), NaN unknown.

    Stated months shorten in proportion. Where the law asks a title of its own, a diploma takes nothing off.
    """
    scratch = np.where(np.isnan(stated), months_of(levels), stated)
    found = np.repeat(scratch[None, :], HIGHEST + 1, axis=0).astype(np.float32)
    for level, months in MONTHS_BY_LEVEL.items():
        of_level = (levels == level) & ~regulated
        for diploma in range(1, HIGHEST + 1):
            found[diploma, of_level] *= np.float32(months_to(level, diploma) / months)
    return found


def months_of(levels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the usual months to reach a level; level 1 asks none, an unknown one stays unknown."""
    months = np.where(np.isnan(levels), np.nan, 0.0).astype(np.float32)
    for level, needed in MONTHS_BY_LEVEL.items():
        months[levels == level] = needed
    return months
