"""Who tells a story, hidden before skills are looked for: name, age, sex, origin and family change nothing.

A clause is hidden when each of its words tells who somebody is, where they come from, when or how it was:
then no deed is told. A clause that holds one other word is left. Blanks take the place of what is hidden, so
that every other word stays where it was.
"""

from bilan.engine.identify.teller.clauses import Clause, Token, cut_clauses
from bilan.engine.identify.teller.naming import names_oneself
from bilan.engine.identify.teller.telling import is_said_of_the_teller, tells_no_deed

_LINKS = frozenset({"et", "and"})


def without_teller(text: str) -> str:
    """Return a text of the same length where blanks stand for what tells who speaks."""
    hidden = list(text)
    for token in _hidden(list(cut_clauses(text))):
        for place in range(token.start, token.end):
            if not text[place].isspace():
                hidden[place] = " "
    return "".join(hidden)


def _hidden(clauses: list[Clause]) -> list[Token]:
    """Return the words and stops that tell who speaks."""
    found: list[Token] = []
    alone = True  # nothing of the sentence has been left so far
    for clause in clauses:
        alone = alone or clause.opens
        if tells_no_deed(clause) and (alone or is_said_of_the_teller(clause)):
            found += [*clause.words, *([clause.stop] if clause.stop else [])]
            continue
        if alone and found and clause.words[0].plain in _LINKS and not clause.opens:
            found.append(clause.words[0])
        found += names_oneself(clause)
        alone = False
    return found
