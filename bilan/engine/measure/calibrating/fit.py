"""How well an item's curves tell what people answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from scipy.special import chdtrc

from bilan.engine.measure.calibrating.marginal import NODES, WEIGHTS, Fitted
from bilan.engine.measure.items import Floats, Integers, Item, log_probabilities

LEAST_EXPECTED = 1.0  # answers expected in a cell, under which it is joined to the next


@dataclass(frozen=True, slots=True)
class ItemFit:
    """Distance between curves and answers (RMSD), and S-X2 with its freedom and chance.

    S-X2 and chance are NaN where nobody answered everything.
    """

    code: str
    rmsd: float
    statistic: float
    freedom: int
    p: float


def item_fits(*, answers: Integers, fitted: Fitted) -> tuple[ItemFit, ...]:
    """Return each item's fit: RMSD always, S-X2 (Kang and Chen 2008) on people who answered everything.

    With thousands of people any S-X2 is unlikely by chance; the RMSD, a mean difference of probabilities,
    tells whether it matters.
    """
    full = answers[(answers >= 0).all(axis=1)]
    chances = [np.exp(log_probabilities(item=item, traits=NODES)) for item in fitted.items]
    return tuple(
        _item_fit(place, item, chances, full, fitted.counts[place]) for place, item in enumerate(fitted.items)
    )


def _item_fit(place: int, item: Item, chances: Sequence[Floats], full: Integers, counts: Floats) -> ItemFit:
    rmsd = _rmsd(counts, chances[place])
    if len(full) == 0:
        return ItemFit(item.code, rmsd, nan, 0, nan)
    statistic, cells = 0.0, 0
    for seen, expected in _tables(place, chances, full):
        statistic += float(((seen - expected) ** 2 / expected).sum())
        cells += len(expected) - 1
    freedom = cells - item.categories
    p = float(chdtrc(freedom, statistic)) if freedom > 0 else nan
    return ItemFit(item.code, rmsd, statistic, freedom, p)


def _rmsd(counts: Floats, chances: Floats) -> float:
    """Return the root mean square difference between the curves and the answers expected at each node."""
    weights = counts.sum(axis=1)
    seen = counts / np.maximum(weights, 1e-12)[:, None]
    shares = weights / weights.sum()
    return float(np.sqrt((shares[:, None] * (seen - chances.T) ** 2).sum() / counts.shape[1]))


def _tables(place: int, chances: Sequence[Floats], full: Integers) -> Iterator[tuple[Floats, Floats]]:
    """Yield, for each sum of answers, how many answers in each category were seen and expected."""
    own = chances[place]
    rest = _sum_chances([table for other, table in enumerate(chances) if other != place]) * WEIGHTS
    joint = own @ rest.T
    sums = full.sum(axis=1)
    for total in range(joint.shape[0] + joint.shape[1] - 1):
        people = full[sums == total, place]
        places = total - np.arange(len(own))
        possible = (places >= 0) & (places < joint.shape[1])
        if people.size and possible.sum() > 1:
            likely = joint[np.flatnonzero(possible), places[possible]]
            seen = np.bincount(people, minlength=len(own))[possible].astype(np.float64)
            yield _joined_cells(seen, people.size * likely / likely.sum())


def _sum_chances(chances: Sequence[Floats]) -> Floats:
    """Return the chance of each sum of answers at each node, item by item (Lord and Wingersky 1984)."""
    found = np.ones((1, NODES.size))
    for table in chances:
        wider = np.zeros((len(found) + len(table) - 1, NODES.size))
        for answer, row in enumerate(table):
            wider[answer : answer + len(found)] += found * row
        found = wider
    return found


def _joined_cells(seen: Floats, expected: Floats) -> tuple[Floats, Floats]:
    """Join cells of too few expected answers to the next, the last ones to the one before."""
    starts, total = [0], 0.0
    for place, value in enumerate(expected):
        if total >= LEAST_EXPECTED and expected[place:].sum() >= LEAST_EXPECTED:
            starts.append(place)
            total = 0.0
        total += float(value)
    return np.add.reduceat(seen, starts), np.add.reduceat(expected, starts)
