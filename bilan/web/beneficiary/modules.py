"""A module of the programme in words, in the language of the page."""

from django.utils.translation import get_language

from bilan.rules.errors import RuleError
from bilan.rules.modules import module


def language() -> str:
    """Return the language of the page, as the rules name it."""
    return (get_language() or "fr")[:2]


def title_of(code: str) -> str:
    """Return the name of a module; its code when the catalogue no longer holds it."""
    try:
        return module(code).title(language())
    except RuleError:
        return code
