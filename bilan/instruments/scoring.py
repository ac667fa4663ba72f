"""From answers to typed results: scores, levels and orders, each with its error."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, nan

import numpy as np

from bilan.engine.measure.scores import is_flat, level_of, scale_scores
from bilan.instruments.adaptive import model_scores, unpulled_scores
from bilan.instruments.answering import Given, Value, bounds, keyed, ranking
from bilan.instruments.counting import choice_scores
from bilan.instruments.library import CMS, RIASEC
from bilan.instruments.results import (
    AreaLevel,
    CmsResult,
    Correction,
    Interest,
    ItemScore,
    ProfileResult,
    Result,
    RiasecResult,
    ScaleResult,
    ScaleShare,
    Score,
    ValueCard,
    ValuePile,
    ValuesResult,
    WordsResult,
    WrittenAnswer,
)
from bilan.instruments.schema import (
    CardSort,
    Choosing,
    FreeText,
    Frequency,
    Instrument,
    Level,
    Likert,
    Rating,
    Scale,
    Scoring,
    Text,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a diagnosis: evidence and corrections, by area."""

    evidence: Mapping[str, str]
    corrections: Mapping[str, Correction]


def result_from(*, instrument: Instrument, given: Given, beside: Beside, is_adaptive: bool = False) -> Result:
    """Build the result of an instrument from its answers."""
    response = instrument.response
    if isinstance(response, CardSort):
        return _values(instrument, response, given)
    if isinstance(response, FreeText):
        return _words(instrument, given)
    scores = scores_of(instrument=instrument, given=given, is_adaptive=is_adaptive)
    if instrument.id == CMS:
        return CmsResult(
            tuple(_area(instrument, scale, scores[scale.id], beside) for scale in instrument.scales)
        )
    if instrument.id == RIASEC:
        return _riasec(instrument, scores)
    if len(instrument.scales) > 1:
        return _profile(instrument, scores)
    return _scale(instrument, given, scores)


def scores_of(*, instrument: Instrument, given: Given, is_adaptive: bool = False) -> dict[str, Score]:
    """Return each scale's score on the unit of one answer, from a full form, a chosen one, or choices."""
    if isinstance(instrument.response, Choosing):
        return choice_scores(instrument=instrument, given=given)
    if is_adaptive:
        return model_scores(instrument=instrument, given=given)
    return scale_means(instrument=instrument, given=given)


def scores_to_compare(*, instrument: Instrument, given: Given, is_adaptive: bool) -> dict[str, Score]:
    """Return the scores between which a change is judged: the answers alone, not pulled to the usual."""
    if is_adaptive:
        return unpulled_scores(instrument=instrument, given=given)
    return scores_of(instrument=instrument, given=given)


def scale_means(*, instrument: Instrument, given: Given) -> dict[str, Score]:
    """Return the mean answer and its error of each scale, every question having been asked."""
    scoring = instrument.scoring
    answers = np.array(
        [
            [
                _number(keyed(instrument=instrument, item=item, value=given.get(item.id)))
                for item in instrument.items
            ]
        ]
    )
    membership = np.array(
        [[item.scale == scale.id for item in instrument.items] for scale in instrument.scales]
    )
    found = scale_scores(
        answers=answers,
        membership=membership,
        reliability=scoring.reliability or nan,
        standard_deviation=_deviation(instrument, scoring),
        minimum_answered=scoring.minimum_answered,
    )
    return {
        scale.id: Score(_known(mean), _known(error))
        for scale, mean, error in zip(
            instrument.scales, found.means[0].tolist(), found.standard_errors[0].tolist(), strict=True
        )
    }


def level_title(*, instrument: Instrument, level: int | None) -> Text | None:
    """Return the name of a level."""
    return next((held.title for held in instrument.scoring.levels if held.level == level), None)


def _deviation(instrument: Instrument, scoring: Scoring) -> float:
    """Return the declared spread, on the unit of one answer."""
    declared = scoring.standard_deviation or nan
    if scoring.kind == "MEAN":
        return declared
    return declared * len(instrument.scales) / len(instrument.items)


def _number(value: Value | None) -> float:
    return nan if value is None else float(value)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def _area(instrument: Instrument, scale: Scale, score: Score, beside: Beside) -> AreaLevel:
    level = None if score.mean is None else measured_level(levels=instrument.scoring.levels, mean=score.mean)
    evidence = beside.evidence.get(scale.id, "")
    correction = beside.corrections.get(scale.id)
    floor = instrument.scoring.evidence_from_level
    unsupported = (
        level is not None and floor is not None and level >= floor and not evidence and not correction
    )
    held = correction.level if correction else level
    if unsupported and floor is not None:
        held = floor - 1
    return AreaLevel(
        area=scale.id,
        title=scale.title,
        meaning=scale.meaning,
        mean=score.mean,
        standard_error=score.error,
        level=level,
        level_title=level_title(instrument=instrument, level=level),
        evidence=evidence,
        needs_evidence=unsupported,
        correction=correction,
        held_level=held,
        held_title=level_title(instrument=instrument, level=held),
    )


def measured_level(*, levels: tuple[Level, ...], mean: float) -> int:
    """Return the level that a mean score reaches."""
    return levels[level_of(mean=mean, floors=tuple(level.at_least for level in levels)) - 1].level


def _riasec(instrument: Instrument, scores: Mapping[str, Score]) -> RiasecResult:
    interests = tuple(_interest(instrument, scale, scores[scale.id]) for scale in instrument.scales)
    sums = np.array([[nan if interest.score is None else interest.score for interest in interests]])
    flat = bool(is_flat(scores=sums, below=instrument.scoring.flat_below or 0.0)[0])
    ordered = sorted(interests, key=lambda interest: (-(interest.share or 0.0), interest.letter))
    return RiasecResult(
        interests=interests,
        order=tuple(interest.letter for interest in ordered),
        is_flat=flat,
        indistinct=tuple((one.letter, two.letter) for one, two in pairwise(ordered) if _too_close(one, two)),
    )


def _interest(instrument: Instrument, scale: Scale, score: Score) -> Interest:
    steps = _span(instrument)[1]
    count = len(instrument.items_of(scale.id))
    return Interest(
        letter=scale.id,
        title=scale.title,
        meaning=scale.meaning,
        score=None if score.mean is None else score.mean * count,
        share=None if score.mean is None else score.mean / steps,
        standard_error=None if score.error is None else score.error / steps,
    )


def _profile(instrument: Instrument, scores: Mapping[str, Score]) -> ProfileResult:
    scales = tuple(_share(instrument, scale, scores[scale.id]) for scale in instrument.scales)
    shares = np.array([[nan if scale.share is None else scale.share for scale in scales]])
    flat_below = (instrument.scoring.flat_below or 0.0) / _unit(instrument)
    ordered = sorted(scales, key=lambda scale: (-(scale.share or 0.0), scale.id))
    return ProfileResult(
        scales=scales,
        order=tuple(scale.id for scale in ordered),
        is_flat=bool(is_flat(scores=shares, below=flat_below)[0]),
        indistinct=tuple((one.id, two.id) for one, two in pairwise(ordered) if _too_close(one, two)),
    )


def _share(instrument: Instrument, scale: Scale, score: Score) -> ScaleShare:
    lowest, span = _span(instrument)
    return ScaleShare(
        id=scale.id,
        title=scale.title,
        meaning=scale.meaning,
        share=None if score.mean is None else (score.mean - lowest) / span,
        standard_error=None if score.error is None else score.error / span,
    )


def _span(instrument: Instrument) -> tuple[int, int]:
    """Return the lowest answer and how far it is to the highest; a share of choices runs from 0 to 1."""
    if not isinstance(instrument.response, Likert | Frequency | Rating):
        return 0, 1
    lowest, highest = bounds(instrument.response)
    return lowest, highest - lowest


def _unit(instrument: Instrument) -> float:
    """Return what a full scale measures on the unit of `flat_below`: a sum, a mean, or a share."""
    count = len(instrument.items) / len(instrument.scales) if instrument.scoring.kind == "SUM" else 1
    return _span(instrument)[1] * count


def _too_close(one: Interest | ScaleShare, two: Interest | ScaleShare) -> bool:
    """Tell whether two interests differ by no more than one error of their difference."""
    if one.share is None or two.share is None:
        return True
    return abs(one.share - two.share) <= hypot(one.standard_error or 0.0, two.standard_error or 0.0)


def _values(instrument: Instrument, response: CardSort, given: Given) -> ValuesResult:
    cards = {item.id: ValueCard(item.id, item.text) for item in instrument.items}
    piles = tuple(
        ValuePile(
            pile.id, pile.title, tuple(card for name, card in cards.items() if given.get(name) == pile.id)
        )
        for pile in response.piles
    )
    return ValuesResult(piles=piles, ranked=tuple(cards[name] for name in ranking(given=given)))


def _scale(instrument: Instrument, given: Given, scores: Mapping[str, Score]) -> ScaleResult:
    score = scores[instrument.scales[0].id]
    items = tuple(
        ItemScore(item.id, item.text, _known(_number(given.get(item.id)))) for item in instrument.items
    )
    return ScaleResult(items, score.mean, score.error, instrument.scoring.alert_below)


def _words(instrument: Instrument, given: Given) -> WordsResult:
    told = {item.id: given.get(item.id) for item in instrument.items}
    return WordsResult(
        tuple(WrittenAnswer(item.id, item.text, str(told[item.id] or "")) for item in instrument.items)
    )
