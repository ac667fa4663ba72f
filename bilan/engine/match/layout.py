"""Occupations and people laid out for the compiled loops: plain arrays under names."""

from collections.abc import Mapping
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bilan.engine.match.crowd import Crowd
from bilan.engine.match.inverted import Inverted
from bilan.engine.match.table import Market, OccupationTable
from bilan.engine.match.terms import dearness, fixed_part, hiring, leanings

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]
Whole = NDArray[np.int32]
Flags = NDArray[np.bool_]


class Demands(NamedTuple):
    """Who asks a skill, and how much of it."""

    starts: Whole
    entries: NDArray[np.void]  # one beside the other, since they are read together


class Offer(NamedTuple):
    """What occupations ask and give, one of them a column."""

    near_starts: Longs
    near_skills: Whole
    near_credits: Floats
    rarity: Floats
    demands: tuple[Demands, ...]
    portions: Floats  # (vocabulary, occupation)
    directions: Floats  # (letter, occupation)
    is_drawn: Flags
    offered: Floats  # (card, occupation)
    patterns: Longs
    months: Floats  # (diploma, occupation)
    has_months: Flags
    is_open: Floats  # 1 where no law asks for a title
    contexts: Flags
    pay: Floats
    hiring: Floats  # term of the market, NaN unknown
    fixed: Floats  # what a sum begins with


class People(NamedTuple):
    """Some people, as `crowd.Crowd` tells them, with what is worked out for all at once."""

    starts: Longs
    skills: Longs
    strengths: Floats
    likings: NDArray[np.int8]
    leanings: Floats  # (person, letter)
    has_interests: Flags
    values: Floats
    portions: Floats  # (person, pattern) one over what the cards known together count
    neutral: Floats  # (person, pattern) one half, or nought where none of these cards is dear
    maximum_months: Floats
    minimum_pay: Floats
    barred: Longs
    bars: Flags
    diplomas: Longs
    trades: Longs
    spared: Floats
    wished: Longs
    unmet: Floats
    unwanted: Floats
    hoped_pay: Floats


class Weights(NamedTuple):
    """What each term counts; wishes beside the others."""

    skills: np.float32
    liking: np.float32
    interests: np.float32
    values: np.float32
    training: np.float32
    wishes: np.float32


class Found(NamedTuple):
    """Where answers are written, as in `many.Ranking`."""

    rows: Whole
    scores: Floats
    terms: Floats
    shares: Floats
    months: Floats


def weights_of(weights: Mapping[str, float]) -> Weights:
    """Return what each term counts, as numbers of single precision."""
    return Weights(*(np.float32(weights[name]) for name in Weights._fields))


_KEPT: WeakKeyDictionary[Inverted, tuple[Demands, ...]] = WeakKeyDictionary()
ENTRY = np.dtype([("row", np.uint32), ("weight", np.float32), ("rarity", np.float32)])


def offer_of(table: OccupationTable, known: Inverted, market: Market, weights: Mapping[str, float]) -> Offer:
    """Lay out occupations and their market, for some weights."""
    return Offer(
        near_starts=table.near_starts,
        near_skills=table.near_skills,
        near_credits=table.near_credits,
        rarity=table.rarity,
        demands=_demands(known),
        portions=np.array(known.portions),
        directions=known.directions,
        is_drawn=known.is_drawn,
        offered=known.offered,
        patterns=known.patterns,
        months=known.months,
        has_months=known.has_months,
        is_open=(~table.regulated).astype(np.float32),
        contexts=table.contexts,
        pay=market.pay,
        hiring=hiring(market),
        fixed=fixed_part(hiring(market), weights),
    )


def people_of(known: Inverted, crowd: Crowd) -> People:
    """Lay out people, with what is worked out for all of them at once."""
    leaning, has_interests = leanings(crowd)
    told = {name: getattr(crowd, name) for name in People._fields if hasattr(crowd, name)}
    portions, neutral = dearness(known, crowd)
    return People(**told, leanings=leaning, has_interests=has_interests, portions=portions, neutral=neutral)


def _demands(known: Inverted) -> tuple[Demands, ...]:
    """Return the demands of each vocabulary: laid out once, then kept."""
    found = _KEPT.get(known)
    if found is None:
        found = _KEPT[known] = tuple(_entries(demands) for demands in known.demands)
    return found


def _entries(demands: csr_matrix) -> Demands:
    entries = np.empty(demands.nnz, ENTRY)
    entries["row"] = demands.indices
    entries["weight"], entries["rarity"] = demands.data.real, demands.data.imag
    return Demands(demands.indptr, entries)
