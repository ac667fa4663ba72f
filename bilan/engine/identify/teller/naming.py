"""Whom the teller says to be beside a deed: « j’étais la seule femme de l’atelier »."""

from bilan.engine.identify.teller.clauses import Clause, Token
from bilan.engine.identify.teller.vocabulary import AROUND, KIN, STANDING, bag, is_number

SEXED = bag("""
homme femme fille garçon monsieur dame mère père maman papa fils man woman boy girl lady gentleman guy
mother father mum mom dad son daughter
""")
_BEING = bag("suis etais etre etant on comme qu am m was being been as into become became")
_ARTICLES = bag("un une le la the a an")
_WITHIN = bag("du des dans sur parmi chez entre in on among from at")


def names_oneself(clause: Clause) -> tuple[Token, ...]:
    """Return the words that name the teller as a woman or a man; a trade is left (« femme de chambre »)."""
    words = clause.words
    for place, word in enumerate(words):
        if word.plain in SEXED and not _is_a_trade(words, place + 1):
            first = place
            while first and (words[first - 1].plain in _ARTICLES or _describes(words[first - 1])):
                first -= 1
            if _is_the_teller(words, first) if first else clause.opens and place > 0:
                return words[first : place + 1]
    return ()


def _is_the_teller(words: tuple[Token, ...], place: int) -> bool:
    """Tell whether what stands before a person says that it is the teller."""
    before = words[place - 1].plain
    return before in _BEING or (
        before == "est" and words[place - 2 : place - 1] != () and words[place - 2].plain == "on"
    )


def _describes(word: Token) -> bool:
    return word.plain in AROUND or word.plain in STANDING


def _is_a_trade(words: tuple[Token, ...], after: int) -> bool:
    """Tell whether what follows makes a trade of it; a group or a place does not."""
    following = [word.plain for word in words[after : after + 2]]
    if not following or following[0] in _WITHIN:
        return False
    if following[0] not in ("de", "d", "of") or len(following) == 1:
        return True
    return not (following[1] in ("la", "l", "the") or following[1] in KIN or is_number(following[1]))
