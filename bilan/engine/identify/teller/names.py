"""What somebody is called, where they come from or live: words of no list, known by what leads there."""

from bilan.engine.identify.teller.clauses import Clause, Token
from bilan.engine.identify.teller.vocabulary import bag

_NAMING = bag("""
appelle appellent appelait appelaient appele appelee nomme nomment prenomme surnomme surnomment surnommee
called nicknamed named
""")
_NAMED = bag("etais suis etre am was m me s se nous us i he they")  # « je m’appelle », « I am called »
_NAME = bag("nom prenom surnom name")
_TITLES = bag("madame monsieur mademoiselle mme mlle mr mrs ms miss")
# Before a name of a place: « du Cameroun », « from Leeds »; « à » is known by its accent.
_TOWARDS = bag("au aux d de du des en dans l la le les from in to of the near pres sur par via et and")
# After these a place may be written without its capital.
_BORN = bag("ne nee nes nees originaire originaires origine nationalite habite habitais habitait born")
MOST_NAMES = 3
_GREETINGS = bag("bonjour bonsoir salut coucou hello hi hey")
# « Je suis Infirmière » is written too; in English a trade has its article.
_TRADES = (
    "eur",
    "euse",
    "ier",
    "ière",
    "er",
    "ère",
    "iste",
    "ien",
    "ienne",
    "ant",
    "ante",
    "ent",
    "ente",
    "trice",
)
_INITIALS = frozenset({"USA", "UK", "US", "RDC", "DOM", "EU", "UAE"})


def is_all_names(clause: Clause) -> bool:
    """Tell whether a clause may be somebody's name and nothing else: « Mamadou Traoré »."""
    return _are_names(clause.words)


def introduces(clause: Clause, before: Clause | None) -> bool:
    """Tell whether a clause after a greeting says a name and nothing else: « Bonjour, je suis Awa »."""
    if before is None or clause.opens or before.plain[0] not in _GREETINGS:
        return False
    if clause.plain[:2] == ("je", "suis"):
        names = clause.words[2:]
        return _are_names(names) and not names[0].text.lower().endswith(_TRADES)
    return clause.plain[:2] in (("i", "m"), ("i", "am")) and _are_names(clause.words[2:])


def _are_names(words: tuple[Token, ...]) -> bool:
    return 0 < len(words) <= MOST_NAMES and all(word.is_capital for word in words)


def is_a_name(words: tuple[Token, ...], place: int) -> bool:
    """Tell whether a word says what somebody is called, or is what they are called."""
    before = [word.plain for word in words[:place]]
    if words[place].plain == "call":
        return any(after.plain in ("me", "us") for after in words[place + 1 : place + 2])
    if not before:
        return False
    if words[place].plain in _NAMING:
        return before[-1] in _NAMED
    if _is_announced(before):
        return True
    if not words[place].is_capital:
        return False
    leads = before[-1] in _TITLES or before[0] == "moi" or before == ["c", "est"]
    return leads or (place > 1 and is_a_name(words, place - 1))


def _is_announced(before: list[str]) -> bool:
    """Tell whether what comes before calls for a name, even one without its capital."""
    if before[-1] in _NAMING:
        return before[-2:-1] != [] and before[-2] in _NAMED
    if before[-1] in ("me", "us") and before[-2:-1] == ["call"]:
        return True
    return before[-1] in ("est", "is", "s") and any(word in _NAME for word in before[-4:])


def is_a_place(words: tuple[Token, ...], place: int) -> bool:
    """Tell whether a word is a place that somebody comes from or lives in."""
    word, before = words[place], words[:place]
    if not before:
        return False
    last = before[-1]
    leads = last.plain in _TOWARDS or last.text.lower() == "à"
    if word.is_capital or word.text in _INITIALS:
        return leads or (place > 1 and last.is_capital and is_a_place(words, place - 1))
    return (leads or last.plain == "a") and any(one.plain in _BORN for one in before[-3:])
