"""Tables as publishers write them: header, rows, and the exact place of a fault."""

import csv
import io
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from django.utils.translation import gettext as _

from bilan.occupations.errors import BrokenFile, Position

MISSING_NUMBERS = frozenset({"", "NA", "n.d.", "nd"})


class Table:
    """Rows of a text table; `position` always tells the row being read."""

    def __init__(
        self,
        text: str,
        *,
        position: Position,
        delimiter: str = ",",
        header: Sequence[str] = (),
        is_quoted: bool = True,
    ) -> None:
        self.position = position
        lines = io.StringIO(text, newline="")
        if is_quoted:
            self._reader = csv.reader(lines, delimiter=delimiter, strict=True)
        else:
            self._reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        self.columns = self._find_header(header)
        self.rows_read = 0

    def rows(self, *names: str) -> Iterator[Sequence[str]]:
        """Return the cells of the named columns, row after row; empty lines are passed over."""
        pick = self._picker(names)
        width = len(self.columns)
        for cells in self._cells():
            if len(cells) != width:
                if not any(cells):
                    continue
                self._refuse_width(len(cells), width)
            self.rows_read += 1
            yield pick(cells)
        if not self.rows_read:
            raise BrokenFile(place=self.position, fault=_("le fichier ne contient aucune ligne de données."))

    def pairs(self, first: str, second: str) -> Iterator[tuple[str, str]]:
        """Return two columns, row after row."""
        return ((one, other) for one, other in self.rows(first, second))

    def fault(self, column: str, fault: str) -> BrokenFile:
        """Return the error that names this row and a column."""
        return BrokenFile(place=replace(self.position, column=column), fault=fault)

    def needed(self, column: str, text: str) -> str:
        """Return a cell that may not be empty."""
        if not text:
            raise self.fault(column, _("cette case est vide."))
        return text

    def number(self, column: str, text: str) -> float | None:
        """Return a number, or None where the publisher gives none."""
        if text in MISSING_NUMBERS:
            return None
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise self.fault(column, _("« %(text)s » n’est pas un nombre.") % {"text": text[:40]})
        return value

    def key(self, column: str, code: str, keys: dict[str, int]) -> int:
        """Return the key of a code that must be known."""
        found = keys.get(code)
        if found is None:
            raise self.fault(column, _("le code « %(code)s » est inconnu.") % {"code": code[:80]})
        return found

    def _find_header(self, wanted: Sequence[str]) -> list[str]:
        for cells in self._cells():
            names = [cell.strip() for cell in cells]
            if set(wanted) <= set(names):
                return names
        self.position.row = 1
        fault = _("l’en-tête attendu manque (%(names)s).") % {"names": ", ".join(wanted)}
        raise BrokenFile(place=self.position, fault=fault)

    def _picker(self, names: Sequence[str]) -> Callable[[list[str]], Sequence[str]]:
        for name in names:
            if name not in self.columns:
                self.position.row = 1
                raise self.fault(name, _("cette colonne manque."))
        places = [self.columns.index(name) for name in names]
        if len(places) == 1:
            return itemgetter(slice(places[0], places[0] + 1))
        return itemgetter(*places)

    def _cells(self) -> Iterator[list[str]]:
        position, reader = self.position, self._reader
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                position.row = reader.line_num
                raise BrokenFile(
                    place=position, fault=_("les guillemets ou les séparateurs de cette ligne sont faux.")
                ) from error
            position.row = reader.line_num
            yield cells

    def _refuse_width(self, found: int, expected: int) -> None:
        column = self.columns[min(found, expected) - 1] if found else ""
        raise self.fault(
            column,
            _("cette ligne a %(found)d cases au lieu de %(expected)d : le fichier est coupé ou abîmé.")
            % {"found": found, "expected": expected},
        )
