"""How what is missing can be learnt: the blocks of certifications that teach it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.occupations.indexes import skill_index, tuned_encoder
from bilan.occupations.matching import Gap
from bilan.occupations.queries import CertificationCard, skill_catalogue
from bilan.occupations.queries.blocks import BlockText, certification_text
from bilan.portfolio.coverage import MOST_LINES, SPEAKS

MOST_BLOCKS = 2  # said for one skill


@dataclass(frozen=True, slots=True)
class TeachingBlock:
    """A block of a certification that asks for a skill, and how near its nearest line is."""

    certification: CertificationCard
    code: str
    title: str
    likeness: float


@dataclass(frozen=True, slots=True)
class GapToLearn:
    """A skill that is missing, and the blocks that teach it, nearest first."""

    gap: Gap
    blocks: tuple[TeachingBlock, ...]


def gaps_to_learn(
    *, gaps: Sequence[Gap], certifications: Sequence[CertificationCard]
) -> tuple[GapToLearn, ...]:
    """Tie each missing skill to blocks of the certifications given; two queries for each of these.

    A block is named when one of its lines is as near to the skill as a card must be to speak of a block.
    """
    blocks = [(one, block) for one in certifications if one.blocks for block in _blocks(one.code)]
    if not gaps or not blocks:
        return tuple(GapToLearn(gap, ()) for gap in gaps)
    likeness = _likeness(gaps, [block for _, block in blocks])
    return tuple(GapToLearn(gap, _nearest(row, blocks)) for gap, row in zip(gaps, likeness, strict=True))


def _blocks(code: str) -> tuple[BlockText, ...]:
    told = certification_text(code)
    return told.blocks if told else ()


def _nearest(
    row: NDArray[np.float32], blocks: Sequence[tuple[CertificationCard, BlockText]]
) -> tuple[TeachingBlock, ...]:
    order = sorted(range(len(blocks)), key=lambda at: (-float(row[at]), at))[:MOST_BLOCKS]
    return tuple(
        TeachingBlock(blocks[at][0], blocks[at][1].code, blocks[at][1].title, round(float(row[at]), 3))
        for at in order
        if row[at] >= SPEAKS
    )


def _likeness(gaps: Sequence[Gap], blocks: Sequence[BlockText]) -> NDArray[np.float32]:
    """Return how near each skill is to the nearest line of each block: (gap, block)."""
    lines = [(block.title, *block.lines[:MOST_LINES]) for block in blocks]
    flat = _encoded([line for told in lines for line in told])
    near = _gap_vectors(gaps) @ flat.T
    ends = np.cumsum([len(told) for told in lines])
    parts = np.split(near, ends[:-1], axis=1)
    return np.stack([part.max(axis=1) for part in parts], axis=1)


def _gap_vectors(gaps: Sequence[Gap]) -> NDArray[np.float32]:
    """Return one unit vector a skill: that of the index, else that of its name."""
    index = skill_index(skill_catalogue())
    named = _encoded([gap.label for gap in gaps])
    for row, gap in enumerate(gaps):
        at = bisect_left(index.uris, gap.uri)
        if at < len(index.uris) and index.uris[at] == gap.uri:
            named[row] = index.prototypes[at]
    return named


def _encoded(texts: Sequence[str]) -> NDArray[np.float32]:
    return tuned_encoder().encoder.read(list(texts), [()] * len(texts))
