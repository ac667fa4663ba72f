"""What titles are searched in: a catalogue's own titles and definitions, and those an official table adds."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify import build_index
from bilan.engine.identify.concepts import LANGUAGES, Encode, prototypes_of
from bilan.engine.identify.title_ranking import TitleIndex
from bilan.engine.identify.titles import title_forms
from bilan.occupations.indexes.labels import (
    DEFINITION_LENGTH,
    Label,
    concept_labels,
    files_of,
    occupation_labels_of,
)
from bilan.occupations.models import Catalogue, Crosswalk, LabelKind, OccupationLabel

TABLE_FILES = ("esco-rome", "rome")


def title_files_of(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the kinds of files that the titles of a catalogue come from."""
    added = TABLE_FILES if catalogue.code == "esco" else ()
    return tuple(dict.fromkeys((*files_of(catalogue), *added)))


def linked_titles(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield occupations of ESCO with the national titles that the official table links to each."""
    if catalogue.code != "esco":
        return
    rows = Crosswalk.objects.filter(source_scheme="esco", target_scheme="rome-title").order_by("pk")
    national = OccupationLabel.objects.filter(occupation__catalogue__code="rome").exclude(code="")
    titles = dict(national.order_by("pk").values_list("code", "text").iterator())
    for uri, code in rows.values_list("source_code", "target_code").iterator():
        if code in titles:
            yield uri, titles[code]


def labels_of_titles(linked: Iterable[tuple[str, str]]) -> list[Label]:
    """Return linked titles as further names, a double title as its two forms."""
    return [(uri, "fr", LabelKind.ALTERNATIVE, form) for uri, title in linked for form in title_forms(title)]


def titles_to_search(catalogue: Catalogue, encode: Encode) -> TitleIndex:
    """Index the titles of a catalogue; added ones are met by their words, and move no prototype."""
    return index_titles(
        list(occupation_labels_of(catalogue)), labels_of_titles(linked_titles(catalogue)), encode
    )


def index_titles(own: Sequence[Label], added: Sequence[Label], encode: Encode) -> TitleIndex:
    """Index titles; what is added to occupations that have no title of their own is left out."""
    encode_once = _once(encode)
    labels = concept_labels(own)
    prototypes = prototypes_of(labels, encode_once)
    known = dict(zip(labels.uris, prototypes, strict=True))
    more = [row for row in added if row[0] in known]
    names = build_index(concept_labels([*own, *more]), encode_once, known=known)
    return TitleIndex(names, {spoken: _portraits(own, spoken, labels.uris, encode) for spoken in LANGUAGES})


def _portraits(
    rows: Iterable[Label], language: str, uris: Sequence[str], encode: Encode
) -> NDArray[np.float16]:
    """Encode the definitions of one language; a null row where none is told."""
    told: dict[str, str] = {}
    for uri, spoken, kind, text in rows:
        if spoken == language and kind == LabelKind.DEFINITION:
            told.setdefault(uri, text[:DEFINITION_LENGTH])
    places = [place for place, uri in enumerate(uris) if uri in told]
    vectors = encode([told[uris[place]] for place in places] or [""])
    portraits = np.zeros((len(uris), vectors.shape[1]), np.float16)
    portraits[places] = vectors[: len(places)]
    return portraits


def _once(encode: Encode) -> Callable[[list[str]], NDArray[np.float32]]:
    """Encode each text once, whoever asks: it is what building an index costs."""
    held: dict[str, NDArray[np.float32]] = {}

    def encoded(texts: list[str]) -> NDArray[np.float32]:
        fresh = [text for text in dict.fromkeys(texts) if text not in held]
        if fresh:
            held.update(zip(fresh, encode(fresh), strict=True))
        return np.stack([held[text] for text in texts]) if texts else np.zeros((0, 1), np.float32)

    return encoded
