"""Outlines of départements and regions, simplified to small SVG paths for maps."""

import math
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from bilan.occupations.errors import BrokenFile
from bilan.occupations.importers.areas import area_keys
from bilan.occupations.importers.geography import read_json
from bilan.occupations.importers.loading import Loading
from bilan.occupations.models import Area

Point = tuple[float, float]

VIEW_BOX = "0 0 1000 970"
WEST, NORTH = -5.3, 51.2
SCALE = 97.0  # units of the view box for a degree of latitude
SHRINK = math.cos(math.radians(46.5))  # a degree of longitude, at the middle of the country
TOLERANCE = 0.8  # a fifth of a pixel on a map 250 pixels wide
SMALLEST_RING = 6.0  # islands under this area cannot be seen


def load_outlines(loading: Loading, *, kind: str) -> None:
    """Store each outline as the path of its area."""
    areas = area_keys()
    drawn = []
    for number, feature in enumerate(_features(loading), start=1):
        loading.position.row, loading.rows = number, number
        code = str(_mapping(loading, feature, "properties").get("code", ""))
        key = areas.get((kind, code))
        if key is None:
            loading.position.column = "code"
            fault = _("le territoire « %(code)s » est inconnu.") % {"code": code[:10]}
            raise BrokenFile(place=loading.position, fault=fault)
        drawn.append(Area(pk=key, outline=_path(loading, _mapping(loading, feature, "geometry"))))
    Area.objects.bulk_update(drawn, ["outline"], batch_size=50)


def _features(loading: Loading) -> list[Mapping[str, object]]:
    document = read_json(loading)
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        raise BrokenFile(place=loading.position, fault=_("une collection de contours est attendue."))
    return features


def _mapping(loading: Loading, feature: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = feature.get(name) if isinstance(feature, dict) else None
    if not isinstance(value, dict):
        loading.position.column = name
        raise BrokenFile(place=loading.position, fault=_("cet élément manque."))
    return value


def _path(loading: Loading, geometry: Mapping[str, object]) -> str:
    try:
        rings = list(_rings(geometry))
        shapes = [simplified([_project(point) for point in ring]) for ring in rings]
    except (TypeError, ValueError, IndexError, KeyError) as error:
        loading.position.column = "geometry"
        raise BrokenFile(place=loading.position, fault=_("ce contour est illisible.")) from error
    seen = [shape for shape in shapes if _area(shape) >= SMALLEST_RING]
    return "".join(_drawn(shape) for shape in seen or [max(shapes, key=_area)])


def _rings(geometry: Mapping[str, object]) -> Iterable[list[list[float]]]:
    coordinates = geometry["coordinates"]
    if not isinstance(coordinates, list):
        raise TypeError
    polygons = coordinates if geometry["type"] == "MultiPolygon" else [coordinates]
    return (polygon[0] for polygon in polygons)  # outer rings; no area here has a hole worth drawing


def _project(point: list[float]) -> Point:
    longitude, latitude = float(point[0]), float(point[1])
    return (longitude - WEST) * SHRINK * SCALE, (NORTH - latitude) * SCALE


def simplified(points: list[Point]) -> list[Point]:
    """Return the ring without the points closer than the tolerance to their chord (Douglas–Peucker)."""
    if len(points) < 4:
        return points
    middle = max(range(len(points)), key=lambda index: math.dist(points[0], points[index]))
    kept = {0, middle, len(points) - 1}
    spans = [(0, middle), (middle, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        distance, farthest = _farthest(points, first, last)
        if distance > TOLERANCE:
            kept.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [points[index] for index in sorted(kept)]


def _farthest(points: list[Point], first: int, last: int) -> tuple[float, int]:
    (ax, ay), (bx, by) = points[first], points[last]
    length = math.dist(points[first], points[last]) or 1.0
    spread = (
        (abs((bx - ax) * (ay - points[at][1]) - (ax - points[at][0]) * (by - ay)) / length, at)
        for at in range(first + 1, last)
    )
    return max(spread, default=(0.0, first))


def _area(ring: list[Point]) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def _drawn(ring: list[Point]) -> str:
    points = list(dict.fromkeys((round(x), round(y)) for x, y in ring))
    head, *rest = points
    return f"M{head[0]} {head[1]}L" + " ".join(f"{x} {y}" for x, y in rest) + "Z"
