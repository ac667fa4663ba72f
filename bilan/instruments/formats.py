"""The formats in which a question can be answered."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from bilan.instruments.parts import Code, Part, Text

Labels = Annotated[tuple[Text, ...], Field(min_length=2, max_length=9)]


class Likert(Part):
    """Labelled steps; the value of a step is its rank from zero."""

    kind: Literal["LIKERT"]
    labels: Labels


class Frequency(Part):
    """How often something happened over a period, in labelled steps from zero."""

    kind: Literal["FREQUENCY"]
    period: Text
    labels: Labels


class Rating(Part):
    """A number between two labelled ends."""

    kind: Literal["RATING"]
    lowest: int
    highest: int
    low: Text
    high: Text

    @model_validator(mode="after")
    def _climbs(self) -> "Rating":
        if self.lowest >= self.highest:
            raise ValueError("highest must be above lowest")
        return self


class BestWorst(Part):
    """Among three to six options, the one that fits best and the one that fits least."""

    kind: Literal["BEST_WORST"]
    best: Text
    worst: Text


class TradeOff(Part):
    """Two concrete job situations, of which one is chosen."""

    kind: Literal["TRADE_OFF"]


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


class FreeText(Part):
    """The person's own words."""

    kind: Literal["FREE_TEXT"]
    most_characters: Annotated[int, Field(ge=1, le=8000)] = 2000


Steps = Likert | Frequency
Choosing = BestWorst | TradeOff
Response = Likert | Frequency | Rating | BestWorst | TradeOff | CardSort | FreeText
