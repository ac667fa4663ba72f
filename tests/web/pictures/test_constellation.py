"""The constellation of skills."""

from itertools import combinations
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.web.pictures.constellation import NUMBERED, WIDTH, Cluster, Group, Star, draw_constellation


def stars(many: int, *, first: int = 1) -> tuple[Star, ...]:
    return tuple(Star(first + at, 1 + at % 4, 1 + at % 4, at % 3 - 1) for at in range(many))


def reach(group: Group, at: int) -> float:
    x, y = map(float, group.rays[1:].split("L")[0].split())
    return hypot(group.spots[at].x - x, group.spots[at].y - y)


def test_the_best_supported_is_nearest_the_middle() -> None:
    said, certified = Star(1, 4, 1, 0), Star(2, 1, 4, 0)

    (group,) = draw_constellation([Cluster("Une", (said, certified))]).groups

    assert [spot.number for spot in group.spots] == [2, 1]
    assert reach(group, 0) < reach(group, 1)


def test_size_is_level_and_color_is_liking() -> None:
    told = [Cluster("Une", (Star(1, 1, 1, -1), Star(2, 2, 1, 0), Star(3, 4, 1, 1)))]

    (group,) = draw_constellation(told).groups
    by_number = {spot.number: spot for spot in group.spots}

    assert [by_number[number].fill for number in (1, 2, 3)] == ["f-low", "f-mid", "f-high"]
    radii = [by_number[number].radius for number in (1, 2, 3)]
    assert radii == sorted(radii)


def test_numbers_stand_where_there_is_room() -> None:
    few, many = (draw_constellation([Cluster("Une", stars(count))]) for count in (NUMBERED, NUMBERED + 1))

    assert sorted(one.text for one in few.groups[0].numbers) == list(range(1, NUMBERED + 1))
    assert many.groups[0].numbers == ()
    assert len(many.groups[0].spots) == NUMBERED + 1


def test_a_long_name_is_cut_between_words() -> None:
    (group,) = draw_constellation([Cluster("Trésorière de la coopérative scolaire", stars(1))]).groups

    assert group.label == "Trésorière de la…"


def test_nothing_to_draw_is_an_empty_sky() -> None:
    assert draw_constellation([]).groups == ()


@settings(deadline=None)
@given(counts=st.lists(st.integers(1, 60), min_size=1, max_size=12))
def test_stars_stay_in_the_picture_and_apart(counts: list[int]) -> None:
    drawn = draw_constellation([Cluster(f"Activité {at}", stars(many)) for at, many in enumerate(counts)])
    circles = [(spot.x, spot.y, spot.radius) for group in drawn.groups for spot in group.spots]

    assert all(radius <= x <= WIDTH - radius for x, _, radius in circles)
    assert all(radius <= y <= float(drawn.height) for _, y, radius in circles)
    for one, other in combinations(circles, 2):
        assert hypot(one[0] - other[0], one[1] - other[1]) > (one[2] + other[2]) * 0.9
