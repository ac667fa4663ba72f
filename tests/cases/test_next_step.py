"""The one next thing, all along the way."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from bilan.cases.models import Case, Phase, Session
from bilan.cases.operations import choose_plan, hand_over, leave_case, sign_agreement, sign_attendance
from bilan.cases.queries import case_of, next_step, timeline
from bilan.cases.queries.next_step import KNOWN
from bilan.instruments.library import RIASEC, VALUES
from bilan.projects.operations import tell_progress
from tests.builders import a_person
from tests.cases.builders import (
    a_booked_session,
    a_case,
    a_concluding_case,
    a_demand,
    a_diagnosis,
    a_drafted_synthesis,
    a_held_session,
    a_quick_case,
    a_signed_case,
    the_counsellor,
)
from tests.instruments.builders import a_finished_one
from tests.portfolio.builders import a_card, an_experience
from tests.projects.builders import CODES, a_fact, a_plan_option, a_step, an_option

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def code(case: Case, now: datetime) -> str:
    found = case_of(case.beneficiary)
    return next_step(person=case.beneficiary, case=found, now=now, today=localdate(now)).code


def test_begins_by_choosing_someone(now: datetime) -> None:
    step = next_step(person=a_person(), case=None, now=now, today=localdate(now))

    assert (step.code, step.url_name) == ("START", "start")


def test_leads_through_the_preliminary_phase(now: datetime) -> None:
    case = a_case(at=now)
    assert code(case, now) == "DEMAND"
    a_demand(case, at=now)
    assert code(case, now) == "DIAGNOSIS"
    a_diagnosis(case, at=now)
    assert code(case, now) == "PLAN"
    choose_plan(case=case, style="BALANCED", by=case.beneficiary, at=now)
    assert code(case, now) == "AGREEMENT"
    sign_agreement(case=case, by=case.beneficiary, at=now)
    assert code(case, now) == "BOOK_SESSION"
    a_booked_session(case, starts_at=now + DAY)
    assert code(case, now) == "SESSION"


def test_leads_through_the_investigation(now: datetime) -> None:
    case = a_quick_case(at=now)
    person = case.beneficiary
    assert code(case, now) == "BOOK_SESSION"
    a_booked_session(case, starts_at=now + DAY)
    assert code(case, now) == "EXPERIENCES"
    an_experience(person=person, at=now)
    assert code(case, now) == "SKILLS"
    a_card(person=person, at=now)
    assert code(case, now) == "VALUES"
    a_finished_one(person=person, instrument_id=VALUES, at=now)
    assert code(case, now) == "INTERESTS"
    a_finished_one(person=person, instrument_id=RIASEC, at=now)
    assert code(case, now) == "OPTIONS"
    an_option(person=person, at=now, code=CODES[3])
    assert code(case, now) == "COMPARE"
    option = a_plan_option(person=person, at=now)
    assert code(case, now) == "ENQUIRE"
    a_fact(option=option, at=now)
    assert code(case, now) == "ACTION_PLAN"
    a_step(person=person, at=now)
    assert code(case, now) == "SESSION"


def test_a_signature_that_is_missing_comes_first(now: datetime) -> None:
    case = a_quick_case(at=now)
    session = a_held_session(case, starts_at=now - DAY, is_signed=False)

    step = next_step(person=case.beneficiary, case=case, now=now, today=localdate(now))
    assert (step.code, step.argument) == ("SIGN_ATTENDANCE", session.pk)
    sign_attendance(session=session, by=case.beneficiary, at=now)

    assert code(case, now) == "BOOK_SESSION"


def test_leads_through_the_conclusion(now: datetime) -> None:
    case = a_quick_case(at=now, phase=Phase.CONCLUSION)
    assert code(case, now) == "ACTION_PLAN"
    a_drafted_synthesis(case, at=now)
    assert code(case, now) == "SYNTHESIS"

    assert code(a_concluding_case(at=now), now) == "WAIT"


def test_after_the_end_there_is_the_plan_then_what_is_kept(now: datetime) -> None:
    case = a_concluding_case(at=now)
    hand_over(case=case, by=the_counsellor(case), at=now)
    assert code(case, now) == "STEP"
    step = case.beneficiary.steps.get()
    tell_progress(step_id=step.pk, progress="DONE", by=case.beneficiary, at=now)
    assert code(case, now) == "KEEP"
    assert code(case, now + 40 * DAY) == "FOLLOW_UP"


def test_after_leaving_one_may_begin_again(now: datetime) -> None:
    case = a_case(at=now)
    leave_case(case=case, by=case.beneficiary, at=now)

    assert code(case, now) == "START"


@pytest.mark.parametrize("phase", [Phase.PRELIMINARY, Phase.INVESTIGATION, Phase.CONCLUSION])
def test_costs_a_dozen_queries_at_most(
    now: datetime, phase: Phase, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = a_signed_case(at=now)
    Case.objects.update(phase=phase)
    a_booked_session(case, starts_at=now + DAY)
    case = Case.objects.get()

    with django_assert_max_num_queries(12):
        next_step(person=case.beneficiary, case=case, now=now, today=localdate(now))


def test_every_step_has_words_and_a_page() -> None:
    assert all(str(title) and url_name for _code, title, _minutes, url_name in KNOWN.values())


def test_the_timeline_tells_what_was_and_what_comes(now: datetime) -> None:
    case = a_concluding_case(at=now)
    missed = a_booked_session(case, starts_at=now - 2 * DAY + timedelta(hours=5))
    Session.objects.filter(pk=missed.pk).update(state=Session.State.MISSED)
    hand_over(case=case, by=the_counsellor(case), at=now)
    case.refresh_from_db()

    moments = timeline(case, now=now + DAY)

    told = [moment.code for moment in moments]
    assert told[0] == "OPENED"
    assert told[-3:] == ["FOLLOW_UP"] * 3
    assert {
        "AGREEMENT_SIGNED",
        "SESSION",
        "SESSION_MISSED",
        "SYNTHESIS_LOCKED",
        "DELIVERED",
        "DESTROYED",
    } <= set(told)
    assert [moment.is_ahead for moment in moments[-3:]] == [True] * 3
    assert all(str(moment.label) for moment in moments)


def test_the_timeline_of_a_beginning_shows_its_end(now: datetime) -> None:
    case = a_signed_case(at=now)
    a_booked_session(case, starts_at=now + DAY)
    case.refresh_from_db()

    ahead = [moment.code for moment in timeline(case, now=now) if moment.is_ahead]

    assert ahead == ["SESSION", "EXPECTED_END"]
