"""Which question comes next, and when there are enough.

An item is worth the fall it brings to the summed variance of the dimensions not yet precise enough, expected
under the posterior: with covariance S and information I on dimension d, the sum over those dimensions j of
S[j, d]^2 x I / (1 + I S[d, d]). An item that also tells of a neighboring dimension is worth more.

A dimension is asked about while it is not precise enough. Once even all its items left would not make it so,
only items that bring much are still asked: its error stays what it is, and others get the questions.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bilan.engine.measure.bank import Answers, Bank, nearest, nearest_of_one
from bilan.engine.measure.errors import ImpossibleRules
from bilan.engine.measure.estimates import answered_of, rough_moments, single_moments
from bilan.engine.measure.items import Booleans, Floats, Integers


class Stop(StrEnum):
    """Why no more is asked."""

    PRECISE = "PRECISE"
    CAP = "CAP"
    NO_GAIN = "NO_GAIN"
    NONE_LEFT = "NONE_LEFT"


@dataclass(frozen=True, slots=True)
class Rules:
    """How an adaptive administration goes on, and when it stops.

    `target_error`: standard error to reach on every dimension. `maximum_items`: most items asked, skipped
    ones included. `minimum_per_dimension`: least answers a dimension needs, however much its neighbors tell.
    `among`: each item is drawn among so many of the best, and among those worth `near_best` of the best at
    least. `least_gain`: where the error is out of reach, an item that brings less than this share of the
    variance asked for is not asked. `reach`: the error counts as within reach when all items left are
    expected to bring it under so many times the one asked for.
    """

    target_error: float = 0.45
    maximum_items: int | None = None
    minimum_per_dimension: int = 3
    among: int = 3
    near_best: float = 0.75
    least_gain: float = 0.3
    reach: float = 1.03

    def __post_init__(self) -> None:
        """Refuse rules that cannot be followed."""
        if not (self.target_error > 0 and self.among >= 1 and 0 < self.near_best <= 1):
            raise ImpossibleRules(
                "The error to reach and the share are above zero; one item at least is drawn from."
            )
        if self.maximum_items is not None and self.maximum_items < 1:
            raise ImpossibleRules(f"At most {self.maximum_items} items: at least one must be asked.")

    @property
    def least_fall(self) -> float:
        """Return the fall of the summed variance below which an item is not asked out of reach."""
        return self.least_gain * self.target_error**2

    @property
    def variance_in_reach(self) -> float:
        """Return the variance that all items left must be expected to bring."""
        return (self.reach * self.target_error) ** 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Where people are.

    Means (person, dimension), covariances, answers each dimension had, items (person, item) still open.
    """

    means: Floats
    covariances: Floats
    answered: Integers
    is_open: Booleans

    @property
    def variances(self) -> Floats:
        """Return the variance of each dimension."""
        result: Floats = np.einsum("pdd->pd", self.covariances)
        return result

    def of(self, people: Booleans) -> "Standing":
        """Return that of some people."""
        return Standing(
            self.means[people], self.covariances[people], self.answered[people], self.is_open[people]
        )


def next_item(
    *,
    bank: Bank,
    answers: Answers,
    rules: Rules,
    rng: np.random.Generator,
    kept_back: Collection[str] = (),
) -> str | None:
    """Return the code of the item to ask now, or nothing when there is enough.

    Items kept back are not asked: shown too often elsewhere, say. Pass a generator seeded with the
    administration's seed and the number of answers, and the same question comes back after a pause.
    """
    if bank.is_single and not kept_back:
        return _next_of_one(bank, answers, rules, rng)
    standing = standing_of(bank=bank, answers=answers, kept_back=kept_back)
    gains = gains_of(bank=bank, standing=standing, rules=rules)
    if reason_to_stop(bank, standing, gains, rules, len(answers)):
        return None
    draws = rng.random(1)
    place = int(chosen(bank=bank, standing=standing, gains=gains, rules=rules, draws=draws)[0])
    return bank.codes[place]


def stop_reason(*, bank: Bank, answers: Answers, rules: Rules) -> Stop | None:
    """Return why no more would be asked, or nothing while something would."""
    standing = standing_of(bank=bank, answers=answers)
    gains = gains_of(bank=bank, standing=standing, rules=rules)
    return reason_to_stop(bank, standing, gains, rules, len(answers))


def is_done(*, bank: Bank, answers: Answers, rules: Rules) -> bool:
    """Tell whether enough was asked."""
    return stop_reason(bank=bank, answers=answers, rules=rules) is not None


def items_left(*, bank: Bank, answers: Answers, rules: Rules) -> int:
    """Return how many more items would be asked if each told what is expected of it."""
    standing = standing_of(bank=bank, answers=answers)
    for count in range(len(bank.items) + 1):
        gains = gains_of(bank=bank, standing=standing, rules=rules)
        if reason_to_stop(bank, standing, gains, rules, len(answers) + count):
            return count
        standing = _foreseen(bank, standing, int(gains[0].argmax()))
    return 0  # pragma: no cover - the last round finds nothing left


def standing_of(*, bank: Bank, answers: Answers, kept_back: Collection[str] = ()) -> Standing:
    """Return where one person is."""
    found = rough_moments(bank, answers)
    is_open = ~bank.asked(answers)
    is_open[[bank.places[code] for code in kept_back]] = False
    answered = answered_of(bank, answers)
    return Standing(found.means, found.covariances, answered[None], is_open[None])


def gains_of(*, bank: Bank, standing: Standing, rules: Rules) -> Floats:
    """Return what each item would bring each person (person, item); minus infinity where it is not asked."""
    variances, dimension_of = standing.variances, bank.dimension_of
    expected = _expected_information(bank, standing.means, np.sqrt(variances))
    unmet = is_unmet(standing, rules)
    shares = np.einsum("pj,pjd->pd", unmet.astype(np.float64), standing.covariances**2)[:, dimension_of]
    gains = shares * expected / (1.0 + expected * variances[:, dimension_of])
    gains = np.where(standing.is_open, gains, -np.inf)
    wanted = unmet & _is_worth_asking(bank, standing, rules, gains, expected)
    return np.where(wanted[:, dimension_of], gains, -np.inf)


def _is_worth_asking(
    bank: Bank, standing: Standing, rules: Rules, gains: Floats, expected: Floats
) -> Booleans:
    """Tell which dimensions (person, dimension) can still be made precise, or bring much."""
    open_information = np.where(standing.is_open, expected, 0.0)
    best, left = np.empty_like(standing.means), np.empty_like(standing.means)
    for dimension, (places, _table) in enumerate(bank.expected_by_dimension):
        best[:, dimension] = gains[:, places].max(axis=1)
        left[:, dimension] = open_information[:, places].sum(axis=1)
    foreseen = standing.variances / (1.0 + standing.variances * left)
    is_early = standing.answered < rules.minimum_per_dimension
    result: Booleans = (foreseen <= rules.variance_in_reach) | (best >= rules.least_fall) | is_early
    return result


def is_unmet(standing: Standing, rules: Rules) -> Booleans:
    """Tell which dimensions (person, dimension) still need answers."""
    wide = standing.variances > rules.target_error**2
    result: Booleans = wide | (standing.answered < rules.minimum_per_dimension)
    return result


def chosen(*, bank: Bank, standing: Standing, gains: Floats, rules: Rules, draws: Floats) -> Integers:
    """Return each person's next item, drawn among the best few; `draws` (person,) lie in [0, 1[."""
    fair = np.where(_is_due(bank, standing, gains), gains, -np.inf) if bank.has_facets else gains
    best, values = _best_few(fair, min(rules.among, fair.shape[1]))
    counts = (values >= rules.near_best * values[:, :1]).sum(axis=1)
    picks = (draws * counts).astype(np.int64)
    result: Integers = np.take_along_axis(best, picks[:, None], axis=1)[:, 0]
    return result


def reason_to_stop(bank: Bank, standing: Standing, gains: Floats, rules: Rules, asked: int) -> Stop | None:
    """Return why one person is asked no more, the strongest reason first."""
    cap = len(bank.items) if rules.maximum_items is None else rules.maximum_items
    if not is_unmet(standing, rules).any():
        return Stop.PRECISE
    if not standing.is_open.any():
        return Stop.NONE_LEFT
    if asked >= cap:
        return Stop.CAP
    return Stop.NO_GAIN if np.isneginf(gains.max()) else None


def _expected_information(bank: Bank, means: Floats, errors: Floats) -> Floats:
    by_mean, by_error = nearest(means=means, errors=errors)
    found = np.empty((len(means), len(bank.items)))
    for dimension, (places, expected) in enumerate(bank.expected_by_dimension):
        found[:, places] = expected[by_mean[:, dimension], by_error[:, dimension]]
    return found


def _best_few(gains: Floats, count: int) -> tuple[Integers, Floats]:
    """Return the places and values (person, rank) of the largest gains; few are found faster unsorted."""
    left, people = gains.copy(), np.arange(len(gains))
    places = np.empty((len(gains), count), dtype=np.int64)
    values = np.empty((len(gains), count))
    for rank in range(count):
        places[:, rank] = left.argmax(axis=1)
        values[:, rank] = left[people, places[:, rank]]
        left[people, places[:, rank]] = -np.inf
    return places, values


def _is_due(bank: Bank, standing: Standing, gains: Floats) -> Booleans:
    """Tell which items (person, item) stand in the facet least asked, among those with an open item.

    The dimension is that of the best item: balance decides the facet, not the dimension.
    """
    facets = np.arange(bank.facet_of.max() + 1) == bank.facet_of[:, None]
    left = standing.is_open.astype(np.int64) @ facets
    asked = np.where(left > 0, facets.sum(axis=0) - left, len(bank.items))[:, bank.facet_of]
    best = bank.dimension_of[gains.argmax(axis=1)][:, None]
    rivals = np.where(bank.dimension_of == best, asked, len(bank.items))
    result: Booleans = (rivals == rivals.min(axis=1, keepdims=True)) & (bank.dimension_of == best)
    return result


def _foreseen(bank: Bank, standing: Standing, place: int) -> Standing:
    """Return where a person would be after an item that tells what is expected of it."""
    dimension = int(bank.dimension_of[place])
    expected = _expected_information(bank, standing.means, np.sqrt(standing.variances))[0, place]
    column = standing.covariances[0, :, dimension]
    fall = np.outer(column, column) * expected / (1.0 + expected * column[dimension])
    is_open, answered = standing.is_open.copy(), standing.answered.copy()
    is_open[0, place] = False
    answered[0, dimension] += 1
    return Standing(standing.means, standing.covariances - fall, answered, is_open)


def _next_of_one(bank: Bank, answers: Answers, rules: Rules, rng: np.random.Generator) -> str | None:
    """Choose where one dimension is all there is: the same choice, read from the ranking."""
    mean, variance = single_moments(bank, bank.rows_of(answers))
    if variance <= rules.target_error**2 and _answered(answers) >= rules.minimum_per_dimension:
        return None
    if rules.maximum_items is not None and len(answers) >= rules.maximum_items:
        return None
    cell = nearest_of_one(mean, variance)
    best = _best_of_one(bank, answers, cell, variance, rules.among)
    if not best or (best[0][0] < rules.least_fall and _is_spent(bank, answers, rules, cell, variance)):
        return None
    if len(best) == 1:
        return best[0][1]
    floor = rules.near_best * best[0][0]
    near = sum(gain >= floor for gain, _code in best)
    return best[int(rng.random() * near)][1]


def _answered(answers: Answers) -> int:
    return sum(answer is not None for answer in answers.values())


def _is_spent(bank: Bank, answers: Answers, rules: Rules, cell: tuple[int, int], variance: float) -> bool:
    """Tell whether all items left would not make one dimension precise enough."""
    if _answered(answers) < rules.minimum_per_dimension:
        return False
    by_mean, by_error = cell
    told = bank.expected_information.item
    asked = sum([told(by_mean, by_error, bank.places[code]) for code in answers])
    left = bank.summed_information[by_mean][by_error] - asked
    return variance / (1.0 + variance * left) > rules.variance_in_reach


def _best_of_one(
    bank: Bank, answers: Answers, cell: tuple[int, int], variance: float, count: int
) -> list[tuple[float, str]]:
    """Return what the best open items would bring, and their codes."""
    by_mean, by_error = cell
    found: list[tuple[float, str]] = []
    ranked, expected = bank.ranking[by_mean][by_error], bank.ranked_information[by_mean][by_error]
    for code, told in zip(ranked, expected, strict=False):  # alike by construction; checking costs a tenth
        if code not in answers:
            found.append((variance * variance * told / (1.0 + told * variance), code))
            if len(found) == count:
                break
    return found
