"""Writes of projects: options, criteria, facts and decisions, steps."""

from bilan.projects.operations.criteria import (
    add_criterion,
    open_criteria,
    rate_option,
    remove_criterion,
    weigh_criterion,
)
from bilan.projects.operations.facts import add_fact, decide, remove_fact
from bilan.projects.operations.options import (
    choose_plan,
    compare_option,
    keep_option,
    mark_option,
    note_feeling,
    refuse_occupation,
    set_aside,
    stop_comparing,
)
from bilan.projects.operations.steps import add_step, complete_step, edit_step, remove_step, reopen_step

__all__ = [
    "add_criterion",
    "add_fact",
    "add_step",
    "choose_plan",
    "compare_option",
    "complete_step",
    "decide",
    "edit_step",
    "keep_option",
    "mark_option",
    "note_feeling",
    "open_criteria",
    "rate_option",
    "refuse_occupation",
    "remove_criterion",
    "remove_fact",
    "remove_step",
    "reopen_step",
    "set_aside",
    "stop_comparing",
    "weigh_criterion",
]
