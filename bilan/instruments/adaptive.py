"""Questions chosen one after the other: the bank of an instrument, the next question, its scores."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from bilan.engine.measure.bank import Bank
from bilan.engine.measure.choosing import Rules, items_left, next_item
from bilan.engine.measure.estimates import Estimate, score
from bilan.engine.measure.items import Floats, Item, expected_answer
from bilan.engine.measure.provisional import provisional_items
from bilan.instruments.answering import Given, bounds, keyed
from bilan.instruments.errors import NothingToSimulate
from bilan.instruments.results import Score
from bilan.instruments.schema import Adaptive, Instrument, Rating, Steps

# Among how many of the best a question is drawn. Until a calibration tells them apart, the questions of a
# scale are worth the same: all of them must be seen for that calibration to be possible.
ALIKE, FEW = 12, 3
USUAL_RELIABILITY = 0.8
# Nodes and weights of a normal integral, exact for polynomials of degree 29.
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


@cache
def bank_of(instrument: Instrument) -> Bank:
    """Return the questions as the engine takes them: calibrated, else on declared provisional numbers."""
    held = _adaptive(instrument)
    items = _provisional(instrument, held) if held.is_provisional else _calibrated(instrument, held)
    correlations = {pair.scales: pair.value for pair in held.correlations}
    return Bank.of(items=items, correlations=correlations, is_provisional=held.is_provisional)


def whole_bank(*, instrument: Instrument) -> Bank:
    """Return the questions of an instrument that asks them all, its scales taken apart.

    Raises:
        NothingToSimulate: choices, cards and words follow no such model.
    """
    if not isinstance(instrument.response, Steps | Rating):
        raise NothingToSimulate(instrument_id=instrument.id)
    lowest, highest = bounds(instrument.response)
    items = _declared(instrument, categories=highest - lowest + 1, shares=None)
    return Bank.of(items=items, is_provisional=True)


def rules_of(*, instrument: Instrument) -> Rules:
    """Return when to stop: precise enough, or long enough."""
    held = _adaptive(instrument)
    return Rules(
        target_error=held.target_error,
        maximum_items=held.most,
        minimum_per_dimension=held.least_per_scale,
        among=ALIKE if held.is_provisional else FEW,
    )


def next_question(*, instrument: Instrument, given: Given, seed: int) -> str | None:
    """Return the question to ask now, the same at each look; None at the end."""
    answers = answers_in(instrument=instrument, given=given)
    rng = np.random.default_rng([seed, len(answers)])
    return next_item(
        bank=bank_of(instrument), answers=answers, rules=rules_of(instrument=instrument), rng=rng
    )


def questions_left(*, instrument: Instrument, given: Given) -> int:
    """Return about how many questions are still to come."""
    answers = answers_in(instrument=instrument, given=given)
    return items_left(bank=bank_of(instrument), answers=answers, rules=rules_of(instrument=instrument))


def model_scores(*, instrument: Instrument, given: Given) -> dict[str, Score]:
    """Return the mean answer that each scale would have in full, with its error.

    A scale answered less than asked has no score, whatever its neighbors say of it.
    """
    found = estimate(instrument=instrument, given=given)
    return _told(instrument, found, means=found.means, errors=found.errors)


def unpulled_scores(*, instrument: Instrument, given: Given) -> dict[str, Score]:
    """Return the same without the pull toward what is usual, which would hide a change."""
    found = estimate(instrument=instrument, given=given)
    return _told(instrument, found, means=found.free_means, errors=found.free_errors)


def estimate(*, instrument: Instrument, given: Given) -> Estimate:
    """Return where the answers put someone on each scale, on the model's own unit."""
    return score(bank=bank_of(instrument), answers=answers_in(instrument=instrument, given=given))


def answers_in(*, instrument: Instrument, given: Given) -> Mapping[str, int | None]:
    """Return the answers as the engine takes them."""
    return {
        item.id: keyed(instrument=instrument, item=item, value=given[item.id])
        for item in instrument.items
        if item.id in given
    }


def _told(instrument: Instrument, found: Estimate, *, means: Floats, errors: Floats) -> dict[str, Score]:
    least, scores = _adaptive(instrument).least_per_scale, {}
    for rank, scale in enumerate(found.dimensions):
        is_known = found.answered[rank] >= least
        mean, error = float(means[rank]), float(errors[rank])
        scores[scale] = _on_answers(instrument, scale, mean, error) if is_known else Score(None, None)
    return scores


def _on_answers(instrument: Instrument, scale: str, mean: float, error: float) -> Score:
    """Carry a mean and an error to the unit of one answer, averaging over all that they leave possible."""
    items = [item for item in bank_of(instrument).items if item.dimension == scale]
    curve = expected_answer(items=items, traits=mean + error * NODES) / len(items)
    center = float(WEIGHTS @ curve)
    return Score(center, float(np.sqrt(WEIGHTS @ (curve - center) ** 2)))


def _provisional(instrument: Instrument, held: Adaptive) -> list[Item]:
    assert isinstance(instrument.response, Steps), "the schema lets steps alone be adaptive"
    return _declared(instrument, categories=len(instrument.response.labels), shares=held.shares or None)


def _declared(instrument: Instrument, *, categories: int, shares: tuple[float, ...] | None) -> list[Item]:
    return [
        item
        for scale in instrument.scales
        for item in provisional_items(
            codes=[asked.id for asked in instrument.items_of(scale.id)],
            dimension=scale.id,
            categories=categories,
            reliability=instrument.scoring.reliability or USUAL_RELIABILITY,
            shares=shares,
        )
    ]


def _calibrated(instrument: Instrument, held: Adaptive) -> list[Item]:
    scales = {item.id: item.scale or "" for item in instrument.items}
    return [
        Item(
            code=known.id,
            dimension=scales[known.id],
            discrimination=known.discrimination,
            thresholds=known.thresholds,
        )
        for known in held.items
    ]


def _adaptive(instrument: Instrument) -> Adaptive:
    assert instrument.adaptive is not None, "asked only of an instrument that says how"
    return instrument.adaptive
