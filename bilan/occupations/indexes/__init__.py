"""Arrays built from the catalogues for the engine, kept on disk by content and shared by workers."""

from bilan.occupations.indexes.building import BuiltIndex, build_indexes
from bilan.occupations.indexes.encoding import encode, published
from bilan.occupations.indexes.keeping import forget_indexes
from bilan.occupations.indexes.matching import MatchIndex, occupation_index
from bilan.occupations.indexes.naming import skill_index, title_index
from bilan.occupations.indexes.ordering import skill_ranker
from bilan.occupations.indexes.telling import teller_sense
from bilan.occupations.indexes.tuning import TunedEncoder, train_encoder, tuned_encoder

__all__ = [
    "BuiltIndex",
    "MatchIndex",
    "TunedEncoder",
    "build_indexes",
    "encode",
    "forget_indexes",
    "occupation_index",
    "published",
    "skill_index",
    "skill_ranker",
    "teller_sense",
    "title_index",
    "train_encoder",
    "tuned_encoder",
]
