"""Scores of adaptive questionnaires: the mean of what the answers leave possible, with its error (EAP)."""

from dataclasses import dataclass

import numpy as np

from bilan.engine.measure.bank import NODES, Answers, Bank
from bilan.engine.measure.errors import ImpossibleAnswer
from bilan.engine.measure.items import Floats, Integers
from bilan.engine.measure.posterior import Posterior, posterior
from bilan.engine.measure.summing import summed

TOO_SMALL = 1e-200  # a product of that many answers is added up as logarithms instead
_WEIGHTED = np.exp(-0.5 * NODES**2)[:, None] * np.stack([np.ones_like(NODES), NODES, NODES**2], axis=1)


@dataclass(frozen=True, slots=True)
class Estimate:
    """Where a person stands on each dimension, in standard deviations of the calibration's population.

    `precisions` and `pulls` are what the answers alone say, dimension by dimension.
    """

    dimensions: tuple[str, ...]
    means: Floats
    covariance: Floats
    precisions: Floats
    pulls: Floats
    answered: Integers
    is_provisional: bool

    @property
    def errors(self) -> Floats:
        """Return the standard error of each mean."""
        result: Floats = np.sqrt(np.diag(self.covariance))
        return result

    @property
    def free_means(self) -> Floats:
        """Return the means that the answers alone give, without the prior; NaN where none was given."""
        divisors = np.where(self.precisions > 0, self.precisions, np.nan)
        return self.pulls / divisors

    @property
    def free_errors(self) -> Floats:
        """Return the standard errors of the free means."""
        result: Floats = 1.0 / np.sqrt(np.where(self.precisions > 0, self.precisions, np.nan))
        return result

    def mean_of(self, dimension: str) -> float:
        """Return the mean of one dimension."""
        return float(self.means[self.dimensions.index(dimension)])

    def error_of(self, dimension: str) -> float:
        """Return the standard error of one dimension."""
        return float(self.errors[self.dimensions.index(dimension)])


def score(*, bank: Bank, answers: Answers) -> Estimate:
    """Score one person from the answers given so far; the order of asking changes nothing, to the bit."""
    found = rough_moments(bank, answers)
    if bank.factors is not None:
        found = summed(log_likelihoods=log_likelihoods_of(bank, answers), factors=bank.factors, near=found)
    answered = answered_of(bank, answers)
    return Estimate(
        dimensions=bank.dimensions,
        means=found.means[0],
        covariance=found.covariances[0],
        precisions=np.where(answered > 0, found.precisions[0], 0.0),
        pulls=np.where(answered > 0, found.pulls[0], 0.0),
        answered=answered,
        is_provisional=bank.is_provisional,
    )


def rough_moments(bank: Bank, answers: Answers) -> Posterior:
    """Return one person’s moments to a few millionths, in a tenth of the time: enough to choose by."""
    return posterior(log_likelihoods=log_likelihoods_of(bank, answers)[None], correlations=bank.correlations)


def score_many(*, bank: Bank, answers: Integers, tolerance: float = 1e-8) -> Posterior:
    """Score many people at once.

    Args:
        bank: the items.
        answers: (person, item), -1 where there is none.
        tolerance: largest change of a mean or variance in the last sweep.
    """
    logs = log_likelihoods_of_many(bank=bank, answers=answers)
    return posterior(log_likelihoods=logs, correlations=bank.correlations, tolerance=tolerance)


def log_likelihoods_of_many(*, bank: Bank, answers: Integers) -> Floats:
    """Return what many people's answers (person, item) say at each node (person, dimension, node)."""
    check_answers(bank=bank, answers=answers)
    logs = np.zeros((len(answers), len(bank.dimensions), NODES.size))
    for place, dimension in enumerate(bank.dimension_of.tolist()):
        logs[:, dimension] += bank.log_likelihoods[_answer_rows(bank, answers[:, place], place)]
    return logs


def single_moments(bank: Bank, rows: list[int]) -> tuple[float, float]:
    """Return mean and variance where one dimension is all there is, in a few microseconds."""
    weights = np.multiply.reduce(bank.likelihoods.take(rows, axis=0))
    total, first, second = weights.dot(_WEIGHTED).tolist()
    if total < TOO_SMALL:
        logs = bank.log_likelihoods[rows].sum(axis=0)
        found = posterior(log_likelihoods=logs[None, None], correlations=bank.correlations)
        return float(found.means[0, 0]), float(found.covariances[0, 0, 0])
    mean = first / total
    return mean, second / total - mean * mean


def log_likelihoods_of(bank: Bank, answers: Answers) -> Floats:
    """Return what one person's answers say at each node (dimension, node), added in the bank's order."""
    logs = np.zeros((len(bank.dimensions), NODES.size))
    rows = bank.rows_of(answers)
    dimensions = bank.dimension_of[np.searchsorted(bank.first_rows, rows, side="right") - 1]
    for row, dimension in zip(rows, dimensions.tolist(), strict=True):
        logs[dimension] += bank.log_likelihoods[row]
    return logs


def answered_of(bank: Bank, answers: Answers) -> Integers:
    """Return how many answers each dimension had."""
    places = [bank.places[code] for code, answer in answers.items() if answer is not None]
    return np.bincount(bank.dimension_of[places], minlength=len(bank.dimensions))


def _answer_rows(bank: Bank, answers: Integers, place: int) -> Integers:
    """Return the rows of many people's answers to one item."""
    nothing = len(bank.log_likelihoods) - 1
    return np.where(answers < 0, nothing, bank.first_rows[place] + answers)


def check_answers(*, bank: Bank, answers: Integers) -> None:
    """Refuse a table of answers (person, item) that the bank could not have received."""
    categories = np.array([item.categories for item in bank.items])
    if answers.ndim != 2 or answers.shape[1] != len(categories):
        raise ImpossibleAnswer(f"Answers must be people by {len(categories)} items, not {answers.shape}.")
    wrong = (answers < -1) | (answers >= categories)
    if wrong.any():
        person, place = (int(where[0]) for where in np.nonzero(wrong))
        raise ImpossibleAnswer(
            f"{bank.codes[place]}: the answer {answers[person, place]} of person {person} "
            f"is not one of 0 to {categories[place] - 1}, nor -1."
        )
