"""Routes of recognition of prior learning (validation des acquis), as dated data with sources."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypedDict

FILE = files("bilan.projects") / "routes.toml"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a route, in two languages; `after_days` after the start is usual, not promised."""

    code: str
    titles: Mapping[str, str]
    helps: Mapping[str, str]
    source: str
    is_confirmed: bool
    after_days: int

    def title(self, language: str) -> str:
        """Return what is to be done, in a language that is written here, else in French."""
        return self.titles.get(language, self.titles["fr"])

    def help(self, language: str) -> str:
        """Return what it is about, in a language that is written here, else in French."""
        return self.helps.get(language, self.helps["fr"])


@dataclass(frozen=True, slots=True)
class Route:
    """A route: what rules it since when, by which text, and its stages in order."""

    country: str
    since: date
    source: str
    rules: Mapping[str, str]
    delays_source: str
    are_delays_confirmed: bool
    stages: tuple[Stage, ...]

    def rule(self, language: str) -> str:
        """Return what limits it, in a language that is written here, else in French."""
        return self.rules.get(language, self.rules["fr"])


class _StageRow(TypedDict):
    code: str
    title_fr: str
    title_en: str
    help_fr: str
    help_en: str
    source: str
    confirmed: bool
    after_days: int


class _RouteRow(TypedDict):
    country: str
    since: date
    source: str
    rule_fr: str
    rule_en: str
    delays_source: str
    delays_confirmed: bool
    stages: list[_StageRow]


def route_for(*, country: str, today: date) -> Route | None:
    """Return the route of a country as it stands on a day, else the common one; None before any is dated."""
    dated = [route for route in routes() if route.since <= today]
    for wanted in (country, ""):
        held = [route for route in dated if route.country == wanted]
        if held:
            return max(held, key=lambda route: route.since)
    return None


@cache
def routes() -> tuple[Route, ...]:
    """Return every route that is written down."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    rows: list[_RouteRow] = told["routes"]
    return tuple(_route(row, told["sources"]) for row in rows)


def _route(row: _RouteRow, sources: Mapping[str, str]) -> Route:
    return Route(
        country=row["country"],
        since=row["since"],
        source=sources[row["source"]],
        rules={"fr": row["rule_fr"], "en": row["rule_en"]},
        delays_source=sources[row["delays_source"]],
        are_delays_confirmed=row["delays_confirmed"],
        stages=tuple(_stage(stage, sources) for stage in row["stages"]),
    )


def _stage(row: _StageRow, sources: Mapping[str, str]) -> Stage:
    return Stage(
        code=row["code"],
        titles={"fr": row["title_fr"], "en": row["title_en"]},
        helps={"fr": row["help_fr"], "en": row["help_en"]},
        source=sources[row["source"]],
        is_confirmed=row["confirmed"],
        after_days=row["after_days"],
    )
