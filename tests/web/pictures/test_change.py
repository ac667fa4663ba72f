"""A change drawn around the line that says “as before”."""

from hypothesis import given
from hypothesis import strategies as some

from bilan.web.pictures.change import Difference, draw_changes

numbers = some.floats(min_value=-10, max_value=10)


def share(text: str) -> float:
    return float(text.rstrip("%"))


def test_zero_is_in_the_middle_and_the_widest_interval_fills_the_axis() -> None:
    up, none = draw_changes([Difference("A", 1.0, 0.5, 2.0), Difference("B", 0.0, -0.5, 0.5)])

    assert (share(up.dot), share(up.range_x), share(up.range_width)) == (75.0, 62.5, 37.5)
    assert share(none.dot) == 50.0
    assert (up.is_clear, none.is_clear) == (True, False)


def test_nothing_at_all_still_draws() -> None:
    (bar,) = draw_changes([Difference("A", 0.0, 0.0, 0.0)])

    assert (bar.dot, bar.range_width, bar.is_clear) == ("50.000%", "0.000%", False)
    assert draw_changes([]) == ()


@given(some.lists(some.tuples(numbers, some.floats(min_value=0, max_value=5)), min_size=1, max_size=6))
def test_every_interval_stays_inside_with_its_dot(values: list[tuple[float, float]]) -> None:
    drawn = draw_changes([Difference("x", at, at - reach, at + reach) for at, reach in values])

    for bar in drawn:
        left, width = share(bar.range_x), share(bar.range_width)
        assert -0.01 <= left <= share(bar.dot) + 0.01
        assert share(bar.dot) <= left + width + 0.01 <= 100.02
