"""What neighbors are found with: blocks of features, and what official moves teach."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify import ConceptIndex
from bilan.engine.identify.grams import pieces_of
from bilan.engine.identify.title_ranking import TitleIndex
from bilan.engine.identify.words import content_words
from bilan.engine.match import Block, Surroundings, dense_block, one_hot_block, tfidf_block
from bilan.engine.match.near_order import GROUPS, SCALE, Moves, NearOrder, near_chances
from bilan.engine.match.pairs import Likeness, likeness_of
from bilan.engine.trees import forest_from
from bilan.occupations.indexes.certified import certified_features
from bilan.occupations.indexes.ends import ends_of
from bilan.occupations.indexes.naming import title_index
from bilan.occupations.indexes.senses import senses_of
from bilan.occupations.indexes.through_esco import through_esco
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

TEXTS = (LabelKind.DEFINITION, LabelKind.ACCESS)
NAMES = (LabelKind.PREFERRED, LabelKind.ALTERNATIVE)
SECTORS = "rome-sector"
LEANINGS = ("rome-interest", "rome-theme")

Asked = tuple[int, int, str]  # occupation row, skill key, kind
Feature = tuple[int, Hashable, float]


SHIPPED = Path(__file__).parent / "near-order.npz"
FEWEST_ORDERED = 200  # occupations: places among fewer mean something else than what the trees learnt
FAR = 1e-4  # of the content sum, for pairs not looked at closely: after all the others, yet in order
KINDS = ("content", "bare", "taught")
PARTS = ("features", "thresholds", "ruled_out", "leaves")


def surroundings_of(catalogue: Catalogue, places: Mapping[str, int], titles: TitleIndex) -> Surroundings:
    """Build the blocks of a catalogue, and what the shipped order says beyond their sum."""
    blocks = _blocks(catalogue, places, titles.names)
    if len(places) < FEWEST_ORDERED:
        return Surroundings(tuple(blocks), None)
    like = _likeness(catalogue, places, titles, blocks)
    chances = near_chances(like, tuple(places), shipped_order(), _moves(catalogue, places))
    scores = np.where(chances > 0, SCALE * chances, FAR * like.total)
    return Surroundings(tuple(blocks), (scores - like.total).astype(np.float32), 1.0)


def compared(catalogue: Catalogue) -> tuple[tuple[str, ...], Likeness, Moves]:
    """Return the codes of a catalogue, how alike its occupations are, and the moves known between them."""
    codes = tuple(sorted(Occupation.objects.filter(catalogue=catalogue).values_list("code", flat=True)))
    places = {code: place for place, code in enumerate(codes)}
    titles = title_index(catalogue)
    blocks = _blocks(catalogue, places, titles.names)
    return codes, _likeness(catalogue, places, titles, blocks), _moves(catalogue, places)


def _likeness(
    catalogue: Catalogue, places: Mapping[str, int], titles: TitleIndex, blocks: Sequence[Block]
) -> Likeness:
    """Compare occupations by their blocks, by what the encoder makes of their parts, and by their ends."""
    senses = senses_of(catalogue, places, titles)
    return likeness_of([*blocks, *senses], ends_of(catalogue, places, _language(catalogue)))


@lru_cache(maxsize=1)
def shipped_order() -> NearOrder:
    """Read the shipped trees once a process: `python -m benchmarks.fit_neighbours` fits them."""
    with np.load(SHIPPED, allow_pickle=False) as held:
        content, bare, taught = (
            tuple(
                forest_from({part: held[f"{kind}{group}_{part}"] for part in PARTS})
                for group in range(GROUPS)
            )
            for kind in KINDS
        )
    return NearOrder(content, bare, taught)


def order_stamp() -> str:
    """Return what changes when other trees are shipped."""
    return sha256(SHIPPED.read_bytes()).hexdigest()[:16]


def _moves(catalogue: Catalogue, places: Mapping[str, int]) -> Moves:
    """Read the official moves of a catalogue, and those of the older one between families."""
    official = np.zeros((len(places), len(places)))
    rows = Mobility.objects.filter(origin__catalogue=catalogue, target__catalogue=catalogue)
    for origin, target in rows.values_list("origin__code", "target__code"):
        if origin != target:
            official[places[origin], places[target]] = 1
    near, progress = (_older_moves(catalogue, places, kind) for kind in ("NEAR", "EVOLUTION"))
    return Moves(official, near, progress)


def _older_moves(catalogue: Catalogue, places: Mapping[str, int], kind: str) -> NDArray[np.float32]:
    """Spread the moves between older families over the occupations that belong to them."""
    families: dict[str, list[int]] = defaultdict(list)
    for code, family in Occupation.objects.filter(catalogue=catalogue).values_list("code", "market_code"):
        families[family].append(places[code])
    found = np.zeros((len(places), len(places)), np.float32)
    rows = Mobility.objects.filter(origin__catalogue__code="rome3", kind=kind)
    for origin, target in rows.values_list("origin__code", "target__code"):
        found[np.ix_(families.get(origin, []), families.get(target, []))] = 1
    np.fill_diagonal(found, 0)
    return found


def _blocks(catalogue: Catalogue, places: Mapping[str, int], titles: ConceptIndex) -> list[Block]:
    """Return all ways to compare the occupations of a catalogue."""
    count = len(places)
    asked = _asked(catalogue, places)
    language = _language(catalogue)
    plain = {
        "items": ((row, skill, 1.0) for row, skill, _ in asked),
        "knowledge": _of_kind(asked, SkillKind.KNOWLEDGE),
        "doings": _of_kind(asked, SkillKind.SKILL, SkillKind.ATTITUDE),
        "contexts": _of_kind(asked, SkillKind.CONTEXT),
        "sectors": _in_groups(catalogue, places, SECTORS),
        "leanings": _in_groups(catalogue, places, *LEANINGS),
        "core": _core(catalogue, places),
        **through_esco(catalogue, places),
        **certified_features(catalogue, places),
    }
    damped = {
        "item_words": _item_words(catalogue, asked, language),
        "text": _texts(catalogue, places, language),
        "titles": _titles(catalogue, places, language),
        "letters": _letters(catalogue, places, language),
        "definition": _words(catalogue, places, language, LabelKind.DEFINITION),
        "access": _words(catalogue, places, language, LabelKind.ACCESS),
        "broader": _broader(catalogue, asked),
    }
    return [
        *(tfidf_block(name, told, occupations=count) for name, told in plain.items()),
        *(tfidf_block(name, told, occupations=count, is_damped=True) for name, told in damped.items()),
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


def _of_kind(asked: Sequence[Asked], *kinds: str) -> Iterator[Feature]:
    return ((row, skill, 1.0) for row, skill, found in asked if found in kinds)


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


def _words(catalogue: Catalogue, places: Mapping[str, int], language: str, kind: str) -> Iterator[Feature]:
    return _counted(_said(catalogue, places, language, (kind, NAMES[0])), language, has_pairs=True)


def _letters(catalogue: Catalogue, places: Mapping[str, int], language: str) -> Iterator[Feature]:
    """Count the pieces of a few letters that titles are made of."""
    told = _said(catalogue, places, language, NAMES)
    counts = Counter((row, piece) for row, text in told for piece in pieces_of(text))
    return ((row, piece, float(count)) for (row, piece), count in counts.items())


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


def _in_groups(catalogue: Catalogue, places: Mapping[str, int], *schemes: str) -> Iterator[Feature]:
    rows = OccupationGroup.objects.filter(occupation__catalogue=catalogue, group__catalogue__code__in=schemes)
    named = rows.order_by("pk").values_list("occupation__code", "group")
    return ((places[code], group, 1.0) for code, group in named)


def _core(catalogue: Catalogue, places: Mapping[str, int]) -> Iterator[Feature]:
    """Tell the demands at the heart of each occupation."""
    rows = Requirement.objects.filter(occupation__catalogue=catalogue, is_core=True).order_by("pk")
    return ((places[code], skill, 1.0) for code, skill in rows.values_list("occupation__code", "skill"))


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
