"""The nearest information points."""

from dataclasses import dataclass

from django.db.models import Expression, F, FloatField, Func, Value
from django.db.models.functions import ACos, Cos, Least, Radians, Sin

from bilan.access.models import InformationPoint

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class NearPoint:
    """An information point and how far it is, in a straight line; no distance when no place was given."""

    point: InformationPoint
    distance_km: float | None


def nearest_points(
    *, latitude: float | None = None, longitude: float | None = None, limit: int = 3
) -> tuple[NearPoint, ...]:
    """Return the nearest points first; by name when no place is given (one query)."""
    if latitude is None or longitude is None:
        return tuple(
            NearPoint(point, None) for point in InformationPoint.objects.order_by("name", "pk")[:limit]
        )
    distance = _distance_to(latitude, longitude)
    points = InformationPoint.objects.annotate(distance=distance).order_by("distance", "pk")[:limit]
    return tuple(NearPoint(point, point.distance) for point in points)


def _distance_to(latitude: float, longitude: float) -> Expression:
    """Return the great-circle distance in kilometers, by the law of cosines.

    Rounding can push the cosine above one at the very spot, where the arc cosine does not exist.
    """
    here, there = Radians(Value(latitude)), Radians(F("latitude"))
    turn = Radians(F("longitude")) - Radians(Value(longitude))
    cosine = Sin(here) * Sin(there) + Cos(here) * Cos(there) * Cos(turn)
    angle: Func = ACos(Least(Value(1.0), cosine))
    return Value(EARTH_KM, output_field=FloatField()) * angle
