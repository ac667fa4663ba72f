"""The ruler lays minutes as shares of the envelope."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.web.pictures.ruler import Stretch, draw_ruler

MINUTES = st.integers(0, 2000)


def _share(text: str) -> float:
    return float(text.removesuffix("%"))


def test_lays_time_with_someone_first_then_booked_then_own_work() -> None:
    ruler = draw_ruler(accompanied=360, booked=120, own=240, envelope=1440, minimum=780)

    assert ruler.accompanied == Stretch(x="0.000%", width="25.000%")
    assert ruler.booked == Stretch(x="25.000%", width="8.333%")
    assert ruler.own == Stretch(x="33.333%", width="16.667%")


def test_marks_the_legal_minimum_against_time_with_someone() -> None:
    ruler = draw_ruler(accompanied=0, booked=0, own=0, envelope=1440, minimum=780)

    assert ruler.minimum is not None
    assert ruler.minimum.x == "54.167%"
    assert ruler.minimum.anchor == "middle"


def test_has_no_mark_where_the_text_sets_no_minimum() -> None:
    assert draw_ruler(accompanied=0, booked=0, own=0, envelope=1440).minimum is None


@pytest.mark.parametrize(("minimum", "anchor"), [(60, "start"), (1380, "end")])
def test_hangs_the_text_inside_the_ruler_near_its_ends(minimum: int, anchor: str) -> None:
    ruler = draw_ruler(accompanied=0, booked=0, own=0, envelope=1440, minimum=minimum)

    assert ruler.minimum is not None
    assert ruler.minimum.anchor == anchor


def test_has_one_tick_an_hour_between_its_ends() -> None:
    assert len(draw_ruler(accompanied=0, booked=0, own=0, envelope=1440).ticks) == 23


@given(accompanied=MINUTES, booked=MINUTES, own=MINUTES, envelope=st.integers(1, 2000))
def test_never_draws_past_its_end(accompanied: int, booked: int, own: int, envelope: int) -> None:
    ruler = draw_ruler(accompanied=accompanied, booked=booked, own=own, envelope=envelope, minimum=60)

    assert _share(ruler.own.x) + _share(ruler.own.width) <= 100.01
    assert _share(ruler.envelope.x) <= 100
