"""The dates in the line that opens an experience, and what the line names once they are taken off."""

import re
from dataclasses import dataclass

from bilan.engine.identify.words import fold

# First letters of months in French and English, folded: enough to tell them apart.
_MONTHS = (
    ("janv", "jan"),
    ("fev", "feb"),
    ("mars", "mar"),
    ("avr", "apr"),
    ("mai", "may"),
    ("juin", "jun"),
    ("juil", "jul"),
    ("aou", "aug"),
    ("sept", "sep"),
    ("oct",),
    ("nov",),
    ("dec",),
)
MONTHS = {start: number for number, starts in enumerate(_MONTHS, 1) for start in starts}
DATE = re.compile(
    r"(?<!\d)(?:(?:(?:\d{1,2}[/.])?(?P<number>\d{1,2})[/.]|(?P<name>[^\W\d_]{3,9})\.?\s+)?)"
    r"(?P<year>19[4-9]\d|20\d\d)(?!\d)"
)
# What is said of something that lasts, in French and English.
LASTING = re.compile(
    r"\b(?:depuis|since|aujourd['’]hui|(?:à )?ce jour|pr[ée]sent|actuellement|en cours|now|today|current)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(r"\b(?:de|du|à|a|au|from|to|until|jusqu['’]en|jusqu['’]à|en|in)\s*$", re.IGNORECASE)
_EDGES = " \t\r\f\v\u00a0\u202f–—-:;,.|/()[]•*→~"


@dataclass(frozen=True, slots=True)
class Dates:
    """From when to when; no end when it lasts."""

    from_year: int
    from_month: int | None = None
    to_year: int | None = None
    to_month: int | None = None


def dates_in(line: str) -> Dates | None:
    """Return the first and the last date of a line; a date alone begins and ends, unless it lasts."""
    found = [moment for match in DATE.finditer(line) if (moment := _moment(match))]
    if not found:
        return None
    (from_year, from_month), (to_year, to_month) = found[0], found[-1]
    if LASTING.search(line):
        return Dates(from_year, from_month)
    return Dates(from_year, from_month, to_year, to_month)


def named_in(line: str) -> str:
    """Return what a line says beside its dates; empty when it says nothing else."""
    parts = LASTING.sub("\n", DATE.sub(_word_left, line)).split("\n")
    left = [_without_links(part) for part in parts]
    return " ".join(part for part in left if any(map(str.isalpha, part)))


def _moment(match: re.Match[str]) -> tuple[int, int | None] | None:
    """Return year and month of a date."""
    number = int(match["number"]) if match["number"] else _month_named(match["name"] or "")
    return int(match["year"]), number if number and 1 <= number <= 12 else None


def _month_named(word: str) -> int | None:
    """Return the number of the month that a word names, if it names one."""
    plain = fold(word)
    return next((number for start, number in MONTHS.items() if plain.startswith(start)), None)


def _word_left(match: re.Match[str]) -> str:
    """Return the word before a year, unless it is a month: it is no part of the date."""
    word = match["name"] or ""
    return "\n" if _month_named(word) else f"{word}\n"


def _without_links(part: str) -> str:
    """Take off the small words that led to a date, and stops at the edges."""
    trimmed = part.strip(_EDGES)
    return _LINKS.sub("", trimmed).strip(_EDGES)
