"""Writes of a portfolio: activities, the skills found in them, the cards."""

from bilan.portfolio.operations.cards import (
    add_card,
    confirm_card,
    edit_card,
    like_card,
    merge_cards,
    restore_card,
    retire_card,
)
from bilan.portfolio.operations.comments import comment_card, comment_experience, remove_comment
from bilan.portfolio.operations.evidence import add_evidence, remove_evidence
from bilan.portfolio.operations.experiences import (
    add_experience,
    edit_experience,
    remove_experience,
    retell_experience,
)
from bilan.portfolio.operations.parting import bring_back_card, split_card
from bilan.portfolio.operations.suggestions import (
    confirm_suggestion,
    refuse_suggestion,
    rephrase_suggestion,
    suggest_from_experience,
)
from bilan.portfolio.operations.trades import tell_trade

__all__ = [
    "add_card",
    "add_evidence",
    "add_experience",
    "bring_back_card",
    "comment_card",
    "comment_experience",
    "confirm_card",
    "confirm_suggestion",
    "edit_card",
    "edit_experience",
    "like_card",
    "merge_cards",
    "refuse_suggestion",
    "remove_comment",
    "remove_evidence",
    "remove_experience",
    "rephrase_suggestion",
    "restore_card",
    "retell_experience",
    "retire_card",
    "split_card",
    "suggest_from_experience",
    "tell_trade",
]
