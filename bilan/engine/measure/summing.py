"""The exact posterior of two or three correlated traits: sums over all nodes together.

The prior's bell is laid once on the nodes of every dimension; each person's likelihoods multiply it. Only the
nodes within reach of the approximate posterior are summed, which loses less than 1e-12 of the mass.
"""

import numpy as np

from bilan.engine.measure.bank import NODES
from bilan.engine.measure.items import Floats, Integers
from bilan.engine.measure.posterior import Posterior

ERRORS_AWAY = 8.0  # a bell keeps 1e-15 of its mass further out
LEAST_AWAY = 2.0


def summed(*, log_likelihoods: Floats, correlations: Floats, near: Posterior) -> Posterior:
    """Return one person's posterior, summed exactly; `near` is its approximation, whose sites stay.

    Args:
        log_likelihoods: (dimension, node).
        correlations: of the prior, whose variances are one; two or three dimensions.
        near: the approximate posterior of that person alone.
    """
    count = len(correlations)
    windows = [_window(float(near.means[0, one]), float(near.errors[0, one])) for one in range(count)]
    weights = _weights(log_likelihoods, correlations, windows)
    total = weights.sum()
    values = [NODES[window] - near.means[0, one] for one, window in enumerate(windows)]
    first = np.array([_moment(weights, values, (one,)) for one in range(count)]) / total
    second = np.array(
        [[_moment(weights, values, (one, two)) for two in range(count)] for one in range(count)]
    )
    covariance = second / total - np.outer(first, first)
    means = near.means[0] + first
    return Posterior(means[None], covariance[None], near.precisions, near.pulls)


def _window(mean: float, error: float) -> Integers:
    """Return the places of the nodes that matter."""
    away = max(ERRORS_AWAY * error, LEAST_AWAY)
    return np.flatnonzero(np.abs(NODES - mean) <= away)


def _weights(log_likelihoods: Floats, correlations: Floats, windows: list[Integers]) -> Floats:
    """Return prior times likelihood on the nodes of all dimensions together."""
    inverse = np.linalg.inv(correlations)
    count = len(correlations)
    exponents = np.zeros([window.size for window in windows])
    for one, window in enumerate(windows):
        own = log_likelihoods[one, window] - 0.5 * inverse[one, one] * NODES[window] ** 2
        exponents += own.reshape([-1 if axis == one else 1 for axis in range(count)])
        for two in range(one):
            joint = -inverse[one, two] * np.outer(NODES[windows[two]], NODES[window])
            exponents += joint.reshape(
                [windows[axis].size if axis in (one, two) else 1 for axis in range(count)]
            )
    result: Floats = np.exp(exponents - exponents.max())
    return result


def _moment(weights: Floats, values: list[Floats], over: tuple[int, ...]) -> float:
    """Return the sum of the weights times the values of one or two dimensions, taken axis by axis."""
    found = weights
    for axis in reversed(range(weights.ndim)):
        found = found @ (values[axis] ** over.count(axis))
    return float(found)
