"""Where an occupation can exist at all: some need the sea or high mountains."""

import tomllib
from functools import lru_cache
from pathlib import Path

KNOWN = Path(__file__).resolve().parents[1] / "whereabouts.toml"


def is_away(code: str, departement: str | None) -> bool:
    """Tell whether an occupation exists only elsewhere than in a département; never without one."""
    if departement is None:
        return False
    return any(code in occupations and departement not in there for occupations, there in _known())


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return occupations, and the départements where they exist."""
    told = tomllib.loads(KNOWN.read_text("utf-8")).values()
    return tuple((frozenset(one["occupations"]), frozenset(one["departements"])) for one in told)
