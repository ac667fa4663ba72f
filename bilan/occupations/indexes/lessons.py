"""What teaches the encoder: names, definitions, the skills of each occupation, and sentences we labelled."""

import csv
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bilan.engine.identify.learning import Lessons
from bilan.occupations.models import Catalogue, LabelKind, OccupationLabel, Requirement, SkillLabel

NAMES = (LabelKind.PREFERRED, LabelKind.ALTERNATIVE)
# Sentences written for this project, with the addresses of the ESCO skills that people found in them.
SENTENCES = Path(__file__).resolve().parents[1] / "sentences"
LEAST_WORDS = 3  # of a sentence
FILLER_WORDS = (2, 9)
_SENTENCE_ENDS = re.compile(r"(?<=[.;])\s+|\n")
_CLAUSE_ENDS = re.compile(r"[,;.]| and ")


def lessons_of(catalogue: Catalogue, uris: Sequence[str], *, without: Collection[str] = ()) -> Lessons:
    """Return what a catalogue and labelled sentences say of its skills, in the order given; 4 queries.

    `without` names sets of labelled sentences that are left out, to be judged on.
    """
    places = {uri: place for place, uri in enumerate(uris)}
    essential, together = _asked(catalogue, places)
    portraits = tuple(
        (sentence, tuple(essential[code]))
        for code, text in _portraits(catalogue)
        if essential[code]
        for sentence in sentences_of(text)
    )
    return Lessons(
        names=_by_place(_told(catalogue, "en", NAMES), places),
        french_names=_by_place(_told(catalogue, "fr", NAMES), places),
        sentences=_by_place(_definitions(catalogue), places),
        together=tuple(tuple(skills) for _, skills in sorted(together.items())),
        portraits=portraits,
        fillers=tuple(_fillers(sentence for sentence, _ in portraits)),
        labelled=tuple(_labelled(places, without)),
    )


def _labelled(places: Mapping[str, int], without: Collection[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield labelled sentences of which one skill at least is known."""
    for path in sorted(SENTENCES.glob("*.csv")):
        if path.stem not in without:
            for text, uris in labelled_sentences(path):
                if known := tuple(sorted(places[uri] for uri in uris if uri in places)):
                    yield text, known


def labelled_sentences(path: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the sentences of a set, and the skills of each."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["sentence"], frozenset(row["uris"].split())


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text that are more than a word or two."""
    plain = re.sub(r"[ \t]+", " ", text)
    return [
        sentence.strip() for sentence in _SENTENCE_ENDS.split(plain) if len(sentence.split()) >= LEAST_WORDS
    ]


def _told(catalogue: Catalogue, language: str, kinds: Sequence[str]) -> Iterator[tuple[str, str]]:
    rows = SkillLabel.objects.filter(skill__catalogue=catalogue, language=language, kind__in=kinds)
    return rows.order_by("pk").values_list("skill__uri", "text").iterator()


def _definitions(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for uri, text in _told(catalogue, "en", (LabelKind.DEFINITION,)):
        for sentence in sentences_of(text):
            yield uri, sentence


def _portraits(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield what occupations are said to be, in English: the files hold no French definitions of skills."""
    rows = OccupationLabel.objects.filter(
        occupation__catalogue=catalogue, kind=LabelKind.DEFINITION, language="en"
    )
    return rows.order_by("pk").values_list("occupation__code", "text").iterator()


def _by_place(rows: Iterable[tuple[str, str]], places: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Return the different texts of each concept."""
    found: list[dict[str, str]] = [{} for _ in places]
    for uri, text in rows:
        if uri in places:
            found[places[uri]].setdefault(text.casefold(), text)
    return tuple(tuple(texts.values()) for texts in found)


def _asked(
    catalogue: Catalogue, places: Mapping[str, int]
) -> tuple[Mapping[str, list[int]], Mapping[str, list[int]]]:
    """Return the essential skills of each occupation, and all of them."""
    rows = Requirement.objects.filter(occupation__catalogue=catalogue).order_by("pk")
    essential: dict[str, list[int]] = defaultdict(list)
    together: dict[str, list[int]] = defaultdict(list)
    for code, uri, is_essential in rows.values_list("occupation__code", "skill__uri", "is_essential"):
        if uri in places:
            together[code].append(places[uri])
            if is_essential:
                essential[code].append(places[uri])
    return essential, together


def _fillers(sentences: Iterable[str]) -> Iterator[str]:
    """Yield short stretches of sentences about occupations."""
    least, most = FILLER_WORDS
    for sentence in sentences:
        for clause in _CLAUSE_ENDS.split(sentence):
            if least <= len(clause.split()) <= most:
                yield clause.strip()
