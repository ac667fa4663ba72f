"""Acts in a bilan, each locked, permitted, ruled, written and traced as one."""

from bilan.cases.operations.agreements import (
    draft_agreement,
    refuse_agreement,
    sign_agreement,
    withdraw_agreement,
)
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
from bilan.cases.operations.daily import keep_time
from bilan.cases.operations.demands import record_demand, set_constraints
from bilan.cases.operations.departures import delete_account
from bilan.cases.operations.employers import (
    EmployerNamed,
    name_employer,
    refuse_by_silence,
    sign_as_employer,
)
from bilan.cases.operations.endings import agree_to_keep, hand_over, leave_case, stop_keeping
from bilan.cases.operations.follow_ups import record_follow_up
from bilan.cases.operations.guided import WorkDraft, answer_work, write_work
from bilan.cases.operations.letters import read_letters, write_letter
from bilan.cases.operations.openings import open_case
from bilan.cases.operations.phases import enter_next_phase
from bilan.cases.operations.plans import choose_plan, keep_plan, swap_item
from bilan.cases.operations.prolongations import agree_to_prolong, ask_prolongation, refuse_to_prolong
from bilan.cases.operations.proof import lift_hold, place_hold
from bilan.cases.operations.retention import Destroyed, destroy_expired, run_retention
from bilan.cases.operations.sessions import (
    Appointment,
    book_session,
    cancel_session,
    mark_missed,
    move_session,
)
from bilan.cases.operations.silences import confirm_drop_out, heed_silences, stay_in_case
from bilan.cases.operations.suspensions import end_pauses, resume_case, suspend_case
from bilan.cases.operations.syntheses import (
    acknowledge_synthesis,
    draft_synthesis,
    edit_synthesis,
    write_observations,
)
from bilan.cases.operations.video_rooms import set_video_room

__all__ = [
    "Appointment",
    "Destroyed",
    "EmployerNamed",
    "WorkDraft",
    "accept_counsellor",
    "acknowledge_synthesis",
    "agree_to_keep",
    "agree_to_prolong",
    "answer_work",
    "ask_prolongation",
    "book_session",
    "cancel_session",
    "choose_plan",
    "complete_module",
    "confirm_drop_out",
    "delete_account",
    "destroy_expired",
    "draft_agreement",
    "draft_synthesis",
    "edit_synthesis",
    "end_pauses",
    "enter_next_phase",
    "hand_over",
    "heed_silences",
    "keep_plan",
    "keep_time",
    "leave_case",
    "lift_hold",
    "mark_missed",
    "move_session",
    "name_employer",
    "open_case",
    "place_hold",
    "propose_counsellor",
    "read_letters",
    "record_demand",
    "record_follow_up",
    "record_session",
    "refuse_agreement",
    "refuse_by_silence",
    "refuse_counsellor",
    "refuse_to_prolong",
    "reopen_module",
    "resume_case",
    "run_retention",
    "set_constraints",
    "set_video_room",
    "sign_agreement",
    "sign_as_employer",
    "sign_attendance",
    "stay_in_case",
    "stop_keeping",
    "suspend_case",
    "swap_item",
    "withdraw_agreement",
    "withdraw_proposal",
    "write_letter",
    "write_observations",
    "write_work",
]
