"""How well words are recognised: skills in sentences, job titles (MELO), and how fast.

Everyday French is our own set, written and labelled by hand; HOUSE and TECH are job advertisements.

BILAN_BENCHMARKS names the folder of labelled sets. The skills are those of the loaded ESCO: run
`bilan reference import`, `bilan reference train` and `bilan reference index` first.
"""

import csv
import os
import resource
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

import bilan
from bilan.cli.site import open_site
from bilan.engine.identify import ConceptIndex, identify
from bilan.engine.identify.title_ranking import TitleIndex, rank_titles
from bilan.engine.identify.titles import plain_title

Question = tuple[str, frozenset[str]]
DEPTH = 50
OWN = Path(bilan.__file__).parent / "occupations" / "sentences"  # labelled by us, by set
COLUMNS = "{:<28}{:>6}{:>8}{:>8}{:>8}"


def main() -> None:
    """Print the table."""
    folder = Path(os.environ.get("BILAN_BENCHMARKS", ""))
    if not (folder / "skill-identification").is_dir():
        print("Left out: BILAN_BENCHMARKS must name the folder of the labelled sets.")
        return
    open_site()
    from bilan.occupations.indexes import skill_index, tuned_encoder
    from bilan.occupations.models import Catalogue

    esco = Catalogue.objects.filter(code="esco").first()
    if esco is None:
        print("Left out: ESCO is not loaded (bilan reference import PATH…).")
        return
    started = time.perf_counter()
    index = skill_index(esco)
    tuned = tuned_encoder()
    tuned.encoder(["ready"])
    print(f"start from a built index: {time.perf_counter() - started:.2f} s")
    print("encoder: " + ("tuned on ESCO" if tuned.name else "as published (bilan reference train tunes it)"))
    print(COLUMNS.format("set", "texts", "MRR", "RP@5", "R@10"))
    sets = {name: validation(folder, name) for name in ("house", "tech")}
    for name, questions in sets.items():
        _report_sentences(name, questions, "en")
    everyday = labelled(OWN / "everyday-fr.csv")
    _report_sentences("everyday French", everyday, "fr")
    print(
        "Everyday French was learnt from; the order, from all three. Unseen: python -m benchmarks.fit_ranking"
    )
    _report_speed(index, [text for text, _ in (*sets["house"], *sets["tech"], *everyday)])
    _report_titles(folder)


def _report_sentences(name: str, questions: list[Question], language: str) -> None:
    """Rank as the product does, over the whole of ESCO."""
    from bilan.occupations.identification import skills_in
    from bilan.occupations.models import Catalogue

    esco = Catalogue.objects.get(code="esco")
    found = skills_in([text for text, _ in questions], language=language, limit=DEPTH, catalogue=esco)
    report(name, [[skill.uri for skill in skills] for skills in found], questions)


def report(name: str, ranked: list[list[str]], questions: list[Question]) -> None:
    """Print the line of a set: how well the right answers are ranked."""
    rows = [_scores(uris, gold) for uris, (_, gold) in zip(ranked, questions, strict=True)]
    means = [f"{value:.3f}" for value in np.mean(rows, axis=0)]
    print(COLUMNS.format(name, len(questions), *means))


def _scores(ranked: list[str], gold: frozenset[str]) -> tuple[float, float, float]:
    """Return reciprocal rank, R-precision at 5, recall at 10."""
    reciprocal = next((1 / (1 + rank) for rank, uri in enumerate(ranked) if uri in gold), 0.0)
    return (
        reciprocal,
        len(set(ranked[:5]) & gold) / min(5, len(gold)),
        len(set(ranked[:10]) & gold) / len(gold),
    )


def validation(folder: Path, name: str) -> list[Question]:
    """Read a validation set; labels that name no skill are no target."""
    from bilan.occupations.models import SkillLabel

    labels = SkillLabel.objects.filter(skill__catalogue__code="esco", language="en", kind="PREFERRED")
    uris = dict(labels.order_by("-skill__uri").values_list("text", "skill__uri"))
    gold: dict[str, set[str]] = defaultdict(set)
    with (folder / "skill-identification" / f"{name}_validation.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if uri := uris.get(row["label"].strip()):
                gold[row["sentence"]].add(uri)
    return [(text, frozenset(found)) for text, found in gold.items()]


def labelled(path: Path) -> list[Question]:
    """Read sentences of our own."""
    from bilan.occupations.indexes.lessons import labelled_sentences

    return list(labelled_sentences(path))


def _report_titles(folder: Path) -> None:
    """Rank occupations for the titles of MELO: among its own labels, then with all that the product knows."""
    from bilan.occupations.indexes import encode, title_index
    from bilan.occupations.indexes.titling import index_titles
    from bilan.occupations.models import Catalogue

    known = title_index(Catalogue.objects.get(code="esco"))
    for place in sorted((folder / "title-linking").iterdir()):
        elements = dict(_table(place / "corpus_elements.tsv"))
        concepts = dict(_table(place / "concept_mapping.tsv"))
        gold: dict[str, set[str]] = defaultdict(set)
        for query, _, element, _ in _table(place / "annotations.tsv"):
            gold[query].add(concepts[element])
        queries = dict(_table(place / "queries.tsv"))
        questions = [(plain_title(text), frozenset(gold[query])) for query, text in queries.items()]
        labels = [(concepts[key], "fr", "ALTERNATIVE", text) for key, text in elements.items()]
        asked = frozenset(concepts.values())
        _report_ranked(f"{place.name}, its labels", index_titles(labels, [], encode), questions, asked)
        _report_ranked(f"{place.name}, loaded", known, questions, asked)


def _report_ranked(name: str, index: TitleIndex, questions: list[Question], asked: frozenset[str]) -> None:
    """Print how well titles are ranked; occupations that a set does not ask about are passed over."""
    from bilan.occupations.indexes import published

    found = rank_titles(index, [text for text, _ in questions], published(), limit=DEPTH)
    uris = [[index.names.uris[hit.concept] for hit in hits] for hits in found]
    report(name, [[uri for uri in ranked if uri in asked] for ranked in uris], questions)


def _table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row]


def _report_speed(index: ConceptIndex, texts: list[str]) -> None:
    from bilan.occupations.indexes import skill_ranker, tuned_encoder

    encode, ranker = tuned_encoder().encoder, skill_ranker()
    started = time.perf_counter()
    identify(index, texts, encode, limit=20, ranker=ranker)
    batch = len(texts) / (time.perf_counter() - started)
    alone = []
    for text in texts:
        started = time.perf_counter()
        identify(index, [text], encode, limit=20, ranker=ranker)
        alone.append(1000 * (time.perf_counter() - started))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"batch: {batch:.0f} sentences a second; one: {np.median(alone):.1f} ms (median);"
        f" {memory:.0f} MiB at most"
    )


if __name__ == "__main__":
    main()
