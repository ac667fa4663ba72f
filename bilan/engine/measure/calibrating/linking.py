"""A new version's items on the old version's scale, through the items both share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from scipy.optimize import minimize

from bilan.engine.measure.bank import NODES
from bilan.engine.measure.errors import CannotLink
from bilan.engine.measure.items import Floats, Item, expected_answer

LEAST_SHARED = 2
_BELL = np.exp(-0.5 * NODES**2) / np.exp(-0.5 * NODES**2).sum()


class Method(StrEnum):
    """How to link."""

    MEAN_SIGMA = "mean-sigma"
    STOCKING_LORD = "stocking-lord"


@dataclass(frozen=True, slots=True)
class Link:
    """Old trait = slope x new trait + intercept."""

    slope: float
    intercept: float


def link(*, old: Sequence[Item], new: Sequence[Item], method: Method = Method.STOCKING_LORD) -> Link:
    """Return how the new scale lies on the old one, from the items of one dimension that both versions hold.

    Mean and sigma match the thresholds' mean and spread (Marco 1977); Stocking and Lord (1983) match the
    expected sums over the old population, and begin from there.
    """
    before = {item.code: item for item in old}
    shared = [(before[item.code], item) for item in new if item.code in before]
    if len(shared) < LEAST_SHARED:
        raise CannotLink(f"{len(shared)} items in both versions; at least {LEAST_SHARED} are needed.")
    if any(one.categories != other.categories for one, other in shared):
        raise CannotLink("An item in both versions has not the same answers; give it another code.")
    olds, news = zip(*shared, strict=True)
    first = _mean_sigma(olds, news)
    return first if method == Method.MEAN_SIGMA else _stocking_lord(olds, news, first)


def rescaled(*, items: Sequence[Item], link: Link) -> tuple[Item, ...]:
    """Return items of the new version on the old scale."""
    return tuple(
        replace(
            item,
            discrimination=item.discrimination / link.slope,
            thresholds=tuple(link.slope * value + link.intercept for value in item.thresholds),
        )
        for item in items
    )


def _mean_sigma(olds: Sequence[Item], news: Sequence[Item]) -> Link:
    old, new = (np.array([value for item in items for value in item.thresholds]) for items in (olds, news))
    slope = float(old.std() / new.std()) if new.std() > 0 else 1.0
    return Link(slope, float(old.mean() - slope * new.mean()))


def _stocking_lord(olds: Sequence[Item], news: Sequence[Item], first: Link) -> Link:
    goal = expected_answer(items=olds, traits=NODES)

    def miss(numbers: Floats) -> float:
        moved = rescaled(items=news, link=Link(float(np.exp(numbers[0])), float(numbers[1])))
        return float(_BELL @ (goal - expected_answer(items=moved, traits=NODES)) ** 2)

    begin = np.array([np.log(first.slope), first.intercept])
    found = minimize(miss, begin, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-14})
    return Link(float(np.exp(found.x[0])), float(found.x[1]))
