"""Errors of cases.

CaseError
├── NotPermitted            the act belongs to someone else
├── CaseClosed              the bilan is over, or was left
├── CaseOpenAlready         the person has a bilan under way
├── PractitionerUnavailable the person chosen does not lead bilans, or is oneself
├── RuleBroken              a rule of the profile forbids it; says which, and its source
│   ├── WaitingPeriod           the last bilan is too recent
│   ├── HoursExceeded           more than the greatest total
│   ├── AccompanimentTooShort   less than the least time with the practitioner
│   ├── TotalTooShort           less than the least total
│   ├── PlanTooLight            a plan that holds less than a text asks for
│   ├── WeeksTooFew             sooner than the shortest span
│   ├── WithdrawalOver          the withdrawal period has passed
│   ├── KeepingTooLong          papers kept longer than the text allows
│   ├── ReplyOver               the time to answer went by: silence was a refusal
│   ├── SuspensionTooLong       longer, all pauses together, than the rules allow
│   └── ProlongationTooLong     later than the rules allow
├── SessionRefused          an interview cannot be booked, moved, recorded or signed
│   ├── SlotTaken               someone was quicker
│   ├── TimeTaken               the practitioner is busy then
│   ├── SessionInThePast        an interview is booked ahead
│   ├── SessionNotYetOver       the time given has not gone by yet
│   ├── SessionNotHeld          only an interview that took place is signed
│   ├── HoursOverlap            the practitioner gave another interview at that time
│   ├── SessionSigned           a signed attendance does not change any more
│   ├── SessionNotBooked        only a booked interview can be moved, cancelled or missed
│   ├── FreeSessionUsed         the first free interview is offered once, before the agreement
│   └── LengthRefused           a length that no interview has
├── DemandIncomplete        one to three objectives, each in words, each with a known tag
├── ChangedMeanwhile        someone else wrote in between: nothing is overwritten
│   ├── NoteChanged             the note of an interview did
│   ├── PlanChanged             a module of the plan did
│   └── WorkChanged             guided work did
├── WordsMissing            nothing was written
├── WordsTooLong            more than one text holds
├── WorkRefused             guided work cannot be written, handed in or answered
│   ├── NotGuided               the module is not lived alone
│   ├── WorkAnswered            the feedback is there
│   └── WorkNotHandedIn         the person has not handed it in
├── AddressRefused          not the address of a video room
├── CaseSuspended           the bilan pauses then
├── SuspensionRefused       it pauses already, does not pause, or the days are not ahead
├── ProlongationRefused     nothing is asked, something is already, or the day is not later
├── DropOutNotProposed      nobody proposed to end the bilan, or the person answered since
├── PhaseUnfinished         what the phase still asks for
├── PlanUnavailable         no plan can be proposed, or none was chosen
│   ├── ModeRefused             this module is not lived that way
│   ├── ModuleNotPlanned        this module is not in the plan
│   └── ModuleRequired          this module stays in every plan
├── AgreementRefused        the agreement cannot be drafted or signed
│   ├── AgreementMissing        none was drafted
│   ├── AgreementSignedAlready  both signed
│   └── AgreementEnded          it was withdrawn from
├── SynthesisRefused        the synthesis cannot be changed, acknowledged or handed over
│   ├── SynthesisMissing        none was drafted
│   ├── SynthesisIncomplete     a mandatory part is empty
│   ├── SynthesisLocked         both acknowledged it
│   └── SynthesisUnacknowledged handed over once both acknowledged it
├── KeepingRefused          there is nothing left to keep
├── HoldRefused             the proof cannot be held, or no hold stands
├── ChangeRefused           the change of counsellor cannot be proposed or answered
├── AccountHeld             someone of a provider cannot delete their account alone
└── FollowUpRefused         the follow-up cannot be recorded
    ├── FollowUpAnswered        it was answered already
    └── FollowUpTooEarly        it comes before its day
"""

from bilan.cases.errors.acts import (
    CaseClosed,
    CaseOpenAlready,
    ChangedMeanwhile,
    DemandIncomplete,
    ModeRefused,
    ModuleNotPlanned,
    ModuleRequired,
    NoteChanged,
    NotPermitted,
    PhaseUnfinished,
    PlanChanged,
    PlanUnavailable,
    PractitionerUnavailable,
)
from bilan.cases.errors.base import CaseError
from bilan.cases.errors.letters import (
    AddressRefused,
    NotGuided,
    WordsMissing,
    WordsTooLong,
    WorkAnswered,
    WorkChanged,
    WorkNotHandedIn,
    WorkRefused,
)
from bilan.cases.errors.lifecycles import (
    AgreementTurnedDown,
    CaseSuspended,
    DropOutNotProposed,
    EmployerMissing,
    EmployerRefused,
    ProlongationRefused,
    ProlongationTooLong,
    ReplyOver,
    SuspensionRefused,
    SuspensionTooLong,
)
from bilan.cases.errors.limits import (
    AccompanimentTooShort,
    HoursExceeded,
    KeepingTooLong,
    PlanTooLight,
    RuleBroken,
    TotalTooShort,
    WaitingPeriod,
    WeeksTooFew,
    WithdrawalOver,
)
from bilan.cases.errors.meetings import (
    FreeSessionUsed,
    HoursOverlap,
    LengthRefused,
    SessionInThePast,
    SessionNotBooked,
    SessionNotHeld,
    SessionNotYetOver,
    SessionRefused,
    SessionSigned,
    SlotTaken,
    TimeTaken,
)
from bilan.cases.errors.papers import (
    AgreementEnded,
    AgreementMissing,
    AgreementRefused,
    AgreementSignedAlready,
    FollowUpAnswered,
    FollowUpRefused,
    FollowUpTooEarly,
    KeepingRefused,
    SynthesisIncomplete,
    SynthesisLocked,
    SynthesisMissing,
    SynthesisRefused,
    SynthesisUnacknowledged,
)
from bilan.cases.errors.terms import AccountHeld, ChangeRefused, HoldRefused

__all__ = [
    "AccompanimentTooShort",
    "AccountHeld",
    "AddressRefused",
    "AgreementEnded",
    "AgreementMissing",
    "AgreementRefused",
    "AgreementSignedAlready",
    "AgreementTurnedDown",
    "CaseClosed",
    "CaseError",
    "CaseOpenAlready",
    "CaseSuspended",
    "ChangeRefused",
    "ChangedMeanwhile",
    "DemandIncomplete",
    "DropOutNotProposed",
    "EmployerMissing",
    "EmployerRefused",
    "FollowUpAnswered",
    "FollowUpRefused",
    "FollowUpTooEarly",
    "FreeSessionUsed",
    "HoldRefused",
    "HoursExceeded",
    "HoursOverlap",
    "KeepingRefused",
    "KeepingTooLong",
    "LengthRefused",
    "ModeRefused",
    "ModuleNotPlanned",
    "ModuleRequired",
    "NotGuided",
    "NotPermitted",
    "NoteChanged",
    "PhaseUnfinished",
    "PlanChanged",
    "PlanTooLight",
    "PlanUnavailable",
    "PractitionerUnavailable",
    "ProlongationRefused",
    "ProlongationTooLong",
    "ReplyOver",
    "RuleBroken",
    "SessionInThePast",
    "SessionNotBooked",
    "SessionNotHeld",
    "SessionNotYetOver",
    "SessionRefused",
    "SessionSigned",
    "SlotTaken",
    "SuspensionRefused",
    "SuspensionTooLong",
    "SynthesisIncomplete",
    "SynthesisLocked",
    "SynthesisMissing",
    "SynthesisRefused",
    "SynthesisUnacknowledged",
    "TimeTaken",
    "TotalTooShort",
    "WaitingPeriod",
    "WeeksTooFew",
    "WithdrawalOver",
    "WordsMissing",
    "WordsTooLong",
    "WorkAnswered",
    "WorkChanged",
    "WorkNotHandedIn",
    "WorkRefused",
]
