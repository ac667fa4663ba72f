"""What a fact of the trail may be: a code, a count or a date, never a sentence."""

import re
from collections.abc import Mapping

from bilan.audit.errors import ContentInTrail

Fact = str | int | bool | None
HELPED = "helped"
MOST_FACTS = 12
MOST_DIGITS = 10**15
NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
CODE = re.compile(r"[\w.:+@/-]{0,80}")  # codes, file names, dates, digests; a space would let sentences in


def checked_facts(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return the facts as they are stored.

    Raises:
        ContentInTrail: a name or a value is too long, or says more than a code can.
    """
    if len(facts) > MOST_FACTS:
        raise ContentInTrail(name=f"{len(facts)} facts")
    for name, value in facts.items():
        if not NAME.fullmatch(name) or not _is_plain(value):
            raise ContentInTrail(name=name[:30])
    return dict(facts)


def _is_plain(value: Fact) -> bool:
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, int):
        return abs(value) <= MOST_DIGITS
    return isinstance(value, str) and CODE.fullmatch(value) is not None
