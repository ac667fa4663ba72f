"""Pauses and later ends: within what the rules allow, agreed by whoever must agree."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate

from bilan.cases.errors import (
    CaseClosed,
    CaseSuspended,
    NotPermitted,
    ProlongationRefused,
    ProlongationTooLong,
    SuspensionRefused,
    SuspensionTooLong,
)
from bilan.cases.models import Case, Prolongation, Session, Suspension
from bilan.cases.operations import (
    Appointment,
    agree_to_prolong,
    ask_prolongation,
    book_session,
    end_pauses,
    leave_case,
    refuse_to_prolong,
    resume_case,
    suspend_case,
)
from bilan.cases.queries import lifecycle_of
from bilan.messages.models import Message
from bilan.providers.models import Slot
from tests.cases.builders import a_booked_session, a_case, a_signed_case, the_counsellor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


def paused(case: Case, *, at: datetime, days: int = 14) -> Suspension:
    until = localdate(at) + timedelta(days=days)
    return suspend_case(case=case, until=until, reason="TIME", by=case.beneficiary, at=at)


def end_of(case: Case) -> object:
    return Case.objects.get(pk=case.pk).expected_end_on


def booked(case: Case, *, at: datetime, starts_at: datetime) -> Session:
    appointment = Appointment(starts_at, 60, Slot.Mode.FACE)
    return book_session(case=case, appointment=appointment, by=the_counsellor(case), at=at)


def test_a_pause_moves_the_end_and_takes_interviews_off(now: datetime) -> None:
    case = a_signed_case(at=now)
    before = case.expected_end_on
    inside = a_booked_session(case, starts_at=now + 5 * DAY)
    after = a_booked_session(case, starts_at=now + 14 * DAY)

    paused(case, at=now)

    assert before is not None
    assert end_of(case) == before + 14 * DAY
    inside.refresh_from_db()
    after.refresh_from_db()
    assert (inside.state, after.state) == (Session.State.CANCELLED, Session.State.BOOKED)
    told = Message.objects.filter(kind="case.suspended").values_list("to", flat=True)
    assert set(told) == {case.beneficiary.email, the_counsellor(case).email}


def test_nothing_is_booked_inside_and_the_day_of_its_end_is_free(now: datetime) -> None:
    case = a_signed_case(at=now)
    paused(case, at=now)

    with pytest.raises(CaseSuspended):
        booked(case, at=now, starts_at=now + 13 * DAY)

    assert booked(case, at=now, starts_at=now + 14 * DAY)


def test_resuming_early_brings_the_end_nearer_and_opens_the_days_again(now: datetime) -> None:
    case = a_signed_case(at=now)
    before = case.expected_end_on
    paused(case, at=now)

    resume_case(case=case, by=case.beneficiary, at=now + 4 * DAY)

    assert before is not None
    assert end_of(case) == before + 4 * DAY
    assert booked(case, at=now + 4 * DAY, starts_at=now + 5 * DAY)
    with pytest.raises(SuspensionRefused):
        resume_case(case=case, by=case.beneficiary, at=now + 4 * DAY)


def test_a_pause_ends_by_itself_once(now: datetime) -> None:
    case = a_signed_case(at=now)
    paused(case, at=now)

    assert end_pauses(at=now + 13 * DAY) == 0
    assert end_pauses(at=now + 14 * DAY) == 1
    assert end_pauses(at=now + 14 * DAY) == 0
    assert lifecycle_of(case, today=localdate(now + 14 * DAY)).pause is None


def test_pauses_last_six_months_at_most_all_together(now: datetime) -> None:
    case = a_signed_case(at=now)
    paused(case, at=now, days=20 * 7)
    later = now + 20 * WEEK
    end_pauses(at=later)

    with pytest.raises(SuspensionTooLong) as refused:
        paused(case, at=later, days=6 * 7 + 1)

    assert refused.value.rule == "maximum_suspension_weeks"
    assert paused(case, at=later, days=6 * 7)


def test_one_pause_at_a_time_and_only_ahead(now: datetime) -> None:
    case = a_signed_case(at=now)

    with pytest.raises(SuspensionRefused):
        paused(case, at=now, days=0)
    paused(case, at=now)
    with pytest.raises(SuspensionRefused):
        paused(case, at=now + DAY)


def test_pauses_belong_to_the_two_while_it_goes_on(now: datetime) -> None:
    case, other = a_signed_case(at=now), a_signed_case(at=now)
    until = localdate(now) + WEEK

    for stranger in (other.beneficiary, the_counsellor(other)):
        with pytest.raises(NotPermitted):
            suspend_case(case=case, until=until, reason="TIME", by=stranger, at=now)
    leave_case(case=case, by=case.beneficiary, at=now)
    with pytest.raises(CaseClosed):
        paused(case, at=now)


def test_a_later_end_waits_for_the_other(now: datetime) -> None:
    case = a_signed_case(at=now)
    before = case.expected_end_on
    assert before is not None
    counsellor = the_counsellor(case)

    ask_prolongation(case=case, until=before + 4 * WEEK, by=counsellor, at=now)
    with pytest.raises(NotPermitted):
        agree_to_prolong(case=case, by=counsellor, at=now)
    assert end_of(case) == before
    agree_to_prolong(case=case, by=case.beneficiary, at=now)

    assert end_of(case) == before + 4 * WEEK


def test_refusing_a_later_end_changes_nothing(now: datetime) -> None:
    case = a_signed_case(at=now)
    assert case.expected_end_on is not None
    ask_prolongation(case=case, until=case.expected_end_on + WEEK, by=case.beneficiary, at=now)

    refuse_to_prolong(case=case, by=the_counsellor(case), at=now)

    assert end_of(case) == case.expected_end_on
    assert Prolongation.objects.get().answer == Prolongation.Answer.REFUSED
    with pytest.raises(ProlongationRefused):
        refuse_to_prolong(case=case, by=the_counsellor(case), at=now)


def test_twelve_weeks_more_in_all_at_most(now: datetime) -> None:
    case = a_signed_case(at=now)
    before = case.expected_end_on
    assert before is not None

    for weeks in (5, 12):
        ask_prolongation(case=case, until=before + weeks * WEEK, by=case.beneficiary, at=now)
        agree_to_prolong(case=case, by=the_counsellor(case), at=now)
    with pytest.raises(ProlongationTooLong) as refused:
        ask_prolongation(case=case, until=before + 12 * WEEK + DAY, by=case.beneficiary, at=now)

    assert refused.value.rule == "maximum_prolongation_weeks"


def test_the_sheet_of_2015_ends_after_ten_weeks_pauses_left_out(now: datetime) -> None:
    case = a_signed_case(at=now, profile="programme-2015")
    paused(case, at=now, days=7)
    last = localdate(case.opened_at) + 11 * WEEK

    with pytest.raises(ProlongationTooLong) as refused:
        ask_prolongation(case=case, until=last + DAY, by=case.beneficiary, at=now)

    assert refused.value.rule == "maximum_weeks"
    assert refused.value.latest == last


def test_one_later_end_is_asked_at_a_time_and_once_agreed_in_writing(now: datetime) -> None:
    unsigned, case = a_case(at=now), a_signed_case(at=now)
    assert case.expected_end_on is not None
    later = case.expected_end_on + WEEK

    with pytest.raises(ProlongationRefused):
        ask_prolongation(case=unsigned, until=later, by=unsigned.beneficiary, at=now)
    with pytest.raises(ProlongationRefused):
        ask_prolongation(case=case, until=case.expected_end_on, by=case.beneficiary, at=now)
    ask_prolongation(case=case, until=later, by=case.beneficiary, at=now)
    with pytest.raises(ProlongationRefused):
        ask_prolongation(case=case, until=later, by=the_counsellor(case), at=now)


def test_later_ends_belong_to_the_two(now: datetime) -> None:
    case, other = a_signed_case(at=now), a_signed_case(at=now)
    assert case.expected_end_on is not None
    until = case.expected_end_on + WEEK
    ask_prolongation(case=case, until=until, by=case.beneficiary, at=now)

    for stranger in (other.beneficiary, the_counsellor(other)):
        for act in (agree_to_prolong, refuse_to_prolong):
            with pytest.raises(NotPermitted):
                act(case=case, by=stranger, at=now)
        with pytest.raises(NotPermitted):
            ask_prolongation(case=case, until=until, by=stranger, at=now)
