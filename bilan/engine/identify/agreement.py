"""French words that agree with who speaks, read in one form: what was done matters, not who did it.

« J’ai été employée », « je suis apprentie », « j’étais vendeuse » read as their masculine, the form under
which a dictionary lists them. Blanks fill what a form is shorter by: every place in the text stays the same.
"""

import re

# After these a word may agree with the speaker: « je suis », « j’ai été », « en tant que », « comme ».
AGREEING = re.compile(
    r"\b(?:(?:suis|étais|été|être|fus|serai|serais|comme)\s+|tant\s+qu(?:e\s+|['’]))"
    r"(?:une?\s+)?(?:(?:très|bien|toujours|souvent|\w+ment)\s+)?"
    r"(?P<word>née|[^\W\d_]{4,}(?:-[^\W\d_]+)*)\b",
    re.IGNORECASE,
)
# Feminine endings and their masculine, the longest first; a word that ends otherwise is left.
ENDINGS = (
    ("trice", "teur"),
    ("ienne", "ien"),
    ("euse", "eur"),
    ("ière", "ier"),
    ("onne", "on"),
    ("ointe", "oint"),
    ("effe", "ef"),
    ("eure", "eur"),
    ("ère", "er"),
    ("ive", "if"),
    ("ante", "ant"),
    ("ente", "ent"),
    ("ée", "é"),
    ("ie", "i"),
    ("ue", "u"),
)
_ARTICLE = re.compile(r"\bune(?=\s+$)", re.IGNORECASE)


def agreed(text: str) -> str:
    """Return a text of the same length whose words that agree with the speaker are masculine."""
    return AGREEING.sub(_masculine, text)


def end_of_word(text: str, end: int) -> int:
    """Return where the word that ends before blanks in the agreed text ends in the text itself."""
    while 0 < end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
        end += 1
    return end


def _masculine(match: re.Match[str]) -> str:
    """Return the same stretch with its last word, and the article before it, in the masculine."""
    word = match["word"]
    before = match.group()[: match.start("word") - match.start()]
    found = next(((old, new) for old, new in ENDINGS if word.lower().endswith(old)), None)
    if found is None:
        return match.group()
    old, new = found
    told = word[: -len(old)] + new
    return _ARTICLE.sub("un ", before) + told.ljust(len(word))
