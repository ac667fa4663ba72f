"""Who tells a story, hidden before skills are looked for: name, age, sex, origin and family change nothing.

A clause is hidden when each of its words tells who somebody is, where they come from, when or how it was:
then no deed is told. A clause that holds one other word is left. Blanks take the place of what is hidden, so
that every other word stays where it was.
"""

from bilan.engine.identify.teller.beside import told_beside
from bilan.engine.identify.teller.clauses import Clause, Token, cut_clauses
from bilan.engine.identify.teller.names import introduces, is_all_names
from bilan.engine.identify.teller.relatives import HEARD, tells_of_relatives
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
    for place, clause in enumerate(clauses):
        alone = alone or clause.opens
        introduced = introduces(clause, clauses[place - 1] if place else None)
        if introduced or _is_hidden(clause, clauses[place + 1 : place + 1 + HEARD], alone=alone):
            found += [*clause.words, *([clause.stop] if clause.stop else [])]
            continue
        if alone and found and clause.words[0].plain in _LINKS and not clause.opens:
            found.append(clause.words[0])
        found += told_beside(clause)
        alone = False
    return found


def _is_hidden(clause: Clause, following: list[Clause], *, alone: bool) -> bool:
    """Tell whether a clause tells who speaks, by itself or as the name before such a clause."""
    if tells_no_deed(clause):
        return alone or is_said_of_the_teller(clause)
    if tells_of_relatives(clause, following):
        return True
    if not alone or not is_all_names(clause) or clause.stop is None or clause.stop.text != ",":
        return False
    return any(not after.opens and tells_no_deed(after) for after in following[:1])
