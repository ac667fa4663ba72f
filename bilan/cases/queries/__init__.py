"""Reads of bilans: proof for those who may see it, content through a traced reading alone."""

from bilan.cases.queries.attention import Attention
from bilan.cases.queries.brief import Brief, FinishedResult, brief_of, results_of
from bilan.cases.queries.calendars import calendar_of
from bilan.cases.queries.caseload import CaseloadRow, Meeting, Today, cases_led_by, today_of
from bilan.cases.queries.cases import (
    agenda_of,
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
from bilan.cases.queries.hours import (
    Hours,
    PhaseHours,
    RulerFigures,
    hours_by_case,
    hours_of,
    ruler_figures,
)
from bilan.cases.queries.keepings import destructions_of, detailed_results_of, keeping_of
from bilan.cases.queries.next_step import NextStep, next_step
from bilan.cases.queries.phases import Condition, exit_conditions, missing_conditions
from bilan.cases.queries.plans import (
    PlanLine,
    ToldChange,
    changes_of,
    plan_of,
    plans_for,
    spare_modules,
)
from bilan.cases.queries.proof import (
    PractitionerFigures,
    Proof,
    ProofRow,
    ProviderFigures,
    practitioner_figures,
    proof_of,
    provider_cases,
    provider_figures,
    reference_of,
)
from bilan.cases.queries.readings import Reading, read_by
from bilan.cases.queries.timeline import Moment, timeline

__all__ = [
    "Attention",
    "Brief",
    "CaseloadRow",
    "Condition",
    "FinishedResult",
    "Hours",
    "Meeting",
    "Moment",
    "NextStep",
    "PhaseHours",
    "PlanLine",
    "PractitionerFigures",
    "Proof",
    "ProofRow",
    "ProviderFigures",
    "Reading",
    "RulerFigures",
    "Today",
    "ToldChange",
    "agenda_of",
    "agreement_of",
    "brief_of",
    "calendar_of",
    "case_led_by",
    "case_of",
    "cases_led_by",
    "changes_of",
    "constraints_of",
    "demand_of",
    "destructions_of",
    "detailed_results_of",
    "exit_conditions",
    "follow_ups_of",
    "has_synthesis",
    "hours_by_case",
    "hours_of",
    "keeping_of",
    "missing_conditions",
    "next_session_of",
    "next_step",
    "note_of",
    "notes_of",
    "past_cases_of",
    "plan_of",
    "plans_for",
    "practitioner_figures",
    "proof_of",
    "provider_cases",
    "provider_figures",
    "read_by",
    "receipt_of",
    "reference_of",
    "results_of",
    "ruler_figures",
    "session_for",
    "session_led_by",
    "sessions_of",
    "spare_modules",
    "synthesis_of",
    "timeline",
    "today_of",
]
