"""Banks and plain references for the tests of measuring."""

from collections.abc import Mapping, Sequence
from math import exp

import numpy as np

from bilan.engine.measure import Bank, Item
from bilan.engine.measure.items import Floats


def an_item(
    code: str, *, dimension: str = "D", slope: float = 1.5, middle: float = 0.0, facet: str = ""
) -> Item:
    """Return an item of five categories around a middle."""
    return Item(code, dimension, slope, tuple(middle + step for step in (-1.5, -0.5, 0.5, 1.5)), facet)


def drawn_items(*, dimension: str, count: int, rng: np.random.Generator, categories: int = 5) -> list[Item]:
    """Return items drawn at random, always the same for the same generator."""
    slopes = rng.uniform(0.8, 2.5, count)
    middles = rng.normal(0, 0.8, count)
    spread = np.linspace(-1.2, 1.2, categories - 1) if categories > 2 else np.zeros(1)
    return [
        Item(f"{dimension}{place}", dimension, float(slope), tuple((middle + spread).tolist()))
        for place, (slope, middle) in enumerate(zip(slopes, middles, strict=True))
    ]


def a_bank(*, sizes: Mapping[str, int], correlation: float = 0.0, seed: int = 5) -> Bank:
    """Return a bank whose dimensions all correlate alike."""
    rng = np.random.default_rng(seed)
    names = list(sizes)
    pairs = {(one, other): correlation for place, one in enumerate(names) for other in names[:place]}
    items = [item for name in names for item in drawn_items(dimension=name, count=sizes[name], rng=rng)]
    return Bank.of(items=items, correlations=pairs if correlation else None)


def uneven_bank(*, size: int, correlations: Sequence[float]) -> Bank:
    """Return a bank of four dimensions, each pair with a correlation of its own."""
    even = a_bank(sizes=dict.fromkeys("ABCD", size))
    pairs = [(one, other) for place, one in enumerate("ABCD") for other in "ABCD"[:place]]
    return Bank.of(items=even.items, correlations=dict(zip(pairs, correlations, strict=True)))


def plain_probability(item: Item, trait: float, answer: int) -> float:
    """Return the chance of one answer, straight from the definition."""
    at_least = [1.0, *(1 / (1 + exp(-item.discrimination * (trait - cut))) for cut in item.thresholds), 0.0]
    return at_least[answer] - at_least[answer + 1]


def plain_scores(
    bank: Bank, answers: Mapping[str, int | None], *, step: float = 0.05
) -> tuple[Floats, Floats]:
    """Return means and covariance summed over a dense grid of all dimensions together."""
    line = np.arange(-8.0, 8.0 + step / 2, step)
    axes = np.meshgrid(*[line] * len(bank.dimensions), indexing="ij")
    points = np.stack([axis.ravel() for axis in axes], axis=1)
    inverse = np.linalg.inv(bank.correlations)
    weights = np.exp(-0.5 * np.einsum("pi,ij,pj->p", points, inverse, points))
    for item, dimension in zip(bank.items, bank.dimension_of, strict=True):
        answer = answers.get(item.code)
        if answer is not None:
            curve = np.array([plain_probability(item, float(trait), answer) for trait in line])
            weights *= np.interp(points[:, dimension], line, curve)
    weights /= weights.sum()
    means = weights @ points
    centered = points - means
    return means, np.einsum("p,pi,pj->ij", weights, centered, centered)


def one_factor_scores(
    bank: Bank, answers: Mapping[str, int | None], *, correlation: float
) -> tuple[Floats, Floats]:
    """Return means and covariance where all dimensions correlate alike, however many they are.

    Each trait is then a common part and one of its own: given the common part, dimensions are apart.
    """
    common, line = np.linspace(-8.0, 8.0, 161), np.linspace(-8.0, 8.0, 321)
    own = np.exp(-0.5 * (line - np.sqrt(correlation) * common[:, None]) ** 2 / (1 - correlation))
    likelihoods = np.ones((line.size, len(bank.dimensions)))
    for item, dimension in zip(bank.items, bank.dimension_of, strict=True):
        answer = answers.get(item.code)
        if answer is not None:
            curve = [plain_probability(item, float(trait), answer) for trait in line]
            likelihoods[:, dimension] *= np.array(curve)
    totals = own @ likelihoods
    first = own @ (likelihoods * line[:, None]) / totals
    second = own @ (likelihoods * line[:, None] ** 2) / totals
    weights = np.exp(-0.5 * common**2) * totals.prod(axis=1)
    weights /= weights.sum()
    means = weights @ first
    products = np.einsum("g,gi,gj->ij", weights, first, first)
    products[np.diag_indices(len(means))] = weights @ second
    return means, products - np.outer(means, means)


def answered(bank: Bank, answers: Sequence[int | None]) -> dict[str, int | None]:
    """Return answers by code, in the bank's order."""
    return dict(zip(bank.codes, answers, strict=True))
