"""What an instrument's file must hold; anything else is refused with its place."""

from typing import Annotated, Literal

from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[\w-]{1,40}$")]
Moment = Literal["START", "INVESTIGATION", "MIDWAY", "END", "FOLLOW_UP"]


class Part(BaseModel):
    """A piece of an instrument: it never changes once read, and knows no other field."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Text(Part):
    """A text in both languages; as a string, in the reader's."""

    fr: Words
    en: Words

    def __str__(self) -> str:
        """Return the text in the language of the page."""
        return self.en if (get_language() or "fr").startswith("en") else self.fr


class Likert(Part):
    """Labelled steps; the value of a step is its rank from zero."""

    kind: Literal["LIKERT"]
    labels: Annotated[tuple[Text, ...], Field(min_length=2, max_length=9)]


class Rating(Part):
    """A number between two labelled ends."""

    kind: Literal["RATING"]
    lowest: int
    highest: int
    low: Text
    high: Text


class Pile(Part):
    """A pile of a card sort, with the most cards it takes."""

    id: Code
    title: Text
    most: Annotated[int, Field(ge=1)] | None = None


class CardSort(Part):
    """Cards laid in piles, then one pile ranked."""

    kind: Literal["CARD_SORT"]
    piles: Annotated[tuple[Pile, ...], Field(min_length=2)]
    ranked_pile: Code

    @model_validator(mode="after")
    def _ranks_a_pile_that_is_there(self) -> "CardSort":
        if self.ranked_pile not in {pile.id for pile in self.piles}:
            raise ValueError(f"ranked_pile {self.ranked_pile!r} is not one of the piles")
        return self

    def pile(self, pile_id: str) -> Pile | None:
        """Return a pile by its name."""
        return next((pile for pile in self.piles if pile.id == pile_id), None)


class Level(Part):
    """A level, from a mean score upward."""

    level: Annotated[int, Field(ge=1, le=4)]
    at_least: float
    title: Text


class Scoring(Part):
    """How answers become scores, and how sure those are."""

    kind: Literal["SUM", "MEAN", "RANK"]
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
        if self.kind != "RANK" and (self.reliability is None or self.standard_deviation is None):
            raise ValueError("a score needs its reliability and its standard_deviation")
        floors = [level.at_least for level in self.levels]
        if floors != sorted(set(floors)):
            raise ValueError("levels must climb")
        return self


class Scale(Part):
    """What a group of questions measures."""

    id: Code
    title: Text
    meaning: Text


class Item(Part):
    """A question, an activity or a card."""

    id: Code
    text: Text
    scale: Code | None = None


class Instrument(Part):
    """A questionnaire or a card sort, with all that the law and honesty ask to say of it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.-]{1,12}$")]
    status: Literal["NOT_VALIDATED", "VALIDATED"]
    licence: Words
    origin: Words
    title: Text
    lead: Text
    construct_: Annotated[Text, Field(alias="construct")]
    purpose: Text
    link: Words
    administered_by: Literal["ANYONE", "COUNSELOR", "PSYCHOLOGIST"]
    needs_feedback: bool
    seconds_per_item: Annotated[int, Field(ge=1)]
    moments: Annotated[tuple[Moment, ...], Field(min_length=1)]
    response: Annotated[Likert | Rating | CardSort, Field(discriminator="kind")]
    scoring: Scoring
    scales: tuple[Scale, ...] = ()
    items: Annotated[tuple[Item, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _holds_together(self) -> "Instrument":
        _refuse_twins([item.id for item in self.items], "item")
        _refuse_twins([scale.id for scale in self.scales], "scale")
        known = {scale.id for scale in self.scales}
        for item in self.items:
            if item.scale is not None and item.scale not in known:
                raise ValueError(f"item {item.id!r} speaks of an unknown scale {item.scale!r}")
        used = {item.scale for item in self.items}
        if idle := sorted(known - used):
            raise ValueError(f"scale {idle[0]!r} has no item")
        return self

    @property
    def is_validated(self) -> bool:
        """Tell whether a validation study stands behind it."""
        return self.status == "VALIDATED"

    def item(self, item_id: str) -> Item | None:
        """Return a question by its name."""
        return next((item for item in self.items if item.id == item_id), None)

    def items_of(self, scale_id: str) -> tuple[Item, ...]:
        """Return the questions of a scale, in order."""
        return tuple(item for item in self.items if item.scale == scale_id)


def _refuse_twins(names: list[str], what: str) -> None:
    """Refuse a name borne twice."""
    for rank, name in enumerate(names):
        if name in names[:rank]:
            raise ValueError(f"two {what}s are called {name!r}")
