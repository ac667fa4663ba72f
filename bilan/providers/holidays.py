"""Public holidays, from a dated table by country; a country that the table does not know has none."""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TypedDict

TABLE = Path(__file__).with_name("public_holidays.toml")


class Holiday(TypedDict, total=False):
    """A day of the table: fixed by its month and day, or so many days from Easter."""

    month: int
    day: int
    easter: int
    fr: str
    en: str


def holidays_between(country: str, first: date, last: date, *, language: str = "fr") -> Mapping[date, str]:
    """Return the public holidays between two days, those included, with their names."""
    years = range(first.year, last.year + 1)
    found = {
        _day(one, year): one["en"] if language == "en" else one["fr"]
        for year in years
        for one in _known().get(country, ())
    }
    return {on: name for on, name in sorted(found.items()) if first <= on <= last}


def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian year (J. Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def _known() -> Mapping[str, tuple[Holiday, ...]]:
    with TABLE.open("rb") as table:
        told = tomllib.load(table)
    return {country: tuple(held["days"]) for country, held in told.items()}


def _day(holiday: Holiday, year: int) -> date:
    if "easter" in holiday:
        return easter(year) + timedelta(days=holiday["easter"])
    return date(year, holiday["month"], holiday["day"])
