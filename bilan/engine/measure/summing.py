"""The exact posterior of correlated traits: given their common factors the traits are apart.

Each trait is summed on the nodes for every place of the factors, and the factors are summed on a grid laid
where the approximate posterior puts them. What is left out is less than a billionth of the mass.
"""

from functools import cache

import numpy as np

from bilan.engine.measure.bank import NODES
from bilan.engine.measure.factors import Factors
from bilan.engine.measure.items import Floats
from bilan.engine.measure.posterior import Posterior

SPACING = 0.7  # between points of the grid, in standard errors
REACH = 7.0  # how far the grid goes, in standard errors
PLACES = np.linspace(-8.0, 8.0, 801)  # of what the factors say of one trait
_BASIS = np.stack([np.ones_like(NODES), NODES, NODES**2])


def summed(*, log_likelihoods: Floats, factors: Factors, near: Posterior) -> Posterior:
    """Return one person's posterior, summed exactly; `near` is its approximation, whose sites stay.

    Args:
        log_likelihoods: (dimension, node).
        factors: those of the prior's correlations.
        near: the approximate posterior of that person alone.
    """
    points = _points(factors, near)
    logs, first, second = _given(log_likelihoods, factors, points @ factors.loadings.T)
    weights = logs.sum(axis=0) - 0.5 * (points**2).sum(axis=1)
    weights = np.exp(weights - weights.max())
    weights /= weights.sum()
    means = first @ weights
    away = first - means[:, None]
    covariance = (away * weights) @ away.T
    covariance[np.diag_indices(len(means))] += (second - first**2) @ weights
    return Posterior(means[None], covariance[None], near.precisions, near.pulls)


def _points(factors: Factors, near: Posterior) -> Floats:
    """Return the grid (point, factor), centred and turned as the sites say."""
    precisions = np.maximum(near.precisions[0], 0.0)
    heard = 1.0 / (1.0 + factors.own * precisions)
    inner = (factors.loadings.T * (precisions * heard)) @ factors.loadings
    covariance = np.linalg.inv(np.eye(len(inner)) + inner)
    center = covariance @ factors.loadings.T @ (near.pulls[0] * heard)
    found: Floats = center + _ball(len(inner)) @ np.linalg.cholesky(covariance).T
    return found


@cache
def _ball(size: int) -> Floats:
    """Return the points of an even grid within reach of the origin."""
    line = np.arange(-REACH, REACH + SPACING / 2, SPACING)
    axes = np.meshgrid(*[line] * size, indexing="ij")
    points = np.stack([axis.ravel() for axis in axes], axis=1)
    found: Floats = points[(points**2).sum(axis=1) <= REACH**2]
    return found


def _given(log_likelihoods: Floats, factors: Factors, centers: Floats) -> Floats:
    """Return what each trait is where the factors put its centre (point, dimension).

    Returns:
        The log of its mass, its mean and its mean square (these three, dimension, point).
    """
    from scipy.interpolate import CubicSpline  # slow to load, for few commands and pages

    found = np.empty((3, *centers.T.shape))
    for one, own in enumerate(factors.own.tolist()):
        told = CubicSpline(PLACES, _told(log_likelihoods[one], own), axis=1)
        found[:, one] = told(np.clip(centers[:, one], PLACES[0], PLACES[-1]))
    return found


def _told(log_likelihood: Floats, own: float) -> Floats:
    """Return the log mass, mean and mean square of one trait (these three, place) for each of the places."""
    logs = log_likelihood - 0.5 * (NODES - PLACES[:, None]) ** 2 / own
    highest = logs.max(axis=1)
    mass, first, second = _BASIS @ np.exp(logs - highest[:, None]).T
    return np.stack([np.log(mass) + highest, first / mass, second / mass])
