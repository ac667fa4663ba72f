"""What differs between two profiles, or between two days of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bilan.rules.profile import RULES, Profile
from bilan.rules.values import DatedValue, Value


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule that two profiles, or two days, do not set alike."""

    rule: str
    before: DatedValue[Value]
    after: DatedValue[Value]


def values_on(profile: Profile, day: date) -> Mapping[str, DatedValue[Value]]:
    """Return the value of every rule that day.

    Raises:
        DateTooEarly: the profile begins after that day.
    """
    return {name: profile.rule(name).on(day) for name in RULES}


def differences(
    *, before: Profile, before_on: date, after: Profile, after_on: date
) -> tuple[Difference, ...]:
    """Return the rules whose value differs, in the order they are declared."""
    first, second = values_on(before, before_on), values_on(after, after_on)
    return tuple(
        Difference(name, first[name], second[name])
        for name in RULES
        if first[name].value != second[name].value
    )
