"""Whether a clause tells who somebody is and no deed: each of its words is known, none is about others."""

from bilan.engine.identify.teller.clauses import LINKS, OWN, Clause, Token
from bilan.engine.identify.teller.names import is_a_name, is_a_place
from bilan.engine.identify.teller.peoples import names_a_people
from bilan.engine.identify.teller.persons import PERSONAL, is_many, names_others
from bilan.engine.identify.teller.vocabulary import (
    AROUND,
    BECOMING,
    DOING,
    FATE,
    KNOWN,
    LIVELIHOOD,
    SMALL,
    STANDING,
    TALK,
    TOLD,
    bag,
    is_number,
)

_RAISED = bag("élevé élevée éduqué éduquée")  # a deed unless it was done to the teller
_BEEN = bag("été suis étais fus")
_AT = bag("a au aux en de du d in from near")
_ANNOUNCING = bag("vais voudrais aimerais vous me will ll a d")
_ADDRESSED = frozenset({"vous", "you"})  # an advertisement speaks of whoever reads it
_VERBS = (BECOMING | LIVELIHOOD) - bag("d s m t re ll ve")
_TELLERS = bag("je j i on nous we")
_ARTICLES = bag("le la l les the")
_OF = bag("de d of to ce en que qu")
_SUBJECTS = bag("je j i on nous we il elle ils elles he she they c ce it you vous")


def tells_no_deed(clause: Clause) -> bool:
    """Tell whether a clause says who, when or how somebody was, and nothing that they did."""
    words = clause.words
    if words[0].plain in _ADDRESSED or not any(_says_something(word.plain) for word in words):
        return False
    if _is_done_by_fate(clause.plain):
        return True
    return any(all(_is_known(words, place, known) for place in range(len(words))) for known in KNOWN.values())


def known_words(words: tuple[Token, ...]) -> list[bool]:
    """Tell which words tell no deed, in the language that knows most of them."""
    told = [[_is_known(words, place, known) for place in range(len(words))] for known in KNOWN.values()]
    return max(told, key=sum)


def is_said_of_the_teller(clause: Clause) -> bool:
    """Tell whether a clause beside a deed is about who tells it, not about whom the deed is done for."""
    words = [word for place, word in enumerate(clause.plain) if place or word not in LINKS]
    if words[:1] in (["comme"], ["moi"]) or words[:2] == ["en", "tant"]:
        return True
    if words[:1] and words[0] in OWN:
        return any(word in _VERBS for word in words)
    if any(word in _SUBJECTS for word in words):
        return any(word in BECOMING for word in words)
    if len(words) > 1 and all(is_a_place(clause.words, place) for place in range(1, len(clause.words))):
        return words[0] in _AT and not any(names_a_people(word.text) for word in clause.words)
    head = words[0] if words else ""
    if head in BECOMING or head in STANDING:
        return head not in SMALL
    return head in PERSONAL and not is_many(head)


def _is_known(words: tuple[Token, ...], place: int, known: frozenset[str]) -> bool:
    """Tell whether a word tells no deed where it stands."""
    word = words[place]
    if names_others(words, place):
        return False
    return (
        word.plain in known
        or is_number(word.plain)
        or names_a_people(word.text)
        or is_a_name(words, place)
        or is_a_place(words, place)
        or _is_about_the_telling([one.plain for one in words], place)
        or (word.plain in LIVELIHOOD and words[0].plain in OWN)
        or (word.plain in _RAISED and place > 0 and words[place - 1].plain in _BEEN)
        or (word.plain in DOING and _is_done_in_general(words, place))
    )


def _is_done_by_fate(words: tuple[str, ...]) -> bool:
    """Tell whether life, time or nobody does what a clause says."""
    place = 1 if words[0] in _ARTICLES else 0
    leads = len(words) > place + 1 and words[place] in FATE
    return leads and words[place + 1] not in _OF and not any(word in _TELLERS for word in words)


def _is_done_in_general(words: tuple[Token, ...], place: int) -> bool:
    """Tell whether « faire » or « do » names no deed: « en faire plus », « where do I begin »."""
    before = words[place - 1].plain if place else ""
    after = words[place + 1].plain if place + 1 < len(words) else ""
    return before in ("en", "y", "l") or after in AROUND or after in _SUBJECTS


def _says_something(plain: str) -> bool:
    """Tell whether a word is neither a small one nor a number."""
    return plain not in SMALL and not is_number(plain)


def _is_about_the_telling(words: list[str], place: int) -> bool:
    """Tell whether a word says that a story will be told: « je raconte mon travail », « let me explain »."""
    before, after = words[:place], words[place + 1 : place + 3]
    if words[place] in TALK:
        told = len(after) == 2 and after[0] in OWN and (after[1] in TOLD or after[1] in AROUND)
        return told or (bool(before) and before[-1] in _ANNOUNCING)
    leads = len(before) > 1 and before[-1] in OWN and (before[-2] in TALK or before[-2] == "voici")
    return leads and words[place] in TOLD
