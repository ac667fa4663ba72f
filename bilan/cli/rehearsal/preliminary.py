"""The preliminary phase of a rehearsal: account, first interview, demand, diagnosis, plan, agreement."""

from datetime import datetime

from bilan.accounts.models import ConsentKind
from bilan.accounts.operations import give_consent
from bilan.cases.operations import (
    Appointment,
    book_session,
    choose_plan,
    draft_agreement,
    open_case,
    record_demand,
    record_session,
    set_constraints,
    sign_agreement,
    sign_attendance,
)
from bilan.cases.pieces import Aim, Constraints
from bilan.cli.rehearsal.schema import SessionPart
from bilan.cli.rehearsal.stage import Play
from bilan.instruments.models import Administration
from bilan.instruments.operations import finish_administration, record_answer, start_administration

DIAGNOSIS = "cms-diagnosis"


def enter(play: Play, at: datetime) -> None:
    """Consent and open the bilan with the chosen practitioner."""
    give_consent(person=play.person, kind=ConsentKind.BILAN, by=play.person, at=at)
    play.case = open_case(
        person=play.person,
        practitioner=play.practitioner,
        profile_id=play.script.rule_profile,
        by=play.person,
        at=at,
    )


def book(play: Play, part: SessionPart, *, starts_at: datetime, at: datetime) -> None:
    """Book one interview at the practitioner's hand."""
    appointment = Appointment(starts_at=starts_at, minutes=part.minutes, mode=part.mode)
    book_session(case=play.bilan, appointment=appointment, by=play.counsellor, at=at, is_free=part.is_free)


def hold(play: Play, part: SessionPart, at: datetime) -> None:
    """Record an interview that just ended, and have both sign it."""
    session = play.bilan.sessions.filter(state="BOOKED", starts_at__lt=at).order_by("-starts_at").first()
    if session is None:
        raise LookupError("No interview is booked at this moment.")
    record_session(
        session=session,
        minutes=part.minutes,
        note=part.note,
        next_step=part.next_step,
        by=play.counsellor,
        at=at,
    )
    for signer in (play.counsellor, play.person):
        sign_attendance(session=session, by=signer, at=at)


def tell_demand(play: Play, at: datetime) -> None:
    """Say why now, what would make it worth it, the objectives and the constraints."""
    told = play.script.demand
    record_demand(
        case=play.bilan,
        why_now=told.why_now,
        worth_it=told.worth_it,
        aims=[Aim(tag=aim.tag, text=aim.text) for aim in told.objectives],
        by=play.person,
        at=at,
    )
    limits = told.constraints
    constraints = Constraints(
        remote=limits.remote,
        hours_a_week=limits.hours_a_week,
        digital_ease=limits.digital_ease,
        equipment=limits.equipment,
        meetings_a_week=limits.meetings_a_week,
        refused_contexts=limits.refused_contexts,
        minimum_pay=limits.minimum_pay,
        maximum_training_months=limits.maximum_training_months,
        diploma=limits.diploma,
        unwanted_contexts=limits.unwanted_contexts,
        hoped_pay=limits.hoped_pay,
    )
    set_constraints(case=play.bilan, constraints=constraints, by=play.person, at=at)


def diagnose(play: Play, at: datetime) -> None:
    """Answer the twenty questions on career-management skills."""
    administration = begin(play, DIAGNOSIS, Administration.Moment.START, at)
    for item, value in sorted(play.script.diagnosis.items()):
        record_answer(administration=administration, item_id=item, value=value, by=play.person, at=at)
    skip_the_rest(play, administration, at)
    finish_administration(administration=administration, by=play.person, at=at)


def begin(play: Play, instrument_id: str, moment: str, at: datetime) -> Administration:
    """Open a questionnaire under the bilan's own key."""
    return start_administration(
        person=play.person,
        instrument_id=instrument_id,
        key=play.bilan.key,
        moment=moment,
        by=play.person,
        at=at,
    )


def skip_the_rest(play: Play, administration: Administration, at: datetime) -> None:
    """Pass over, without a reason, the questions that the file does not answer."""
    from bilan.instruments.queries import progress

    while (item := progress(administration=administration).next_item) is not None:
        record_answer(administration=administration, item_id=item, value=None, by=play.person, at=at)


def settle(play: Play, at: datetime) -> None:
    """Choose a plan; the practitioner drafts the agreement."""
    choose_plan(case=play.bilan, style=play.script.plan, by=play.person, at=at)
    draft_agreement(case=play.bilan, by=play.counsellor, at=at)


def agree(play: Play, at: datetime) -> None:
    """Both sign the agreement."""
    for signer in (play.counsellor, play.person):
        sign_agreement(case=play.bilan, by=signer, at=at)
