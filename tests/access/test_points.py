"""Information points: found by distance, loaded whole or not at all."""

from datetime import datetime
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilan.access.errors import MayNotEditPoints, PointsFileInvalid
from bilan.access.models import InformationPoint
from bilan.access.operations import load_points
from bilan.access.permissions import may_edit_points
from bilan.access.queries import nearest_points
from bilan.audit.models import Event
from tests.builders import a_person

pytestmark = pytest.mark.django_db
ANGERS = (47.4784, -0.5632)
TRELAZE = (47.4455, -0.4655)
LYON = (45.7640, 4.8357)
A_POINT = """
[[point]]
name = "Maison des métiers"
kind = "CAREERS_HOUSE"
address = "1 place du Test"
postcode = "49000"
town = "Angers"
latitude = 47.4784
longitude = -0.5632
languages = "fr,en"
wheelchair = true
"""


def a_point(name: str, place: tuple[float, float]) -> InformationPoint:
    return InformationPoint.objects.create(
        name=name, kind="CEP", postcode="49000", latitude=place[0], longitude=place[1]
    )


def kilometers(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The haversine formula, plain to read."""
    rise, turn = radians(other[0] - one[0]), radians(other[1] - one[1])
    chord = sin(rise / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(turn / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(chord))


def a_file(folder: Path, text: str) -> Path:
    path = folder / "points.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_come_first_with_their_distance() -> None:
    for name, place in (("Lyon", LYON), ("Trélazé", TRELAZE), ("Angers", ANGERS)):
        a_point(name, place)

    found = nearest_points(latitude=ANGERS[0], longitude=ANGERS[1], limit=2)

    assert [near.point.name for near in found] == ["Angers", "Trélazé"]
    assert found[0].distance_km == pytest.approx(0, abs=0.01)
    assert found[1].distance_km == pytest.approx(kilometers(ANGERS, TRELAZE), rel=1e-6)


def test_without_a_place_they_come_by_name_without_distance() -> None:
    a_point("B", LYON)
    a_point("A", ANGERS)

    assert [(near.point.name, near.distance_km) for near in nearest_points()] == [("A", None), ("B", None)]


def test_the_search_costs_one_query_for_three_points_and_for_thirty() -> None:
    for rank in range(30):
        a_point(f"Point {rank}", (45 + rank / 10, 2.0))

    with CaptureQueriesContext(
        connection,
    ) as queries:
        nearest_points(latitude=46.0, longitude=2.0, limit=30)

    assert len(queries) == 1


def test_loading_twice_changes_nothing_the_second_time(tmp_path: Path, now: datetime) -> None:
    path = a_file(tmp_path, A_POINT)

    counts = [load_points(path=path, by=None, at=now) for _ in range(2)]

    assert counts == [1, 0]
    point = InformationPoint.objects.get()
    assert (str(point), point.spoken) == ("Maison des métiers", ("fr", "en"))
    assert Event.objects.filter(act="information_point.saved").count() == 1


def test_a_changed_point_is_corrected_in_place(tmp_path: Path, now: datetime) -> None:
    load_points(path=a_file(tmp_path, A_POINT), by=None, at=now)

    changed = load_points(path=a_file(tmp_path, A_POINT + 'phone = "02 00 00 00 00"\n'), by=None, at=now)

    assert changed == 1
    assert InformationPoint.objects.get().phone == "02 00 00 00 00"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (A_POINT.replace("CAREERS_HOUSE", "CASTLE"), "kind"),
        (A_POINT.replace('town = "Angers"\n', ""), "town"),
        (A_POINT + "color = 'red'\n", "color"),
        (A_POINT.replace("latitude = 47.4784", "latitude = 'north'"), "latitude"),
        ("point = 3", "tables"),
        ("[[point]", "points.toml"),
    ],
)
def test_a_wrong_file_says_where_and_loads_nothing(
    tmp_path: Path, now: datetime, text: str, problem: str
) -> None:
    good_then_wrong = A_POINT.replace("49000", "49001") + text if text.startswith("\n") else text

    with pytest.raises(PointsFileInvalid, match=problem):
        load_points(path=a_file(tmp_path, good_then_wrong), by=None, at=now)

    assert not InformationPoint.objects.exists()


def test_a_file_that_does_not_exist_is_refused(tmp_path: Path, now: datetime) -> None:
    with pytest.raises(PointsFileInvalid):
        load_points(path=tmp_path / "nothing.toml", by=None, at=now)


def test_only_the_site_s_team_changes_points(tmp_path: Path, now: datetime) -> None:
    visitor, team = a_person(), a_person(name="Équipe")
    team.is_staff = True
    former = a_person(name="Partie")
    former.is_staff, former.is_active = True, False

    assert [may_edit_points(person) for person in (visitor, team, former)] == [False, True, False]
    with pytest.raises(MayNotEditPoints):
        load_points(path=a_file(tmp_path, A_POINT), by=visitor, at=now)
    assert load_points(path=a_file(tmp_path, A_POINT), by=team, at=now) == 1
