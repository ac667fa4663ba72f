"""The person's own words around what was found in them: a whole sentence reads better than a fragment."""

import re

LONGEST = 160
SENTENCE_ENDS = re.compile(r"(?<=[.!?…;])\s+|\n+")
CLAUSE_ENDS = re.compile(r"(?<=[,:])\s+")


def words_around(*, text: str, found: str) -> str:
    """Return the sentence of a text that holds some words; its clause when the sentence is long.

    What is not found in the text, or runs over several sentences, is returned as it is.
    """
    sentence = _holding(SENTENCE_ENDS.split(text), found)
    if len(sentence) > LONGEST:
        sentence = _holding(CLAUSE_ENDS.split(sentence), found)
    return sentence.strip().rstrip(",;:").strip()


def _holding(pieces: list[str], found: str) -> str:
    return next((piece for piece in pieces if found in piece), found)
