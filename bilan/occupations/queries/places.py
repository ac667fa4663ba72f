"""Communes, départements and distances; the shipped list serves where communes are not loaded."""

import math
from dataclasses import dataclass

from bilan.occupations.importers.areas import shipped
from bilan.occupations.models import Area, Commune

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody lives, as finely as the loaded data allow."""

    name: str
    postcode: str
    departement: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Departement:
    """A département and its region."""

    code: str
    name: str
    region: str


def commune_at(postcode: str) -> Place | None:
    """Return the commune of a postcode, else the main town of its département; None if there is none.

    Where communes share a postcode, the one nearest to their middle stands for all.
    """
    code = "".join(postcode.split())
    rows = Commune.objects.filter(postcodes__code=code).select_related("departement").order_by("code")
    found = list(rows)
    return _nearest_to_middle(found, code) if found else _main_town(code)


def _nearest_to_middle(communes: list[Commune], postcode: str) -> Place:
    latitude = sum(commune.latitude for commune in communes) / len(communes)
    longitude = sum(commune.longitude for commune in communes) / len(communes)
    best = min(
        communes, key=lambda commune: distance_km(commune.latitude, commune.longitude, latitude, longitude)
    )
    return Place(best.name, postcode, best.departement.code, best.latitude, best.longitude)


def _main_town(postcode: str) -> Place | None:
    code = departement_of(postcode)
    row = next((row for row in shipped("departements") if row["code"] == code), None)
    if row is None or len(postcode) != 5 or not postcode.isdigit():
        return None
    return Place(row["town"], postcode, row["code"], float(row["latitude"]), float(row["longitude"]))


def departement_of(postcode: str) -> str:
    """Return the département a postcode points to; Corsica and overseas have their own rule."""
    if postcode.startswith(("97", "98")):
        return postcode[:3]
    if postcode.startswith("20"):
        return "2A" if postcode[2:3] in {"0", "1"} else "2B"
    return postcode[:2]


def departements() -> list[Departement]:
    """Return the 101 départements, from the database if it knows them, else the shipped list."""
    rows = Area.objects.filter(kind="DEPARTEMENT").order_by("code")
    found = [Departement(*row) for row in rows.values_list("code", "name", "parent__name")]
    if found:
        return sorted(found, key=lambda each: _corsica_after_19(each.code))
    regions = {row["code"]: row["name"] for row in shipped("regions")}
    return [Departement(row["code"], row["name"], regions[row["region"]]) for row in shipped("departements")]


def _corsica_after_19(code: str) -> str:
    return code.replace("2A", "20A").replace("2B", "20B")


def distance_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Return the distance as the crow flies, in kilometers (haversine)."""
    a, b = math.radians(a_lat), math.radians(b_lat)
    half_lat, half_lon = (b - a) / 2, math.radians(b_lon - a_lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(a) * math.cos(b) * math.sin(half_lon) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def departements_apart(here: str) -> dict[str, int]:
    """Return the kilometers from the middle of a département to that of each other (no query)."""
    middles = {
        row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in shipped("departements")
    }
    if here not in middles:
        return {}
    start = middles.pop(here)
    return {code: round(distance_km(*start, *middle)) for code, middle in middles.items()}
