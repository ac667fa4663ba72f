"""Words that tell who somebody is, what became of them and when, and none that tells what they do.

A clause made of these alone tells no deed. Words are folded: lowered, without accents. Verbs of care
(« élever », « garder », « soigner ») are left out on purpose: beside the same words they are deeds. The two
languages are never mixed in a clause: « sort » is a deed in English and fate in French.
"""

import re

from bilan.engine.identify.teller import english, french
from bilan.engine.identify.words import EMPTY_WORDS, fold


def bag(text: str) -> frozenset[str]:
    """Return the words of a list as they are looked up."""
    return frozenset(word.rstrip("'") for word in fold(text).split())


KIN = bag(french.KIN + english.KIN)
PERSONS = bag(french.PERSONS + english.PERSONS)
STANDING = bag(french.STANDING + english.STANDING)
BECOMING = bag(french.BECOMING + english.BECOMING)
AROUND = bag(french.AROUND + english.AROUND)
NUMBERS = bag(french.NUMBERS + english.NUMBERS)
TALK = bag(french.TALK + english.TALK)
TOLD = bag(french.TOLD + english.TOLD)
LIVELIHOOD = bag(french.LIVELIHOOD + english.LIVELIHOOD)
FATE = bag(french.FATE + english.FATE)
DOING = frozenset({"faire", "do"})  # small words that stand for a deed
SMALL = (EMPTY_WORDS["fr"] | EMPTY_WORDS["en"]) - DOING


def _known(*lists: str, language: str) -> frozenset[str]:
    """Return all words of a language that tell no deed."""
    return bag(" ".join(lists)) | SMALL & EMPTY_WORDS[language]


KNOWN = {
    "fr": _known(
        french.KIN,
        french.PERSONS,
        french.STANDING,
        french.BECOMING,
        french.AROUND,
        french.NUMBERS,
        language="fr",
    ),
    "en": _known(
        english.KIN,
        english.PERSONS,
        english.STANDING,
        english.BECOMING,
        english.AROUND,
        english.NUMBERS,
        language="en",
    ),
}
_NUMBER = re.compile(r"\d+(?:e|er|ere|eme|th|st|nd|rd|s)?")
_IN_NUMBERS = NUMBERS | bag("et un une one vingts")


def is_number(plain: str) -> bool:
    """Tell whether a word is a number, in digits or in letters."""
    return bool(_NUMBER.fullmatch(plain)) or all(part in _IN_NUMBERS for part in plain.split("-"))
