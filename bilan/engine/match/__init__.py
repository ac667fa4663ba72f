"""From a person to occupations, and from an occupation to its neighbors: every score with all its terms."""

from bilan.engine.match.blocks import Block, dense_block, one_hot_block, tfidf_block
from bilan.engine.match.learning import learn_moves
from bilan.engine.match.neighbors import Neighbor, Surroundings, neighbors
from bilan.engine.match.person import HeldItem, Limits, PersonVector
from bilan.engine.match.ranking import Match, rank
from bilan.engine.match.table import Market, OccupationTable, Requirements
from bilan.engine.match.terms import DEFAULT_WEIGHTS, TERMS

__all__ = [
    "DEFAULT_WEIGHTS",
    "TERMS",
    "Block",
    "HeldItem",
    "Limits",
    "Market",
    "Match",
    "Neighbor",
    "OccupationTable",
    "PersonVector",
    "Requirements",
    "Surroundings",
    "dense_block",
    "learn_moves",
    "neighbors",
    "one_hot_block",
    "rank",
    "tfidf_block",
]
