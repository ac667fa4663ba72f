"""Words of a text as the lexical part counts them: lowered, stemmed, without accents or empty words."""

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

WORD = re.compile(r"[\w+#]+")
_FRENCH = """
le la les l un une des du de d et en à a au aux ce ces cet cette mon ma mes ton ta tes son sa ses notre nos
votre vos leur leurs je j tu il elle on nous vous ils elles me m te t se s que qu qui quoi dont où y ne n pas
plus par pour avec sans sous sur dans entre vers chez est sont était étais être avoir ai as avait fait faire
fais faisais lui eux tout toute tous toutes très c ça ou si comme quand aussi même bien
"""
_ENGLISH = """
a an the of in on at to for and or with by from as is are was were be been i my me we our you your it its this
that these those them they their he she his her who which what not no so do did does have has had will would
can could should up out
"""
EMPTY_WORDS = {"fr": frozenset(_FRENCH.split()), "en": frozenset(_ENGLISH.split())}
# French words that are also English ones say nothing about the language of a text.
_SHARED = frozenset({"a", "on", "d", "m", "s", "t", "n", "y", "l", "as", "me", "son", "or", "comment"})
_ACCENTS = frozenset("éèêàùçôîœûâëïü")
_LANGUAGES = {"fr": "french", "en": "english"}
_stemmers = threading.local()  # a stemmer may not be shared by threads


def fold(text: str) -> str:
    """Lower the text, drop its accents and straighten its apostrophes."""
    lowered = text.lower().replace("’", "'").replace("œ", "oe")
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFD", lowered)
    return "".join(character for character in plain if not unicodedata.combining(character))


def content_words(text: str, language: str) -> list[str]:
    """Return the stems of the words that carry meaning, in order, repeats kept."""
    found = WORD.findall(text.lower().replace("’", "'"))
    stems = (_stem(word, language) for word in found)
    return [stem for stem in stems if stem]


def guess_language(text: str) -> str:
    """Tell French from anything else by its small words and accents, English otherwise."""
    words = WORD.findall(text.lower())
    french = sum(word in EMPTY_WORDS["fr"] and word not in _SHARED for word in words)
    english = sum(word in EMPTY_WORDS["en"] for word in words)
    accents = sum(character in _ACCENTS for character in text.lower())
    return "fr" if french + 2 * accents > english else "en"


@lru_cache(maxsize=200_000)
def _stem(word: str, language: str) -> str:
    """Return the folded stem of a word, empty for a word without meaning of its own."""
    if word in EMPTY_WORDS[language]:
        return ""
    return fold(_stemmer(language).stemWord(word))


def _stemmer(language: str) -> Stemmer.Stemmer:
    """Return this thread's stemmer."""
    if not hasattr(_stemmers, language):
        setattr(_stemmers, language, Stemmer.Stemmer(_LANGUAGES[language]))
    stemmer: Stemmer.Stemmer = getattr(_stemmers, language)
    return stemmer
