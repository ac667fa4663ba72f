"""Read typed fields out of parsed TOML, naming the place of whatever is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bilan.rules.errors import ProfileMalformed


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file one is."""

    file: str
    path: str

    def inside(self, step: str) -> "Place":
        """Return the place one step further in."""
        return Place(self.file, step if self.path == "top" else f"{self.path}.{step}")

    def error(self, problem: str) -> ProfileMalformed:
        """Build the error that names this place."""
        return ProfileMalformed(file=self.file, place=self.path, problem=problem)


@dataclass(frozen=True, slots=True)
class Table:
    """A TOML table and where it stands."""

    data: Mapping[str, object]
    place: Place

    def refuse_others(self, known: set[str]) -> None:
        """Refuse keys that mean nothing here: a typing mistake would be silent otherwise."""
        for key in self.data:
            if key not in known:
                raise self.place.error(f"{key!r} is not known here. Known: {', '.join(sorted(known))}.")

    def text(self, key: str, *, default: str | None = None) -> str:
        """Return a text."""
        value = self.data.get(key, default)
        if not isinstance(value, str):
            raise self._missing(key, "a text")
        return value

    def number(self, key: str, *, default: int | None = None) -> int:
        """Return a whole number, zero or more."""
        value = self.data.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self._missing(key, "a whole number, zero or more")
        return value

    def decimal(self, key: str) -> float:
        """Return a number, zero or more."""
        value = self.data.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
            raise self._missing(key, "a number, zero or more")
        return float(value)

    def choice(self, key: str, known: tuple[str, ...]) -> str:
        """Return a text that must be one of a few."""
        value = self.text(key)
        if value not in known:
            raise self._missing(key, f"one of {', '.join(known)}")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            raise self._missing(key, "true or false")
        return value

    def day(self, key: str) -> date:
        """Return a day."""
        value = self.data.get(key)
        if type(value) is not date:
            raise self._missing(key, "a day such as 2026-02-26")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when absent."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._missing(key, "a list of texts")
        return tuple(value)

    def table(self, key: str) -> "Table":
        """Return a table inside this one, empty when absent."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            raise self._missing(key, "a table")
        return Table(value, self.place.inside(key))

    def rows(self, key: str) -> tuple["Table", ...]:
        """Return the rows of an array of tables, each knowing its rank."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self._missing(key, "an array of tables")
        return tuple(Table(row, self.place.inside(f"{key}[{rank}]")) for rank, row in enumerate(value, 1))

    def _missing(self, key: str, wanted: str) -> ProfileMalformed:
        """Build the error of a field that is absent or of another kind."""
        found = repr(self.data[key]) if key in self.data else "nothing"
        return self.place.inside(key).error(f"{wanted} is needed here, and {found} was found.")
