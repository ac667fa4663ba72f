"""Errors of the rules.

RuleError
├── ProfileUnknown      no profile bears this name
├── RuleUnknown         no rule bears this name
├── DateTooEarly        the day asked for comes before the first dated value
├── ProfileMalformed    a data file is wrong: says which, where and why
├── ModuleUnknown       no module bears this code
└── LevelUnknown        a diagnosis level or objective that the catalogue of modules does not know
"""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches


class RuleError(Exception):
    """Base of what can go wrong when a rule is asked for."""


class ProfileUnknown(RuleError):
    """No profile bears this name."""

    def __init__(self, profile_id: str, known: Iterable[str]) -> None:
        self.profile_id = profile_id
        super().__init__(f"There is no rule profile {profile_id!r}. {_nearest(profile_id, known)}")


class RuleUnknown(RuleError):
    """No rule bears this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        super().__init__(f"There is no rule {name!r}. {_nearest(name, known)}")


class DateTooEarly(RuleError):
    """The day asked for comes before the first dated value."""

    def __init__(self, *, profile_id: str, name: str, day: date, first: date) -> None:
        self.day, self.first = day, first
        super().__init__(
            f"{profile_id}: {name} is known from {first} on, and {day} comes before. "
            f"Ask for {first} or later."
        )


class ProfileMalformed(RuleError):
    """A data file is wrong: say which, where and why."""

    def __init__(self, *, file: str, place: str, problem: str) -> None:
        self.file, self.place = file, place
        super().__init__(f"{file}, {place}: {problem}")


class ModuleUnknown(RuleError):
    """No module bears this code."""

    def __init__(self, code: str, known: Iterable[str]) -> None:
        self.code = code
        super().__init__(f"There is no module {code!r}. {_nearest(code, known)}")


class LevelUnknown(RuleError):
    """A diagnosis level or objective that the catalogue of modules does not know."""

    def __init__(self, *, name: str, value: object, known: str) -> None:
        self.name = name
        super().__init__(f"{name} is {value!r}, which means nothing here. Known: {known}.")


def _nearest(name: str, known: Iterable[str]) -> str:
    """Suggest the nearest names, or list them all."""
    names = sorted(known)
    near = get_close_matches(name, names, n=3)
    return f"Did you mean {' or '.join(near)}?" if near else f"Known: {', '.join(names)}."
