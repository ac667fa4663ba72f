"""Arrays built from the catalogues for the engine, kept on disk by content and shared by workers."""

from bilan.occupations.indexes.building import BuiltIndex, build_indexes
from bilan.occupations.indexes.encoding import encode
from bilan.occupations.indexes.keeping import forget_indexes
from bilan.occupations.indexes.matching import MatchIndex, occupation_index
from bilan.occupations.indexes.naming import skill_index, title_index

__all__ = [
    "BuiltIndex",
    "MatchIndex",
    "build_indexes",
    "encode",
    "forget_indexes",
    "occupation_index",
    "skill_index",
    "title_index",
]
