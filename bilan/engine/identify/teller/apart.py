"""Sentences cut where a clause mostly tells who speaks, so that it colours no deed told beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain, groupby, repeat
from math import inf

from bilan.engine.identify.spans import Span, cut_sentences
from bilan.engine.identify.teller.clauses import Clause, cut_clauses
from bilan.engine.identify.teller.names import is_a_place
from bilan.engine.identify.teller.peoples import names_a_people
from bilan.engine.identify.teller.persons import names_others
from bilan.engine.identify.teller.sense import HIDDEN, TellerSense
from bilan.engine.identify.teller.telling import known_words
from bilan.engine.identify.teller.vocabulary import AROUND, KIN, PERSONS, SMALL, bag

MOST_UNKNOWN = 3  # words of a clause that may tell anything: with more of them a clause is read as any other
MOST_SENSED = 1000  # clauses of one text: the sense of any further one is not asked
_DOERS = bag("je j i on nous we")
_TELLERS = _DOERS | bag("mon ma mes me m moi notre nos my our")
_SPEAKERS = bag("je j i mon ma mes me m moi my")
_SIGNS = (
    KIN
    | PERSONS
    | bag("""
âge ans nationalité origine accent retraite chômage enceinte divorce mariée marié maternité
born aged old retired nationality origin
""")
)


class Kind(Enum):
    """How a clause is searched."""

    DEED = "deed"  # with its neighbors
    TELLER = "teller"  # apart: it mostly tells who speaks
    NOTHING = "nothing"  # not at all: it tells nothing else


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text searched by itself, and whether it mostly tells who speaks."""

    span: Span
    is_of_teller: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause, where it stands in the text, and how it is searched."""

    clause: Clause
    span: Span
    kind: Kind


Parts = Sequence[Sequence[_Part]]  # of each sentence


def pieces_of(text: str, sense: TellerSense | None = None) -> list[Piece]:
    """Cut a text into sentences and, where somebody speaks, what tells who they are from the rest.

    With `sense`, what tells nothing but who speaks is left out, as long as something else is told.
    """
    sentences = [(sentence, list(cut_clauses(sentence.of(text)))) for sentence in cut_sentences(text)]
    if not _speaks(_TELLERS, [clause for _, clauses in sentences for clause in clauses]):
        return [Piece(sentence) for sentence, _ in sentences]
    told: Parts = [[_part(sentence, clause) for clause in clauses] for sentence, clauses in sentences]
    if sense is not None and _speaks(_SPEAKERS, [part.clause for parts in told for part in parts]):
        told = _sensed(text, told, sense)
    return [
        piece
        for (sentence, _), parts in zip(sentences, told, strict=True)
        for piece in _joined(sentence, parts)
    ]


def _speaks(words: frozenset[str], clauses: Sequence[Clause]) -> bool:
    """Tell whether one of some words is said."""
    return any(word in words for clause in clauses for word in clause.plain)


def _part(sentence: Span, clause: Clause) -> _Part:
    """Place a clause in the text, and tell by its words how it is searched."""
    span = Span(sentence.start + clause.words[0].start, sentence.start + clause.words[-1].end)
    return _Part(clause, span, Kind.TELLER if _is_of_teller(clause) else Kind.DEED)


def _sensed(text: str, told: Parts, sense: TellerSense) -> Parts:
    """Leave out what only tells who speaks, by the sense of clauses; not if no deed would be left."""
    said = [part.span.of(text) for parts in told for part in parts]
    scores = chain(sense.of(said[:MOST_SENSED]), repeat(-inf))
    found = [
        [replace(part, kind=Kind.NOTHING) if next(scores) >= HIDDEN else part for part in parts]
        for parts in told
    ]
    return found if any(part.kind is Kind.DEED for parts in found for part in parts) else told


def _joined(sentence: Span, parts: Sequence[_Part]) -> Iterator[Piece]:
    """Yield a sentence whole, or its clauses together as long as they tell the same kind of thing."""
    kinds = {part.kind for part in parts}
    if len(kinds) < 2 and kinds != {Kind.NOTHING}:
        yield Piece(sentence, kinds == {Kind.TELLER})
        return
    for kind, group in groupby(parts, key=lambda part: part.kind):
        some = list(group)
        if kind is not Kind.NOTHING:
            yield Piece(Span(some[0].span.start, some[-1].span.end), kind is Kind.TELLER)


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
