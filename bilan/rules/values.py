"""A rule as a list of dated values, and its declaration on a profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar, cast, overload

from bilan.rules.errors import DateTooEarly

if TYPE_CHECKING:
    from datetime import date

    from bilan.rules.profile import Profile

T = TypeVar("T")
Value = int | str | tuple[str, ...]
Bound = Literal["AT_LEAST", "AT_MOST", "NONE"]
Unit = Literal["hours", "weeks", "years", "months", "days", "cents", "yes or no", "code", "codes"]


@dataclass(frozen=True, slots=True)
class DatedValue(Generic[T]):
    """What a text sets from a day on; `None` when it sets nothing."""

    value: T | None
    since: date
    source: str
    is_confirmed: bool = True
    note_fr: str = ""
    note_en: str = ""
    profile_id: str = ""

    def note(self, language: str) -> str:
        """Return what the reader should know beside the value."""
        return self.note_fr if language == "fr" else self.note_en


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One rule of one profile: its values, first to last."""

    name: str
    profile_id: str
    values: tuple[DatedValue[T], ...]

    def on(self, day: date) -> DatedValue[T]:
        """Return the value in force that day.

        Raises:
            DateTooEarly: the day comes before the first value.
        """
        in_force = [value for value in self.values if value.since <= day]
        if not in_force:
            first = self.values[0].since
            raise DateTooEarly(profile_id=self.profile_id, name=self.name, day=day, first=first)
        return in_force[-1]


class RuleOf(Generic[T]):
    """Declare a rule: its kind, its unit, its names, and how an heir may narrow it."""

    def __init__(self, kind: type[T], *, unit: Unit, fr: str, en: str, bound: Bound = "NONE") -> None:
        self.kind, self.unit, self.bound = kind, unit, bound
        self.title_fr, self.title_en = fr, en
        self.name = ""

    def __set_name__(self, owner: type[Profile], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, profile: None, owner: type[Profile]) -> RuleOf[T]: ...
    @overload
    def __get__(self, profile: Profile, owner: type[Profile]) -> Rule[T]: ...
    def __get__(self, profile: Profile | None, owner: type[Profile]) -> RuleOf[T] | Rule[T]:
        if profile is None:
            return self
        return cast("Rule[T]", profile.rules[self.name])  # the loader checked the kind of each value

    def title(self, language: str) -> str:
        """Return the name people read."""
        return self.title_fr if language == "fr" else self.title_en
