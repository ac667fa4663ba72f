"""Names and definitions of the catalogues' skills and occupations, sorted as indexes want them."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from bilan.engine.identify import ConceptLabels
from bilan.engine.identify.titles import title_forms
from bilan.occupations.models import Catalogue, LabelKind, OccupationLabel, SkillKind, SkillLabel

FILES = {"esco": ("esco-en", "esco-fr", "esco-relations"), "rome": ("rome",), "starter": ("starter",)}
NAMES = (LabelKind.PREFERRED, LabelKind.ALTERNATIVE)
DEFINITION_LENGTH = 240  # characters the encoder reads of a definition: its first sentence tells most of it

Label = tuple[str, str, str, str]  # concept, language, kind, text


def files_of(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the kinds of files that the content of a catalogue comes from."""
    return FILES.get(catalogue.code, (catalogue.code,))


def skill_labels_of(catalogue: Catalogue) -> Iterable[Label]:
    """Return the names and definitions of skills; working contexts are not skills."""
    rows = SkillLabel.objects.filter(skill__catalogue=catalogue).exclude(skill__kind=SkillKind.CONTEXT)
    return rows.order_by("pk").values_list("skill__uri", "language", "kind", "text").iterator()


def occupation_labels_of(catalogue: Catalogue) -> Iterable[Label]:
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
