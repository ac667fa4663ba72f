"""Hours: what counts, and the property that no sequence of permitted acts passes the maximum."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from bilan.cases.envelope import envelope_on
from bilan.cases.errors import CaseError
from bilan.cases.models import Case, Phase, PlanItem, Session
from bilan.cases.operations import (
    Appointment,
    book_session,
    cancel_session,
    complete_module,
    mark_missed,
    record_session,
    reopen_module,
    sign_attendance,
)
from bilan.cases.queries import hours_by_case, hours_of, ruler_figures
from bilan.cases.queries.hours import count_hours
from bilan.providers.models import Slot
from tests.cases.builders import (
    a_booked_session,
    a_case,
    a_held_session,
    a_module,
    a_quick_case,
    the_counsellor,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.fromisoformat("2026-11-24T10:00:00+01:00")
DAY = timedelta(days=1)


def test_counts_by_phase_what_is_used_booked_planned_and_signed(now: datetime) -> None:
    case = a_quick_case(at=now)
    a_held_session(case, starts_at=now - 3 * DAY, minutes=60, phase=Phase.PRELIMINARY)
    a_held_session(case, starts_at=now - 2 * DAY, minutes=90, is_signed=False)
    a_booked_session(case, starts_at=now + DAY, minutes=120)
    done = a_module(case, code="I4", minutes=45)
    PlanItem.objects.filter(pk=done.pk).update(done_at=now)
    a_module(case, code="I5", minutes=30)

    hours = hours_of(case=case, today=localdate(now))

    here = hours.phase(Phase.INVESTIGATION)
    assert (here.accompanied, here.own, here.booked, here.planned, here.used) == (90, 45, 120, 75, 135)
    assert (hours.accompanied, hours.own, hours.used) == (150, 45, 195)
    assert (hours.signed, hours.unsigned, hours.booked) == (60, 90, 120)
    assert hours.left == 24 * 60 - 195 - 120


def test_free_cancelled_missed_and_follow_up_interviews_do_not_count(now: datetime) -> None:
    case = a_quick_case(at=now)
    a_held_session(case, starts_at=now - 9 * DAY, is_free=True)
    a_held_session(case, starts_at=now - 8 * DAY, phase=Phase.FOLLOW_UP)
    for rank, state in enumerate((Session.State.CANCELLED, Session.State.MISSED), 1):
        session = a_booked_session(case, starts_at=now + rank * DAY)
        Session.objects.filter(pk=session.pk).update(state=state)

    hours = hours_of(case=case, today=localdate(now))

    assert (hours.used, hours.booked, hours.signed) == (0, 0, 0)


def test_time_that_does_not_belong_to_the_legal_hours_is_left_out(now: datetime) -> None:
    case = a_quick_case(at=now)
    item = a_module(case, code="I11", minutes=840, mode="FIELD")
    PlanItem.objects.filter(pk=item.pk).update(is_counted=False, done_at=now)

    assert hours_of(case=case, today=localdate(now)).used == 0


def test_written_feedback_counts_as_accompanied_where_the_plan_counted_it() -> None:
    envelope = envelope_on(profile_id="fr-law", day=TODAY.date())
    item = PlanItem(
        module="I4",
        phase=Phase.INVESTIGATION,
        mode="GUIDED",
        minutes=45,
        accompanied_minutes=15,
        done_at=TODAY,
    )

    hours = count_hours(sessions=(), items=(item,), envelope=envelope)

    assert (hours.accompanied, hours.own, hours.signed) == (15, 30, 15)


def test_the_ruler_marks_what_the_rules_ask(now: datetime) -> None:
    case = a_quick_case(at=now)
    a_held_session(case, starts_at=now - DAY, minutes=90)
    figures = ruler_figures(case=case, today=localdate(now))
    sheet = ruler_figures(case=a_case(at=now, profile="programme-2015"), today=localdate(now))

    assert (figures.accompanied, figures.envelope, figures.minimum) == (90, 24 * 60, 13 * 60)
    assert (sheet.envelope, sheet.minimum) == (30 * 60, None)


def test_without_a_maximum_nothing_is_refused_and_the_ruler_follows_the_plan(now: datetime) -> None:
    case = a_case(at=now, profile="template")
    a_module(case, minutes=300)
    hours = hours_of(case=case, today=localdate(now))

    assert hours.left is None
    hours.envelope.refuse_beyond(taken=10_000, asked=1)
    assert ruler_figures(case=case, today=localdate(now)).envelope == 300


@pytest.mark.parametrize("count", [3, 30])
def test_hours_of_many_cost_two_queries(
    now: datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cases = [a_quick_case(at=now) for _ in range(count)]
    for case in cases:
        a_held_session(case, starts_at=now - DAY)

    with django_assert_num_queries(2):
        assert len(hours_by_case(cases=cases, today=localdate(now))) == count


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("only_held_sessions_count", {"minutes": 5}),
        ("only_held_sessions_are_signed", {"signed_by_beneficiary_at": TODAY}),
        ("session_lasts", {"planned_minutes": 0}),
    ],
)
def test_the_database_keeps_sessions_honest(now: datetime, name: str, values: dict[str, object]) -> None:
    from django.db import IntegrityError

    session = a_booked_session(a_quick_case(at=now), starts_at=now + DAY)

    with pytest.raises(IntegrityError, match=name):
        Session.objects.filter(pk=session.pk).update(**values)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["book", "record", "record", "record", "correct", "sign", "cancel", "miss", "complete", "reopen"]
        ),
        st.integers(15, 240),
        st.integers(0, 5),
    ),
    min_size=4,
    max_size=25,
)


@settings(
    max_examples=max(8, settings().max_examples // 5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(used=st.integers(19 * 60, 24 * 60), acts=ACTS)
def test_no_sequence_of_permitted_acts_passes_the_maximum(
    django_db_blocker: object, used: int, acts: list[tuple[str, int, int]]
) -> None:
    case = a_quick_case(at=TODAY - 90 * DAY)
    for day in range(used // 240):
        a_held_session(case, starts_at=TODAY - (day + 2) * DAY, minutes=240, is_signed=False)
    for rank, code in enumerate(("I4", "I5", "I6")):
        a_module(case, code=code, minutes=30 + 60 * rank)

    for rank, (act, minutes, pick) in enumerate(acts):
        with suppress(CaseError):
            _play(case, act, minutes, pick, at=TODAY + rank * DAY)
        hours = hours_of(case=case, today=TODAY.date())
        assert hours.used <= 24 * 60
        assert hours.signed <= hours.accompanied


def _play(case: Case, act: str, minutes: int, pick: int, *, at: datetime) -> None:
    by = the_counsellor(case)
    sessions = list(Session.objects.filter(case=case).order_by("starts_at", "pk"))
    module = ("I4", "I5", "I6")[pick % 3]
    if act == "book":
        appointment = Appointment(at + timedelta(hours=1), minutes, Slot.Mode.FACE)
        book_session(case=case, appointment=appointment, by=by, at=at)
    elif act == "complete":
        complete_module(case=case, module=module, by=by, at=at)
    elif act == "reopen":
        reopen_module(case=case, module=module, by=by, at=at)
    elif sessions:
        session = sessions[pick % len(sessions)] if act != "record" else sessions[-1]
        _meet(session, act, minutes, by=by, at=at)


def _meet(session: Session, act: str, minutes: int, *, by: object, at: datetime) -> None:
    from bilan.accounts.models import Person

    assert isinstance(by, Person)
    if act in {"record", "correct"}:
        record_session(session=session, minutes=minutes, by=by, at=at)
    elif act == "sign":
        sign_attendance(session=session, by=by, at=at)
    elif act == "cancel":
        cancel_session(session=session, by=by, at=at)
    else:
        mark_missed(session=session, by=by, at=at)
