"""Communes with coordinates and postcodes, employment areas of communes, names of départements."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from bilan.occupations.errors import BrokenFile, Position
from bilan.occupations.importers.areas import area_keys
from bilan.occupations.importers.francetravail import ensure_basins
from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.tables import Table
from bilan.occupations.importers.writing import Row
from bilan.occupations.models import Area, Commune, Crosswalk, Postcode

COMMUNE_HEADER = ("code_insee", "name", "department", "post_codes", "lat", "lon")
BASIN_HEADER = ("CODE_COMMUNE_INSEE", "DEP", "BE19", "NOMBE19")


def load_communes(loading: Loading) -> None:
    """Load communes, then give each its employment area if these are known."""
    table = loading.table(header=COMMUNE_HEADER)
    postcodes: list[Row] = []
    columns = ("id", "code", "name", "departement_id", "latitude", "longitude")
    loading.write(Commune, columns, _communes(loading, table, postcodes))
    loading.write(Postcode, ("commune_id", "code"), postcodes)
    link_basins()


def _communes(loading: Loading, table: Table, postcodes: list[Row]) -> Iterator[Row]:
    areas, seen = area_keys(), set()
    for code, name, departement, codes, latitude, longitude in table.rows(*COMMUNE_HEADER):
        area = areas.get(("DEPARTEMENT", departement)) or areas.get(("TERRITORY", departement))
        if area is None:
            raise table.fault("department", _unknown_area(departement))
        if code in seen:
            raise table.fault("code_insee", _("cette commune est déjà plus haut."))
        seen.add(code)
        key = loading.keys.next(Commune)
        postcodes += [(key, postcode) for postcode in codes.split(",") if postcode]
        place = (_coordinate(table, "lat", latitude, 90), _coordinate(table, "lon", longitude, 180))
        yield key, table.needed("code_insee", code), name, area, *place


def _coordinate(table: Table, column: str, text: str, limit: int) -> float:
    value = table.number(column, table.needed(column, text))
    if value is None or abs(value) > limit:
        raise table.fault(column, _("« %(text)s » n’est pas une coordonnée.") % {"text": text[:20]})
    return value


def _unknown_area(code: str) -> str:
    return _("le territoire « %(code)s » est inconnu.") % {"code": code[:10]}


def load_basins(loading: Loading) -> None:
    """Load which employment area each commune belongs to."""
    table = loading.table(header=BASIN_HEADER, is_ended=False)
    found = [(code, dep, basin.zfill(4), name) for code, dep, basin, name in table.rows(*BASIN_HEADER)]
    ensure_basins({basin: name for _code, _dep, basin, name in found})
    _place_basins(found)
    columns = ("source_scheme", "source_code", "target_scheme", "target_code", "relation", "dataset")
    loading.write(
        Crosswalk,
        columns,
        (("commune", code, "basin", basin, "BROADER", loading.kind) for code, _dep, basin, _name in found),
    )
    link_basins()


def _place_basins(found: list[tuple[str, str, str, str]]) -> None:
    """Put each employment area under the département of most of its communes."""
    areas = area_keys()
    departements: dict[str, Counter[str]] = defaultdict(Counter)
    for _code, departement, basin, _name in found:
        departements[basin][departement.zfill(2)] += 1
    placed = []
    for basin, counts in departements.items():
        parent = areas.get(("DEPARTEMENT", counts.most_common(1)[0][0]))
        if parent:
            placed.append(Area(pk=areas["BASIN", basin], parent_id=parent))
    Area.objects.bulk_update(placed, ["parent"], batch_size=400)


def link_basins() -> None:
    """Give communes the employment area that the last list says; whichever file came first."""
    areas = area_keys()
    links = Crosswalk.objects.filter(source_scheme="commune", target_scheme="basin")
    communes: dict[int, list[str]] = defaultdict(list)
    for commune, basin in links.values_list("source_code", "target_code"):
        communes[areas["BASIN", basin]].append(commune)
    for area, codes in communes.items():
        Commune.objects.filter(code__in=codes).update(basin=area)


def load_departement_names(loading: Loading) -> None:
    """Check and rename départements after the published list, and place each in its region."""
    areas = area_keys()
    regions = dict(Area.objects.filter(kind="REGION").values_list("name", "pk"))
    named = []
    for number, record in enumerate(_records(loading), start=1):
        loading.position.row, loading.rows = number, number
        code = str(record.get("num_dep", "")).zfill(2)
        region = regions.get(str(record.get("region_name", "")).replace("'", "’"))
        key = areas.get(("DEPARTEMENT", code))
        if key is None or region is None:
            loading.position.column = "num_dep" if key is None else "region_name"
            raise BrokenFile(place=loading.position, fault=_unknown_area(code))
        named.append(Area(pk=key, name=str(record["dep_name"]).replace("'", "’"), parent_id=region))
    Area.objects.bulk_update(named, ["name", "parent"], batch_size=400)


def _records(loading: Loading) -> list[dict[str, object]]:
    records = read_json(loading)
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise BrokenFile(place=Position(loading.name), fault=_("une liste de départements est attendue."))
    return records


def read_json(loading: Loading) -> object:
    """Return the parsed document, or say where it breaks."""
    text = loading.text()
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        loading.position.row = getattr(error, "lineno", 1)
        loading.position.column = str(getattr(error, "colno", 1))
        raise BrokenFile(place=loading.position, fault=_("le document JSON est coupé ou abîmé.")) from error
