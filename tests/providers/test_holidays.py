"""Public holidays: those of each country, Easter as published."""

from datetime import date

import pytest

from bilan.providers.holidays import easter, holidays_between


@pytest.mark.parametrize(
    "sunday",
    ["1961-04-02", "2019-04-21", "2024-03-31", "2026-04-05", "2027-03-28", "2038-04-25"],
)
def test_easter_falls_where_the_almanacs_say(sunday: str) -> None:
    told = date.fromisoformat(sunday)

    assert easter(told.year) == told


def test_france_has_eleven_days_and_belgium_ten() -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))

    assert len(holidays_between("FR", *year)) == 11
    assert len(holidays_between("BE", *year)) == 10


def test_days_are_told_in_order_within_the_span_alone() -> None:
    found = holidays_between("FR", date(2026, 12, 25), date(2027, 1, 1))

    assert dict(found) == {date(2026, 12, 25): "Noël", date(2027, 1, 1): "Jour de l’An"}


def test_names_are_said_in_the_language_asked() -> None:
    assert list(holidays_between("FR", date(2026, 5, 14), date(2026, 5, 14), language="en").values()) == [
        "Ascension"
    ]
    assert list(holidays_between("FR", date(2026, 12, 25), date(2026, 12, 25), language="en").values()) == [
        "Christmas"
    ]


def test_a_country_that_the_table_does_not_know_has_none() -> None:
    assert holidays_between("CH", date(2026, 1, 1), date(2026, 12, 31)) == {}
