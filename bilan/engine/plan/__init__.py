"""Plan of one person's bilan: which modules, how, when, and why; the best within the rules, proved."""

from bilan.engine.plan.errors import NeedUnknown, PlanError, PlanImpossible
from bilan.engine.plan.inputs import EQUIPMENT, LONGEST_WEEKS, Envelope, Equipment, Preferences, Remote
from bilan.engine.plan.proposals import propose_plans
from bilan.engine.plan.results import MoreMoney, Proposal, ProposalItem, Reason
from bilan.engine.plan.styles import STYLES

__all__ = [
    "EQUIPMENT",
    "LONGEST_WEEKS",
    "STYLES",
    "Envelope",
    "Equipment",
    "MoreMoney",
    "NeedUnknown",
    "PlanError",
    "PlanImpossible",
    "Preferences",
    "Proposal",
    "ProposalItem",
    "Reason",
    "Remote",
    "propose_plans",
]
