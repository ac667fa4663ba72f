"""Reads of projects: options, realism test, comparison, plans, and the profile that ranks occupations."""

from bilan.projects.queries.leanings import leanings_of
from bilan.projects.queries.lessons import Lesson, lessons_of
from bilan.projects.queries.options import (
    comparison_of,
    criteria_of,
    enquiries_of,
    excluded_codes,
    option_for,
    options_of,
    realism_of,
    sides_of,
)
from bilan.projects.queries.plans import (
    action_plan,
    kept_steps_of,
    project_counts,
    step_for,
    switches_of,
    wants_reminders,
)
from bilan.projects.queries.profile import profile_of, proposed_occupations
from bilan.projects.queries.remarks import remarks_on_option, remarks_on_step

__all__ = [
    "Lesson",
    "action_plan",
    "comparison_of",
    "criteria_of",
    "enquiries_of",
    "excluded_codes",
    "kept_steps_of",
    "leanings_of",
    "lessons_of",
    "option_for",
    "options_of",
    "profile_of",
    "project_counts",
    "proposed_occupations",
    "realism_of",
    "remarks_on_option",
    "remarks_on_step",
    "sides_of",
    "step_for",
    "switches_of",
    "wants_reminders",
]
