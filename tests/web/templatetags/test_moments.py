"""Days and times are said in the reader's zone and language."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from bilan.web.templatetags.moments import clock, day, day_and_year, short_day

EVENING = datetime(2026, 12, 1, 17, 5, tzinfo=UTC)


def test_says_the_hour_in_paris() -> None:
    assert clock(EVENING) == "18\u00a0h\u00a005"


def test_says_the_first_of_a_month_as_people_do() -> None:
    assert day(EVENING) == "mardi 1er décembre"
    assert day_and_year(EVENING) == "1er décembre 2026"


def test_says_another_day_plainly() -> None:
    assert day(date(2026, 11, 26)) == "jeudi 26 novembre"
    assert short_day(date(2026, 11, 26)) == "jeu. 26 nov."


def test_a_late_evening_in_utc_is_the_next_day_in_paris() -> None:
    assert day(datetime(2026, 11, 26, 23, 30, tzinfo=UTC)) == "vendredi 27 novembre"


def test_speaks_english() -> None:
    with translation.override("en"):
        assert clock(EVENING) == "18:05"
        assert day(EVENING) == "Tuesday 1 December"


@pytest.mark.parametrize("say", [clock, day, day_and_year, short_day])
def test_says_nothing_of_a_moment_that_is_not_set(say: Callable[[None], str]) -> None:
    assert say(None) == ""
