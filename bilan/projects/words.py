"""The reasons of a refusal as people write them, read as codes: always shown, never applied by themselves."""

import re
import unicodedata

# Beginnings of words, without accents, in French and English; a reason may be told in several ways.
SAID: tuple[tuple[str, str], ...] = (
    (
        "TOO_PHYSICAL",
        r"dos\b|epaules?|genoux?|physique|physical|penible|fatigu|lourd|porter|debout|heavy|back\b|tiring",
    ),
    ("HOURS", r"horaires?|nuits?|week|dimanches?|samedis?|decale|hours|nights?|sundays?|shifts?"),
    ("FAR", r"loin|trajets?|routes?|distance|transports?|deplacements?|far\b|commut|travel"),
    ("PEOPLE", r"monde|foule|public|clients?|clientele|bruyant|crowd|customers?"),
    ("PAY", r"salaires?|paye|paie|payee?s?|smic|argent|gagner?|pay\b|paid|wages?|money"),
    ("TRAINING", r"formations?|etudes|diplomes?|apprendre|training|studies|degree"),
    ("FEW_JOBS", r"postes|debouches?|offres?|chomage|embauche|openings|vacanc|unemploy"),
    ("SECTOR", r"domaine|secteur|milieu|branche|sector|industry"),
    ("NOT_ME", r"me ressemble|pas moi|pas pour moi|m.attire|m.interesse|ennui|envie|not me|bor(?:ed|ing)"),
)
READ = tuple((code, re.compile(rf"\b(?:{told})")) for code, told in SAID)


def reasons_in(words: str) -> tuple[str, ...]:
    """Return the codes of the reasons that some words speak of, in the usual order."""
    letters = unicodedata.normalize("NFD", words.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return tuple(code for code, told in READ if told.search(plain))
