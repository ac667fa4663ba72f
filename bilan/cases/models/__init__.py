"""The bilan itself: demand, plan, agreement, sessions, synthesis, follow-up, destruction."""

from bilan.cases.models.bilans import (
    Case,
    CounsellorChange,
    Demand,
    Mode,
    Objective,
    Phase,
    PlanChange,
    PlanItem,
)
from bilan.cases.models.endings import DetailedResults, FollowUp, KeepAgreement, Receipt, Synthesis
from bilan.cases.models.lifecycles import Employer, Prolongation, Suspension, SynthesisVersion
from bilan.cases.models.meetings import Agreement, Note, Session
from bilan.cases.models.terms import Destruction, LegalHold

__all__ = [
    "Agreement",
    "Case",
    "CounsellorChange",
    "Demand",
    "Destruction",
    "DetailedResults",
    "Employer",
    "FollowUp",
    "KeepAgreement",
    "LegalHold",
    "Mode",
    "Note",
    "Objective",
    "Phase",
    "PlanChange",
    "PlanItem",
    "Prolongation",
    "Receipt",
    "Session",
    "Suspension",
    "Synthesis",
    "SynthesisVersion",
]
