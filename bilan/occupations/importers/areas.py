"""The areas every figure hangs on: shipped with the project, so that nothing has to be loaded first."""

import csv
from functools import cache
from pathlib import Path

from bilan.occupations.models import Area

FOLDER = Path(__file__).resolve().parents[1] / "geography"
NATION = ("NATION", "FR")


@cache
def shipped(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a file of the folder: regions, departements or territories."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def area_keys() -> dict[tuple[str, str], int]:
    """Return the key of every area by kind and code."""
    rows = Area.objects.values_list("kind", "code", "pk")
    return {(kind, code): key for kind, code, key in rows}


def ensure_areas() -> None:
    """Create the nation, regions, départements and overseas territories that are missing."""
    known = area_keys()
    if NATION not in known:
        known[NATION] = Area.objects.create(kind="NATION", code="FR", name="France").pk
    _create("REGION", "regions", known, above=NATION)
    known = area_keys()
    _create("DEPARTEMENT", "departements", known)
    _create("TERRITORY", "territories", known, above=NATION)


def _create(
    kind: str, file: str, known: dict[tuple[str, str], int], *, above: tuple[str, str] | None = None
) -> None:
    Area.objects.bulk_create(
        Area(
            kind=kind,
            code=row["code"],
            name=row["name"],
            parent_id=known[above or ("REGION", row["region"])],
        )
        for row in shipped(file)
        if (kind, row["code"]) not in known
    )
