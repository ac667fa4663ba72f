"""Words that agree with who speaks, read in one form: what was done matters, not who did it.

« J’ai été employée », « on m’a embauchée », « un poste de vendeuse » read as their masculine, the form under
which a dictionary lists them; the teller's own people (« mon père », « my brother ») are read alike too.
Blanks fill what a form is shorter by: every place in the text stays the same.
"""

import re

# The teller's own people, each read as the second, which is never longer.
KIN = {
    "père": "mère",
    "papa": "mère",
    "maman": "mère",
    "femme": "mari",
    "épouse": "mari",
    "époux": "mari",
    "compagne": "mari",
    "compagnon": "mari",
    "conjointe": "mari",
    "conjoint": "mari",
    "fille": "fils",
    "filles": "fils",
    "frère": "sœur",
    "frères": "sœurs",
    "grand-père": "grand-mère",
    "beau-père": "mère",
    "belle-mère": "mère",
    "oncle": "tante",
    "neveu": "nièce",
    "copines": "amis",
    "copains": "amis",
    "amies": "amis",
    "father": "mother",
    "dad": "mum",
    "husband": "wife",
    "girlfriend": "boyfriend",
    "daughter": "son",
    "daughters": "sons",
    "brother": "sister",
    "brothers": "sisters",
    "grandfather": "grandmother",
    "uncle": "aunt",
    "nephew": "niece",
}
_NAMED = "|".join(sorted({*KIN, *KIN.values()}))
_WORD = r"(?:née|[^\W\d_]{4,}(?:-[^\W\d_]+)*)\b"
_HOW = r"(?:(?:très|bien|plus|assez|toujours|souvent|\w+ment)\s+)?"
_POST = (
    r"(?:postes?|places?|métiers?|emplois?|travail|contrats?|missions?|jobs?|boulots?|diplômes?|formations?|stages?"
    r"|fonctions?|titres?|remplacements?|apprentissage|vacations?|cdd|cdi|cap|bep|bts)"
)
# After these a word may agree with the speaker: « j’ai été », « en tant que », « on m’a », « un poste de ».
AGREEING = re.compile(
    r"\b(?:(?:suis|étais|été|être|étant|fus|serai|serais|comme)\s+"
    rf"|tant\s+qu(?:e\s+|['’])|m['’](?:a|ont|avait|avaient|aura)\s+|{_POST}\s+d(?:e\s+|['’])"
    rf"|(?:mon|ma)\s+(?:{_NAMED})\s+(?:est|était|soit|a\s+été)\s+)"
    rf"(?:une?\s+)?{_HOW}(?P<word>{_WORD})",
    re.IGNORECASE,
)
# What goes on in the same breath: « sérieuse, ponctuelle et très motivée ».
AGREEING_ON = re.compile(rf"(?:\s*,\s*|\s+et\s+)(?:une?\s+)?{_HOW}(?P<word>{_WORD})", re.IGNORECASE)
AGREEING_NEXT = re.compile(rf"\s+(?:une?\s+)?{_HOW}(?P<word>{_WORD})", re.IGNORECASE)
BECOME = ("devenue", "devenu", "restée", "resté", "nommée", "nommé", "embauchée", "embauché")
ON = ("trice", "ienne", "euse", "elle", "ière", "ée", "ive")  # endings that are feminine wherever they stand
# Forms that no ending tells, then feminine endings and their masculine, the longest first.
FORMS = {
    "hôtesse": "hôte",
    "maîtresse": "maître",
    "patronne": "patron",
    "seule": "seul",
    "forte": "fort",
    "prête": "prêt",
    "grande": "grand",
    "petite": "petit",
    "avocate": "avocat",
    "douce": "doux",
    "prise": "pris",
    "mise": "mis",
    "admise": "admis",
    "inscrite": "inscrit",
    "relieuse": "relieur",
    "skieuse": "skieur",
    "heureuse": "heureux",
    "courageuse": "courageux",
    "rigoureuse": "rigoureux",
    "chaleureuse": "chaleureux",
    "généreuse": "généreux",
    "soigneuse": "soigneux",
}
ENDINGS = (
    ("trice", "teur"),
    ("ienne", "ien"),
    ("ieuse", "ieux"),
    ("ueuse", "ueux"),
    ("euse", "eur"),
    ("elle", "el"),
    ("ière", "ier"),
    ("onne", "on"),
    ("ointe", "oint"),
    ("effe", "ef"),
    ("eure", "eur"),
    ("ète", "et"),
    ("ère", "er"),
    ("ive", "if"),
    ("ante", "ant"),
    ("ente", "ent"),
    ("ée", "é"),
    ("ie", "i"),
    ("ue", "u"),
)
_ARTICLE = re.compile(r"\bune(?=\s+$)", re.IGNORECASE)
_KIN = re.compile(rf"\b(?P<own>mon|ma|mes|my)\s+(?P<kin>{_NAMED})\b(?!-)", re.IGNORECASE)


def agreed(text: str) -> str:
    """Return a text of the same length whose words that tell the speaker's sex are read in one form."""
    read = _KIN.sub(_one_form, text)
    letters = list(read)
    for match in AGREEING.finditer(read):
        found: re.Match[str] | None = match
        while found is not None:
            letters[found.start() : found.end()] = _masculine(found)
            found = _going_on(read, found)
    return "".join(letters)


def _going_on(text: str, last: re.Match[str]) -> re.Match[str] | None:
    """Return the next word that agrees in the same breath: « devenue coiffeuse », « sérieuse et motivée »."""
    if last["word"].lower() in BECOME:
        return AGREEING_NEXT.match(text, last.end())
    found = AGREEING_ON.match(text, last.end())
    return found if found and found["word"].lower().endswith(ON) else None


def _one_form(match: re.Match[str]) -> str:
    """Return the same stretch, whichever the sex of whom it names; its words begin where they began."""
    kin = match["kin"]
    told = KIN.get(kin.lower(), kin)
    own = match["own"][0] + "a" if match["own"].lower() == "mon" else match["own"]
    before = own.ljust(match.start("kin") - match.start())
    return before + told.ljust(len(kin))


def end_of_word(text: str, end: int) -> int:
    """Return where the word that ends before blanks in the agreed text ends in the text itself."""
    while 0 < end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
        end += 1
    return end


def _masculine(match: re.Match[str]) -> str:
    """Return the same stretch with its last word, and the article before it, in the masculine."""
    word = match["word"]
    before = match.group()[: match.start("word") - match.start()]
    told = _form_of(word)
    return match.group() if told is None else _ARTICLE.sub("un ", before) + told.ljust(len(word))


def _form_of(word: str) -> str | None:
    """Return the masculine of a word, none where it has no feminine ending."""
    lowered = word.lower()
    if lowered in FORMS:
        return word[0] + FORMS[lowered][1:]
    found = next(((old, new) for old, new in ENDINGS if lowered.endswith(old)), None)
    return None if found is None else word[: -len(found[0])] + found[1]
