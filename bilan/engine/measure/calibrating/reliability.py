"""How reliable a scale is: three answers to the same question."""

from dataclasses import dataclass

import numpy as np

from bilan.engine.measure.calibrating.marginal import NODES, Fitted
from bilan.engine.measure.items import Floats, Integers

ROUNDS = 200
TOLERANCE = 1e-8


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of a sum of equals (alpha), of a sum that one factor explains (omega), of the trait (marginal)."""

    people: int
    alpha: float
    omega: float
    marginal: float


def reliability_of(*, answers: Integers, fitted: Fitted) -> Reliability:
    """Return a scale's reliability; answers (person, item), -1 where there is none."""
    covariance = pairwise_covariance(answers)
    return Reliability(
        people=int((answers >= 0).any(axis=1).sum()),
        alpha=alpha(covariance),
        omega=omega(covariance),
        marginal=marginal(fitted),
    )


def pairwise_covariance(answers: Integers) -> Floats:
    """Return the items' covariance from all pairs of answers there are."""
    given = (answers >= 0).astype(np.float64)
    means = np.where(given > 0, answers, 0).sum(axis=0) / given.sum(axis=0)
    centered = np.where(given > 0, answers - means, 0.0)
    result: Floats = centered.T @ centered / np.maximum(given.T @ given - 1.0, 1.0)
    return result


def alpha(covariance: Floats) -> float:
    """Return Cronbach's alpha (1951)."""
    count = len(covariance)
    return float(count / (count - 1) * (1.0 - np.trace(covariance) / covariance.sum()))


def omega(covariance: Floats) -> float:
    """Return McDonald's omega (1999), the loadings found by iterated principal axes."""
    spreads = np.sqrt(np.diag(covariance))
    loadings = _loadings(covariance / np.outer(spreads, spreads)) * spreads
    common = float(loadings.sum() ** 2)
    return common / (common + float((np.diag(covariance) - loadings**2).sum()))


def marginal(fitted: Fitted) -> float:
    """Return one less the traits' mean error variance, theirs being one (Green and others 1984)."""
    means = fitted.posterior @ NODES
    return float(1.0 - (fitted.posterior @ NODES**2 - means**2).mean())


def _loadings(correlations: Floats) -> Floats:
    """Return the loadings on one factor."""
    shared = np.abs(correlations - np.eye(len(correlations))).max(axis=0)
    for _ in range(ROUNDS):
        reduced = correlations - np.diag(1.0 - shared)
        values, vectors = np.linalg.eigh(reduced)
        loadings = np.abs(vectors[:, -1]) * np.sqrt(max(float(values[-1]), 0.0))
        if np.abs(loadings**2 - shared).max() < TOLERANCE:
            break
        shared = np.minimum(loadings**2, 1.0)
    result: Floats = loadings
    return result
