"""Indexes of names: which skill, or which occupation, words speak of."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from bilan.engine.identify import ConceptIndex, ConceptLabels
from bilan.engine.identify import build_index as index_labels
from bilan.engine.identify.grams import Grams
from bilan.engine.identify.lexical import Lexicon
from bilan.engine.identify.titles import title_forms
from bilan.occupations.indexes.encoding import encode
from bilan.occupations.indexes.keeping import Parts, Recipe, Stored, kept
from bilan.occupations.models import Catalogue, LabelKind, OccupationLabel, SkillKind, SkillLabel

FILES = {"esco": ("esco-en", "esco-fr", "esco-relations"), "rome": ("rome",), "starter": ("starter",)}
NAMES = (LabelKind.PREFERRED, LabelKind.ALTERNATIVE)
DEFINITION_LENGTH = 600  # characters the encoder reads of a definition
LEXICON_ARRAYS = ("starts", "postings", "rarity", "mass", "norm", "owners")

Label = tuple[str, str, str, str]  # concept, language, kind, text


def files_of(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the kinds of files that the content of a catalogue comes from."""
    return FILES.get(catalogue.code, (catalogue.code,))


def skill_index(catalogue: Catalogue) -> ConceptIndex:
    """Return the index of the skills of a catalogue."""
    return kept(_SKILLS, catalogue)


def title_index(catalogue: Catalogue) -> ConceptIndex:
    """Return the index of the titles of a catalogue."""
    return kept(_TITLES, catalogue)


def _skill_labels(catalogue: Catalogue) -> Iterable[Label]:
    rows = SkillLabel.objects.filter(skill__catalogue=catalogue).exclude(skill__kind=SkillKind.CONTEXT)
    return rows.order_by("pk").values_list("skill__uri", "language", "kind", "text").iterator()


def _occupation_labels(catalogue: Catalogue) -> Iterable[Label]:
    """Yield the titles and definitions of occupations, a double title also as its two forms."""
    rows = OccupationLabel.objects.filter(occupation__catalogue=catalogue)
    told = rows.order_by("pk").values_list("occupation__code", "language", "kind", "text").iterator()
    for concept, language, kind, text in told:
        yield concept, language, kind, text
        if kind in NAMES:
            for form in title_forms(text):
                yield concept, language, LabelKind.ALTERNATIVE, form


def concept_labels(rows: Iterable[Label]) -> ConceptLabels:
    """Sort labels by concept, English before French, preferred first, repeats dropped."""
    named: dict[str, dict[tuple[str, str, str], str]] = defaultdict(dict)
    told: dict[str, str] = {}
    for concept, language, kind, text in rows:
        if kind in NAMES:
            rank = "0" if kind == LabelKind.PREFERRED else "1"
            named[concept].setdefault((language, rank, text.casefold()), text)
        elif kind == LabelKind.DEFINITION:
            told.setdefault(concept, text)
    uris = tuple(sorted(named))
    labels = [
        (place, language, text)
        for place, uri in enumerate(uris)
        for (language, _, _), text in sorted(_first_of_each(named[uri]), key=lambda item: item[0][:2])
    ]
    return ConceptLabels(
        uris=uris,
        texts=tuple(text for _, _, text in labels),
        owners=np.array([place for place, _, _ in labels], np.int32),
        languages=tuple(language for _, language, _ in labels),
        definitions={
            place: f"{_title(named[uri])}. {told[uri]}"[:DEFINITION_LENGTH]
            for place, uri in enumerate(uris)
            if uri in told
        },
    )


def _first_of_each(named: dict[tuple[str, str, str], str]) -> list[tuple[tuple[str, str, str], str]]:
    """Drop an alternative label that repeats the preferred one."""
    preferred = {(language, folded) for language, rank, folded in named if rank == "0"}
    return [
        ((language, rank, folded), text)
        for (language, rank, folded), text in named.items()
        if rank == "0" or (language, folded) not in preferred
    ]


def _title(named: dict[tuple[str, str, str], str]) -> str:
    """Return the name a definition belongs to."""
    return min(named.items(), key=lambda item: item[0][:2])[1]


def _apart(index: ConceptIndex) -> Parts:
    """Take an index apart for the disk."""
    arrays: dict[str, Stored] = {
        "prototypes": index.prototypes,
        "vectors": index.vectors,
        "label_starts": index.label_starts,
        "grams_rarity": index.grams.rarity,
        "grams_starts": index.grams.starts,
        "grams_columns": index.grams.columns,
        "grams_weights": index.grams.weights,
    }
    texts = {"uris": index.uris, "pieces": tuple(index.grams.pieces)}
    for language, lexicon in index.lexicons.items():
        arrays |= {f"{language}_{name}": getattr(lexicon, name) for name in LEXICON_ARRAYS}
        texts[f"{language}_words"] = tuple(lexicon.words)
    return Parts(arrays, texts)


def _together(parts: Parts) -> ConceptIndex:
    """Put an index together again."""
    arrays, texts = parts.arrays, parts.texts
    return ConceptIndex(
        uris=tuple(texts["uris"]),
        prototypes=arrays["prototypes"],
        vectors=arrays["vectors"],
        label_starts=arrays["label_starts"],
        lexicons={language: _lexicon(parts, language) for language in ("en", "fr")},
        grams=Grams(
            pieces={piece: place for place, piece in enumerate(texts["pieces"])},
            rarity=arrays["grams_rarity"],
            starts=arrays["grams_starts"],
            columns=arrays["grams_columns"],
            weights=arrays["grams_weights"],
        ),
    )


def _lexicon(parts: Parts, language: str) -> Lexicon:
    words = {word: place for place, word in enumerate(parts.texts[f"{language}_words"])}
    return Lexicon(
        language=language,
        words=words,
        **{name: parts.arrays[f"{language}_{name}"] for name in LEXICON_ARRAYS},
    )


_SKILLS = Recipe(
    kind="skills",
    source_kinds=files_of,
    build=lambda catalogue: _apart(index_labels(concept_labels(_skill_labels(catalogue)), encode)),
    open=_together,
)
_TITLES = Recipe(
    kind="titles",
    source_kinds=files_of,
    build=lambda catalogue: _apart(index_labels(concept_labels(_occupation_labels(catalogue)), encode)),
    open=_together,
)
