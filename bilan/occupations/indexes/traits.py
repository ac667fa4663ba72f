"""What is known of occupations beside skills: interests, values, level, training, contexts, domain."""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.words import fold
from bilan.engine.match.table import LETTERS
from bilan.occupations.models import (
    Catalogue,
    Crosswalk,
    InterestScore,
    LabelKind,
    Occupation,
    OccupationLabel,
    Requirement,
    SkillKind,
    SkillLabel,
    WorkValueScore,
)
from bilan.occupations.queries import esco_matches

MEANINGS = Path(__file__).resolve().parents[1] / "meanings.toml"
LETTER_SCORES = (1.0, 0.6, 0.3)  # of the strongest letter, the second, the third
ONET_SCALE = (1.0, 7.0)  # of interests (OI) and of work values (EX)
# What French texts of access call the European levels (arrêté of 8 January 2019), lowest first.
LEVELS = (
    (1, r"sans (?:diplome|qualification|formation|experience|condition)"),
    (3, r"\bcap\b|\bcapa\b|\bbep\b|niveau 3"),
    (4, r"\bbac(?:calaureat)?\b(?! ?\+)|\bbrevet professionnel\b|\bbp\b|\bbpjeps\b|niveau 4"),
    (5, r"\bbac ?\+ ?2|\bbts\b|\bdut\b|\bdeust\b|niveau 5"),
    (6, r"\bbac ?\+ ?3|\blicence\b|\bbut\b|bachelor|diplome d'? ?'?etat|niveau 6"),
    (7, r"\bbac ?\+ ?[45]|\bmaster\b|\bingenieur\b|grande ecole|niveau 7"),
    (8, r"\bbac ?\+ ?[6789]|\bdoctorat\b|\bthese\b|ordre des medecins|niveau 8"),
)


@lru_cache(maxsize=1)
def meanings() -> dict[str, dict[str, object]]:
    """Return what the words of people mean in those of catalogues."""
    return tomllib.loads(MEANINGS.read_text("utf-8"))


@lru_cache(maxsize=1)
def told_meanings() -> str:
    """Return what changes when these meanings change."""
    return hashlib.sha256(MEANINGS.read_bytes()).hexdigest()[:16]


def interests_of(catalogue: Catalogue, places: Mapping[str, int]) -> NDArray[np.float32]:
    """Return the strength of each letter: stated letters, else O*NET's measures: (occupation, letter)."""
    found = np.full((len(places), len(LETTERS)), np.nan, np.float32)
    for code, letters in Occupation.objects.filter(catalogue=catalogue).values_list("code", "riasec"):
        if letters:
            found[places[code]] = 0
            for letter, score in zip(letters, LETTER_SCORES, strict=False):
                found[places[code], LETTERS.index(letter)] = score
    stated: NDArray[np.bool_] = np.isfinite(found[:, 0])
    measured = InterestScore.objects.filter(occupation__catalogue__code="onet")
    means = _onet_means(catalogue, measured.values_list("occupation__code", "letter", "value"))
    for (code, letter), value in means.items():
        if code in places and not stated[places[code]]:
            found[places[code], LETTERS.index(letter)] = value
    return found


def values_of(catalogue: Catalogue, places: Mapping[str, int]) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Return cards, and how far each occupation offers them: (occupation, card)."""
    stated = _stated_values(catalogue, places)
    if stated[0]:
        return stated
    told = meanings()["values"]
    onet, contexts = _lists(told["onet"]), _lists(told["contexts"])
    cards = tuple(sorted({*onet, *contexts}))
    found = np.full((len(places), len(cards)), np.nan, np.float32)
    _fill_from_contexts(found, cards, contexts, context_labels(catalogue, places), places)
    _fill_from_onet(found, cards, onet, catalogue, places)
    return cards, found


def levels_of(catalogue: Catalogue, places: Mapping[str, int]) -> NDArray[np.float32]:
    """Return the level of access: stated, else the lowest that the text of access names."""
    found = np.full(len(places), np.nan, np.float32)
    texts = OccupationLabel.objects.filter(occupation__catalogue=catalogue, kind=LabelKind.ACCESS)
    for code, text in texts.order_by("pk").values_list("occupation__code", "text"):
        found[places[code]] = level_in(text) or np.nan
    stated = Occupation.objects.filter(catalogue=catalogue, level__isnull=False)
    for code, level in stated.values_list("code", "level"):
        found[places[code]] = level
    return found


def level_in(text: str) -> int | None:
    """Return the lowest European level that a French text of access names, None when it names none."""
    plain = fold(text).replace("''", "'")
    return next((level for level, pattern in LEVELS if re.search(pattern, plain)), None)


def contexts_of(catalogue: Catalogue, places: Mapping[str, int]) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """Return contexts by uri and by common code, and where each occurs: (occupation, context)."""
    by_uri = _contexts_by_uri(catalogue)
    labels = context_labels(catalogue, places)
    columns: dict[str, set[int]] = {uri: {places[code] for code in codes} for uri, codes in by_uri.items()}
    for code, names in _lists(meanings()["contexts"]).items():
        rows = {row for name in names for row in labels.get(fold(name), ())}
        columns.setdefault(code, set()).update(rows)
    if catalogue.code == "rome":
        for code, occupations in _lists(meanings()["contexts_by_occupation"]).items():
            columns.setdefault(code, set()).update(places[one] for one in occupations if one in places)
    for uri in by_uri:
        columns.setdefault(uri.rpartition(":")[2], set()).update(columns[uri])
    codes = tuple(sorted(columns))
    found = np.zeros((len(places), len(codes)), np.bool_)
    for column, code in enumerate(codes):
        found[list(columns[code]), column] = True
    return codes, found


def context_labels(catalogue: Catalogue, places: Mapping[str, int]) -> dict[str, set[int]]:
    """Return, for each folded name of a working context, the rows it occurs in."""
    by_uri = _contexts_by_uri(catalogue)
    names = SkillLabel.objects.filter(skill__uri__in=by_uri).values_list("skill__uri", "text")
    found: dict[str, set[int]] = defaultdict(set)
    for uri, text in names:
        found[fold(text)] |= {places[code] for code in by_uri[uri]}
    return found


def domains_of(catalogue: Catalogue, codes: Sequence[str]) -> list[str]:
    """Return the field of work of each code: the letter and two digits of ROME, else three of ISCO."""
    if catalogue.code in {"rome", "starter"}:
        return [code[:3] for code in codes]
    isco = dict(Occupation.objects.filter(catalogue=catalogue).values_list("code", "isco"))
    return [isco[code][:3] or code for code in codes]


def _contexts_by_uri(catalogue: Catalogue) -> dict[str, list[str]]:
    rows = Requirement.objects.filter(occupation__catalogue=catalogue, skill__kind=SkillKind.CONTEXT)
    found: dict[str, list[str]] = defaultdict(list)
    for uri, code in rows.order_by("pk").values_list("skill__uri", "occupation__code"):
        found[uri].append(code)
    return found


def _stated_values(
    catalogue: Catalogue, places: Mapping[str, int]
) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Return the cards a catalogue states itself, as the starter does."""
    rows = WorkValueScore.objects.filter(occupation__catalogue=catalogue, scale="CARD")
    stated = list(rows.values_list("occupation__code", "code", "value"))
    cards = tuple(sorted({card for _, card, _ in stated}))
    found = np.zeros((len(places), len(cards)), np.float32)
    for code, card, value in stated:
        found[places[code], cards.index(card)] = value
    return cards, found


def _fill_from_contexts(
    found: NDArray[np.float32],
    cards: Sequence[str],
    contexts: Mapping[str, list[str]],
    labels: Mapping[str, set[int]],
    places: Mapping[str, int],
) -> None:
    """Mark cards that working contexts offer; a catalogue without contexts says nothing."""
    if not labels:
        return
    for card, names in contexts.items():
        offered = {row for name in names for row in labels.get(fold(name), ())}
        found[:, cards.index(card)] = [row in offered for row in range(len(places))]


def _fill_from_onet(
    found: NDArray[np.float32],
    cards: Sequence[str],
    names: Mapping[str, list[str]],
    catalogue: Catalogue,
    places: Mapping[str, int],
) -> None:
    """Add what O*NET measured of matched occupations: the mean of its values that say the same."""
    rows = WorkValueScore.objects.filter(occupation__catalogue__code="onet", scale="EX")
    means = _onet_means(catalogue, rows.values_list("occupation__code", "code", "value"))
    for card, values in names.items():
        column = cards.index(card)
        for code, row in places.items():
            known = [means[code, value] for value in values if (code, value) in means]
            if known:
                told = sum(known) / len(known)
                found[row, column] = max(told, np.nan_to_num(found[row, column]))


def _onet_means(
    catalogue: Catalogue, measures: Iterable[tuple[str, str, float]]
) -> dict[tuple[str, str], float]:
    """Return O*NET's measures brought to a catalogue, 0–1: the mean over matched occupations."""
    matches = _codes_by_onet(catalogue)
    low, high = ONET_SCALE
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for onet, name, value in measures:
        for code in matches.get(onet, ()):
            found[code, name].append((value - low) / (high - low))
    return {key: sum(values) / len(values) for key, values in found.items()}


def _codes_by_onet(catalogue: Catalogue) -> dict[str, set[str]]:
    """Return the codes each O*NET occupation stands for, through ESCO."""
    through = Crosswalk.objects.filter(
        source_scheme="onet", target_scheme="esco", relation__in=("EXACT", "CLOSE")
    )
    reached = _codes_by_esco(catalogue)
    found: dict[str, set[str]] = defaultdict(set)
    for onet, uri in through.values_list("source_code", "target_code"):
        found[onet] |= reached.get(uri, {uri} if catalogue.code == "esco" else set())
    return found


def _codes_by_esco(catalogue: Catalogue) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    if catalogue.code == "rome":
        for match in esco_matches():
            if match.relation in {"EXACT", "CLOSE"}:
                found[match.target].add(match.source)
    return found


def _lists(table: object) -> dict[str, list[str]]:
    """Check that a part of the data file is names → lists of texts."""
    if not isinstance(table, dict):
        raise TypeError(MEANINGS)
    return {str(name): [str(text) for text in texts] for name, texts in table.items()}
