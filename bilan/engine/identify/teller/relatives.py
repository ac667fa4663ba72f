"""Clauses that tell what the teller's own people did, which is no deed of the teller."""

from collections.abc import Sequence

from bilan.engine.identify.teller.clauses import LINKS, OWN, Clause
from bilan.engine.identify.teller.vocabulary import AROUND, KIN, NUMBERS, bag

_TELLERS = bag("je j i on nous we moi me m us")
# The clauses that follow may do something for these people: then who they are is left to be read.
_SPOKEN_OF = bag("lui elle eux leur leurs sa son ses il ils elles him her them his their he she they qui who")
HEARD = 2  # clauses after, that may speak of them again


def tells_of_relatives(clause: Clause, following: Sequence[Clause]) -> bool:
    """Tell whether a clause says what the teller's own people did, and none after it speaks of them again."""
    words = [word for place, word in enumerate(clause.plain) if place or word not in LINKS]
    if words[:1] == [] or words[0] not in OWN:
        return False
    place = 1
    while place < len(words) and (words[place] in AROUND or words[place] in NUMBERS):
        place += 1
    rest = words[place + 1 :]
    if words[place : place + 1] == [] or words[place] not in KIN or not rest:
        return False
    heard = {word for after in following[:HEARD] for word in after.plain}
    return not heard & _SPOKEN_OF and not set(rest) & (_SPOKEN_OF | _TELLERS - {"m", "me"})
