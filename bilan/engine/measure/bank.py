"""A bank of items with the tables that make scoring and choosing quick."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np

from bilan.engine.measure.errors import ImpossibleAnswer, ImpossibleBank, UnknownItem
from bilan.engine.measure.factors import Factors, factors_of
from bilan.engine.measure.items import Booleans, Floats, Integers, Item, information, log_probabilities

Answers = Mapping[str, int | None]
Correlations = Mapping[tuple[str, str], float]

# A sum over these nodes is an integral to nine digits as long as an error stays above .1:
# the rectangle rule on a bell errs by exp(-2 (pi error / step)^2).
NODES = np.linspace(-7.0, 7.0, 113)
# Expected information is looked up at the nearest of these means and errors.
LOWEST_MEAN, MEAN_STEP = -4.0, 0.1
LOWEST_ERROR, ERROR_STEP = 0.1, 0.1
MEANS = LOWEST_MEAN + MEAN_STEP * np.arange(81)
ERRORS = LOWEST_ERROR + ERROR_STEP * np.arange(11)
LAST_MEAN, LAST_ERROR = MEANS.size - 1, ERRORS.size - 1
MEANS_A_UNIT, ERRORS_A_UNIT = 1 / MEAN_STEP, 1 / ERROR_STEP


@dataclass(frozen=True, eq=False)
class Bank:
    """Items that measure one or several correlated dimensions, each item one of them."""

    items: tuple[Item, ...]
    dimensions: tuple[str, ...]
    correlations: Floats
    is_provisional: bool = False

    @classmethod
    def of(
        cls,
        *,
        items: Sequence[Item],
        correlations: Correlations | None = None,
        is_provisional: bool = False,
    ) -> "Bank":
        """Build a bank; dimensions come in the order of their first item, and are apart unless told."""
        codes = [item.code for item in items]
        if not codes or len(set(codes)) != len(codes):
            raise ImpossibleBank("A bank needs one item or more, each code once.")
        dimensions = tuple(dict.fromkeys(item.dimension for item in items))
        matrix = _matrix(dimensions, correlations or {})
        return cls(tuple(items), dimensions, matrix, is_provisional)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Return the items' codes, in order."""
        return tuple(item.code for item in self.items)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Return where each code stands."""
        return {code: place for place, code in enumerate(self.codes)}

    @cached_property
    def dimension_of(self) -> Integers:
        """Return the dimension's number of each item."""
        numbers = {name: number for number, name in enumerate(self.dimensions)}
        return np.array([numbers[item.dimension] for item in self.items])

    @cached_property
    def facet_of(self) -> Integers:
        """Return the number of each item's facet, unique over dimensions; items without one share one."""
        pairs = [(item.dimension, item.facet) for item in self.items]
        numbers = {pair: number for number, pair in enumerate(dict.fromkeys(pairs))}
        return np.array([numbers[pair] for pair in pairs])

    @cached_property
    def has_facets(self) -> bool:
        """Tell whether some dimension is cut into facets."""
        return len(set(self.facet_of.tolist())) > len(self.dimensions)

    @cached_property
    def is_single(self) -> bool:
        """Tell whether one dimension without facets is all there is, which allows a shorter way."""
        return len(self.dimensions) == 1 and not self.has_facets

    @cached_property
    def factors(self) -> Factors | None:
        """Return the factors given which dimensions are apart; none where they already are."""
        return factors_of(self.correlations) if np.triu(self.correlations, 1).any() else None

    @cached_property
    def first_rows(self) -> Integers:
        """Return the row of each item's lowest category in `log_likelihoods`."""
        counts = [item.categories for item in self.items]
        return np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)

    @cached_property
    def log_likelihoods(self) -> Floats:
        """Return the log chance of each answer at each node (answer, node); the last row says nothing."""
        rows = [log_probabilities(item=item, traits=NODES) for item in self.items]
        return np.concatenate([*rows, np.zeros((1, NODES.size))])

    @cached_property
    def likelihoods(self) -> Floats:
        """Return plain chances, each row's best at one."""
        logs = self.log_likelihoods - self.log_likelihoods.max(axis=1, keepdims=True)
        result: Floats = np.exp(logs)
        return result

    @cached_property
    def rows(self) -> Mapping[tuple[str, int | None], int]:
        """Return the row of `log_likelihoods` of each possible answer."""
        nothing = len(self.log_likelihoods) - 1
        found: dict[tuple[str, int | None], int] = {}
        for item, first in zip(self.items, self.first_rows.tolist(), strict=True):
            found[item.code, None] = nothing
            found.update({(item.code, answer): first + answer for answer in range(item.categories)})
        return found

    @cached_property
    def expected_information(self) -> Floats:
        """Return the information expected under a bell of each mean and error: (mean, error, item)."""
        curves = np.array([information(item=item, traits=NODES) for item in self.items])
        spread = (NODES - MEANS[:, None, None]) / ERRORS[:, None]
        weights = np.exp(-0.5 * spread**2)
        weights /= weights.sum(axis=2, keepdims=True)
        result: Floats = weights @ curves.T
        return result

    @cached_property
    def expected_by_dimension(self) -> list[tuple[Integers, Floats]]:
        """Return each dimension's items and their share of the table, laid out to be read row by row."""
        found = []
        for dimension in range(len(self.dimensions)):
            places = np.flatnonzero(self.dimension_of == dimension)
            found.append((places, np.ascontiguousarray(self.expected_information[:, :, places])))
        return found

    @cached_property
    def ranking(self) -> list[list[list[str]]]:
        """Return the items' codes by falling expected information, for each mean and error."""
        codes = np.array(self.codes, dtype=object)
        found: list[list[list[str]]] = codes[self._falling].tolist()
        return found

    @cached_property
    def ranked_information(self) -> list[list[list[float]]]:
        """Return the information expected of the items of `ranking`, as lists: quicker to read one by one."""
        found: list[list[list[float]]] = np.take_along_axis(
            self.expected_information, self._falling, axis=2
        ).tolist()
        return found

    @cached_property
    def summed_information(self) -> list[list[float]]:
        """Return the information expected of all items together, for each mean and error."""
        found: list[list[float]] = self.expected_information.sum(axis=2).tolist()
        return found

    @cached_property
    def _falling(self) -> Integers:
        return np.argsort(-self.expected_information, axis=2, kind="stable")

    def rows_of(self, answers: Answers) -> list[int]:
        """Return the answers' rows in the bank's own order, whatever the order of asking."""
        try:
            return sorted(map(self.rows.__getitem__, answers.items()))
        except KeyError:
            raise self._refusal(answers) from None

    def asked(self, answers: Answers) -> Booleans:
        """Return which items were asked, skipped ones included."""
        found = np.zeros(len(self.items), dtype=bool)
        found[[self.places[code] for code in answers]] = True
        return found

    def _refusal(self, answers: Answers) -> UnknownItem | ImpossibleAnswer:
        code, answer = next(pair for pair in answers.items() if pair not in self.rows)
        if code not in self.places:
            return UnknownItem(f"{code}: no such item in this bank.")
        highest = self.items[self.places[code]].categories - 1
        return ImpossibleAnswer(f"{code}: the answer {answer!r} is not one of 0 to {highest}.")


def nearest(*, means: Floats, errors: Floats) -> tuple[Integers, Integers]:
    """Return the places in MEANS and ERRORS nearest to each mean and error."""
    by_mean = np.rint((means - LOWEST_MEAN) * MEANS_A_UNIT).astype(np.int64)
    by_error = np.rint((errors - LOWEST_ERROR) * ERRORS_A_UNIT).astype(np.int64)
    return by_mean.clip(0, LAST_MEAN), by_error.clip(0, LAST_ERROR)


def nearest_of_one(mean: float, variance: float) -> tuple[int, int]:
    """Return the same places for one mean and variance."""
    by_mean = round((mean - LOWEST_MEAN) * MEANS_A_UNIT)
    by_error = round((sqrt(variance) - LOWEST_ERROR) * ERRORS_A_UNIT) if variance > 0 else 0
    if 0 <= by_mean <= LAST_MEAN and 0 <= by_error <= LAST_ERROR:
        return by_mean, by_error
    return min(max(by_mean, 0), LAST_MEAN), min(max(by_error, 0), LAST_ERROR)


def _matrix(dimensions: tuple[str, ...], correlations: Correlations) -> Floats:
    """Return the correlations as a matrix; refuse what no population could show."""
    places = {name: place for place, name in enumerate(dimensions)}
    matrix = np.eye(len(dimensions))
    for (one, other), value in correlations.items():
        if one not in places or other not in places or one == other:
            raise ImpossibleBank(f"The correlation of {one} and {other} names no two dimensions of the bank.")
        matrix[places[one], places[other]] = matrix[places[other], places[one]] = value
    if np.linalg.eigvalsh(matrix).min() <= 1e-6:
        raise ImpossibleBank("No population could show these correlations together.")
    return matrix
