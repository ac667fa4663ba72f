"""How well French words that nothing here has learnt are recognised: names of skills, job titles.

Titles: the appellations that the national table says to be exactly an ESCO occupation, searched among the
names of ESCO; what the table says of them is never read by the search. Those that ESCO does not write letter
for letter are told apart. A second search also knows the other appellations that the table links.
Names: the French name of one skill in twenty is kept out of the index and of the tuning, then asked; what is
left of these skills is their English names and definition.

Both are made from the publishers' files, so they say how well a *name* is found, not what people write.
BILAN_REFERENCE names the folder of these files. Names tune the encoder again, minutes: only if BILAN_LONG=1.
"""

import csv
import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.identify import COLUMNS, DEPTH, Question, report
from bilan.cli.site import open_site
from bilan.engine.identify import ConceptIndex, ConceptLabels, SpanEncoder, build_index, identify
from bilan.engine.identify.title_ranking import TitleIndex, rank_titles
from bilan.engine.identify.titles import plain_title, title_forms
from bilan.engine.identify.words import fold

TABLE = "crosswalks/FR_20230607_mapping_esco_rome.csv"
EXACT = "skos:exactMatch"
ONE_IN = 20


def main() -> None:
    """Print the table."""
    open_site()
    from bilan.occupations.models import Catalogue

    esco = Catalogue.objects.filter(code="esco").first()
    table = Path(os.environ.get("BILAN_REFERENCE", "")) / TABLE
    if esco is None or not table.is_file():
        print("Left out: ESCO must be loaded, and BILAN_REFERENCE name the folder of the publishers' files.")
        return
    print(COLUMNS.format("set", "texts", "MRR", "RP@5", "R@10"))
    _report_titles(table)
    if os.environ.get("BILAN_LONG"):
        _report_names()
    else:
        print("French names of skills: left out, as they tune the encoder again (BILAN_LONG=1).")


def _report_titles(table: Path) -> None:
    """Ask the appellations of ROME in what ESCO says alone, then with the other appellations linked to it."""
    from bilan.occupations.indexes import encode
    from bilan.occupations.indexes.labels import concept_labels, occupation_labels_of
    from bilan.occupations.indexes.titling import index_titles, labels_of_titles, linked_titles
    from bilan.occupations.models import Catalogue

    esco = Catalogue.objects.get(code="esco")
    own = list(occupation_labels_of(esco))
    labels = concept_labels(own)
    spoken = zip(labels.texts, labels.languages, strict=True)
    written = {fold(text) for text, language in spoken if language == "fr"}
    questions = _appellations(table, frozenset(labels.uris))
    asked = {text for text, _ in questions}
    other = [one for one in questions if not written & {fold(form) for form in title_forms(one[0])}]
    left = labels_of_titles(row for row in linked_titles(esco) if row[1] not in asked)
    for name, added in (("ROME titles", []), ("the same, others linked", left)):
        index = index_titles(own, added, encode)
        _ask_titles(name, index, questions)
        _ask_titles("  not written in ESCO", index, other)


def _ask_titles(name: str, index: TitleIndex, questions: list[Question]) -> None:
    from bilan.occupations.indexes import published

    found = rank_titles(index, [plain_title(text) for text, _ in questions], published(), limit=DEPTH)
    report(name, [[index.names.uris[hit.concept] for hit in hits] for hits in found], questions)


def _appellations(table: Path, known: frozenset[str]) -> list[Question]:
    """Read the titles that are exactly an occupation."""
    gold: dict[str, set[str]] = defaultdict(set)
    with table.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            if row and row[-1] == EXACT:
                gold[row[3]] |= {row[0]} & known
    return [(title, frozenset(uris)) for title, uris in sorted(gold.items()) if uris]


def _report_names() -> None:
    """Ask French names kept out of the index, with the encoder as published and tuned without them."""
    from bilan.occupations.indexes import published
    from bilan.occupations.indexes.labels import concept_labels, skill_labels_of
    from bilan.occupations.models import Catalogue

    rows = list(skill_labels_of(Catalogue.objects.get(code="esco")))
    asked = {uri: text for uri, language, kind, text in rows if _is_kept_out(uri, language, kind)}
    english = {uri for uri, language, _, _ in rows if language == "en"}
    questions = [(text, frozenset([uri])) for uri, text in sorted(asked.items()) if uri in english]
    labels = concept_labels(row for row in rows if not (row[1] == "fr" and row[0] in asked))
    plain = build_index(labels, published())
    _ask("names, as published", plain, published(), questions)
    _ask_tuned(labels, asked, questions)


def _ask_tuned(labels: ConceptLabels, asked: Mapping[str, str], questions: list[Question]) -> None:
    """Tune without the names asked, then ask them."""
    from bilan.engine.identify.concepts import prototypes_of
    from bilan.engine.identify.learning import train
    from bilan.occupations.indexes import published
    from bilan.occupations.indexes.encoding import tuned
    from bilan.occupations.indexes.lessons import lessons_of
    from bilan.occupations.indexes.tuning import COURSE, SEED
    from bilan.occupations.models import Catalogue

    lessons = lessons_of(Catalogue.objects.get(code="esco"), labels.uris)
    left = tuple(
        () if uri in asked else told for uri, told in zip(labels.uris, lessons.french_names, strict=True)
    )
    learnt = train(
        replace(lessons, french_names=left),
        published(),
        prototypes_of(labels, published()),
        chance=np.random.default_rng(SEED),
        course=COURSE,
        report=None,
    )
    encoder = tuned({name: np.asarray(weight, np.float32) for name, weight in learnt.weights.items()})
    known: dict[str, NDArray[np.floating]] = dict(zip(labels.uris, learnt.prototypes, strict=True))
    index = build_index(labels, encoder, known=known, keeps_vectors=False)
    _ask("names, tuned without them", index, encoder, questions)


def _is_kept_out(uri: str, language: str, kind: str) -> bool:
    """Choose one skill in twenty by its address, whatever the order of the file."""
    drawn = int(sha256(uri.encode()).hexdigest(), 16) % ONE_IN == 0
    return drawn and language == "fr" and kind == "PREFERRED"


def _ask(name: str, index: ConceptIndex, encoder: SpanEncoder, questions: list[Question]) -> None:
    found = identify(index, [plain_title(text) for text, _ in questions], encoder, limit=DEPTH)
    report(name, [[index.uris[hit.concept] for hit in hits] for hits in found], questions)


if __name__ == "__main__":
    main()
