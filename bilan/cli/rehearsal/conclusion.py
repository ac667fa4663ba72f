"""The conclusion of a rehearsal: action plan, synthesis, hand-over."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from bilan.cases.operations import (
    acknowledge_synthesis,
    draft_synthesis,
    enter_next_phase,
    hand_over,
    record_follow_up,
    write_observations,
)
from bilan.cli.rehearsal.schema import StepPart
from bilan.cli.rehearsal.stage import Play, seconds_from
from bilan.projects.operations import add_step
from bilan.projects.pieces import PlannedStep


def conclude_investigation(play: Play, at: datetime) -> None:
    """Enter the conclusion."""
    enter_next_phase(case=play.bilan, by=play.counsellor, at=at)


def plan_steps(play: Play, at: datetime) -> None:
    """Write the dated steps, the nearest first."""
    parts = sorted(play.script.steps, key=lambda part: (part.plan, part.in_days))
    for part, moment in zip(parts, seconds_from(at), strict=False):
        due_on = localdate(at) + timedelta(days=part.in_days)
        add_step(
            person=play.person, plan=part.plan, step=_planned(part), due_on=due_on, by=play.person, at=moment
        )


def _planned(part: StepPart) -> PlannedStep:
    return PlannedStep(
        what=part.what,
        means=part.means,
        funding=part.funding,
        obstacle=part.if_,
        response=part.then,
        certification=part.certification,
    )


def draft(play: Play, at: datetime) -> None:
    """Draft the synthesis from validated pieces; the person adds their observations."""
    draft_synthesis(case=play.bilan, by=play.counsellor, at=at)
    if play.script.observations:
        write_observations(case=play.bilan, text=play.script.observations, by=play.person, at=at)


def acknowledge(play: Play, at: datetime) -> None:
    """Both acknowledge the synthesis, which locks it."""
    for signer in (play.person, play.counsellor):
        acknowledge_synthesis(case=play.bilan, by=signer, at=at)


def answer_follow_up(play: Play, at: datetime) -> None:
    """Answer the oldest light contact that is due, when the script says what came of it."""
    row = play.bilan.follow_ups.filter(answered_at=None, due_on__lte=localdate(at)).order_by("due_on").first()
    if row is not None and play.script.follow_up is not None:
        record_follow_up(follow_up=row, outcome=play.script.follow_up, by=play.person, at=at)


def deliver(play: Play, at: datetime) -> None:
    """Hand over: the person keeps their copy, the working papers are destroyed."""
    hand_over(case=play.bilan, by=play.counsellor, at=at)
