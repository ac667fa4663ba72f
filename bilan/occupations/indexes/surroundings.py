"""What neighbors are found with: blocks of features, and what official moves teach."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify import ConceptIndex
from bilan.engine.identify.words import content_words
from bilan.engine.match import Block, Surroundings, dense_block, learn_moves, one_hot_block, tfidf_block
from bilan.engine.match.neighbors import learnt_scale
from bilan.occupations.models import (
    Catalogue,
    LabelKind,
    Mobility,
    Occupation,
    OccupationGroup,
    OccupationLabel,
    Requirement,
    SkillKind,
    SkillLabel,
    SkillRelation,
)
from bilan.occupations.queries import esco_matches

TEXTS = (LabelKind.DEFINITION, LabelKind.ACCESS)
NAMES = (LabelKind.PREFERRED, LabelKind.ALTERNATIVE)
SECTORS = "rome-sector"
FITS = {"EXACT": 1.0, "CLOSE": 0.7, "NARROWER": 0.4, "BROADER": 0.4}

Asked = tuple[int, int, str]  # occupation row, skill key, kind
Feature = tuple[int, Hashable, float]


def surroundings_of(catalogue: Catalogue, places: Mapping[str, int], titles: ConceptIndex) -> Surroundings:
    """Build the blocks of a catalogue, and learn from its official moves where it has enough."""
    blocks = _blocks(catalogue, places, titles)
    moves = np.zeros((len(places), len(places)))
    rows = Mobility.objects.filter(origin__catalogue=catalogue, target__catalogue=catalogue)
    for origin, target in rows.values_list("origin__code", "target__code"):
        if origin != target:
            moves[places[origin], places[target]] = 1
    learnt = learn_moves(blocks, moves, tuple(places))
    scale = learnt_scale(blocks, learnt) if learnt is not None else 0.0
    return Surroundings(tuple(blocks), learnt, scale)


def _blocks(catalogue: Catalogue, places: Mapping[str, int], titles: ConceptIndex) -> list[Block]:
    """Return all ways to compare the occupations of a catalogue."""
    count = len(places)
    asked = _asked(catalogue, places)
    language = _language(catalogue)
    return [
        tfidf_block("items", ((row, skill, 1.0) for row, skill, _ in asked), occupations=count),
        tfidf_block("knowledge", _of_kind(asked, SkillKind.KNOWLEDGE), occupations=count),
        tfidf_block("item_words", _item_words(catalogue, asked, language), occupations=count, is_damped=True),
        tfidf_block("text", _texts(catalogue, places, language), occupations=count, is_damped=True),
        tfidf_block("titles", _titles(catalogue, places, language), occupations=count, is_damped=True),
        tfidf_block("broader", _broader(catalogue, asked), occupations=count, is_damped=True),
        tfidf_block("sectors", _sectors(catalogue, places), occupations=count),
        tfidf_block("esco", _esco(catalogue, places), occupations=count),
        dense_block("meaning", _meaning(titles, places)),
        *_hierarchy(catalogue, places),
    ]


def _asked(catalogue: Catalogue, places: Mapping[str, int]) -> list[Asked]:
    rows = Requirement.objects.filter(occupation__catalogue=catalogue).order_by("pk")
    named = rows.values_list("occupation__code", "skill", "skill__kind")
    return [(places[code], skill, kind) for code, skill, kind in named.iterator()]


def _language(catalogue: Catalogue) -> str:
    """Return the language to compare texts in: French where the catalogue has it."""
    titles = OccupationLabel.objects.filter(occupation__catalogue=catalogue, kind=LabelKind.PREFERRED)
    return "fr" if titles.filter(language="fr").exists() else "en"


def _of_kind(asked: Sequence[Asked], kind: str) -> Iterator[Feature]:
    return ((row, skill, 1.0) for row, skill, found in asked if found == kind)


def _item_words(catalogue: Catalogue, asked: Sequence[Asked], language: str) -> Iterator[Feature]:
    labels = SkillLabel.objects.filter(
        skill__catalogue=catalogue, kind=LabelKind.PREFERRED, language=language
    )
    texts = dict(labels.values_list("skill", "text"))
    kinds = {SkillKind.SKILL, SkillKind.KNOWLEDGE}
    told = ((row, texts[skill]) for row, skill, kind in asked if kind in kinds and skill in texts)
    return _counted(told, language, has_pairs=True)


def _texts(catalogue: Catalogue, places: Mapping[str, int], language: str) -> Iterator[Feature]:
    return _counted(_said(catalogue, places, language, (*TEXTS, NAMES[0])), language, has_pairs=True)


def _titles(catalogue: Catalogue, places: Mapping[str, int], language: str) -> Iterator[Feature]:
    return _counted(_said(catalogue, places, language, NAMES), language, has_pairs=False)


def _said(
    catalogue: Catalogue, places: Mapping[str, int], language: str, kinds: Sequence[str]
) -> Iterator[tuple[int, str]]:
    rows = OccupationLabel.objects.filter(occupation__catalogue=catalogue, language=language, kind__in=kinds)
    named = rows.order_by("pk").values_list("occupation__code", "text")
    return ((places[code], text) for code, text in named.iterator())


def _counted(texts: Iterable[tuple[int, str]], language: str, *, has_pairs: bool) -> Iterator[Feature]:
    """Count the stems of texts, and pairs of stems that follow each other."""
    counts: Counter[tuple[int, str]] = Counter()
    for row, text in texts:
        words = content_words(text, language)
        counts.update((row, word) for word in words)
        if has_pairs:
            counts.update((row, f"{one} {two}") for one, two in pairwise(words))
    return ((row, word, float(count)) for (row, word), count in counts.items())


def _broader(catalogue: Catalogue, asked: Sequence[Asked]) -> Iterator[Feature]:
    """Count demands by the broader competence each belongs to."""
    rows = SkillRelation.objects.filter(source__catalogue=catalogue, kind="BROADER").order_by("-pk")
    above = dict(rows.values_list("source", "target"))
    kinds = {SkillKind.SKILL, SkillKind.ATTITUDE}
    counts = Counter((row, above.get(skill, skill)) for row, skill, kind in asked if kind in kinds)
    return ((row, skill, float(count)) for (row, skill), count in counts.items())


def _sectors(catalogue: Catalogue, places: Mapping[str, int]) -> Iterator[Feature]:
    rows = OccupationGroup.objects.filter(occupation__catalogue=catalogue, group__catalogue__code=SECTORS)
    named = rows.order_by("pk").values_list("occupation__code", "group__code")
    return ((places[code], group, 1.0) for code, group in named)


def _esco(catalogue: Catalogue, places: Mapping[str, int]) -> Iterator[Feature]:
    """Count the ESCO occupations matched with each of ROME."""
    if catalogue.code != "rome":
        return iter(())
    fits: dict[tuple[int, str], float] = defaultdict(float)
    for match in esco_matches():
        fits[places[match.source], match.target] = FITS[match.relation]
    return ((row, uri, fit) for (row, uri), fit in fits.items())


def _meaning(titles: ConceptIndex, places: Mapping[str, int]) -> NDArray[np.float32]:
    """Return what the encoder makes of titles and definitions: (occupation, dimension)."""
    rows = {code: row for row, code in enumerate(titles.uris)}
    vectors = np.zeros((len(places), titles.prototypes.shape[1]), np.float32)
    for code, place in places.items():
        if code in rows:
            vectors[place] = titles.prototypes[rows[code]]
    return vectors


def _hierarchy(catalogue: Catalogue, places: Mapping[str, int]) -> list[Block]:
    """Compare by the codes: two levels of the catalogue's own order, and the older family."""
    rows = Occupation.objects.filter(catalogue=catalogue).values_list("code", "isco", "market_code")
    facts = {code: (isco, family) for code, isco, family in rows}
    if catalogue.code in {"rome", "starter"}:
        levels = [(code[:1], code[:3], facts[code][1]) for code in places]
    else:
        levels = [(facts[code][0][:1], facts[code][0][:3], facts[code][0]) for code in places]
    return [
        one_hot_block(name, [level[rank] for level in levels])
        for rank, name in enumerate(("domain", "field", "family"))
    ]
