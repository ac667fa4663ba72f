"""How much a text says: a greeting, keys struck at random or a number are no words about anyone's skills."""

import re
from dataclasses import dataclass

from bilan.engine.identify.concepts import ConceptIndex
from bilan.engine.identify.words import content_words

# Addresses of mail and of pages: their words are names, not deeds.
ADDRESS = re.compile(r"\S+@\S+|\b\w+://\S+|\bwww\.\S+")
# What is written to try a page, or to take leave: whole texts, whatever labels hold these words.
FILLING = re.compile(
    r"\W*(?:(?:(?:ceci|cela|c['’]|this)\s*(?:est|is)\s+)?(?:(?:juste|just)\s+)?(?:(?:un|a)\s+)?(?:test(?:ing)?|essai)\b\W*)+"
    r"|\W*lorem\s+ipsum\b.*"
    r"|\W*(?:à\s+(?:bientôt|demain|plus(?:\s+tard)?)|see\s+you(?:\s+(?:soon|later|tomorrow|there))?)\W*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Support:
    """How many different words a text says, and whether a label of the index says one of them."""

    words: int
    is_known: bool


def support_of(index: ConceptIndex, text: str) -> Support:
    """Count what a text says; letters alone, numbers, addresses, fillings and empty words say nothing."""
    plain = "" if FILLING.fullmatch(text) else ADDRESS.sub(" ", text)
    said = {language: _words(plain, language) for language in index.lexicons}
    known = any(word in index.lexicons[language].words for language, words in said.items() for word in words)
    return Support(min(map(len, said.values()), default=0), known)


def _words(text: str, language: str) -> set[str]:
    """Return the different stems that are words: two characters at least, one of them a letter."""
    return {word for word in content_words(text, language) if len(word) > 1 and any(map(str.isalpha, word))}
