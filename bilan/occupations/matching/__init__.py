"""From a person to occupations of the loaded catalogue, each with its terms and its reasons."""

from bilan.occupations.matching.changes import Change, Changes, what_would_change
from bilan.occupations.matching.profile import Constraints, HeldSkill, Profile
from bilan.occupations.matching.ranking import Gap, RankedOccupation, Term, rank_occupations
from bilan.occupations.matching.reasons import Reason

__all__ = [
    "Change",
    "Changes",
    "Constraints",
    "Gap",
    "HeldSkill",
    "Profile",
    "RankedOccupation",
    "Reason",
    "Term",
    "rank_occupations",
    "what_would_change",
]
