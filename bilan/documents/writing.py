"""How documents say dates, hours and money."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bilan.cases.durations import in_words as hours

__all__ = ["day", "hours", "money", "signed_on"]


def day(when: date) -> str:
    """Say a day in full: 24 novembre 2026."""
    return date_format(when, "DATE_FORMAT")


def signed_on(when: datetime | None) -> str:
    """Say when something was signed, to the minute; nothing when it was not."""
    if when is None:
        return ""
    local = localtime(when)
    return _("le %(day)s à %(time)s") % {"day": day(local.date()), "time": date_format(local, "TIME_FORMAT")}


def money(cents: int) -> str:
    """Say an amount in euros, with its cents when it has some."""
    whole, rest = divmod(cents, 100)
    grouped = f"{whole:,}".replace(",", "\u202f")
    return f"{grouped},{rest:02d} €" if rest else f"{grouped} €"
