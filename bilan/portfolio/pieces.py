"""What a portfolio shows, opened: activities told, skill cards, skills offered."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bilan.portfolio.models import Card, Experience, FormerCard

PROOF_RANKS = {proof: rank for rank, proof in enumerate(Card.Proof, 1)}
LIKING_SIGNS = {Card.Liking.LIKED: 1, Card.Liking.NEUTRAL: 0, Card.Liking.NO_MORE: -1}


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when; an open end means still going on, a month may be forgotten."""

    from_year: int
    from_month: int | None = None
    to_year: int | None = None
    to_month: int | None = None

    @property
    def is_ongoing(self) -> bool:
        """Tell whether it still goes on."""
        return self.to_year is None

    @property
    def is_possible(self) -> bool:
        """Tell whether it can be a part of a life and ends after it starts."""
        months = [month for month in (self.from_month, self.to_month) if month is not None]
        if not 1900 <= self.from_year <= 2200 or not all(1 <= month <= 12 for month in months):
            return False
        if self.to_year is None:
            return self.to_month is None
        start = (self.from_year, self.from_month or 1)
        return start <= (self.to_year, self.to_month or 12)

    def starts_after(self, day: date) -> bool:
        """Tell whether it starts after a day."""
        return (self.from_year, self.from_month or 1) > (day.year, day.month)


@dataclass(frozen=True, slots=True)
class Telling:
    """An activity as it comes from its owner, to be kept."""

    kind: str
    period: Period
    title: str
    narrative: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Trade:
    """Occupations read in the title of an activity, and what the person said: one, none (empty), not yet."""

    read: tuple[str, ...] = ()
    said: str | None = None


@dataclass(frozen=True, slots=True)
class ToldExperience:
    """An activity as its owner tells it, with how many cards came of it."""

    id: UUID
    kind: Experience.Kind
    period: Period
    title: str
    narrative: str
    is_private: bool
    cards: int
    changed_at: datetime
    version: int = 1
    comments: int = 0
    trade: Trade | None = None


@dataclass(frozen=True, slots=True)
class SkillCard:
    """A skill: its owner's sentence first, the official name small (empty when there is none)."""

    id: UUID
    sentence: str
    uri: str
    label: str
    proof: Card.Proof
    level: int
    liking: Card.Liking
    experience_id: UUID | None
    experience: str
    is_private: bool
    was_unexpected: bool
    is_retired: bool
    merged_into: UUID | None
    created_at: datetime
    version: int = 1
    comments: int = 0

    @property
    def proof_rank(self) -> int:
        """Return 1 (said) to 4 (certified), for the four dots."""
        return PROOF_RANKS[self.proof]

    @property
    def liking_sign(self) -> int:
        """Return 1 (liked), 0 or -1 (no more of it)."""
        return LIKING_SIGNS[self.liking]


@dataclass(frozen=True, slots=True)
class HeldName:
    """The official name of a card, how well it is supported (1–4) and whether it is liked (−1, 0, 1)."""

    uri: str
    proof_rank: int
    liking_sign: int


@dataclass(frozen=True, slots=True)
class FormerSaying:
    """What a card said before an act changed it."""

    version: int
    act: FormerCard.Act
    sentence: str
    proof: Card.Proof
    level: int
    liking: Card.Liking
    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """What the practitioner wrote beside an activity or a card; `author` is empty once they left."""

    id: UUID
    author: str
    words: str
    written_at: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that shows a skill: its name, its kind (a name of `vault.uploads.Kind`), what it shows."""

    id: UUID
    card_id: UUID
    name: str
    kind: str
    words: str
    size: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class OfferedSkill:
    """A skill found in someone's words, waiting for a yes or a no, with the words that led there."""

    id: UUID
    uri: str
    label: str
    because: str
    experience_id: UUID
    experience: str
    score: float


@dataclass(frozen=True, slots=True)
class Finding:
    """A skill found in a text, before it is offered."""

    uri: str
    because: str
    score: float


@dataclass(frozen=True, slots=True)
class Claim:
    """What the owner says of a skill beside its sentence."""

    proof: str = Card.Proof.SAID
    level: int = 2
    liking: str = Card.Liking.NEUTRAL
    is_private: bool = False
    was_unexpected: bool = False


UNSAID = Claim()
