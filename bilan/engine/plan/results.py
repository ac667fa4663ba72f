"""What a plan is: its modules in order, and the sums they make."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a module is there: a code and its parameters, told in words elsewhere."""

    code: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ProposalItem:
    """A module of the plan. `week` is the week it starts in, from 1."""

    code: str
    phase: str
    mode: str
    minutes: int
    accompanied_minutes: int
    is_counted: bool
    week: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class MoreMoney:
    """Cents beyond the ceiling, points more, and how the modules change (code → mode)."""

    cents: int
    gain: float
    added: Mapping[str, str]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan: `minutes` and `accompanied_minutes` sum what counts in the legal envelope.

    `gain` is what the plan brings to the needs, in points; `next_hour_gain` what an hour more, within the
    envelope, could add. `is_optimal`: it is proved that no better plan of this style fits the envelope.
    """

    style: str
    items: tuple[ProposalItem, ...]
    minutes: int
    accompanied_minutes: int
    weeks: int
    cost_cents: int
    counsellor_minutes: int
    gain: float
    is_optimal: bool
    next_hour_gain: float
    more_money: MoreMoney | None = None  # only when asked for, where a ceiling binds

    @property
    def own_minutes(self) -> int:
        """The counted time the person works alone."""
        return self.minutes - self.accompanied_minutes
