"""Worked examples of rules: a situation, what must come out, and where it is written."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from bilan.rules.errors import RuleError
from bilan.rules.loading import load_profile
from bilan.rules.reading import Place, Table
from bilan.rules.values import Value

KEYS = {"situation", "profile", "rule", "on", "expected", "none", "error", "source"}


@dataclass(frozen=True, slots=True)
class Example:
    """A situation, and the value or the error that must come out of it."""

    situation: str
    profile_id: str
    rule: str
    on: date
    expected: Value | None
    error: str
    source: str

    def outcome(self) -> Value | str | None:
        """Ask the rule, and return its value or the name of its error."""
        try:
            return load_profile(self.profile_id).rule(self.rule).on(self.on).value
        except RuleError as error:
            return type(error).__name__

    @property
    def wanted(self) -> Value | str | None:
        """What must come out."""
        return self.error or self.expected


@cache
def load_examples() -> tuple[Example, ...]:
    """Return the examples that ship, file by file."""
    folder = files("bilan.rules") / "examples"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(
        example
        for name in names
        for example in read_examples(name=name, text=(folder / name).read_text(encoding="utf-8"))
    )


def read_examples(*, name: str, text: str) -> Iterator[Example]:
    """Read the examples of one file.

    Raises:
        ProfileMalformed: a field is wrong, or nothing is expected.
    """
    for row in Table(tomllib.loads(text), Place(name, "top")).rows("example"):
        row.refuse_others(KEYS)
        yield Example(
            situation=row.text("situation"),
            profile_id=row.text("profile"),
            rule=row.text("rule"),
            on=row.day("on"),
            expected=_expected(row),
            error=row.text("error", default=""),
            source=row.text("source"),
        )


def _expected(row: Table) -> Value | None:
    """Return the expected value; `none = true` or an error stand for it."""
    value = row.data.get("expected")
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    if value is None and not (row.flag("none", default=False) or "error" in row.data):
        raise row.place.error("say what is expected, none = true, or an error.")
    return value if isinstance(value, int | str) else None
