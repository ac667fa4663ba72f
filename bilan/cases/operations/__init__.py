"""Acts in a bilan, each locked, permitted, ruled, written and traced as one."""

from bilan.cases.operations.agreements import draft_agreement, sign_agreement, withdraw_agreement
from bilan.cases.operations.attendance import (
    complete_module,
    record_session,
    reopen_module,
    sign_attendance,
)
from bilan.cases.operations.counsellors import (
    accept_counsellor,
    propose_counsellor,
    refuse_counsellor,
    withdraw_proposal,
)
from bilan.cases.operations.demands import record_demand, set_constraints
from bilan.cases.operations.departures import delete_account
from bilan.cases.operations.endings import agree_to_keep, hand_over, leave_case, stop_keeping
from bilan.cases.operations.follow_ups import record_follow_up
from bilan.cases.operations.openings import open_case
from bilan.cases.operations.phases import enter_next_phase
from bilan.cases.operations.plans import choose_plan, swap_item
from bilan.cases.operations.proof import lift_hold, place_hold
from bilan.cases.operations.retention import Destroyed, destroy_expired, run_retention
from bilan.cases.operations.sessions import (
    Appointment,
    book_session,
    cancel_session,
    mark_missed,
    move_session,
)
from bilan.cases.operations.syntheses import (
    acknowledge_synthesis,
    draft_synthesis,
    edit_synthesis,
    write_observations,
)

__all__ = [
    "Appointment",
    "Destroyed",
    "accept_counsellor",
    "acknowledge_synthesis",
    "agree_to_keep",
    "book_session",
    "cancel_session",
    "choose_plan",
    "complete_module",
    "delete_account",
    "destroy_expired",
    "draft_agreement",
    "draft_synthesis",
    "edit_synthesis",
    "enter_next_phase",
    "hand_over",
    "leave_case",
    "lift_hold",
    "mark_missed",
    "move_session",
    "open_case",
    "place_hold",
    "propose_counsellor",
    "record_demand",
    "record_follow_up",
    "record_session",
    "refuse_counsellor",
    "reopen_module",
    "run_retention",
    "set_constraints",
    "sign_agreement",
    "sign_attendance",
    "stop_keeping",
    "swap_item",
    "withdraw_agreement",
    "withdraw_proposal",
    "write_observations",
]
