"""Sentences cut where a clause mostly tells who speaks, so that it colours no deed told beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bilan.engine.identify.spans import Span, cut_sentences
from bilan.engine.identify.teller.clauses import Clause, cut_clauses
from bilan.engine.identify.teller.names import is_a_place
from bilan.engine.identify.teller.peoples import names_a_people
from bilan.engine.identify.teller.persons import names_others
from bilan.engine.identify.teller.telling import known_words
from bilan.engine.identify.teller.vocabulary import AROUND, KIN, PERSONS, SMALL, bag

MOST_UNKNOWN = 3  # words of a clause that may tell anything: with more of them a clause is read as any other
_DOERS = bag("je j i on nous we")
_TELLERS = _DOERS | bag("mon ma mes me m moi notre nos my our")
_SIGNS = (
    KIN
    | PERSONS
    | bag("""
âge ans nationalité origine accent retraite chômage enceinte divorce mariée marié maternité
born aged old retired nationality origin
""")
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text searched by itself, and whether it mostly tells who speaks."""

    span: Span
    is_of_teller: bool = False


def pieces_of(text: str) -> list[Piece]:
    """Cut a text into sentences and, where somebody speaks, what tells who they are from the rest."""
    told = [(sentence, list(cut_clauses(sentence.of(text)))) for sentence in cut_sentences(text)]
    if not any(word.plain in _TELLERS for _, clauses in told for clause in clauses for word in clause.words):
        return [Piece(sentence) for sentence, _ in told]
    return [piece for sentence, clauses in told for piece in _parts(sentence, clauses)]


def _parts(sentence: Span, clauses: Sequence[Clause]) -> Iterator[Piece]:
    """Yield a sentence whole, or its clauses together as long as they tell the same kind of thing."""
    kinds = [_is_of_teller(clause) for clause in clauses]
    if len({*kinds}) < 2:
        yield Piece(sentence, any(kinds))
        return
    for kind, some in groupby(zip(clauses, kinds, strict=True), key=lambda one: one[1]):
        words = [word for clause, _ in some for word in clause.words]
        yield Piece(Span(sentence.start + words[0].start, sentence.start + words[-1].end), kind)


def _is_of_teller(clause: Clause) -> bool:
    """Tell whether a clause shows who speaks, says little else and tells nothing that they did."""
    if not any(_shows(clause, place) for place in range(len(clause.words))):
        return False
    known = known_words(clause.words)
    if not 0 < known.count(False) <= MOST_UNKNOWN:
        return False
    return not any(word in _DOERS and _does(clause, place, known) for place, word in enumerate(clause.plain))


def _shows(clause: Clause, place: int) -> bool:
    """Tell whether a word is a sign of who somebody is."""
    word = clause.words[place]
    if word.plain in _SIGNS:
        return not names_others(clause.words, place)
    return names_a_people(word.text) or (word.is_capital and is_a_place(clause.words, place))


def _does(clause: Clause, place: int, known: Sequence[bool]) -> bool:
    """Tell whether the teller, named at a place, does something there: the next full word is no known one."""
    after = range(place + 1, len(known))
    full = (one for one in after if clause.plain[one] not in SMALL and clause.plain[one] not in AROUND)
    return not known[next(full, place)]
