"""Reads of projects: options, realism test, comparison, plans, and the profile that ranks occupations."""

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
from bilan.projects.queries.plans import action_plan, project_counts, step_for
from bilan.projects.queries.profile import profile_of, proposed_occupations

__all__ = [
    "action_plan",
    "comparison_of",
    "criteria_of",
    "enquiries_of",
    "excluded_codes",
    "option_for",
    "options_of",
    "profile_of",
    "project_counts",
    "proposed_occupations",
    "realism_of",
    "sides_of",
    "step_for",
]
