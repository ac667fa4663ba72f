"""France Travail: offers, seekers and tension by employment area; hirings judged difficult; rents."""

from collections.abc import Iterable, Iterator

from bilan.occupations.importers.areas import area_keys
from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.tables import Table
from bilan.occupations.importers.writing import Row
from bilan.occupations.models import Area, Crosswalk, Group, MarketFigure

COLUMNS = ("scheme", "code", "area_id", "indicator", "value", "vintage", "source", "dataset")
BASIN_HEADER = ("annee", "ROME", "cbassin", "lib_bassin_bmo19", "oee", "defm_abc", "ind_tension_d")
HIRING_HEADER = ("fap_code", "fap", "tension_pct", "rome_code")
RENT_HEADER = ("code", "name", "rent_t2", "rent_t4")
FIGURES = {"oee": "OFFERS", "defm_abc": "SEEKERS", "ind_tension_d": "TENSION"}


def load_basin_tensions(loading: Loading) -> None:
    """Load offers, job seekers and tension of each ROME v3 code in each employment area."""
    table = loading.table(header=BASIN_HEADER, delimiter=";")
    found = list(_basin_rows(table))
    ensure_basins({code: name for _row, _rome, _year, code, name, _values in found})
    areas = area_keys()
    loading.write(MarketFigure, COLUMNS, _basin_figures(loading, found, areas))


def _basin_rows(table: Table) -> Iterator[tuple[int, str, str, str, str, dict[str, float]]]:
    for year, rome, basin, name, *texts in table.rows(*BASIN_HEADER):
        values = {
            column: number
            for column, text in zip(FIGURES, texts, strict=True)
            if (number := table.number(column, text)) is not None
        }
        table.needed("ROME", rome)
        yield table.position.row, rome, year, table.needed("cbassin", basin).zfill(4), name, values


def _basin_figures(
    loading: Loading,
    found: list[tuple[int, str, str, str, str, dict[str, float]]],
    areas: dict[tuple[str, str], int],
) -> Iterator[Row]:
    for row, rome, year, basin, _name, values in found:
        loading.position.row = row
        for column, value in values.items():
            area = areas["BASIN", basin]
            yield "ROME3", rome, area, FIGURES[column], value, year, "FRANCE_TRAVAIL", loading.kind


def ensure_basins(names: dict[str, str]) -> None:
    """Create the employment areas that are missing; their region is their first two digits."""
    areas = area_keys()
    Area.objects.bulk_create(
        Area(
            kind="BASIN",
            code=code,
            name=name.title(),
            parent_id=areas.get(("REGION", code[:2]), areas["NATION", "FR"]),
        )
        for code, name in names.items()
        if ("BASIN", code) not in areas
    )


def load_difficult_hirings(loading: Loading) -> None:
    """Load the share of hirings judged difficult by family, the families' names and their ROME codes."""
    table = loading.table(header=HIRING_HEADER)
    found = list(_hiring_rows(table))
    nation = area_keys()["NATION", "FR"]
    shares = {fap: share for fap, _name, share, _rome in found}
    names = {fap: name for fap, name, _share, _rome in found}
    loading.write(MarketFigure, COLUMNS, _shares(loading, shares, nation))
    _name_families(loading, names)
    columns = ("source_scheme", "source_code", "target_scheme", "target_code", "relation", "dataset")
    pairs = dict.fromkeys((rome, fap) for fap, _name, _share, rome in found)
    rows: Iterable[Row] = (("rome3", rome, "fap", fap, "CLOSE", loading.kind) for rome, fap in pairs)
    loading.write(Crosswalk, columns, rows)


def _hiring_rows(table: Table) -> Iterator[tuple[str, str, float | None, str]]:
    for fap, name, share, rome in table.rows(*HIRING_HEADER):
        value = table.number("tension_pct", share)
        yield table.needed("fap_code", fap), name, value, table.needed("rome_code", rome)


def _shares(loading: Loading, shares: dict[str, float | None], nation: int) -> Iterator[Row]:
    vintage = loading.credits.vintage
    for fap, share in shares.items():
        if share is not None:
            yield "FAP225", fap, nation, "DIFFICULT_HIRINGS", share, vintage, "BMO", loading.kind


def _name_families(loading: Loading, names: dict[str, str]) -> None:
    catalogue = loading.catalogue("fap", "Familles professionnelles (FAP)", version="2009")
    Group.objects.filter(catalogue=catalogue).delete()
    columns = ("id", "catalogue_id", "code", "label_fr", "label_en")
    rows = ((loading.keys.next(Group), catalogue.pk, fap, name, "") for fap, name in names.items())
    loading.write(Group, columns, rows)


def load_rents(loading: Loading) -> None:
    """Load the usual rents of each département, in euros a month."""
    table = loading.table(header=RENT_HEADER, delimiter=";")
    areas = area_keys()
    loading.write(MarketFigure, COLUMNS, _rents(loading, table, areas))


def _rents(loading: Loading, table: Table, areas: dict[tuple[str, str], int]) -> Iterator[Row]:
    vintage = loading.credits.vintage
    for code, _name, *texts in table.rows(*RENT_HEADER):
        number = code.zfill(2)
        area = areas.get(("DEPARTEMENT", number)) or areas.get(("TERRITORY", number))
        if area is None:
            raise table.fault("code", "département")
        for column, text in zip(("rent_t2", "rent_t4"), texts, strict=True):
            value = table.number(column, text)
            if value is not None:
                yield "AREA", number, area, column.upper(), value, vintage, "FRANCE_TRAVAIL", loading.kind
