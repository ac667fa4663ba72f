"""The map of options."""

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.web.pictures.neighbor_map import (
    CENTER,
    HEIGHT,
    LETTER,
    LINE,
    MONTHS,
    WEEKS,
    WIDTH,
    YEARS,
    Place,
    Spot,
    draw_neighbor_map,
    fill_of,
)


def _reach(spot: Spot) -> float:
    return hypot(float(spot.x) - CENTER, float(spot.y) - CENTER)


def _place(
    number: int, *, months: float | None = 6.0, openings: int | None = 40, fit: float | None = 0.5
) -> Place:
    return Place(number=number, title=f"Métier {number}", months=months, openings=openings, fit=fit)


def test_distance_is_what_there_is_to_learn() -> None:
    drawn = draw_neighbor_map((_place(1, months=1), _place(2, months=8), _place(3, months=36)))
    near, middle, far = drawn.spots

    assert _reach(near) < WEEKS < _reach(middle) < MONTHS < _reach(far) < YEARS


def test_size_is_local_openings() -> None:
    drawn = draw_neighbor_map((_place(1, openings=5), _place(2, openings=500), _place(3, openings=None)))
    small, large, unknown = drawn.spots

    assert float(small.radius) < float(large.radius)
    assert unknown.radius == "15.0"


def test_color_is_fit_with_what_i_like() -> None:
    assert [fill_of(fit) for fit in (0.9, 0.5, 0.1, None)] == ["f-high", "f-mid", "f-low", "f-low"]


def test_a_long_name_keeps_its_first_words_in_one_form() -> None:
    title = "Conseiller / Conseillère en insertion professionnelle"
    (spot,) = draw_neighbor_map((Place(1, title, months=8, openings=10, fit=0.8),)).spots

    assert [line.text for line in spot.lines] == ["Conseiller en", "insertion…"]


def test_a_short_name_stays_whole() -> None:
    (spot,) = draw_neighbor_map((Place(1, "Pâtissier / Pâtissière", months=8, openings=10, fit=0.8),)).spots

    assert [line.text for line in spot.lines] == ["Pâtissier"]


@given(
    st.lists(
        st.builds(
            Place,
            number=st.integers(1, 6),
            title=st.text(alphabet="abcdefgh éà/", min_size=1, max_size=60).filter(str.strip),
            months=st.none() | st.floats(0, 240),
            openings=st.none() | st.integers(0, 10**6),
            fit=st.none() | st.floats(0, 1),
        ),
        max_size=6,
    )
)
def test_everything_stays_inside_the_picture(places: list[Place]) -> None:
    for spot in draw_neighbor_map(places).spots:
        assert float(spot.x) - float(spot.radius) >= 0
        assert float(spot.x) + float(spot.radius) <= WIDTH
        assert float(spot.y) - float(spot.radius) >= 0
        assert float(spot.y) + float(spot.radius) <= HEIGHT + 16
        assert all(0 <= float(line.y) <= HEIGHT for line in spot.lines)


def test_the_same_options_draw_the_same_map() -> None:
    places = [_place(number) for number in range(1, 7)]

    assert draw_neighbor_map(places) == draw_neighbor_map(places)


@given(
    st.lists(
        st.builds(
            Place,
            number=st.integers(1, 6),
            title=st.sampled_from(
                ("Boulanger / Boulangère", "Conseiller / Conseillère en insertion", "Soudeur", "Chef de rang")
            ),
            months=st.none() | st.floats(0, 60),
            openings=st.none() | st.integers(0, 900),
            fit=st.none(),
        ),
        min_size=6,
        max_size=6,
    )
)
def test_no_name_stands_on_another_or_on_a_circle(places: list[Place]) -> None:
    spots = draw_neighbor_map(places).spots
    boxes = [_box(spot) for spot in spots if spot.lines]
    circles = [
        (float(one.x) - float(one.radius), float(one.y) - float(one.radius), 2 * float(one.radius))
        for one in spots
    ]

    for one, other in combinations(boxes, 2):
        assert not _meet(one, other)
    for box in boxes:
        for x, y, wide in circles:
            assert not _meet(box, (x, y, x + wide, y + wide))


def _box(spot: Spot) -> tuple[float, float, float, float]:
    half = max(len(line.text) for line in spot.lines) * LETTER / 2
    x, top = float(spot.lines[0].x), float(spot.lines[0].y) + 3 - LINE
    return x - half, top, x + half, top + LINE * len(spot.lines)


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    rounding = 0.2
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return wide > rounding and tall > rounding


def test_six_like_names_at_the_same_distance_keep_their_words() -> None:
    drawn = draw_neighbor_map(
        [Place(number, "Agent d’entretien des locaux", months=6, openings=40, fit=0.5) for number in range(6)]
    )

    assert all(spot.lines for spot in drawn.spots)


@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize("months", [1, 6, 36])
def test_options_of_like_effort_leave_the_rings_their_names(count: int, months: float) -> None:
    drawn = draw_neighbor_map([_place(number, months=months, openings=None) for number in range(count)])

    for (x, y), wide in zip(drawn.rings, (60, 36, 50), strict=True):
        name = (float(x) - wide / 2, float(y) - 13, float(x) + wide / 2, float(y) + 3)
        for spot in drawn.spots:
            left, top, wing = float(spot.x), float(spot.y), float(spot.radius) - 3
            assert not _meet(name, (left - wing, top - wing, left + wing, top + wing))
