"""Filters that say days and times as people say them."""

from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language

register = template.Library()

SPACE = "\u00a0"


@register.filter
def clock(moment: datetime | None) -> str:
    """Say a time in the reader's zone: « 18 h 30 » in French, 18:30 in English."""
    if moment is None:
        return ""
    here = _here(moment)
    return f"{here.hour}{SPACE}h{SPACE}{here:%M}" if _is_french() else f"{here.hour}:{here:%M}"


@register.filter
def day(moment: date | datetime | None) -> str:
    """Say a day: « jeudi 26 novembre », « mardi 1er décembre »."""
    if moment is None:
        return ""
    when = _local_day(moment)
    name = date_format(when, "l")
    return f"{name.lower() if _is_french() else name} {_number(when)} {date_format(when, 'F')}"


@register.filter
def day_and_year(moment: date | datetime | None) -> str:
    """Say a day with its year: « 26 novembre 2026 »."""
    if moment is None:
        return ""
    when = _local_day(moment)
    return f"{_number(when)} {date_format(when, 'F Y')}"


@register.filter
def short_day(moment: date | datetime | None) -> str:
    """Say a day in little room: « jeu. 26 nov. »."""
    if moment is None:
        return ""
    when = _local_day(moment)
    name = date_format(when, "D")
    return f"{f'{name.lower()}.' if _is_french() else name} {_number(when)} {date_format(when, 'N')}"


def _number(when: date) -> str:
    return "1er" if when.day == 1 and _is_french() else str(when.day)


def _here(moment: datetime) -> datetime:
    return localtime(moment) if is_aware(moment) else moment


def _local_day(moment: date | datetime) -> date:
    return _here(moment).date() if isinstance(moment, datetime) else moment


def _is_french() -> bool:
    return (get_language() or "fr").startswith("fr")
