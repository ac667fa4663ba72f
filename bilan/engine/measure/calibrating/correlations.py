"""How the traits of several scales go together, free of their errors."""

import numpy as np

from bilan.engine.measure.bank import Bank
from bilan.engine.measure.estimates import log_likelihoods_of_many
from bilan.engine.measure.items import Floats, Integers
from bilan.engine.measure.posterior import posterior

ROUNDS = 60
TOLERANCE = 2e-4  # of a correlation, between rounds; two digits are shown
SWEEP = 1e-4


def correlations_of(*, bank: Bank, answers: Integers) -> Floats:
    """Return the correlations (dimension, dimension) that make the answers likeliest, the items being known.

    Expectation-maximization over the posteriors' covariances; answers (person, item), -1 where there is none.
    """
    logs = log_likelihoods_of_many(bank=bank, answers=answers)
    matrix, now = bank.correlations, None
    if len(matrix) == 1:
        return matrix
    for _ in range(ROUNDS):
        now = posterior(log_likelihoods=logs, correlations=matrix, start=now, tolerance=SWEEP)
        found = _correlations(now.covariances.mean(axis=0) + now.means.T @ now.means / len(now.means))
        moved, matrix = np.abs(found - matrix).max(), found
        if moved < TOLERANCE:
            break
    return matrix


def _correlations(covariance: Floats) -> Floats:
    spreads = np.sqrt(np.diag(covariance))
    result: Floats = covariance / np.outer(spreads, spreads)
    return result
