"""Dares: tensions and their causes, their history, median pay and employment by family (FAP)."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from bilan.occupations.importers.areas import area_keys
from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.tables import Table
from bilan.occupations.importers.writing import Row
from bilan.occupations.models import MarketFigure

COLUMNS = ("scheme", "code", "area_id", "indicator", "value", "vintage", "source", "dataset")
SOURCE = "DARES"
SCHEMES = {1: "FAP22", 3: "FAP87", 5: "FAP225"}
INDICATORS = {
    "Emploi moyen": "EMPLOYMENT",
    "Tension": "TENSION_INDEX",
    "Catégorie Tension": "TENSION",
    "Intensité d'embauches": "HIRING",
    "Lien formation-emploi": "TRAINING_LINK",
    "Manque de main-d'œuvre disponible": "WORKFORCE_SHORTAGE",
    "Non-durabilité de l'emploi": "INSTABILITY",
    "Conditions de travail contraignantes": "CONDITIONS",
    "Inadéquation géographique": "GEO_MISMATCH",
}
TENSION_HEADER = ("fap", "Catégorie Tension", "Année", "niveau_geo", "niveau_fap", "reg", "dep")
HISTORY_HEADER = ("fap", "Tension", "Année")
PAY_HEADER = ("Fap3", "Annee", "Salaire_median")
EVERYBODY = "Ensemble"
PEOPLE_PER_UNIT = 1000  # employment is published in thousands
YEARS = re.compile(r"\d{4}(-\d{4})?")


def load_tensions(loading: Loading) -> None:
    """Load tension, its six causes and employment, by family and area."""
    table = loading.table(header=TENSION_HEADER)
    _write(loading, _tensions(table, area_keys()))


def _tensions(table: Table, areas: dict[tuple[str, str], int]) -> Iterator[Row]:
    for fap, year, level, region, departement, *values in table.rows(
        "fap", "Année", "niveau_geo", "reg", "dep", *INDICATORS
    ):
        area = _area(table, areas, level.strip(), region, departement)
        scheme = _scheme(table, "fap", fap)
        for (column, indicator), text in zip(INDICATORS.items(), values, strict=True):
            value = table.number(column, text)
            if value is not None:
                yield scheme, fap, area, indicator, value, _years(table, "Année", year)


def _area(table: Table, areas: dict[tuple[str, str], int], level: str, region: str, departement: str) -> int:
    if level == "nat":
        return areas["NATION", "FR"]
    if level == "reg":
        number = table.number("reg", region)
        return _known_area(table, areas, "REGION", "reg", f"{number or 0:02.0f}")
    if level == "dep":
        return _known_area(table, areas, "DEPARTEMENT", "dep", departement)
    raise table.fault("niveau_geo", _("ce niveau géographique est inconnu."))


def _known_area(table: Table, areas: dict[tuple[str, str], int], kind: str, column: str, code: str) -> int:
    found = areas.get((kind, code))
    if found is None:
        raise table.fault(column, _("le territoire « %(code)s » est inconnu.") % {"code": code})
    return found


def _scheme(table: Table, column: str, code: str) -> str:
    if len(code) not in SCHEMES:
        raise table.fault(
            column, _("« %(code)s » n’est pas une famille professionnelle.") % {"code": code[:20]}
        )
    return SCHEMES[len(code)]


def _years(table: Table, column: str, text: str) -> str:
    if not YEARS.fullmatch(text):
        raise table.fault(column, _("« %(text)s » n’est pas une année.") % {"text": text[:20]})
    return text


def load_tension_history(loading: Loading) -> None:
    """Load the national tension index, year after year."""
    table = loading.table(header=HISTORY_HEADER)
    nation = area_keys()["NATION", "FR"]
    _write(
        loading,
        (
            (_scheme(table, "fap", fap), fap, nation, "TENSION_INDEX", value, _years(table, "Année", year))
            for fap, tension, year in table.rows(*HISTORY_HEADER)
            if (value := table.number("Tension", tension)) is not None
        ),
    )


def load_pay(loading: Loading) -> None:
    """Load the median monthly net pay of each family, in euros."""
    table = loading.table(header=PAY_HEADER)
    nation = area_keys()["NATION", "FR"]
    _write(
        loading,
        (
            (_scheme(table, "Fap3", fap), fap, nation, "MEDIAN_PAY", value, _years(table, "Annee", years))
            for fap, years, pay in table.rows(*PAY_HEADER)
            if fap != EVERYBODY and (value := table.number("Salaire_median", pay)) is not None
        ),
    )


def load_employment(loading: Loading) -> None:
    """Load the number of people at work in each family, a column a family and a row a year."""
    table = loading.table(header=("Annee", "A0Z"))
    _write(loading, _employment(table, area_keys()["NATION", "FR"]))


def _employment(table: Table, nation: int) -> Iterator[Row]:
    families = [
        (column, _scheme(table, column, column))
        for column in table.columns
        if column != "Annee" and len(column) in SCHEMES and column not in {"ENS", "ZZZ"}
    ]
    for year, *values in table.rows("Annee", *(column for column, _scheme in families)):
        vintage = _years(table, "Annee", year)
        for (column, scheme), text in zip(families, values, strict=True):
            value = table.number(column, text)
            if value is not None:
                yield scheme, column, nation, "EMPLOYMENT", value * PEOPLE_PER_UNIT, vintage


def _write(loading: Loading, rows: Iterable[Row]) -> None:
    written = ((*row, SOURCE, loading.kind) for row in rows)
    loading.write(MarketFigure, COLUMNS, written)
