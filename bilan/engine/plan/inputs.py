"""What the plan is made from: modules, the legal envelope, the person's preferences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, Self

Remote = Literal["ANY", "PREFERRED", "ONLY", "AVOIDED"]
Equipment = Literal["NONE", "PHONE", "COMPUTER"]  # each can do what those before it can
EQUIPMENT: tuple[Equipment, ...] = ("NONE", "PHONE", "COMPUTER")
LONGEST_MINUTES = 1800  # the longest programme known, 30 h, when a text sets no maximum
LONGEST_WEEKS = 26  # half a year, when neither the text nor the person sets an end
USUAL_MINUTES_A_WEEK = 180  # sessions of two to three hours, about weekly


class PlannedMode(Protocol):
    """One way to live a module."""

    @property
    def mode(self) -> str:
        """FACE, VIDEO, GUIDED or FIELD."""

    @property
    def minutes(self) -> int:
        """All the person's time."""

    @property
    def accompanied_minutes(self) -> int:
        """The part with the counsellor."""

    @property
    def feedback_minutes(self) -> int:
        """The counsellor's written reply."""

    @property
    def counsellor_minutes(self) -> int:
        """All the counsellor's time."""

    @property
    def cost_cents(self) -> int:
        """What it costs."""

    @property
    def gains(self) -> Mapping[str, float]:
        """Points brought to each need."""

    @property
    def equipment(self) -> Equipment:
        """The least it takes at home."""


class PlannedModule(Protocol):
    """A module as the planner reads it."""

    @property
    def code(self) -> str:
        """Its short name."""

    @property
    def phase(self) -> str:
        """The phase it belongs to."""

    @property
    def is_core(self) -> bool:
        """Whether every plan holds it."""

    @property
    def is_counted(self) -> bool:
        """Whether its time counts in the envelope."""

    @property
    def prerequisites(self) -> Sequence[str]:
        """Modules that come before it."""

    @property
    def completed_by(self) -> Sequence[str]:
        """Modules that must be in the same plan."""

    @property
    def modes(self) -> Sequence[PlannedMode]:
        """The ways to live it."""


class LegalLimits(Protocol):
    """What a rule profile allows on one day; `None` where it sets nothing."""

    @property
    def minimum_minutes(self) -> int | None:
        """Least total."""

    @property
    def maximum_minutes(self) -> int | None:
        """Greatest total."""

    @property
    def minimum_accompanied_minutes(self) -> int | None:
        """Least time with the counsellor."""

    @property
    def minimum_weeks(self) -> int | None:
        """Shortest span."""

    @property
    def maximum_weeks(self) -> int | None:
        """Longest span."""

    @property
    def feedback_counts(self) -> bool:
        """Whether written feedback is accompanied time."""

    @property
    def required_modules(self) -> tuple[str, ...] | None:
        """Modules that every plan holds."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The bounds of a plan. `required_modules=None` leaves it to each module's `is_core`."""

    minimum_minutes: int = 0
    maximum_minutes: int = LONGEST_MINUTES
    minimum_accompanied_minutes: int = 0
    maximum_accompanied_minutes: int | None = None
    minimum_weeks: int = 1
    maximum_weeks: int = LONGEST_WEEKS
    maximum_cost_cents: int | None = None
    feedback_counts: bool = False
    required_modules: tuple[str, ...] | None = None

    @classmethod
    def of(
        cls,
        limits: LegalLimits,
        *,
        maximum_cost_cents: int | None = None,
        maximum_accompanied_minutes: int | None = None,
    ) -> Self:
        """Build the envelope of a rule profile, with the price and the counsellor's open time."""
        return cls(
            minimum_minutes=limits.minimum_minutes or 0,
            maximum_minutes=limits.maximum_minutes or LONGEST_MINUTES,
            minimum_accompanied_minutes=limits.minimum_accompanied_minutes or 0,
            maximum_accompanied_minutes=maximum_accompanied_minutes,
            minimum_weeks=limits.minimum_weeks or 1,
            maximum_weeks=limits.maximum_weeks or LONGEST_WEEKS,
            maximum_cost_cents=maximum_cost_cents,
            feedback_counts=limits.feedback_counts,
            required_modules=limits.required_modules,
        )


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the person can and wants.

    Args:
        minutes_a_week: what they can give to their bilan.
        weeks: the most weeks they want it to last.
        remote: whether they travel to their counsellor.
        digital_ease: 0 (not at ease with a screen) to 1.
        equipment: what they have at home to work and to call with.
        meetings_a_week: the most appointments they can come to in a week; no bound when not told.
        fixed: module code → mode they chose.
        refused: module codes they set aside.
    """

    minutes_a_week: int = USUAL_MINUTES_A_WEEK
    weeks: int | None = None
    remote: Remote = "ANY"
    digital_ease: float = 1.0
    equipment: Equipment = "COMPUTER"
    meetings_a_week: int | None = None
    fixed: Mapping[str, str] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
