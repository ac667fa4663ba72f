"""A first view on recognition of prior learning: which blocks of a certification the cards speak of."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bilan.occupations.indexes import skill_index, tuned_encoder
from bilan.occupations.queries import skill_catalogue
from bilan.occupations.queries.blocks import BlockText, CertificationText
from bilan.portfolio.pieces import SkillCard

# Cosines between a card and a line of a block: two texts that have nothing in common lie at 0.03 ± 0.07.
SPEAKS, ECHOES = 0.40, 0.30
MOST_CARDS = 3
MOST_LINES = 8  # of a block, besides its title: its first lines name what the rest details


@dataclass(frozen=True, slots=True)
class Echo:
    """A card that speaks of a block, the line it is nearest to, and how near."""

    card: SkillCard
    line: str
    likeness: float


@dataclass(frozen=True, slots=True)
class CoveredBlock:
    """A block, the cards nearest to it, and whether they speak of it plainly."""

    code: str
    title: str
    echoes: tuple[Echo, ...]
    is_spoken: bool


def coverage_of(*, certification: CertificationText, cards: Sequence[SkillCard]) -> tuple[CoveredBlock, ...]:
    """Return the blocks of a certification with the cards that speak of each, nearest first.

    A card with an official name is compared by it, another one by its own sentence. Cards that their
    owner wants no more of count too: what one can do is recognized, liked or not.
    """
    vectors = _card_vectors(cards)
    return tuple(_covered(block, cards, vectors) for block in certification.blocks)


def _covered(block: BlockText, cards: Sequence[SkillCard], vectors: NDArray[np.float32]) -> CoveredBlock:
    lines = (block.title, *block.lines[:MOST_LINES])
    likeness = vectors @ _line_vectors(lines).T
    nearest = [(float(row.max()), at, int(row.argmax())) for at, row in enumerate(likeness)]
    echoes = tuple(
        Echo(cards[at], lines[line], round(near, 3))
        for near, at, line in sorted(nearest, key=lambda one: (-one[0], one[1]))[:MOST_CARDS]
        if near >= ECHOES
    )
    return CoveredBlock(
        code=block.code,
        title=block.title,
        echoes=echoes,
        is_spoken=any(echo.likeness >= SPEAKS for echo in echoes),
    )


def _card_vectors(cards: Sequence[SkillCard]) -> NDArray[np.float32]:
    """Return one unit vector a card: (card, dimension)."""
    index = skill_index(skill_catalogue())
    places = [_place(index.uris, card.uri) for card in cards]
    told = [card.sentence for card, place in zip(cards, places, strict=True) if place is None]
    vectors = np.empty((len(cards), index.prototypes.shape[1]), np.float32)
    fresh = iter(_encoded(told)) if told else iter(())
    for at, place in enumerate(places):
        vectors[at] = next(fresh) if place is None else index.prototypes[place]
    return vectors


def _place(uris: Sequence[str], uri: str) -> int | None:
    at = bisect_left(uris, uri)
    return at if uri and at < len(uris) and uris[at] == uri else None


@lru_cache(maxsize=512)  # texts of the public register alone, never a person's
def _line_vectors(lines: tuple[str, ...]) -> NDArray[np.float32]:
    return _encoded(lines)


def _encoded(texts: Sequence[str]) -> NDArray[np.float32]:
    return tuned_encoder().encoder.read(list(texts), [()] * len(texts))
