"""Writes of questionnaires: answers first, then what people say of the results."""

from bilan.instruments.operations.answers import (
    finish_administration,
    rank_cards,
    record_answer,
    start_administration,
)
from bilan.instruments.operations.imports import Imported, import_instruments
from bilan.instruments.operations.opinions import correct_level, give_evidence, give_opinion

__all__ = [
    "Imported",
    "correct_level",
    "finish_administration",
    "give_evidence",
    "give_opinion",
    "import_instruments",
    "rank_cards",
    "record_answer",
    "start_administration",
]
