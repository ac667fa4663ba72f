"""Recognition of prior learning as a route: dated stages with sources, each a step of the plan."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from bilan.occupations.models import Certification, SourceFile
from bilan.occupations.queries import registered_certifications
from bilan.projects.errors import (
    CertificationClosed,
    CertificationUnknown,
    DayImpossible,
    NoPlan,
    ProjectHidden,
    RouteFollowed,
    RouteMissing,
)
from bilan.projects.models import Option
from bilan.projects.operations import follow_route
from bilan.projects.pieces import PlanStep, StepKind
from bilan.projects.queries import action_plan
from bilan.projects.routes import route_for, routes
from tests.builders import a_person
from tests.projects.builders import a_plan_option

CODE = "RNCP35993"
TODAY = date(2026, 11, 23)


def a_certification(*, code: str = CODE, by_experience: bool = True) -> Certification:
    """Return a certification of a register of some vintage."""
    file = {
        "name": "Répertoire",
        "sha256": "0" * 64,
        "vintage": "2026-11",
        "imported_at": "2026-11-20T00:00Z",
    }
    SourceFile.objects.get_or_create(kind="test-register", defaults=file)
    return Certification.objects.create(
        code=code, title="Menuisier", level=3, by_experience=by_experience, dataset="test-register"
    )


def followed(option: Option, *, at: datetime, code: str = CODE, country: str = "FR") -> tuple[PlanStep, ...]:
    """Return the plan once its person took a route."""
    person = option.person
    begins_on = localdate(at)
    follow_route(
        person=person,
        plan="PLAN_A",
        certification=code,
        country=country,
        begins_on=begins_on,
        by=person,
        at=at,
    )
    return action_plan(owner=person, reader=person, plan="PLAN_A").steps


def test_each_route_and_each_stage_has_a_source_and_days_in_order() -> None:
    for route in routes():
        days = [stage.after_days for stage in route.stages]
        assert route.source
        assert all(stage.source for stage in route.stages)
        assert days == sorted(set(days))
        assert len({stage.code for stage in route.stages}) == len(route.stages)


def test_france_has_its_own_route_and_others_the_common_one() -> None:
    french, other = route_for(country="FR", today=TODAY), route_for(country="PT", today=TODAY)

    assert french is not None
    assert other is not None
    codes = [stage.code for stage in french.stages]
    assert codes == ["REGISTER", "FEASIBILITY", "ACCOMPANIMENT", "FILE", "JURY", "AFTER"]
    assert other.country == ""


def test_no_route_is_known_before_its_day() -> None:
    on_the_day = route_for(country="FR", today=date(2024, 1, 1))
    day_before = route_for(country="FR", today=date(2023, 12, 31))

    assert on_the_day is not None
    assert on_the_day.country == "FR"
    assert day_before is not None
    assert day_before.country == ""
    assert route_for(country="FR", today=date(2022, 12, 31)) is None


def test_a_stage_speaks_the_language_asked_for_else_french() -> None:
    route = route_for(country="FR", today=TODAY)

    assert route is not None
    stage = route.stages[4]
    assert (stage.title("en"), stage.title("pt")) == ("Meet the jury", "Passer devant le jury")


@pytest.mark.django_db
def test_each_stage_becomes_a_dated_step_tied_to_the_certification(now: datetime) -> None:
    a_certification()
    option = a_plan_option(person=a_person(), at=now)

    steps = followed(option, at=now)

    assert [step.step.stage for step in steps][-2:] == ["JURY", "AFTER"]
    assert {(step.step.certification, step.step.kind) for step in steps} == {(CODE, StepKind.RECOGNITION)}
    assert steps[0].due_on == localdate(now) + timedelta(days=7)


@pytest.mark.django_db
def test_the_same_route_is_not_taken_twice(now: datetime) -> None:
    a_certification()
    option = a_plan_option(person=a_person(), at=now)
    followed(option, at=now)

    with pytest.raises(RouteFollowed):
        followed(option, at=now)


@pytest.mark.django_db
def test_a_certification_closed_to_experience_or_unknown_is_refused(now: datetime) -> None:
    a_certification(by_experience=False)
    option = a_plan_option(person=a_person(), at=now)

    with pytest.raises(CertificationClosed):
        followed(option, at=now)
    with pytest.raises(CertificationUnknown):
        followed(option, at=now, code="RNCP1")


@pytest.mark.django_db
def test_a_route_begins_today_at_the_earliest_and_after_its_text(now: datetime) -> None:
    a_certification()
    option = a_plan_option(person=a_person(), at=now)
    person, yesterday = option.person, localdate(now) - timedelta(days=1)

    with pytest.raises(DayImpossible):
        follow_route(person=person, plan="PLAN_A", certification=CODE, begins_on=yesterday, by=person, at=now)
    with pytest.raises(RouteMissing):
        followed(option, at=now - timedelta(days=365 * 9))


@pytest.mark.django_db
def test_someone_with_a_plan_of_their_own_adds_nothing_to_mine(now: datetime) -> None:
    a_certification()
    mine, theirs = (a_plan_option(person=a_person(), at=now) for _ in range(2))
    day = localdate(now)

    with pytest.raises(ProjectHidden):
        follow_route(
            person=mine.person, plan="PLAN_A", certification=CODE, begins_on=day, by=theirs.person, at=now
        )
    with pytest.raises(NoPlan):
        follow_route(
            person=mine.person, plan="PLAN_B", certification=CODE, begins_on=day, by=mine.person, at=now
        )


@pytest.mark.django_db
def test_a_certification_tells_its_source_and_vintage() -> None:
    a_certification()

    found = registered_certifications([CODE, "RNCP1"])

    assert list(found) == [CODE]
    assert (found[CODE].source, found[CODE].vintage) == ("Répertoire", "2026-11")
    assert registered_certifications([]) == {}
