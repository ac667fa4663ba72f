"""Ordered answers explained by numbers (proportional odds), by Fisher scoring.

logit P(answer at least k) = slopes . design + intercept k. With quadrature nodes as the design and expected
counts as answers it is the graded response model's step; with people it finds differential functioning.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from bilan.engine.measure.errors import CannotCalibrate
from bilan.engine.measure.items import Floats

STEPS = 60
TOLERANCE = 1e-9
LEAST = 1e-12  # under which a chance is nothing, and its logarithm would be lost


@dataclass(frozen=True, slots=True)
class Ordinal:
    """Slopes (column,), falling intercepts (category - 1,), and the log likelihood they reach."""

    slopes: Floats
    intercepts: Floats
    log_likelihood: float


def fit_ordinal(
    *, design: Floats, counts: Floats, start: Ordinal | None = None, steps: int = STEPS
) -> Ordinal:
    """Return the most likely slopes and intercepts.

    Args:
        design: (row, column).
        counts: (row, category), how often each category was answered in the row; every category somewhere.
        start: where to begin.
        steps: most Fisher steps; fewer make a partial step, which expectation-maximization allows.
    """
    now = _beginning(design, counts) if start is None else _from(start, design, counts)
    for _ in range(steps):
        gradient, curvature = _derivatives(design, counts, now)
        step = np.asarray(np.linalg.solve(curvature, gradient), dtype=np.float64)
        found = _climbed(design, counts, now, step)
        if found.log_likelihood - now.log_likelihood <= TOLERANCE * abs(now.log_likelihood):
            return found
        now = found
    return now


def log_likelihood(*, design: Floats, counts: Floats, slopes: Floats, intercepts: Floats) -> float:
    """Return the log likelihood; minus infinity where intercepts do not fall."""
    if (np.diff(intercepts) >= 0).any():
        return -np.inf
    chances = -np.diff(_cumulative(design, slopes, intercepts), axis=1)
    return float((counts * np.log(np.maximum(chances, LEAST))).sum())


def _cumulative(design: Floats, slopes: Floats, intercepts: Floats) -> Floats:
    """Return the chance of each category or more (row, category + 1)."""
    inner = expit((design @ slopes)[:, None] + intercepts)
    edge = np.ones((len(design), 1))
    return np.concatenate([edge, inner, 0.0 * edge], axis=1)


def _beginning(design: Floats, counts: Floats) -> Ordinal:
    totals = counts.sum(axis=0)
    if (totals <= 0).any():
        raise CannotCalibrate("A category was never answered; it has no threshold.")
    above = 1.0 - np.cumsum(totals)[:-1] / totals.sum()
    slopes, intercepts = np.zeros(design.shape[1]), np.log(above / (1.0 - above))
    value = log_likelihood(design=design, counts=counts, slopes=slopes, intercepts=intercepts)
    return Ordinal(slopes, intercepts, value)


def _from(start: Ordinal, design: Floats, counts: Floats) -> Ordinal:
    """Return the start with what it reaches on these counts."""
    value = log_likelihood(design=design, counts=counts, slopes=start.slopes, intercepts=start.intercepts)
    return Ordinal(start.slopes, start.intercepts, value)


def _derivatives(design: Floats, counts: Floats, now: Ordinal) -> tuple[Floats, Floats]:
    """Return the gradient and Fisher's information of slopes and intercepts."""
    cumulative = _cumulative(design, now.slopes, now.intercepts)
    steep = cumulative * (1.0 - cumulative)
    chances = np.maximum(-np.diff(cumulative, axis=1), LEAST)
    totals = counts.sum(axis=1)
    pulls = counts / chances
    by_line = steep[:, 1:-1] * (pulls[:, 1:] - pulls[:, :-1])
    by_slope = (pulls * -np.diff(steep, axis=1)).sum(axis=1)
    gradient = np.concatenate([design.T @ by_slope, by_line.sum(axis=0)])
    return gradient, _information(design, steep, chances, totals)


def _information(design: Floats, steep: Floats, chances: Floats, totals: Floats) -> Floats:
    """Return Fisher's information, blocks by slopes and intercepts."""
    inner, falls = steep[:, 1:-1], -np.diff(steep, axis=1)
    weights = totals[:, None] / chances
    columns, lines = design.shape[1], inner.shape[1]
    found = np.zeros((columns + lines, columns + lines))
    found[:columns, :columns] = design.T @ ((weights * falls**2).sum(axis=1)[:, None] * design)
    ratios = weights * falls
    found[:columns, columns:] = design.T @ (inner * (ratios[:, 1:] - ratios[:, :-1]))
    found[columns:, :columns] = found[:columns, columns:].T
    diagonal = (inner**2 * (weights[:, 1:] + weights[:, :-1])).sum(axis=0)
    beside = -(inner[:, 1:] * inner[:, :-1] * weights[:, 1:-1]).sum(axis=0)
    block = np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1)
    found[columns:, columns:] = block + 1e-9 * np.eye(lines)
    return found


def _climbed(design: Floats, counts: Floats, now: Ordinal, step: Floats) -> Ordinal:
    """Return where the step leads, halved until it climbs."""
    columns = len(now.slopes)
    for _ in range(30):
        slopes, intercepts = now.slopes + step[:columns], now.intercepts + step[columns:]
        value = log_likelihood(design=design, counts=counts, slopes=slopes, intercepts=intercepts)
        if value >= now.log_likelihood:
            return Ordinal(slopes, intercepts, value)
        step = step / 2.0
    return now
