"""Filters that say hours, money and shares as people say them."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language

register = template.Library()

SPACE = "\u00a0"


@register.filter
def hours(minutes: int | None) -> str:
    """Say minutes as hours: 690 → « 11 h 30 », 45 → « 45 min », 780 → « 13 h »."""
    if minutes is None:
        return ""
    whole, rest = divmod(int(minutes), 60)
    if whole == 0 and rest:
        return f"{rest}{SPACE}min"
    tail = f"{SPACE}{rest:02d}" if rest else ""
    return f"{whole}{SPACE}h{tail}"


@register.filter
def euros(cents: int | None) -> str:
    """Say cents as euros: 160000 → « 1 600 € », 10320 → « 103,20 € »."""
    if cents is None:
        return ""
    places = 2 if cents % 100 else 0
    amount = number_format(cents / 100, places, use_l10n=True, force_grouping=True).replace(" ", SPACE)
    is_english = (get_language() or "fr").startswith("en")
    return f"€{amount}" if is_english else f"{amount}{SPACE}€"


@register.filter
def percent(share: float | None) -> str:
    """Say a share between 0 and 1 as a whole number of hundredths, with the figure only."""
    return "" if share is None else str(round(share * 100))
