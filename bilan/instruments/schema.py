"""What an instrument's file must hold; anything else is refused with its place."""

from datetime import date
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, StringConstraints, model_validator

from bilan.instruments.formats import (
    BestWorst,
    CardSort,
    Choosing,
    FreeText,
    Frequency,
    Likert,
    Pile,
    Rating,
    Response,
    Steps,
    TradeOff,
)
from bilan.instruments.parts import Code, Language, Languages, Moment, Part, Text, Words

__all__ = [
    "Adaptive",
    "BestWorst",
    "CardSort",
    "Choosing",
    "FreeText",
    "Frequency",
    "Instrument",
    "Item",
    "Language",
    "Languages",
    "Level",
    "Likert",
    "Norm",
    "Option",
    "Pile",
    "Rating",
    "Response",
    "Scale",
    "Scoring",
    "Steps",
    "Text",
    "TradeOff",
]

# What each way of scoring can read.
READS: dict[str, tuple[type[Part], ...]] = {
    "SUM": (Likert, Frequency, Rating),
    "MEAN": (Likert, Frequency, Rating),
    "COUNT": (BestWorst, TradeOff),
    "RANK": (CardSort,),
    "WORDS": (FreeText,),
}
FEWEST_OPTIONS, MOST_OPTIONS = 3, 6
# Under this smallest eigenvalue the engine refuses correlations: two scales would be one and the same.
LEAST_SPREAD = 1e-6


class Level(Part):
    """A level, from a mean score upward."""

    level: Annotated[int, Field(ge=1, le=4)]
    at_least: float
    title: Text


class Scoring(Part):
    """How answers become scores, and how sure those are."""

    kind: Literal["SUM", "MEAN", "COUNT", "RANK", "WORDS"]
    source: Words
    minimum_answered: Annotated[int, Field(ge=1)] = 1
    reliability: Annotated[float, Field(gt=0, lt=1)] | None = None
    standard_deviation: Annotated[float, Field(gt=0)] | None = None
    meaningful_difference: Annotated[float, Field(gt=0)] | None = None
    flat_below: Annotated[float, Field(gt=0)] | None = None
    alert_below: float | None = None
    evidence_from_level: int | None = None
    levels: tuple[Level, ...] = ()

    @model_validator(mode="after")
    def _says_how_sure_it_is(self) -> "Scoring":
        if self.is_estimated and (self.reliability is None or self.standard_deviation is None):
            raise ValueError("a score needs its reliability and its standard_deviation")
        floors = [level.at_least for level in self.levels]
        if floors != sorted(set(floors)):
            raise ValueError("levels must climb")
        if self.evidence_from_level not in {None, *(level.level for level in self.levels)}:
            raise ValueError(f"evidence_from_level {self.evidence_from_level} is not one of the levels")
        return self

    @property
    def is_estimated(self) -> bool:
        """Tell whether a number is estimated, which then has an error."""
        return self.kind in {"SUM", "MEAN", "COUNT"}

    @property
    def standard_error(self) -> float | None:
        """Return the error of a full scale: SD × √(1 − reliability) (Lord and Novick 1968)."""
        if self.reliability is None or self.standard_deviation is None:
            return None
        return float(self.standard_deviation * (1 - self.reliability) ** 0.5)


class Scale(Part):
    """What a group of questions measures."""

    id: Code
    title: Text
    meaning: Text


class Option(Part):
    """One of the options among which a choice is made."""

    id: Code
    text: Text
    scale: Code


class Item(Part):
    """A question, an activity or a card; with its options when the answer is a choice among them."""

    id: Code
    text: Text
    scale: Code | None = None
    is_reversed: bool = False
    options: tuple[Option, ...] = ()

    def option(self, option_id: str) -> Option | None:
        """Return an option by its name."""
        return next((option for option in self.options if option.id == option_id), None)


class Norm(Part):
    """How a described sample scored on a scale, and when (étalonnage)."""

    scale: Code
    sample: Words
    people: Annotated[int, Field(ge=1)]
    collected_on: date
    mean: float
    standard_deviation: Annotated[float, Field(gt=0)]
    source: Words


class Correlation(Part):
    """How two scales go together."""

    scales: tuple[Code, Code]
    value: Annotated[float, Field(gt=-1, lt=1)]


class Parameters(Part):
    """A question's place in the graded response model, from a calibration."""

    id: Code
    discrimination: Annotated[float, Field(gt=0)]
    thresholds: Annotated[tuple[float, ...], Field(min_length=1)]


class Adaptive(Part):
    """How the next question is chosen when not all are asked, and where the model's numbers come from."""

    source: Words
    target_error: Annotated[float, Field(gt=0, lt=1)]
    most: Annotated[int, Field(ge=1)]
    least_per_scale: Annotated[int, Field(ge=1)] = 1
    correlations: tuple[Correlation, ...] = ()
    shares: tuple[Annotated[float, Field(gt=0, lt=1)], ...] = ()
    items: tuple[Parameters, ...] = ()

    @property
    def is_provisional(self) -> bool:
        """Tell whether the model's numbers are declared rather than calibrated."""
        return not self.items


class Instrument(Part):
    """A questionnaire or a card sort, with all that the law and honesty ask to say of it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.-]{1,12}$")]
    licence: Words
    origin: Words
    languages: Languages
    title: Text
    lead: Text
    construct_: Annotated[Text, Field(alias="construct")]
    purpose: Text
    link: Words
    administered_by: Literal["ANYONE", "COUNSELOR", "PSYCHOLOGIST"]
    needs_feedback: bool
    is_shown_after_feedback: bool = False
    seconds_per_item: Annotated[int, Field(ge=1)]
    moments: Annotated[tuple[Moment, ...], Field(min_length=1)]
    response: Annotated[Response, Field(discriminator="kind")]
    scoring: Scoring
    adaptive: Adaptive | None = None
    norms: tuple[Norm, ...] = ()
    scales: tuple[Scale, ...] = ()
    items: Annotated[tuple[Item, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _holds_together(self) -> "Instrument":
        if self.is_shown_after_feedback and not self.needs_feedback:
            raise ValueError("is_shown_after_feedback asks for needs_feedback")
        _refuse_twins([item.id for item in self.items], "item")
        _refuse_twins([scale.id for scale in self.scales], "scale")
        _check_scales(self)
        _check_format(self)
        _check_reach(self)
        if self.adaptive is not None:
            _check_adaptive(self, self.adaptive)
        return self

    @property
    def is_validated(self) -> bool:
        """Tell whether a validation study stands behind it, in the language of the page."""
        return self.languages.of_the_page.status == "VALIDATED"

    def item(self, item_id: str) -> Item | None:
        """Return a question by its name."""
        return next((item for item in self.items if item.id == item_id), None)

    def items_of(self, scale_id: str) -> tuple[Item, ...]:
        """Return the questions of a scale, in order."""
        return tuple(item for item in self.items if item.scale == scale_id)


def _check_scales(instrument: Instrument) -> None:
    """Refuse an unknown scale, and one that nothing measures."""
    known = {scale.id for scale in instrument.scales}
    used = set()
    for item in instrument.items:
        scales = [item.scale, *(option.scale for option in item.options)]
        named = {scale for scale in scales if scale is not None}
        if strange := sorted(named - known):
            raise ValueError(f"item {item.id!r} speaks of an unknown scale {strange[0]!r}")
        used |= named
    if idle := sorted(known - used):
        raise ValueError(f"scale {idle[0]!r} has no item")
    if strange := sorted({norm.scale for norm in instrument.norms} - known):
        raise ValueError(f"a norm speaks of an unknown scale {strange[0]!r}")


def _check_format(instrument: Instrument) -> None:
    """Refuse a scoring that cannot read the answers, and questions that do not fit their format."""
    response, kind = instrument.response, instrument.scoring.kind
    if not isinstance(response, READS[kind]):
        raise ValueError(f"scoring {kind} cannot read answers of format {response.kind}")
    for item in instrument.items:
        fewest, most = _options(response)
        if not fewest <= len(item.options) <= most:
            raise ValueError(f"item {item.id!r} needs {fewest} to {most} options, it has {len(item.options)}")
        _refuse_twins([option.id for option in item.options], "option")
        if kind in {"SUM", "MEAN"} and item.scale is None:
            raise ValueError(f"item {item.id!r} needs its scale")


def _check_reach(instrument: Instrument) -> None:
    """Refuse an alert that no answer could raise or still, and a result that no answers could ever give."""
    response, scoring = instrument.response, instrument.scoring
    floor = scoring.alert_below
    if isinstance(response, Rating) and floor is not None and not response.lowest < floor <= response.highest:
        raise ValueError(f"alert_below {floor:g} lies outside the answers")
    if scoring.kind in {"SUM", "MEAN"}:
        _refuse_more_than_there_are(instrument, "minimum_answered", scoring.minimum_answered)


def _refuse_more_than_there_are(instrument: Instrument, what: str, least: int) -> None:
    for scale in instrument.scales:
        if (held := len(instrument.items_of(scale.id))) < least:
            raise ValueError(f"{what} asks {least} answers, scale {scale.id!r} has {held}")


def _options(response: Response) -> tuple[int, int]:
    """Return how many options a question of this format has, at least and at most."""
    if isinstance(response, BestWorst):
        return FEWEST_OPTIONS, MOST_OPTIONS
    return (2, 2) if isinstance(response, TradeOff) else (0, 0)


def _check_adaptive(instrument: Instrument, adaptive: Adaptive) -> None:
    """Refuse a choice of questions on answers without steps, or on other questions than its own."""
    if not isinstance(instrument.response, Steps):
        raise ValueError(f"adaptive needs labelled steps, not {instrument.response.kind}")
    steps = len(instrument.response.labels)
    if adaptive.shares and len(adaptive.shares) != steps:
        raise ValueError(f"adaptive.shares has {len(adaptive.shares)} numbers for {steps} steps")
    _refuse_more_than_there_are(instrument, "least_per_scale", adaptive.least_per_scale)
    _check_correlations([scale.id for scale in instrument.scales], adaptive.correlations)
    _check_parameters(instrument, adaptive, thresholds=steps - 1)


def _check_correlations(scales: list[str], pairs: tuple[Correlation, ...]) -> None:
    """Refuse unknown scales, a pair told twice, and numbers that no population could show together."""
    _refuse_twins(["-".join(sorted(pair.scales)) for pair in pairs], "correlation")
    matrix = np.eye(len(scales))
    for pair in pairs:
        one, other = pair.scales
        if one == other or not {one, other} <= set(scales):
            raise ValueError(f"a correlation speaks of unknown scales {f'{one}-{other}'!r}")
        place = scales.index(one), scales.index(other)
        matrix[place] = matrix[place[::-1]] = pair.value
    if np.linalg.eigvalsh(matrix)[0] <= LEAST_SPREAD:
        raise ValueError("no population could show these correlations together")


def _check_parameters(instrument: Instrument, adaptive: Adaptive, *, thresholds: int) -> None:
    if adaptive.is_provisional:
        return
    _refuse_twins([held.id for held in adaptive.items], "calibrated item")
    if {held.id for held in adaptive.items} != {item.id for item in instrument.items}:
        raise ValueError("adaptive.items must name every item, once")
    for held in adaptive.items:
        if len(held.thresholds) != thresholds or list(held.thresholds) != sorted(set(held.thresholds)):
            raise ValueError(f"item {held.id!r} needs {thresholds} thresholds that climb")


def _refuse_twins(names: list[str], what: str) -> None:
    """Refuse a name borne twice."""
    for rank, name in enumerate(names):
        if name in names[:rank]:
            raise ValueError(f"two {what}s are called {name!r}")
