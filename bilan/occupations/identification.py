"""From a person's words to skills and titles of the loaded catalogues, with the words that led there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bilan.engine.identify import ConceptIndex, Hit, identify
from bilan.engine.identify.spans import Span, cut_sentences
from bilan.engine.identify.titles import plain_title
from bilan.engine.match import neighbors
from bilan.occupations.errors import UnknownOccupation
from bilan.occupations.indexes import encode, occupation_index, skill_index, title_index
from bilan.occupations.models import Catalogue
from bilan.occupations.queries import occupation_catalogue, skill_catalogue, skill_labels, titles

LONG_TEXT = 25  # words from which a text is read sentence by sentence
MOST_SENTENCES = 400  # of one text: a long curriculum vitae; the rest is left unread
PER_SENTENCE = 8
LEAST_LIKENESS = 0.3  # below, neither words nor meaning are shared: better nothing than a guess
LEAST_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class SuggestedSkill:
    """A skill that a text speaks of."""

    uri: str
    label: str
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class SuggestedTitle:
    """An occupation that a job title names."""

    code: str
    label: str
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An occupation near another; `terms` add up to the score."""

    code: str
    label: str
    score: float
    terms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Found:
    uri: str
    score: float
    because: str


def suggest_skills(
    text: str,
    *,
    language: str,
    limit: int = 10,
    excluding: Collection[str] = (),
    catalogue: Catalogue | None = None,
) -> list[SuggestedSkill]:
    """Return the skills a text speaks of, best first; none when it speaks of none.

    The text may be in any language the encoder knows; `language` is that of the labels returned.
    """
    (found,) = skills_in([text], language=language, limit=limit, excluding=excluding, catalogue=catalogue)
    return found


def skills_in(
    texts: Sequence[str],
    *,
    language: str,
    limit: int = 10,
    excluding: Collection[str] = (),
    catalogue: Catalogue | None = None,
) -> list[list[SuggestedSkill]]:
    """Return the skills each text speaks of: many texts at once cost less than one by one."""
    index = skill_index(catalogue or skill_catalogue())
    found = _found_in(index, texts, limit=limit, excluding=excluding)
    labels = skill_labels({hit.uri for hits in found for hit in hits}, language)
    return [
        [SuggestedSkill(hit.uri, labels.get(hit.uri, hit.uri), hit.score, hit.because) for hit in hits]
        for hits in found
    ]


def suggest_titles(
    text: str, *, language: str, limit: int = 10, catalogue: Catalogue | None = None
) -> list[SuggestedTitle]:
    """Return the occupations a job title names, best first."""
    (found,) = titles_in([text], language=language, limit=limit, catalogue=catalogue)
    return found


def titles_in(
    texts: Sequence[str], *, language: str, limit: int = 10, catalogue: Catalogue | None = None
) -> list[list[SuggestedTitle]]:
    """Return the occupations each job title names."""
    chosen = catalogue or occupation_catalogue()
    plain = [plain_title(text) for text in texts]
    found = _found_in(title_index(chosen), plain, limit=limit, excluding=())
    labels = titles({hit.uri for hits in found for hit in hits}, language, chosen)
    return [
        [SuggestedTitle(hit.uri, labels.get(hit.uri, hit.uri), hit.score, hit.because) for hit in hits]
        for hits in found
    ]


def neighbours_of(
    code: str, *, limit: int, language: str, catalogue: Catalogue | None = None
) -> list[Neighbour]:
    """Return the occupations nearest to one, its own official moves never read.

    Raises:
        UnknownOccupation: the catalogue does not hold this code.
    """
    chosen = catalogue or occupation_catalogue()
    index = occupation_index(chosen)
    if code not in index.rows:
        raise UnknownOccupation(code=code)
    near = neighbors(index.surroundings, index.rows[code], limit=limit)
    codes = index.table.codes
    labels = titles([codes[one.occupation] for one in near], language, chosen)
    return [
        Neighbour(
            code=codes[one.occupation],
            label=labels.get(codes[one.occupation], codes[one.occupation]),
            score=one.score,
            terms={name: round(value, 6) for name, value in one.terms.items()},
        )
        for one in near
    ]


def _found_in(
    index: ConceptIndex, texts: Sequence[str], *, limit: int, excluding: Collection[str]
) -> list[list[_Found]]:
    """Search each text whole, or sentence by sentence where it is long, and join what was found."""
    pieces = [(place, text, span) for place, text in enumerate(texts) for span in _pieces(text)]
    wanted = max(limit, PER_SENTENCE) + len(excluding)
    hits = identify(index, [span.of(text) for _, text, span in pieces], encode, limit=wanted)
    best: list[dict[str, _Found]] = [{} for _ in texts]
    for (place, text, span), found in zip(pieces, hits, strict=True):
        for hit in filter(_is_sure, found):
            uri = index.uris[hit.concept]
            if uri not in excluding and hit.score > best[place].get(uri, _NOTHING).score:
                best[place][uri] = _Found(uri, hit.score, hit.span.of(span.of(text)))
    return [sorted(found.values(), key=lambda one: (-one.score, one.uri))[:limit] for found in best]


_NOTHING = _Found("", float("-inf"), "")


def _pieces(text: str) -> list[Span]:
    """Return the stretches of a text to search one by one."""
    if len(text.split(maxsplit=LONG_TEXT)) <= LONG_TEXT:
        return [Span(0, len(text))]
    return cut_sentences(text)[:MOST_SENTENCES]


def _is_sure(hit: Hit) -> bool:
    """Tell whether a hit is worth showing."""
    return hit.score >= LEAST_SCORE and hit.likeness >= LEAST_LIKENESS
