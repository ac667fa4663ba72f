"""Writes of questionnaires: answers first, then what people say of the results and do with them."""

from bilan.instruments.operations.answers import (
    finish_administration,
    rank_cards,
    record_answer,
    start_administration,
)
from bilan.instruments.operations.imports import Imported, import_instruments
from bilan.instruments.operations.interviews import (
    assign_instrument,
    give_feedback,
    take_back_assignment,
)
from bilan.instruments.operations.opinions import correct_level, give_evidence, give_opinion
from bilan.instruments.operations.research import study_answers

__all__ = [
    "Imported",
    "assign_instrument",
    "correct_level",
    "finish_administration",
    "give_evidence",
    "give_feedback",
    "give_opinion",
    "import_instruments",
    "rank_cards",
    "record_answer",
    "start_administration",
    "study_answers",
    "take_back_assignment",
]
