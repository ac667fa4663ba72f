"""Reminders leave in the day of whoever reads them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.cases.decent_hours import FIRST, LAST, in_the_day, next_in_the_day

PARIS = ZoneInfo("Europe/Paris")
BOOKED = datetime(2026, 11, 2, 12, tzinfo=PARIS)


def due(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("wished", "leaves", "starts_at"),
    [
        (due(10, 7, 59), due(10, 8), due(10, 9, 59)),
        (due(10, 8), due(10, 8), due(10, 10)),
        (due(10, 20), due(10, 20), due(10, 22)),
        (due(10, 20, 1), due(10, 20), due(10, 22, 1)),
        (due(10, 7), due(10, 8), due(10, 9)),
        (due(10, 6, 59), due(9, 20), due(10, 8, 59)),
        (due(8, 3), due(8, 8), due(10, 3)),
    ],
)
def test_reminders_leave_between_eight_and_twenty(
    wished: datetime, leaves: datetime, starts_at: datetime
) -> None:
    assert in_the_day(wished, before=starts_at, at=BOOKED) == leaves


def test_what_is_booked_in_the_night_for_the_morning_is_still_reminded_of() -> None:
    booked = due(9, 22)

    assert in_the_day(due(10, 6), before=due(10, 8), at=booked) == due(10, 6)


@given(st.integers(0, 60 * 24 * 400), st.sampled_from([2, 48]))
def test_no_reminder_of_an_interview_booked_in_time_rings_at_night(minutes: int, hours: int) -> None:
    starts_at = BOOKED + timedelta(days=5, minutes=minutes)

    leaves = in_the_day(starts_at - timedelta(hours=hours), before=starts_at, at=BOOKED)

    assert FIRST <= leaves.astimezone(PARIS).time() <= LAST
    assert BOOKED < leaves < starts_at


@pytest.mark.parametrize(
    ("asked", "leaves"),
    [
        (due(10, 0, 30), due(10, 8)),
        (due(10, 8), due(10, 8)),
        (due(10, 20), due(10, 20)),
        (due(10, 20, 1), due(11, 8)),
    ],
)
def test_what_nobody_waits_for_leaves_in_the_morning(asked: datetime, leaves: datetime) -> None:
    assert next_in_the_day(asked) == leaves
