"""A text cut into clauses: at stops, and where somebody begins to do something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bilan.engine.identify.teller.vocabulary import bag
from bilan.engine.identify.words import fold

TOKEN = re.compile(r"aujourd['’]hui|quelqu['’]une?|[^\W_]+(?:-[^\W_]+)*['’]?|[^\w\s]|\n")
MOST_WORDS = 40  # of a clause: without stops, words are taken that many at a time
ENDS = frozenset(".!?…\n")
SUBJECTS = bag("je j on nous i we il elle ils elles he she they")
OWN = bag("mon ma mes notre nos my our")
LINKS = bag("et and mais but ou or car donc so puis then")
# What opens a clause together with the subject that follows it; after other small words no clause begins.
OPENERS = LINKS | bag("quand lorsque lorsqu puisque puisqu when while because although since")
BINDERS = bag("que qu dont où ou si s ce comme as if that which what how who do does did") | OPENERS


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a stop, and how it is looked up."""

    text: str
    plain: str  # folded, without the apostrophe of an elision
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Tell whether it is no stop."""
        return self.plain.isalnum() or "-" in self.plain[1:] or "'" in self.plain[1:]

    @property
    def is_capital(self) -> bool:
        """Tell whether it begins like a name, and is no set of initials."""
        return self.text[:1].isupper() and not (len(self.text) > 1 and self.text.isupper())


@dataclass(frozen=True, slots=True)
class Clause:
    """Words in a row, the stop after them if any, and whether they open a sentence."""

    words: tuple[Token, ...]
    stop: Token | None
    opens: bool

    @property
    def plain(self) -> tuple[str, ...]:
        """Return its words as they are looked up."""
        return tuple(word.plain for word in self.words)


def cut_clauses(text: str) -> Iterator[Clause]:
    """Yield the clauses of a text in order."""
    held: list[Token] = []
    opens = True
    for token in map(_token, TOKEN.finditer(text)):
        if token.is_word and len(held) < MOST_WORDS:
            held.append(token)
            continue
        if held:
            yield from _split(held, None if token.is_word else token, opens=opens)
            opens = False
            held = []
        opens = opens or token.text in ENDS
        if token.is_word:
            held.append(token)
    if held:
        yield from _split(held, None, opens=opens)


def _token(match: re.Match[str]) -> Token:
    text = match.group()
    return Token(text, _plain(text), *match.span())


@lru_cache(maxsize=50_000)
def _plain(text: str) -> str:
    """Return a word as it is looked up."""
    return fold(text).rstrip("'").removesuffix("-la").removesuffix("-ci") or text


def _split(words: list[Token], stop: Token | None, *, opens: bool) -> Iterator[Clause]:
    """Cut what stands between two stops where another subject begins."""
    first = 0
    for place in range(1, len(words)):
        if _begins(words, place, first):
            yield Clause(tuple(words[first:place]), None, opens and first == 0)
            first = place
    yield Clause(tuple(words[first:]), stop, opens and first == 0)


def _begins(words: list[Token], place: int, first: int) -> bool:
    """Tell whether a clause begins here: a link and a subject, or a subject that nothing binds."""
    here, before = words[place].plain, words[place - 1].plain
    after = words[place + 1].plain if place + 1 < len(words) else ""
    if here in OPENERS:
        return after in SUBJECTS or (here in LINKS and after in OWN)
    return here in ("je", "j", "i") and before not in BINDERS and place - first > 0
