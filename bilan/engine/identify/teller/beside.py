"""What tells who speaks in a clause that is left for its deed: an age, a place, a woman or a man."""

from bilan.engine.identify.teller.clauses import Clause, Token
from bilan.engine.identify.teller.names import is_a_place
from bilan.engine.identify.teller.naming import names_oneself
from bilan.engine.identify.teller.peoples import names_a_people
from bilan.engine.identify.teller.vocabulary import AROUND, bag, is_number

_YEARS = bag("ans an balais piges berges years")
_AGED = bag("a mes mon age agee aged at my")  # « à 11 ans », « mes 11 ans », « l’âge de 11 ans »
_AGE = bag("âge l the")
_TO_AGE = bag("à l at the")
_BETWEEN = bag("de l of the plus than d")
_MOVING = bag("""
venu venue venus viens vient venir venant arrivé arrivée arrive arrivant parti partie partir quitté quittée
quittant né née nés nées naître grandi grandir retourne retourné retournée fui fuyant envoyé envoyée emmené
emmenée débarqué débarquée émigré émigrée vécu vis habite habitais installé installée originaire came come
coming moved born grew grown raised left fled sent returned emigrated settled lived
""")
_NATION = bag("nationalite accent origine culture religion nationality origin descent heritage citizenship")
_LEADING = bag("de d du des en au aux a l la le les from in to the of")


def told_beside(clause: Clause) -> list[Token]:
    """Return the words of a clause that tell who speaks, and not what was done."""
    return [*names_oneself(clause), *_age(clause.words), *_places(clause.words)]


def _age(words: tuple[Token, ...]) -> list[Token]:
    """Return the words that tell how old the teller was: « à l’âge de 48 ans »; others' ages are left."""
    for place, word in enumerate(words):
        if not is_number(word.plain) or not _ends_an_age(words, place):
            continue
        first = place - 1
        while first >= 0 and (words[first].plain in AROUND or words[first].plain in _BETWEEN):
            first -= 1
        if first >= 0 and words[first].plain in _AGED and not _follows_a_number(words, first):
            while first and words[first].plain in _AGE and words[first - 1].plain in _TO_AGE:
                first -= 1
            return list(words[first : place + 1 + (words[place + 1 : place + 2] != ())])
    return []


def _ends_an_age(words: tuple[Token, ...], place: int) -> bool:
    """Tell whether years follow a number, and no years of something; or nothing, after « at age 54 »."""
    after = [word.plain for word in words[place + 1 : place + 3]]
    if not after:
        return place > 0 and words[place - 1].plain in ("age", "aged", "at")
    return after[0] in _YEARS and after[1:] not in (["de"], ["d"], ["of"])


def _follows_a_number(words: tuple[Token, ...], place: int) -> bool:
    """Tell whether a span of ages is told (« de 3 à 6 ans »), which is never the teller's."""
    return place > 0 and is_number(words[place - 1].plain)


def _places(words: tuple[Token, ...]) -> list[Token]:
    """Return the places that somebody came from or went to, and what follows a nationality."""
    found: list[Token] = []
    moves = any(word.plain in _MOVING for word in words)
    for place, word in enumerate(words):
        if moves and word.is_capital and is_a_place(words, place) and not names_a_people(word.text):
            found += [one for one in words[max(place - 2, 0) : place] if one.plain in _LEADING]
            found.append(word)
        elif place and words[place - 1].plain in _NATION and names_a_people(word.text):
            found.append(word)
    return found
