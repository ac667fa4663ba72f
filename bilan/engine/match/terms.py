"""The terms of a match, each 0–1, neutral at one half; NaN where a source or the person says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bilan.engine.match.person import Assets, PersonVector
from bilan.engine.match.table import LETTERS, Market, OccupationTable, Requirements

TERMS = ("skills", "liking", "interests", "values", "training", "market")
DEFAULT_WEIGHTS: Mapping[str, float] = {
    "skills": 0.35,
    "liking": 0.10,
    "interests": 0.20,
    "values": 0.10,
    "training": 0.10,
    "market": 0.15,
}
NEUTRAL = 0.5
FULL_FIT = 0.25  # fit below which even the best occupation of a person is no full one
LIKING_PRIOR = 6.0  # rated rarity, about two skills, that halves what liking says
PROFILE_SPREAD = 0.2  # usual spread of a person's six interest scores, on 0–1
CLEAR_PROFILE = 0.35  # agreement beyond which more makes little difference
HALF_WAY_MONTHS = 12.0  # training that halves the term
MONTHS_BY_LEVEL = {2: 3, 3: 9, 4: 12, 5: 24, 6: 36, 7: 60, 8: 96}  # from scratch, full time


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of each occupation's demands is met, in the vocabulary that shows it best."""

    share: NDArray[np.float32]  # (occupation,) of the weighted demands
    fit: NDArray[np.float32]  # (occupation,) mean of that share and of the share of the person it uses
    vocabulary: NDArray[np.int32]  # (occupation,) which one


def coverage_of(table: OccupationTable, assets: Assets) -> Coverage:
    """Return the share of demands met, and the geometric mean with the share of the person's skills used.

    Coverage alone would favor occupations that ask little, use alone those that ask everything.
    """
    occupations = len(table.codes)
    shares = np.stack([_share(asked, assets.credit, occupations) for asked in table.vocabularies])
    uses = np.stack([_use(table, asked, assets) for asked in table.vocabularies])
    fits = np.sqrt(shares * uses)
    best, rows = np.argmax(fits, axis=0), np.arange(occupations)
    return Coverage(
        share=shares[best, rows].astype(np.float32),
        fit=fits[best, rows].astype(np.float32),
        vocabulary=best.astype(np.int32),
    )


def skills_term(coverage: Coverage) -> NDArray[np.float32]:
    """Return the fit of each occupation against the person's best, or against a full one if that is weak."""
    best = max(float(coverage.fit.max(initial=0.0)), FULL_FIT)
    worth: NDArray[np.float32] = (coverage.fit / best).astype(np.float32)
    return worth


def liking_term(table: OccupationTable, assets: Assets) -> NDArray[np.float32]:
    """Return how far the skills an occupation would use are liked, neutral where few are rated."""
    rated = (np.abs(assets.liking) * assets.credit).astype(np.float32)
    liked = (assets.liking * assets.credit).astype(np.float32)
    occupations = len(table.codes)
    used = np.sum([_sums(asked, rated, occupations) for asked in table.vocabularies], axis=0)
    balance = np.sum([_sums(asked, liked, occupations) for asked in table.vocabularies], axis=0)
    term = NEUTRAL + balance / (used + LIKING_PRIOR) / 2
    return np.where(used > 0, term, np.nan).astype(np.float32)


def interests_term(
    table: OccupationTable, interests: Mapping[str, tuple[float, float]]
) -> NDArray[np.float32]:
    """Return the agreement of interests, each drawn to the person's mean by its own uncertainty.

    A flat or uncertain profile is neutral everywhere: it is one of no preference, not of bad agreement.
    """
    if len(interests) < 2:
        return np.full(len(table.codes), np.nan, np.float32)
    leaning = _leaning(interests)
    profile = table.interests - table.interests.mean(axis=1, keepdims=True)
    length = np.sqrt(np.sum(profile**2, axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        agreement = profile @ leaning / length
    term = NEUTRAL + np.tanh(agreement / CLEAR_PROFILE) / 2
    return np.where(length > 0, term, np.nan).astype(np.float32)


def values_term(table: OccupationTable, values: tuple[str, ...]) -> NDArray[np.float32]:
    """Return the share of what is dear that an occupation offers, the dearest counting most."""
    places = {card: column for column, card in enumerate(table.cards)}
    ranked = [(places[card], 1 / (1 + rank)) for rank, card in enumerate(values) if card in places]
    if not ranked:
        return np.full(len(table.codes), np.nan, np.float32)
    columns, shares = [column for column, _ in ranked], np.array([share for _, share in ranked], np.float32)
    offered = table.values[:, columns]
    known = ~np.isnan(offered)
    weight = (known * shares).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        term = (np.where(known, offered, 0) * shares).sum(axis=1) / weight
    return np.where(weight > 0, term, np.nan).astype(np.float32)


def months_left(table: OccupationTable, coverage: Coverage) -> NDArray[np.float32]:
    """Return the training still needed: what is known is taken off, except where the law asks a title."""
    stated = np.where(np.isnan(table.months), _months_of(table.levels), table.months)
    return np.where(table.regulated, stated, stated * (1 - coverage.share)).astype(np.float32)


def training_term(months: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how near an occupation is in time, 1 for at once."""
    return (1 / (1 + months / HALF_WAY_MONTHS)).astype(np.float32)


def market_term(market: Market) -> NDArray[np.float32]:
    """Return how much employers seek, from the tension 1–5."""
    return ((market.tension - 1) / 4).astype(np.float32)


def all_terms(
    table: OccupationTable, person: PersonVector, assets: Assets, coverage: Coverage, market: Market
) -> NDArray[np.float32]:
    """Return every term: (term in the order of TERMS, occupation)."""
    has_skills = bool((assets.giver >= 0).any())
    unknown = np.full(len(table.codes), np.nan, np.float32)
    return np.stack(
        [
            skills_term(coverage) if has_skills else unknown,
            liking_term(table, assets),
            interests_term(table, person.interests),
            values_term(table, person.values),
            training_term(months_left(table, coverage)),
            market_term(market),
        ]
    )


def _leaning(interests: Mapping[str, tuple[float, float]]) -> NDArray[np.float64]:
    """Return how far each letter stands from the person's mean, shrunk by its standard error: (letter,)."""
    mean = sum(score for score, _ in interests.values()) / len(interests)
    leaning = np.zeros(len(LETTERS))
    for place, letter in enumerate(LETTERS):
        if letter in interests:
            score, error = interests[letter]
            leaning[place] = (score - mean) * PROFILE_SPREAD**2 / (PROFILE_SPREAD**2 + error**2)
    return leaning


def _months_of(levels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the usual months to reach a level; level 1 asks none, an unknown one stays unknown."""
    months = np.where(np.isnan(levels), np.nan, 0.0).astype(np.float32)
    for level, needed in MONTHS_BY_LEVEL.items():
        months[levels == level] = needed
    return months


def _share(asked: Requirements, credit: NDArray[np.float32], occupations: int) -> NDArray[np.float64]:
    """Return the weighted share of demands met: (occupation,)."""
    total = _sums(asked, np.ones_like(credit), occupations)
    return _sums(asked, credit, occupations) / np.maximum(total, 1e-9)


def _use(table: OccupationTable, asked: Requirements, assets: Assets) -> NDArray[np.float64]:
    """Return the share of the person's skills, by rarity, that an occupation asks: (occupation,)."""
    mass = float(np.sum(assets.credit[assets.own] * table.rarity[assets.own]))
    if not mass:
        return np.zeros(len(table.codes))
    ones = np.ones(len(asked.skills), np.float32)
    used = _product(asked, ones, assets.credit * table.rarity, len(table.codes))
    return np.minimum(used / mass, 1.0)


def _sums(asked: Requirements, worth: NDArray[np.float32], occupations: int) -> NDArray[np.float64]:
    """Return the sum, over an occupation's demands, of weight × worth of the skill: (occupation,)."""
    return _product(asked, asked.weights, worth, occupations)


def _product(
    asked: Requirements, weights: NDArray[np.float32], worth: NDArray[np.float32], occupations: int
) -> NDArray[np.float64]:
    """Multiply the demands, as a sparse matrix (occupation, skill), by what each skill is worth."""
    shape = (occupations, len(worth))
    demands = csr_matrix((weights, asked.skills, asked.starts), shape=shape, copy=False)
    return np.asarray(demands @ worth, np.float64)
