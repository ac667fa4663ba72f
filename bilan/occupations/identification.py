"""From a person's words to skills and titles of the loaded catalogues, with the words that led there."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from bilan.engine.identify import ConceptIndex, Hit, SpanEncoder, identify
from bilan.engine.identify.agreement import agreed, end_of_word
from bilan.engine.identify.ranking import Ranker
from bilan.engine.identify.spans import Span
from bilan.engine.identify.support import Support, support_of
from bilan.engine.identify.teller import without_teller
from bilan.engine.identify.teller.apart import Piece, pieces_of
from bilan.engine.identify.title_ranking import TitleIndex, rank_titles
from bilan.engine.identify.titles import plain_title
from bilan.engine.match import neighbors
from bilan.occupations.errors import UnknownOccupation
from bilan.occupations.indexes import (
    occupation_index,
    published,
    skill_index,
    skill_ranker,
    teller_sense,
    title_index,
    tuned_encoder,
)
from bilan.occupations.models import Catalogue
from bilan.occupations.queries import occupation_catalogue, skill_catalogue, skill_labels, titles

MOST_SENTENCES = 400  # of one text: a long curriculum vitae; the rest is left unread
PER_SENTENCE = 8
SAME_WORDS = 0.05  # what each earlier skill found in the same words takes off, tuned on validation sets
LIKELY_TITLES = 5  # occupations that a job title may name
TITLE_SHARPNESS = 8.0  # how fast the less likely ones lose weight
TITLE_BONUS = 0.35  # what being usual in the occupation told adds to a score
MORE_WITH_TITLE = 40  # hits looked at beyond those asked for, as the title may lift them


@dataclass(frozen=True, slots=True)
class Floor:
    """What a hit must reach: below, neither words nor meaning are shared; better nothing than a guess."""

    score: float
    likeness: float
    best_of_few: float = 0.0  # score asked of the best hit in a text of one or two words
    best_of_unknown: float = 0.0  # and where no label says one of these words
    best_of_teller: float = 0.0  # and in a clause that mostly tells who speaks

    def lets_pass(self, said: Support, hits: Sequence[Hit], *, is_of_teller: bool = False) -> bool:
        """Tell whether a text speaks of skills at all: the less it says, the nearer its best hit must be."""
        if not said.words or not hits or (is_of_teller and hits[0].score < self.best_of_teller):
            return False
        asked = self.best_of_few if said.is_known else self.best_of_unknown
        return said.words > FEW_WORDS or hits[0].score >= asked


FEW_WORDS = 2
# Titles have sums of their own: 19 right occupations in 20 pass .78, greetings stay under .65.
TITLE_FLOOR = Floor(score=0.65, likeness=0.3)
FLOOR = Floor(score=0.5, likeness=0.3, best_of_unknown=0.65, best_of_teller=0.7)
# The tuned encoder spreads skills out, and words weigh less: sentences pass with less, lone words do not.
TUNED_FLOOR = Floor(score=0.35, likeness=0.2, best_of_few=0.5, best_of_unknown=0.65, best_of_teller=0.5)


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
class _Search:
    """What is searched, how texts are read, in which order hits come, and what they must reach."""

    index: ConceptIndex
    encoder: SpanEncoder
    floor: Floor
    ranker: Ranker | None = None


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
    title: str = "",
) -> list[SuggestedSkill]:
    """Return the skills a text speaks of, best first; none when it speaks of none.

    Args:
        text: in any language the encoder knows.
        language: of the labels returned.
        limit: most skills returned.
        excluding: uris never returned.
        catalogue: to search, by default the one the product offers.
        title: what the person was or did then, if they said it: skills usual there are likelier.
    """
    (found,) = skills_in(
        [text], language=language, limit=limit, excluding=excluding, catalogue=catalogue, titled=[title]
    )
    return found


def skills_in(
    texts: Sequence[str],
    *,
    language: str,
    limit: int = 10,
    excluding: Collection[str] = (),
    catalogue: Catalogue | None = None,
    titled: Sequence[str] = (),
) -> list[list[SuggestedSkill]]:
    """Return the skills each text speaks of: many texts at once cost less than one by one.

    `titled` is the job title told with each text, empty where none was.
    """
    chosen = catalogue or skill_catalogue()
    usual = usual_skills(titled, chosen) if any(titled) else [{} for _ in texts]
    tuned = tuned_encoder()
    floor = TUNED_FLOOR if tuned.name else FLOOR
    found = _found_in(
        _Search(skill_index(chosen), tuned.encoder, floor, skill_ranker()),
        texts,
        read=[agreed(without_teller(text)) for text in texts],
        limit=limit,
        excluding=excluding,
        usual=usual,
    )
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
    found = _named(title_index(chosen), [plain_title(text) for text in texts], limit=limit)
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


def usual_skills(titled: Sequence[str], catalogue: Catalogue) -> list[dict[str, float]]:
    """Return, for each job title, how usual each skill is there, 0–1; nothing for a title nobody knows."""
    if not catalogue.occupations.exists():
        return [{} for _ in titled]
    names, index = title_index(catalogue), occupation_index(catalogue)
    asked = index.table.vocabularies[0]
    found: list[dict[str, float]] = []
    plain = [plain_title(title) for title in titled]
    for named in _named(names, plain, limit=LIKELY_TITLES):
        usual: dict[str, float] = {}
        for one in named:
            stretch = asked.of(index.rows[one.uri])
            likely = exp(TITLE_SHARPNESS * (one.score - named[0].score))
            for skill, is_essential in zip(asked.skills[stretch], asked.essential[stretch], strict=True):
                uri = index.table.skills[skill]
                usual[uri] = max(usual.get(uri, 0.0), likely * (1.0 if is_essential else 0.7))
        found.append(usual)
    return found


def _named(index: TitleIndex, titles: Sequence[str], *, limit: int) -> list[list[_Found]]:
    """Return the occupations that each plain title names, best first."""
    ranked = rank_titles(index, titles, published(), limit=limit)
    return [
        [
            _Found(index.names.uris[hit.concept], hit.score, hit.span.of(title))
            for hit in hits
            if _is_sure(hit, TITLE_FLOOR) and TITLE_FLOOR.lets_pass(support_of(index.names, title), hits)
        ]
        for title, hits in zip(titles, ranked, strict=True)
    ]


def _found_in(
    search: _Search,
    texts: Sequence[str],
    *,
    read: Sequence[str],
    limit: int,
    excluding: Collection[str],
    usual: Sequence[Mapping[str, float]],
) -> list[list[_Found]]:
    """Search each text as it is read, sentence by sentence, and join what was found, quoted as written."""
    pieces = [(place, text, piece) for place, text in enumerate(read) for piece in _pieces(text)]
    wanted = max(limit, PER_SENTENCE) + len(excluding) + (MORE_WITH_TITLE if any(usual) else 0)
    told = [piece.span.of(text) for _, text, piece in pieces]
    index, floor = search.index, search.floor
    hits = identify(index, told, search.encoder, limit=wanted, ranker=search.ranker)
    best: list[dict[str, _Found]] = [{} for _ in texts]
    for (place, _, piece), words, found in zip(pieces, told, hits, strict=True):
        passes = floor.lets_pass(support_of(index, words), found, is_of_teller=piece.is_of_teller)
        for hit in found if passes else ():
            uri = index.uris[hit.concept]
            score = hit.score + TITLE_BONUS * usual[place].get(uri, 0.0)
            if _is_sure(hit, floor) and uri not in excluding and score > best[place].get(uri, _NOTHING).score:
                best[place][uri] = _Found(uri, score, _quoted(texts[place], piece.span.start, hit.span))
    return [_spread(found.values(), limit) for found in best]


def _quoted(text: str, start: int, span: Span) -> str:
    """Return the words of a text that were read from its place `start` on."""
    return text[start + span.start : end_of_word(text, start + span.end)]


def _spread(found: Iterable[_Found], limit: int) -> list[_Found]:
    """Choose best first, the same words losing a little at each use, so that the whole story is heard."""
    left = sorted(found, key=lambda one: (-one.score, one.uri))
    used: Counter[str] = Counter()
    chosen: list[_Found] = []
    while left and len(chosen) < limit:
        best = max(left, key=lambda one: round(one.score - SAME_WORDS * used[one.because], 6))
        left.remove(best)
        used[best.because] += 1
        chosen.append(best)
    return chosen


_NOTHING = _Found("", float("-inf"), "")


def _pieces(text: str) -> list[Piece]:
    """Return what is searched one by one: what opens a story or tells who speaks colours nothing else."""
    return pieces_of(text, teller_sense())[:MOST_SENTENCES]


def _is_sure(hit: Hit, floor: Floor) -> bool:
    """Tell whether a hit is worth showing."""
    return hit.score >= floor.score and hit.likeness >= floor.likeness
