"""Spreadsheets (xlsx) read as tables, their archive checked first."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from bilan.occupations.errors import BrokenFile, Position
from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.opening import Archive
from bilan.occupations.importers.tables import Table

UNREADABLE = (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, OSError, EOFError)


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook."""
    Archive(path).close()  # refuses bombs before the workbook is opened
    try:
        with path.open("rb") as stream:
            names = tuple(openpyxl.load_workbook(stream, read_only=True).sheetnames)
    except UNREADABLE as error:
        raise BrokenFile(place=Position(path.name), fault=_("le classeur est abîmé.")) from error
    return names


def sheet_table(loading: Loading, *, sheet: str, header: Sequence[str]) -> Table:
    """Open one sheet as a table; rows are numbered as people see them."""
    try:
        with loading.path.open("rb") as stream:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
            rows = [[_cell(value) for value in row] for row in book[sheet].iter_rows(values_only=True)]
    except UNREADABLE as error:
        raise BrokenFile(place=loading.position, fault=_("le classeur est abîmé.")) from error
    text = io.StringIO()
    width = max(map(len, rows), default=0)
    csv.writer(text).writerows(row + [""] * (width - len(row)) for row in rows)
    table = Table(text.getvalue(), position=loading.position, header=header)
    loading.watch(table)
    return table


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
