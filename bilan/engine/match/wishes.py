"""Wishes: what a person would rather have weighs in the score, and eliminates nothing."""

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.crowd import Crowd

PAY_REACH = 0.4  # the share of a hoped pay that may lack before nothing of that wish is left


def has_wishes(crowd: Crowd) -> NDArray[np.bool_]:
    """Tell who wishes for something that the table knows of: (person,)."""
    found: NDArray[np.bool_] = (crowd.unwanted > 0) | ~np.isnan(crowd.hoped_pay)
    return found


def granted(crowd: Crowd, pay: NDArray[np.float32], people: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the share of the wishes of some people that occupations grant, each counting the same.

    A pay grants less and less of a hope the further it lies below.

    Args:
        crowd: of the people.
        pay: (occupation,) median, NaN unknown.
        people: rows of those who have wishes.

    Returns:
        (person, occupation) 0–1, NaN where nothing is known of what is wished.
    """
    lack = 1 - pay / crowd.hoped_pay[people, None]
    paid = np.clip(1 - lack / np.float32(PAY_REACH), 0, 1)
    unwanted, is_paid = crowd.unwanted[people, None], ~np.isnan(paid)
    met = unwanted - crowd.unmet[crowd.wished[people]] + np.where(is_paid, paid, 0)
    with np.errstate(invalid="ignore"):
        found: NDArray[np.float32] = (met / (unwanted + is_paid)).astype(np.float32)
    return found
