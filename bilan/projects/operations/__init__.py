"""Writes of projects: options, what refusals taught, criteria, facts and decisions, remarks, steps."""

from bilan.projects.operations.criteria import (
    add_criterion,
    open_criteria,
    rate_option,
    remove_criterion,
    weigh_criterion,
)
from bilan.projects.operations.facts import add_fact, decide, remove_fact
from bilan.projects.operations.leanings import forget_leaning, keep_leanings
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
from bilan.projects.operations.plans import switch_plans
from bilan.projects.operations.remarks import remark_on_option, remark_on_step, remove_remark
from bilan.projects.operations.reminders import resume_reminders, stop_reminders
from bilan.projects.operations.routes import follow_route
from bilan.projects.operations.steps import add_step, edit_step, remove_step, tell_progress

__all__ = [
    "add_criterion",
    "add_fact",
    "add_step",
    "choose_plan",
    "compare_option",
    "decide",
    "edit_step",
    "follow_route",
    "forget_leaning",
    "keep_leanings",
    "keep_option",
    "mark_option",
    "note_feeling",
    "open_criteria",
    "rate_option",
    "refuse_occupation",
    "remark_on_option",
    "remark_on_step",
    "remove_criterion",
    "remove_fact",
    "remove_remark",
    "remove_step",
    "resume_reminders",
    "set_aside",
    "stop_comparing",
    "stop_reminders",
    "switch_plans",
    "tell_progress",
    "weigh_criterion",
]
