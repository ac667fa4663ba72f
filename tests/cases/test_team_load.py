"""The team's weeks in hours, and a proposal that never passes what is open."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.cases.models import PlanItem, Session
from bilan.cases.queries import CounsellorLoad, LoadedWeek, TeamLoad, team_load, team_proposal
from bilan.cases.queries.team import WEEKS, ToPlace
from bilan.providers.models import Absence, WeeklyTime
from tests.cases.builders import a_booked_session, a_held_session, a_quick_case
from tests.providers.builders import a_practitioner, a_slot

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
HOUR = 60


def a_load(*counsellors: CounsellorLoad) -> TeamLoad:
    return TeamLoad(MONDAY, counsellors)


def a_counsellor(*asked: ToPlace, free: int, name: str = "Hélène") -> CounsellorLoad:
    return CounsellorLoad(name, (LoadedWeek(free, 0),) * WEEKS, asked)


def whole(hours: int, first: int = 0, last: int = WEEKS - 1) -> ToPlace:
    return ToPlace(hours * HOUR, first, last, is_planned=True)


def minutes(*hours: int) -> tuple[int, ...]:
    return tuple(one * HOUR for one in hours)


@pytest.mark.django_db
def test_counts_slots_and_interviews_in_their_week(now: datetime) -> None:
    case = a_quick_case(at=now - 9 * DAY)
    a_slot(practitioner=case.practitioner, starts_at=now + 8 * DAY, minutes=90)
    a_booked_session(case, starts_at=now + 7 * DAY, minutes=60)
    a_booked_session(case, starts_at=now + 21 * DAY, minutes=60)
    Session.objects.filter(starts_at=now + 21 * DAY).update(state=Session.State.CANCELLED)

    told = team_load(case.practitioner.provider, today=MONDAY).counsellors[0]

    assert told.weeks[1] == LoadedWeek(open=90, booked=60)
    assert told.weeks[1].free == 30
    assert told.weeks[3] == LoadedWeek(0, 0)


@pytest.mark.django_db
def test_takes_the_usual_week_where_no_slot_was_made_without_absences_and_holidays(now: datetime) -> None:
    leader = a_practitioner()
    for weekday in (0, 4):  # Christmas and New Year fall on a Friday
        WeeklyTime.objects.create(
            practitioner=leader, weekday=weekday, starts="09:00", minutes=120, mode="FACE"
        )
    Absence.objects.create(practitioner=leader, from_on=MONDAY + 7 * DAY, until_on=MONDAY + 13 * DAY)

    found = team_load(leader.provider, today=MONDAY).counsellors[0]

    assert [week.open for week in found.weeks[:6]] == [240, 0, 240, 240, 120, 120]


@pytest.mark.django_db
def test_what_is_left_is_the_plan_less_what_is_lived_or_booked(now: datetime) -> None:
    case = a_quick_case(at=now - 20 * DAY)
    PlanItem.objects.create(
        case=case,
        module="I1",
        mode="FACE",
        phase="INVESTIGATION",
        minutes=600,
        accompanied_minutes=600,
        week=2,
    )
    a_held_session(case, starts_at=now - 5 * DAY, minutes=120)
    a_booked_session(case, starts_at=now + DAY, minutes=60)

    (left,) = team_load(case.practitioner.provider, today=MONDAY).counsellors[0].to_place

    assert (left.minutes, left.is_planned) == (420, True)


@pytest.mark.django_db
def test_a_bilan_without_a_plan_counts_at_the_least_its_rule_allows(now: datetime) -> None:
    case = a_quick_case(at=now)

    (left,) = team_load(case.practitioner.provider, today=MONDAY).counsellors[0].to_place

    assert (left.minutes, left.is_planned) == (13 * HOUR, False)


@pytest.mark.django_db
def test_another_provider_s_bilans_are_not_in_it(now: datetime) -> None:
    a_quick_case(at=now)
    other = a_practitioner()

    (only,) = team_load(other.provider, today=MONDAY).counsellors

    assert only.to_place == ()


def test_everything_finds_room_from_next_week_on() -> None:
    told = team_proposal(a_load(a_counsellor(whole(6), free=120)))

    assert told.left_out == 0
    assert told.counsellors[0].weeks[0] == 0
    assert sum(told.counsellors[0].weeks) == 6 * HOUR


def test_scarce_hours_go_to_everybody_before_anyone_is_served_whole() -> None:
    asked = [whole(4, last=1), whole(4, last=1)]

    told = team_proposal(a_load(a_counsellor(*asked, free=120)))

    assert told.counsellors[0].weeks[:3] == minutes(0, 2, 0)
    assert (told.left_out, told.counsellors[0].too_late) == (6 * HOUR, 4 * HOUR)


def test_tells_what_the_whole_team_could_hold() -> None:
    full, empty = a_counsellor(whole(10), free=0), a_counsellor(free=600, name="Idriss")

    told = team_proposal(a_load(full, empty))

    assert (told.left_out, told.left_out_together) == (10 * HOUR, 0)


@given(
    free=st.integers(0, 6),
    asked=st.lists(st.tuples(st.integers(1, 24), st.integers(0, 4), st.integers(0, 9)), max_size=5),
)
def test_never_passes_what_is_open_nor_the_pace_of_a_person(
    free: int, asked: list[tuple[int, int, int]]
) -> None:
    waiting = [whole(hours, first, max(first, last)) for hours, first, last in asked]

    told = team_proposal(a_load(a_counsellor(*waiting, free=free * HOUR))).counsellors[0]

    for number, placed in enumerate(told.weeks):
        there = sum(each.first <= number <= each.last for each in waiting)
        assert placed <= min(free, 2 * there if number else 0) * HOUR
    assert sum(told.weeks) + told.left_out == sum(each.minutes for each in waiting)
    assert 0 <= told.too_late <= told.left_out
