"""How people put what they can do: openings, links, and French verbs told in the first person."""

from numpy.random import Generator

ENGLISH_OPENINGS = (
    "experience with", "experience in", "strong knowledge of", "knowledge of", "ability to", "you will",
    "you are able to", "responsible for", "good understanding of", "proficient in", "required skills :", "* ",
    "must be able to", "we are looking for someone who can", "solid", "excellent", "skills in",
    "background in", "you have experience in", "I", "I often", "I used to", "I know how to", "at home I",
    "as a volunteer I", "familiar with", "years of experience in", "hands-on experience with",
)  # fmt: skip
FRENCH_OPENINGS = (
    "je sais", "je", "vous", "expérience en", "connaissance de", "capacité à", "maîtrise de",
    "bonne connaissance de", "vous êtes capable de", "je suis chargé de", "je peux", "au club je",
    "pour mon association je", "à la maison je", "j'aime", "j'ai appris à", "j'étais chargé de",
    "tous les jours je", "bénévole ,", "* ",
)  # fmt: skip
ENGLISH_LINKS = (", ", " and ", " / ", " ; ", " as well as ", " ", " or ")
FRENCH_LINKS = (", ", " et ", " ; ", " / ", " ou ")
BEFORE_FILLERS = (" , ", " . ", " to ", " in ", " for ", " ")
AFTER_FILLERS = (" , ", " . ", " : ", " ")
_VOWELS = frozenset("aeiouyéèêàâhî")


def told(name: str, chance: Generator) -> str:
    """Tell a French name that opens with a verb as something done; another name as it is.

    Regular verbs in -er and -ir only: a wrong form now and then teaches the encoder no harm.
    """
    verb, _, rest = name.partition(" ")
    if len(verb) < 4 or verb[-2:] not in {"er", "ir"}:
        return name
    return f"{_first_person(verb, chance.random())} {rest}".rstrip()


def _first_person(verb: str, draw: float) -> str:
    """Return imperfect, perfect or present, as the draw falls."""
    stem = verb[:-2]
    if draw < 0.45:
        return _with_subject(_imperfect(stem, verb))
    if draw < 0.75:
        return f"j'ai {stem}{'é' if verb.endswith('er') else 'i'}"
    return _with_subject(f"{stem}{'e' if verb.endswith('er') else 'is'}")


def _imperfect(stem: str, verb: str) -> str:
    if verb.endswith("ir"):
        return f"{stem}issais"
    softened = f"{stem}e" if stem.endswith("g") else stem
    return f"{softened[:-1]}çais" if softened.endswith("c") else f"{softened}ais"


def _with_subject(form: str) -> str:
    return f"j'{form}" if form[0].lower() in _VOWELS else f"je {form}"
