"""The road of a plan: by date, readable on a phone, plan B beside it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from bilan.web.pictures.road import WIDE_GAP, Stop, draw_road

TODAY = date(2026, 11, 23)


def stops(*days: int, fill: str = "f-low") -> list[Stop]:
    return [Stop(number, TODAY + timedelta(days=day), fill) for number, day in enumerate(days, 1)]


def share(x: str) -> float:
    return float(x.removesuffix("%"))


def test_what_was_is_left_of_today_and_what_comes_is_right() -> None:
    road = draw_road(stops(-20, 20), today=TODAY)

    assert share(road.spots[0].x) < share(road.today) < share(road.spots[1].x)


def test_steps_of_the_same_days_stay_apart() -> None:
    road = draw_road(stops(0, 1, 1, 2, 300), today=TODAY)

    places = [share(spot.x) for spot in road.spots]
    assert all(after - before >= WIDE_GAP - 0.01 for before, after in pairwise(places))
    assert places[-1] <= 96


@pytest.mark.parametrize(("count", "is_numbered"), [(9, True), (10, False), (60, False)])
def test_many_steps_lose_their_numbers_and_stay_inside(count: int, is_numbered: bool) -> None:
    road = draw_road(stops(*range(1, count + 1)), today=TODAY)

    assert road.is_numbered is is_numbered
    assert all(4 <= share(spot.x) <= 96.01 for spot in road.spots)


def test_the_next_step_alone_stands_out() -> None:
    told = [*stops(-3, fill="f-high"), Stop(2, TODAY, "f-mid"), Stop(3, TODAY + timedelta(days=9), "f-low")]

    road = draw_road(told, today=TODAY)

    assert [spot.is_next for spot in road.spots] == [False, True, False]


def test_plan_b_leaves_the_road_at_today_and_nothing_is_drawn_without_it() -> None:
    beside = draw_road(stops(-9, 30), reserve=stops(50, 60), has_reserve=True, today=TODAY)

    assert share(beside.turn) > share(beside.today)
    assert share(beside.reserve[0].x) < share(beside.reserve[1].x) <= 96
    assert draw_road(stops(3), today=TODAY).turn == ""


def test_today_at_an_end_keeps_its_word_inside() -> None:
    assert draw_road(stops(30), today=TODAY).today_anchor == "start"
    assert draw_road(stops(-30), today=TODAY).today_anchor == "end"
    assert draw_road(stops(-30, 30), today=TODAY).today_anchor == "middle"
