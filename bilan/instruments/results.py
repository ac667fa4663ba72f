"""What a finished questionnaire says, always with how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bilan.instruments.schema import Text


@dataclass(frozen=True, slots=True)
class Score:
    """One scale's mean answer and its error; None where too little was answered."""

    mean: float | None
    error: float | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A counselor's level beside the measured one, with the reason."""

    level: int
    title: Text
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AreaLevel:
    """One area of the diagnosis: the measured level, what supports it, and the level that counts."""

    area: str
    title: Text
    meaning: Text
    mean: float | None
    standard_error: float | None
    level: int | None
    level_title: Text | None
    evidence: str
    needs_evidence: bool
    correction: Correction | None
    held_level: int | None
    held_title: Text | None

    @property
    def is_supported(self) -> bool:
        """Tell whether the level stands on an evidence or on the counselor's word."""
        return bool(self.evidence) or self.correction is not None


@dataclass(frozen=True, slots=True)
class CmsResult:
    """The diagnosis of career management skills, area by area."""

    areas: tuple[AreaLevel, ...]

    @property
    def levels(self) -> Mapping[str, int]:
        """Return the levels that count, by area; an area without a measure is left out."""
        return {area.area: area.held_level for area in self.areas if area.held_level is not None}


@dataclass(frozen=True, slots=True)
class Interest:
    """One family of activities: 0–40 as asked, 0–1 for pictures, both with the same error."""

    letter: str
    title: Text
    meaning: Text
    score: float | None
    share: float | None
    standard_error: float | None

    @property
    def low(self) -> float:
        """Return the lower end of the likely range (0–1, one standard error below)."""
        return max(0.0, (self.share or 0.0) - (self.standard_error or 1.0))

    @property
    def high(self) -> float:
        """Return the upper end of the likely range (0–1, one standard error above)."""
        return min(1.0, (self.share or 0.0) + (self.standard_error or 1.0))


@dataclass(frozen=True, slots=True)
class RiasecResult:
    """Six interests compared with one another, never with other people."""

    interests: tuple[Interest, ...]
    order: tuple[str, ...]
    is_flat: bool
    indistinct: tuple[tuple[str, str], ...]

    @property
    def leading(self) -> tuple[str, ...]:
        """Return the two or three letters that lead; none for a flat profile."""
        return () if self.is_flat else self.order[:3]

    @property
    def as_profile(self) -> Mapping[str, tuple[float, float]]:
        """Return letter → (score 0–1, standard error 0–1), letters without a score left out."""
        return {
            interest.letter: (interest.share, interest.standard_error)
            for interest in self.interests
            if interest.share is not None and interest.standard_error is not None
        }

    def interest(self, letter: str) -> Interest:
        """Return one family by its letter."""
        return next(interest for interest in self.interests if interest.letter == letter)


@dataclass(frozen=True, slots=True)
class ValueCard:
    """A card of the sort."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class ValuePile:
    """A pile and the cards laid on it."""

    id: str
    title: Text
    cards: tuple[ValueCard, ...]


@dataclass(frozen=True, slots=True)
class ValuesResult:
    """What counts in work: four piles, and the kept cards in the person's order."""

    piles: tuple[ValuePile, ...]
    ranked: tuple[ValueCard, ...]

    @property
    def ordered_ids(self) -> tuple[str, ...]:
        """Return the ranked cards' names, first to last."""
        return tuple(card.id for card in self.ranked)

    def pile(self, pile_id: str) -> tuple[ValueCard, ...]:
        """Return the cards of a pile."""
        return next(pile.cards for pile in self.piles if pile.id == pile_id)


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One question and the number given, none when it was passed over."""

    id: str
    text: Text
    value: float | None


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """A short measure from 0 to 10: each answer, their mean and its error."""

    items: tuple[ItemScore, ...]
    mean: float | None
    standard_error: float | None
    alert_below: float | None

    @property
    def low_items(self) -> tuple[ItemScore, ...]:
        """Return the answers under the alert threshold."""
        if self.alert_below is None:
            return ()
        return tuple(item for item in self.items if item.value is not None and item.value < self.alert_below)


@dataclass(frozen=True, slots=True)
class ScaleShare:
    """One scale of several, from 0 to 1, with its error on the same unit."""

    id: str
    title: Text
    meaning: Text
    share: float | None
    standard_error: float | None


@dataclass(frozen=True, slots=True)
class ProfileResult:
    """Several scales compared with one another within one person, never with other people."""

    scales: tuple[ScaleShare, ...]
    order: tuple[str, ...]
    is_flat: bool
    indistinct: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """A question and what the person wrote, empty when it was passed over."""

    id: str
    text: Text
    words: str
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class WordsResult:
    """What a person wrote: nothing is scored."""

    answers: tuple[WrittenAnswer, ...]


Result = CmsResult | RiasecResult | ValuesResult | ScaleResult | ProfileResult | WordsResult
