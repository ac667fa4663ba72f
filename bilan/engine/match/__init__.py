"""From a person to occupations, and from an occupation to its neighbors: every score with all its terms."""

from bilan.engine.match.blocks import Block, dense_block, one_hot_block, tfidf_block
from bilan.engine.match.changes import Change, Ways, what_would_change
from bilan.engine.match.coverage import Coverage
from bilan.engine.match.crowd import Crowd, crowd_of, nearness
from bilan.engine.match.inverted import inverted
from bilan.engine.match.many import Ranking, rank_many
from bilan.engine.match.neighbors import Neighbor, Surroundings, neighbors
from bilan.engine.match.person import HeldItem, Limits, PersonVector, Wishes
from bilan.engine.match.ranking import GROUND, Match, rank
from bilan.engine.match.table import Market, OccupationTable, Requirements
from bilan.engine.match.terms import DEFAULT_WEIGHTS, TERMS

__all__ = [
    "DEFAULT_WEIGHTS",
    "GROUND",
    "TERMS",
    "Block",
    "Change",
    "Coverage",
    "Crowd",
    "HeldItem",
    "Limits",
    "Market",
    "Match",
    "Neighbor",
    "OccupationTable",
    "PersonVector",
    "Ranking",
    "Requirements",
    "Surroundings",
    "Ways",
    "Wishes",
    "crowd_of",
    "dense_block",
    "inverted",
    "nearness",
    "neighbors",
    "one_hot_block",
    "rank",
    "rank_many",
    "tfidf_block",
    "what_would_change",
]
