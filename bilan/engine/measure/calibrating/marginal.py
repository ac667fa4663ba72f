"""Item parameters by marginal maximum likelihood (Bock and Aitkin 1981), one scale at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bilan.engine.measure.calibrating.ordinal import Ordinal, fit_ordinal
from bilan.engine.measure.errors import CannotCalibrate
from bilan.engine.measure.items import Floats, Integers, Item, log_probabilities

NODES = np.linspace(-5.0, 5.0, 41)
WEIGHTS = np.exp(-0.5 * NODES**2) / np.exp(-0.5 * NODES**2).sum()
ROUNDS = 500
TOLERANCE = 1e-7  # of the log likelihood, relative, between rounds
LEAST_PEOPLE = 50


@dataclass(frozen=True, slots=True)
class Fitted:
    """A scale's items with what the fit leaves.

    The posterior (person, node), and for each item the expected counts (node, category).
    """

    items: tuple[Item, ...]
    posterior: Floats
    counts: tuple[Floats, ...]
    log_likelihood: float
    rounds: int


def fit_scale(
    *, answers: Integers, codes: Sequence[str], dimension: str, facets: Sequence[str] | None = None
) -> Fitted:
    """Estimate a scale's items from answers (person, item), -1 where there is none, by chance or by design.

    Raises:
        CannotCalibrate: too few people, an item answered by nobody, or a category that nobody chose.
    """
    columns = [_one_hot(column, code) for column, code in zip(answers.T, codes, strict=True)]
    table = np.hstack(columns)
    edges = np.cumsum([column.shape[1] for column in columns])[:-1]
    if len(answers) < LEAST_PEOPLE:
        raise CannotCalibrate(f"{dimension}: {len(answers)} people; at least {LEAST_PEOPLE} are needed.")
    names = facets if facets is not None else [""] * len(codes)
    now = [_first(column) for column in columns]
    before = -np.inf
    for rounds in range(1, ROUNDS + 1):  # noqa: B007 - told afterwards
        posterior, reached = _expected(table, _items(now, codes, dimension, names))
        counts = tuple(np.hsplit(posterior.T @ table, edges))
        if reached - before <= TOLERANCE * abs(reached):
            break
        before = reached
        now = [_maximized(part, fit) for part, fit in zip(counts, now, strict=True)]
    return Fitted(_items(now, codes, dimension, names), posterior, counts, reached, rounds)


def _one_hot(column: Integers, code: str) -> Floats:
    """Return (person, category), rows of zeros where there is no answer."""
    highest = int(column.max(initial=-1))
    table: Floats = (column[:, None] == np.arange(highest + 1)).astype(np.float64)
    unused = [category for category, used in enumerate(table.sum(axis=0)) if not used]
    if highest < 1 or unused:
        raise CannotCalibrate(
            f"{code}: nobody answered {unused or 'more than one category'}; join it to its neighbor."
        )
    return table


def _first(column: Floats) -> Ordinal:
    """Return a beginning that has the shares right."""
    above = 1.0 - np.cumsum(column.sum(axis=0))[:-1] / column.sum()
    return Ordinal(np.ones(1), np.log(above / (1.0 - above)) * 1.2, -np.inf)


def _expected(table: Floats, items: Sequence[Item]) -> tuple[Floats, float]:
    """Return each person's posterior over the nodes, and the log likelihood."""
    logs = table @ np.vstack([log_probabilities(item=item, traits=NODES) for item in items])
    top: Floats = logs.max(axis=1, keepdims=True)
    weights = np.exp(logs - top) * WEIGHTS
    totals = weights.sum(axis=1, keepdims=True)
    return np.asarray(weights / totals), float((np.log(totals) + top).sum())


def _maximized(counts: Floats, start: Ordinal) -> Ordinal:
    return fit_ordinal(design=NODES[:, None], counts=counts, start=start, steps=3)


def _items(
    fits: Sequence[Ordinal], codes: Sequence[str], dimension: str, facets: Sequence[str]
) -> tuple[Item, ...]:
    return tuple(
        _item(fit, code, dimension, facet) for fit, code, facet in zip(fits, codes, facets, strict=True)
    )


def _item(fit: Ordinal, code: str, dimension: str, facet: str) -> Item:
    slope = float(fit.slopes[0])
    if slope <= 0.01:
        raise CannotCalibrate(f"{code}: it does not rise with {dimension}; is it keyed the other way round?")
    thresholds: list[float] = (-fit.intercepts / slope).tolist()
    return Item(code, dimension, slope, tuple(thresholds), facet)
