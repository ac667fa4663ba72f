"""Fit what parts clauses that tell who speaks from clauses that tell a deed, and write it for the product.

Read: `sets/clauses.toml`, the turns of `sets/tellers.toml` that are taught, our labelled sentences, whose
clauses tell deeds, and names of ROME and ESCO put as people put them. A ridge over what the encoder as
published makes of each clause; every kind of clause weighs what `SHARES` says, however many there are.
Held-out turns are never read: `python -m benchmarks fairness` counts them.
"""

import csv
import tomllib
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.identify import OWN
from bilan.cli.site import open_site
from bilan.engine.identify.learning.phrases import told
from bilan.engine.identify.spans import cut_sentences
from bilan.engine.identify.teller.clauses import cut_clauses
from bilan.engine.identify.titles import title_forms

SETS = Path(__file__).parent / "sets"
RIDGE = 3e-3
SEED = 5
WHO, DEED = 1.0, -1.0
SHARES = {"who": 0.6, "opening": 0.4, "deed": 0.3, "sentences": 0.3, "names": 0.2, "doings": 0.2}
FRENCH = ("{}", "j’ai appris à {}", "je sais {}", "j’ai dû {}", "je devais {}", "il fallait {}")
ENGLISH = ("{}", "I can {}", "I had to {}", "I learnt to {}", "I used to {}")
FRENCH_TRADES = (
    "je suis {}",
    "j’étais {}",
    "{} pendant dix ans",
    "j’ai travaillé comme {}",
    "{} de métier",
    "je voudrais devenir {}",
)
ENGLISH_TRADES = ("I am a {}", "I was a {}", "a trained {}", "I worked as a {}", "as a {}")
LENGTHS = (99, 3, 2, 4)  # words kept of a doing: people say little of what they often do
EVERY = 6  # one name in six is enough


def main() -> None:
    """Fit, and write the weights."""
    open_site()
    from bilan.occupations.indexes import published
    from bilan.occupations.indexes.telling import SHIPPED

    encode = published()
    kinds = _kinds()
    vectors = {kind: encode(clauses) for kind, clauses in kinds.items()}
    weights, shift = fitted(vectors)
    np.savez_compressed(SHIPPED, weights=weights, shift=shift)
    for kind, rows in vectors.items():
        scores = rows @ weights + shift
        print(f"{kind:<10}{len(rows):>6} clauses, {np.mean(scores > 0):.3f} above nought")
    print(f"{SHIPPED.name}: {SHIPPED.stat().st_size / 1024:.0f} kB")


def fitted(vectors: dict[str, NDArray[np.float32]]) -> tuple[NDArray[np.float32], np.float32]:
    """Return the weights and the shift that bring who speaks near to 1 and deeds near to -1."""
    size = len(vectors["who"][0]) + 1
    gram, pull = RIDGE * np.eye(size), np.zeros(size)
    gram[-1, -1] = 1e-6
    for kind, rows in vectors.items():
        known = np.hstack([rows, np.ones((len(rows), 1))]).astype(np.float64)
        share = SHARES[kind] / len(rows)
        gram += share * known.T @ known
        pull += share * (DEED if kind not in ("who", "opening") else WHO) * known.sum(axis=0)
    found = np.linalg.solve(gram, pull)
    return found[:-1].astype(np.float32), np.float32(found[-1])


def _kinds() -> dict[str, list[str]]:
    """Return the clauses of each kind."""
    written = tomllib.loads((SETS / "clauses.toml").read_text(encoding="utf-8"))
    turns = tomllib.loads((SETS / "tellers.toml").read_text(encoding="utf-8"))
    kinds = {kind: [*some["fr"], *some["en"]] for kind, some in written.items()}
    for kind, lot in (("who", "taught"), ("opening", "opening_taught")):
        kinds[kind] += sorted({clause for *_, one, other in turns[lot] for clause in (one, other)})
    idle = {clause.casefold() for clause in kinds["opening"]}
    kinds["sentences"] = [clause for clause in _sentences() if clause.casefold() not in idle]
    french, english = _names()
    kinds["names"] = [*_put(french, FRENCH), *_put(english, ENGLISH), *_trades()]
    kinds["doings"] = list(_doings(french, english, np.random.default_rng(SEED)))
    return kinds


def _sentences() -> Iterator[str]:
    """Yield the clauses of our labelled sentences."""
    for path in sorted(OWN.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for text in (row["sentence"] for row in csv.DictReader(file)):
                for sentence in cut_sentences(text):
                    said = sentence.of(text)
                    for clause in cut_clauses(said):
                        yield said[clause.words[0].start : clause.words[-1].end]


def _names() -> tuple[list[str], list[str]]:
    """Return names of skills, one in some: ROME's in French, ESCO's in English."""
    from bilan.occupations.models import SkillKind, SkillLabel

    told = SkillLabel.objects.filter(kind="PREFERRED").order_by("pk").values_list("text", flat=True)
    french = told.filter(skill__catalogue__code="rome", skill__kind=SkillKind.SKILL)
    english = told.filter(skill__catalogue__code="esco", language="en")
    return [_small(text) for text in french[::EVERY]], [_small(text) for text in english[::EVERY]]


def _trades() -> Iterator[str]:
    """Yield titles as people say what they were."""
    from bilan.occupations.models import OccupationLabel

    told = OccupationLabel.objects.order_by("pk").values_list("text", flat=True)
    french = told.filter(occupation__catalogue__code="rome", kind="ALTERNATIVE")[::EVERY]
    english = told.filter(occupation__catalogue__code="esco", kind="PREFERRED", language="en")[:: EVERY // 2]
    forms = [title_forms(_small(text)) for text in french]
    yield from _put([some[place % len(some)] for place, some in enumerate(forms)], FRENCH_TRADES)
    yield from _put([_small(text) for text in english], ENGLISH_TRADES)


def _put(names: Sequence[str], ways: Sequence[str]) -> Iterator[str]:
    """Put each name in one of the ways, in turn."""
    for name, way in zip(names, cycle(ways), strict=False):
        yield way.format(name)


def _doings(french: Sequence[str], english: Sequence[str], chance: Generator) -> Iterator[str]:
    """Yield names told as something done, many of them cut short."""
    done = [told(name, chance) for name in french] + [f"I {name}" for name in english]
    for text, length in zip(done, cycle(LENGTHS), strict=False):
        yield " ".join(text.split()[:length])


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


if __name__ == "__main__":
    main()
