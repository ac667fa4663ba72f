"""Writes of the information points."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from bilan.access.errors import MayNotEditPoints, PointsFileInvalid
from bilan.access.models import InformationPoint
from bilan.access.permissions import may_edit_points
from bilan.accounts.models import Person
from bilan.audit.operations import record

FIELDS = {
    *("name", "kind", "address", "postcode", "town", "latitude", "longitude"),
    *("phone", "url", "languages", "wheelchair"),
}
KEY = ("name", "postcode")
LOADED = "information_point.saved"


@transaction.atomic
def load_points(*, path: Path, by: Person | None, at: datetime) -> int:
    """Save the points of a TOML file, known again by name and postcode; return how many are new or changed.

    `by=None` is the system. Loading the same file twice changes nothing.

    Raises:
        MayNotEditPoints: the person is not of the site's team.
        PointsFileInvalid: the file is wrong; nothing of it is loaded.
    """
    if by is not None and not may_edit_points(by):
        raise MayNotEditPoints
    points = [_point(path.name, rank, row) for rank, row in enumerate(_rows(path), 1)]
    known = {(point.name, point.postcode): point for point in InformationPoint.objects.all()}
    changed = [point for point in points if _differs(point, known.get((point.name, point.postcode)))]
    for point in changed:
        _save(point, known.get((point.name, point.postcode)), by=by, at=at)
    return len(changed)


def _rows(path: Path) -> list[Mapping[str, object]]:
    """Return the rows of the file, each a table."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PointsFileInvalid(file=path.name, place="file", problem=f"{error}.") from error
    rows = data.get("point")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise PointsFileInvalid(file=path.name, place="file", problem="it holds no [[point]] tables.")
    return rows


def _point(file: str, rank: int, row: Mapping[str, object]) -> InformationPoint:
    """Build a point from its row, checked field by field."""
    place = f"point {rank}"
    if unknown := set(row) - FIELDS:
        problem = f"{', '.join(sorted(unknown))} is not known here."
        raise PointsFileInvalid(file=file, place=place, problem=problem)
    point = InformationPoint(**dict(row))
    try:
        point.clean_fields()
    except ValidationError as error:
        problem = "; ".join(f"{field}: {' '.join(texts)}" for field, texts in error.message_dict.items())
        raise PointsFileInvalid(file=file, place=place, problem=problem) from error
    return point


def _differs(point: InformationPoint, known: InformationPoint | None) -> bool:
    """Tell whether a point is new or says something else than the one known."""
    return known is None or any(getattr(point, field) != getattr(known, field) for field in FIELDS)


def _save(
    point: InformationPoint, known: InformationPoint | None, *, by: Person | None, at: datetime
) -> None:
    """Write one point and its trace."""
    if known is not None:
        point.pk = known.pk
        point.is_demo = known.is_demo
    point.save(force_insert=known is None, force_update=known is not None)
    record(act=LOADED, by=by, object_=point, at=at, facts={"is_new": known is None})
