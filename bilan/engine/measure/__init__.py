"""Scores with their standard errors, adaptive questionnaires, calibration, and whether a change is real."""

from bilan.engine.measure.bank import Answers, Bank
from bilan.engine.measure.change import (
    Change,
    Verdict,
    changes_over,
    estimate_changes,
    overall_change,
    reliable_change,
)
from bilan.engine.measure.choosing import Rules, Stop, is_done, items_left, next_item, stop_reason
from bilan.engine.measure.errors import MeasureError
from bilan.engine.measure.estimates import Estimate, score, score_many
from bilan.engine.measure.items import Item
from bilan.engine.measure.playing import Played, play
from bilan.engine.measure.provisional import provisional_items
from bilan.engine.measure.simulating import Simulation, simulate, simulation_table

__all__ = [
    "Answers",
    "Bank",
    "Change",
    "Estimate",
    "Item",
    "MeasureError",
    "Played",
    "Rules",
    "Simulation",
    "Stop",
    "Verdict",
    "changes_over",
    "estimate_changes",
    "is_done",
    "items_left",
    "next_item",
    "overall_change",
    "play",
    "provisional_items",
    "reliable_change",
    "score",
    "score_many",
    "simulate",
    "simulation_table",
    "stop_reason",
]
