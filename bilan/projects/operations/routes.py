"""Take a route of recognition of prior learning: each of its stages becomes a dated step."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.occupations.queries import registered_certifications
from bilan.projects.errors import (
    CertificationClosed,
    CertificationUnknown,
    DayImpossible,
    RouteFollowed,
    RouteMissing,
)
from bilan.projects.models import Option, Step
from bilan.projects.operations.reminders import keep_reminders
from bilan.projects.operations.steps import planned_option, write_step
from bilan.projects.pieces import PlannedStep, StepKind
from bilan.projects.reading import step_of
from bilan.projects.routes import Route, Stage, route_for


@transaction.atomic
def follow_route(
    *,
    person: Person,
    plan: str,
    certification: str,
    country: str = "",
    begins_on: date,
    by: Person,
    at: datetime,
) -> tuple[Step, ...]:
    """Add the stages of the country's route toward a certification to a plan, dated from a first day.

    Raises:
        ProjectHidden, NoPlan.
        CertificationUnknown, CertificationClosed: the register does not hold it, or not for experience.
        RouteMissing: no route is known on that day.
        RouteFollowed: the plan holds it already.
        DayImpossible: a start that has passed.
    """
    option = planned_option(person=person, plan=plan, by=by)
    if begins_on < localdate(at):
        raise DayImpossible
    _check_certification(certification)
    _check_not_followed(option, certification)
    route = _route(country, at=at)
    rows = tuple(
        write_step(option, _planned(stage, person, certification), due_on=day, by=by, at=at)
        for stage, day in dated_stages(route, begins_on=begins_on)
    )
    keep_reminders(person=person, at=at)
    return rows


def dated_stages(route: Route, *, begins_on: date) -> tuple[tuple[Stage, date], ...]:
    """Return each stage with its usual day when one begins on a day."""
    return tuple((stage, begins_on + timedelta(days=stage.after_days)) for stage in route.stages)


def _route(country: str, *, at: datetime) -> Route:
    route = route_for(country=country, today=localdate(at))
    if route is None:
        raise RouteMissing
    return route


def _check_certification(code: str) -> None:
    found = registered_certifications([code]).get(code)
    if found is None:
        raise CertificationUnknown(code=code)
    if not found.card.by_experience:
        raise CertificationClosed(code=code)


def _check_not_followed(option: Option, code: str) -> None:
    rows = Step.objects.select_related("key").filter(option=option)
    if any(told.stage and told.certification == code for told in map(step_of, rows)):
        raise RouteFollowed(code=code)


def _planned(stage: Stage, person: Person, certification: str) -> PlannedStep:
    return PlannedStep(
        what=stage.title(person.language),
        certification=certification,
        kind=StepKind.RECOGNITION,
        stage=stage.code,
    )
