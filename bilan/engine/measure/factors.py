"""The fewest common factors that explain how traits correlate: given them, the traits are apart.

A matrix of correlations is written as loadings times their transpose plus a variance of each trait's own
(Thurstone 1947); with up to six traits three factors nearly always suffice (Ledermann 1937).
"""

from dataclasses import dataclass

import numpy as np

from bilan.engine.measure.items import Floats

MOST = 5  # factors; with one more, sums over all of them would take seconds
LEAST_OWN = 0.03  # variance of a trait's own: a narrower bell would fall between the nodes
EXACT = 1e-11


@dataclass(frozen=True, slots=True)
class Factors:
    """Loadings (trait, factor) and each trait's own variance."""

    loadings: Floats
    own: Floats


def factors_of(correlations: Floats) -> Factors | None:
    """Return the fewest factors that give these correlations exactly; none where five do not."""
    for count in range(1, min(MOST, len(correlations) - 1) + 1):
        loadings = _loadings(correlations, count)
        missed = np.triu(correlations - loadings @ loadings.T, 1)
        own = 1.0 - (loadings**2).sum(axis=1)
        if np.abs(missed).max() < EXACT and own.min() >= LEAST_OWN:
            return Factors(loadings, own)
    return None


def _loadings(correlations: Floats, count: int) -> Floats:
    """Return the loadings that come nearest, without taking a trait's whole variance."""
    from scipy.optimize import least_squares  # a third of a second, for few commands and pages

    size = len(correlations)
    pairs = np.triu_indices(size, 1)

    def misses(flat: Floats) -> Floats:
        loadings = flat.reshape(size, count)
        products = loadings @ loadings.T
        greed = np.maximum(np.diag(products) - (1.0 - 2.0 * LEAST_OWN), 0.0)
        return np.concatenate([(products - correlations)[pairs], greed])

    values, vectors = np.linalg.eigh(correlations)
    start = vectors[:, -count:] * np.sqrt(0.5 * values[-count:])
    solved = least_squares(misses, start.ravel(), xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=400)
    found: Floats = solved.x.reshape(size, count)
    return found
