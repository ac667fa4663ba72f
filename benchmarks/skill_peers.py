"""Skills found by others beside the product: BM25 on stems, the encoder as published, esco-skill-extractor.

The first two search every name of the loaded ESCO, in English and French, and rank skills by their best
name. The package brings its own ESCO, in English: BILAN_EXTRACTOR names the Python of an environment that has
it, BILAN_EXTRACTOR_MODEL the folder of its sentence model (all-MiniLM-L6-v2); it answers with a set, in no
order, so its similarities put in order by us are told beside. BILAN_BENCHMARKS names the folder of labelled
sets. The product's own order was learnt from these sentences:
`python -m benchmarks.fit_ranking` tells how it does on sentences it never saw.
"""

import json
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import numpy as np

from benchmarks.identify import COLUMNS, DEPTH, OWN, Question, labelled, report, validation
from bilan.cli.site import open_site
from bilan.engine.identify.concepts import ConceptLabels
from bilan.engine.identify.words import content_words, guess_language

Method = Callable[[Sequence[str]], list[list[str]]]
EXTRACTOR = Path(__file__).with_name("_extractor_peer.py")
NAMES_READ = 400  # best names looked at: several are of one skill


def main() -> None:
    """Print a line a method and set, and how fast each reads."""
    folder = Path(os.environ.get("BILAN_BENCHMARKS", ""))
    if not (folder / "skill-identification").is_dir():
        print("Left out: BILAN_BENCHMARKS must name the folder of the labelled sets.")
        return
    open_site()
    from bilan.occupations.indexes.labels import concept_labels, skill_labels_of
    from bilan.occupations.models import Catalogue

    esco = Catalogue.objects.filter(code="esco").first()
    if esco is None:
        print("Left out: ESCO is not loaded (bilan reference import PATH…).")
        return
    labels = concept_labels(skill_labels_of(esco))
    methods = {"BM25": _bm25(labels), "encoder": _encoder(labels), "ours": _ours}
    sets = {name: validation(folder, name) for name in ("house", "tech")}
    sets |= {path.stem: labelled(path) for path in sorted(OWN.glob("*.csv"))}
    print(COLUMNS.format("set and method", "texts", "MRR", "RP@5", "R@10"))
    for name, questions in sets.items():
        for method, find in methods.items():
            _tell(f"{name}, {method}", find, questions)
        _tell_extractor(name, questions)


def _tell(name: str, find: Method, questions: list[Question]) -> None:
    started = time.process_time()
    found = find([text for text, _ in questions])
    spent = time.process_time() - started
    report(name, found, questions)
    print(f"{'':<28}{len(questions) / spent:>6.0f} sentences a second")


def _tell_extractor(name: str, questions: list[Question]) -> None:
    """Ask esco-skill-extractor, in a process of its own; say why where it cannot be."""
    python, model = (os.environ.get(each) for each in ("BILAN_EXTRACTOR", "BILAN_EXTRACTOR_MODEL"))
    if not python or not model:
        print(f"{name}, esco-skill-extractor: left out, BILAN_EXTRACTOR and BILAN_EXTRACTOR_MODEL name it.")
        return
    told = {"model": model, "depth": DEPTH, "texts": [text for text, _ in questions]}
    done = subprocess.run(
        [python, str(EXTRACTOR)], input=json.dumps(told), capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"{name}, esco-skill-extractor: {done.stderr.strip().splitlines()[-1][-80:]}")
        return
    found = json.loads(done.stdout.splitlines()[-1])
    report(f"{name}, extractor", found["answers"], questions)
    report(f"{name}, extractor, ordered", found["ranked"], questions)
    print(f"{'':<28}{len(questions) / found['seconds']:>6.0f} sentences a second")


def _bm25(labels: ConceptLabels) -> Method:
    """Return BM25 over the names of each language, stemmed, without empty words."""
    searched = {}
    for language in ("en", "fr"):
        rows = [row for row, spoken in enumerate(labels.languages) if spoken == language]
        index = bm25s.BM25()
        index.index([content_words(labels.texts[row], language) for row in rows], show_progress=False)
        searched[language] = index, labels.owners[rows]

    def find(texts: Sequence[str]) -> list[list[str]]:
        found = []
        for text in texts:
            language = guess_language(text)
            index, owners = searched[language]
            known = [word for word in content_words(text, language) if word in index.vocab_dict]
            scores = index.get_scores(known) if known else np.zeros(len(owners), np.float32)
            found.append(_first(labels, owners, scores))
        return found

    return find


def _encoder(labels: ConceptLabels) -> Method:
    """Return the nearest names by the encoder as published."""
    from bilan.occupations.indexes import encode

    names = encode(list(labels.texts))

    def find(texts: Sequence[str]) -> list[list[str]]:
        return [_first(labels, labels.owners, names @ vector) for vector in encode(list(texts))]

    return find


def _first(
    labels: ConceptLabels, owners: np.ndarray[tuple[int], np.dtype[np.int32]], scores: np.ndarray
) -> list[str]:
    """Return the skills of the best names, each once."""
    best = np.argsort(-scores, kind="stable")[:NAMES_READ]
    uris = dict.fromkeys(labels.uris[owners[row]] for row in best if scores[row] > 0)
    return list(uris)[:DEPTH]


def _ours(texts: Sequence[str]) -> list[list[str]]:
    """Return what the product suggests."""
    from bilan.occupations.identification import skills_in
    from bilan.occupations.models import Catalogue

    esco = Catalogue.objects.get(code="esco")
    found = skills_in(texts, language="en", limit=DEPTH, catalogue=esco)
    return [[skill.uri for skill in skills] for skills in found]


if __name__ == "__main__":
    main()
