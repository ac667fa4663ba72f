"""Reads of bilans: proof for those who may see it, content through a traced reading alone."""

from bilan.cases.queries.calendars import calendar_of
from bilan.cases.queries.cases import (
    agreement_of,
    case_led_by,
    case_of,
    follow_ups_of,
    has_synthesis,
    next_session_of,
    past_cases_of,
    receipt_of,
    session_for,
    session_led_by,
    sessions_of,
)
from bilan.cases.queries.contents import (
    constraints_of,
    demand_of,
    note_of,
    notes_of,
    synthesis_of,
)
from bilan.cases.queries.hours import Hours, RulerFigures, hours_by_case, hours_of, ruler_figures
from bilan.cases.queries.phases import Condition, exit_conditions, missing_conditions
from bilan.cases.queries.plans import PlanLine, changes_of, plan_of, plans_for, spare_modules
from bilan.cases.queries.readings import Reading, read_by

__all__ = [
    "Condition",
    "Hours",
    "PlanLine",
    "Reading",
    "RulerFigures",
    "agreement_of",
    "calendar_of",
    "case_led_by",
    "case_of",
    "changes_of",
    "constraints_of",
    "demand_of",
    "exit_conditions",
    "follow_ups_of",
    "has_synthesis",
    "hours_by_case",
    "hours_of",
    "missing_conditions",
    "next_session_of",
    "note_of",
    "notes_of",
    "past_cases_of",
    "plan_of",
    "plans_for",
    "read_by",
    "receipt_of",
    "ruler_figures",
    "session_for",
    "session_led_by",
    "sessions_of",
    "spare_modules",
    "synthesis_of",
]
