"""Indexes of names: which skill, or which occupation, words speak of."""

from bilan.engine.identify import ConceptIndex
from bilan.engine.identify import build_index as index_labels
from bilan.engine.identify.candidates import FACTS
from bilan.engine.identify.concepts import LANGUAGES, Sketch
from bilan.engine.identify.grams import Grams
from bilan.engine.identify.lexical import Lexicon
from bilan.engine.identify.title_ranking import TitleIndex
from bilan.occupations.indexes.encoding import encode
from bilan.occupations.indexes.keeping import Parts, Recipe, Stored, kept
from bilan.occupations.indexes.labels import concept_labels, files_of, skill_labels_of
from bilan.occupations.indexes.titling import title_files_of, titles_to_search
from bilan.occupations.indexes.tuning import tuned_encoder
from bilan.occupations.indexes.usage import usage_of
from bilan.occupations.models import Catalogue

PORTRAITS = "portraits_{}"
TITLES_HOLD = "own titles, linked titles, portraits"
LEXICON_ARRAYS = ("starts", "postings", "rarity", "mass", "norm", "owners")


def skill_index(catalogue: Catalogue) -> ConceptIndex:
    """Return the index of the skills of a catalogue."""
    return kept(_SKILLS, catalogue)


def title_index(catalogue: Catalogue) -> TitleIndex:
    """Return the index of the titles of a catalogue."""
    return kept(_TITLES, catalogue)


def _apart(index: ConceptIndex) -> Parts:
    """Take an index apart for the disk."""
    arrays: dict[str, Stored] = {
        "prototypes": index.prototypes,
        "sketch_directions": index.sketch.directions,
        "sketch_prototypes": index.sketch.prototypes,
        "vectors": index.vectors,
        "label_starts": index.label_starts,
        "grams_rarity": index.grams.rarity,
        "grams_starts": index.grams.starts,
        "grams_columns": index.grams.columns,
        "grams_weights": index.grams.weights,
    }
    if index.facts is not None:
        arrays["facts"] = index.facts
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
        sketch=Sketch(arrays["sketch_directions"], arrays["sketch_prototypes"]),
        vectors=arrays["vectors"],
        label_starts=arrays["label_starts"],
        lexicons={language: _lexicon(parts, language) for language in LANGUAGES},
        grams=Grams(
            pieces={piece: place for place, piece in enumerate(texts["pieces"])},
            rarity=arrays["grams_rarity"],
            starts=arrays["grams_starts"],
            columns=arrays["grams_columns"],
            weights=arrays["grams_weights"],
        ),
        facts=arrays.get("facts"),
    )


def _lexicon(parts: Parts, language: str) -> Lexicon:
    words = {word: place for place, word in enumerate(parts.texts[f"{language}_words"])}
    return Lexicon(
        language=language,
        words=words,
        **{name: parts.arrays[f"{language}_{name}"] for name in LEXICON_ARRAYS},
    )


def _build_skills(catalogue: Catalogue) -> Parts:
    """Index skills: those the tuned encoder learnt from lie where it put them."""
    tuned = tuned_encoder()
    labels = concept_labels(skill_labels_of(catalogue))
    index = index_labels(
        labels,
        tuned.encoder,
        known=tuned.prototypes,
        keeps_vectors=not tuned.name,
        usage=usage_of(catalogue, labels.uris),
    )
    return _apart(index)


def _build_titles(catalogue: Catalogue) -> Parts:
    index = titles_to_search(catalogue, encode)
    names = _apart(index.names)
    portraits = {PORTRAITS.format(language): told for language, told in index.portraits.items()}
    return Parts({**names.arrays, **portraits}, names.texts)


def _titles_together(parts: Parts) -> TitleIndex:
    portraits = {language: parts.arrays[PORTRAITS.format(language)] for language in LANGUAGES}
    return TitleIndex(_together(parts), portraits)


_SKILLS = Recipe(
    kind="skills",
    source_kinds=files_of,
    build=_build_skills,
    open=_together,
    made_with=lambda: f"{tuned_encoder().name} {FACTS}",
)
_TITLES = Recipe(
    kind="titles",
    source_kinds=title_files_of,
    build=_build_titles,
    open=_titles_together,
    made_with=lambda: TITLES_HOLD,
)
