"""Outlines are simplified without losing their shape."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bilan.occupations.importers.certifications import common_title
from bilan.occupations.importers.outlines import TOLERANCE, Point, simplified

coordinates = some.floats(-1000, 1000)
rings = some.lists(some.tuples(coordinates, coordinates), min_size=4, max_size=40)


def gap(point: Point, ring: list[Point]) -> float:
    """Return the distance from a point to the nearest side of an open ring."""
    return min(to_side(point, start, end) for start, end in pairwise(ring))


def to_side(point: Point, start: Point, end: Point) -> float:
    (ax, ay), (bx, by) = start, end
    length = math.dist(start, end)
    if length == 0:
        return math.dist(point, start)
    along = ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / length**2
    along = min(1.0, max(0.0, along))
    return math.dist(point, (ax + along * (bx - ax), ay + along * (by - ay)))


@given(rings)
def test_keeps_the_ends_and_only_points_of_the_ring(ring: list[Point]) -> None:
    kept = simplified(ring)

    assert (kept[0], kept[-1]) == (ring[0], ring[-1])
    assert set(kept) <= set(ring)


def test_drops_the_points_of_a_straight_side() -> None:
    ring = [(0.0, 0.0), (50.0, 0.1), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0)]

    assert (50.0, 0.1) not in simplified(ring)


def test_leaves_a_small_ring_as_it_is() -> None:
    ring = [(0.0, 0.0), (1.0, 1.0), (0.0, 0.0)]

    assert simplified(ring) == ring


def test_stays_near_every_point_it_drops() -> None:
    circle = [(100 * math.cos(angle / 50), 100 * math.sin(angle / 50)) for angle in range(315)]

    kept = simplified(circle)

    assert len(kept) < 60
    assert max(gap(point, kept) for point in circle) <= TOLERANCE


@pytest.mark.parametrize(
    ("titles", "title"),
    [
        (["BP boulanger"], "BP boulanger"),
        (["CAP cuisine option A", "CAP cuisine option B"], "CAP cuisine option A"),
        (
            [
                "DEJEPS spécialité perfectionnement sportif mention golf",
                "DEJEPS spécialité perfectionnement sportif mention judo",
            ],
            "DEJEPS spécialité perfectionnement sportif",
        ),
        (["Licence droit", "Master droit public"], "Licence droit"),
    ],
)
def test_names_a_certification_by_what_its_titles_share(titles: list[str], title: str) -> None:
    assert common_title(titles) == title
