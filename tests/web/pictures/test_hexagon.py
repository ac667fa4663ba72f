"""The hexagon draws six scores with their ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.web.pictures.hexagon import LETTERS, draw_hexagon
from bilan.web.pictures.levels import AreaScore, draw_levels
from bilan.web.pictures.ranges import range_of

SCORES = dict.fromkeys(LETTERS, (0.5, 0.05)) | {"S": (0.84, 0.05)}


def test_lists_the_strongest_interest_first() -> None:
    assert [corner.letter for corner in draw_hexagon(SCORES).by_strength][:2] == ["S", "A"]


def test_puts_the_first_corner_at_the_top() -> None:
    first = draw_hexagon(SCORES | {"R": (1.0, 0.0)}).corners[0]

    assert (first.dot_x, first.dot_y) == ("190.0", "42.0")


def test_breaks_a_side_label_after_its_comma() -> None:
    corner = next(c for c in draw_hexagon(SCORES).corners if c.letter == "E")

    assert [line.text for line in corner.lines] == ["Entraîner,", "décider"]


def test_tells_the_widest_reach_of_its_ranges() -> None:
    assert draw_hexagon(SCORES).widest_reach == pytest.approx(0.05)


def test_needs_all_six_letters() -> None:
    with pytest.raises(KeyError):
        draw_hexagon({"R": (0.5, 0.1)})


@given(score=st.floats(0, 1), error=st.floats(0, 1))
def test_a_range_holds_its_score_and_stays_between_0_and_1(score: float, error: float) -> None:
    held = range_of(score=score, error=error)

    assert 0 <= held.low <= held.score <= held.high <= 1


def test_a_level_shows_its_bar_its_range_and_its_correction() -> None:
    (bar,) = draw_levels(
        [AreaScore(area="A", label="Se connaître", level=2, mean=0.5, error=0.1, corrected=3, reason="Vu.")]
    )

    assert (bar.bar, bar.range_x, bar.range_width) == ("50.000%", "40.000%", "20.000%")
    assert (bar.level, bar.corrected) == (2, 3)
