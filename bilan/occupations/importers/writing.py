"""Write rows in bulk: executemany on SQLite, COPY on PostgreSQL; keys are given here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from django.apps import apps
from django.core.management.color import no_style
from django.db import Error, connection, models
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from bilan.occupations.errors import BrokenFile, Position

Value = str | int | float | bool | None
Row = Sequence[Value]
STEP = 5_000


class Keys:
    """Give increasing keys to rows that other rows point to."""

    def __init__(self) -> None:
        self._last: dict[type[models.Model], int] = {}

    def next(self, model: type[models.Model]) -> int:
        """Return the next free key of a table."""
        if model not in self._last:
            highest = model._default_manager.aggregate(highest=models.Max("pk"))["highest"]
            self._last[model] = highest or 0
        self._last[model] += 1
        return self._last[model]

    def settle(self) -> None:
        """Tell the database's own sequences which keys were given."""
        statements = connection.ops.sequence_reset_sql(no_style(), list(self._last))
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def refresh_statistics() -> None:
    """Let PostgreSQL plan by the rows just written; it would learn of them only after the commit."""
    if connection.vendor != "postgresql":
        return
    tables = [model._meta.db_table for model in apps.get_app_config("occupations").get_models()]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(map(connection.ops.quote_name, tables)))


class Writer:
    """Send rows to a table as they are read, so that a fault still knows its row."""

    def __init__(self, *, position: Position, advance: Callable[[int], None]) -> None:
        self._position = position
        self._advance = advance

    def write(
        self, model: type[models.Model], columns: Sequence[str], rows: Iterable[Row], *, unique: int = 0
    ) -> int:
        """Insert rows and return how many; the first `unique` columns may not repeat together."""
        counted = _Counted()
        checked = self._checked(model, columns, rows, unique, counted)
        try:
            _insert(model, columns, checked)
        except Error as error:
            fault = _("la base refuse cette ligne.")
            raise BrokenFile(place=self._position, fault=fault) from error
        return counted.rows

    def _checked(
        self,
        model: type[models.Model],
        columns: Sequence[str],
        rows: Iterable[Row],
        unique: int,
        counted: "_Counted",
    ) -> Iterator[Row]:
        limits = _length_limits(model, columns)
        seen: set[Row] = set()
        for row in rows:
            for index, limit in limits:
                if len(str(row[index])) > limit:
                    raise self._too_long(columns[index], limit)
            if unique:
                self._refuse_repeated(row[:unique], columns[:unique], seen)
            counted.rows += 1
            if counted.rows % STEP == 0:
                self._advance(STEP)
            yield row
        self._advance(counted.rows % STEP)

    def _refuse_repeated(self, key: Row, columns: Sequence[str], seen: set[Row]) -> None:
        if key in seen:
            place = replace(self._position, column=", ".join(columns))
            raise BrokenFile(place=place, fault=_("cette ligne répète une ligne précédente."))
        seen.add(key)

    def _too_long(self, column: str, limit: int) -> BrokenFile:
        place = replace(self._position, column=column)
        fault = _("ce texte dépasse %(limit)d caractères.") % {"limit": limit}
        return BrokenFile(place=place, fault=fault)


class _Counted:
    """A count shared between a generator and who consumes it."""

    def __init__(self) -> None:
        self.rows = 0


def _length_limits(model: type[models.Model], columns: Sequence[str]) -> list[tuple[int, int]]:
    fields = [model._meta.get_field(column.removesuffix("_id")) for column in columns]
    limits = [(index, getattr(field, "max_length", None)) for index, field in enumerate(fields)]
    return [(index, limit) for index, limit in limits if limit]


def _insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, f"COPY {table} ({names}) FROM STDIN", iter(rows))
            return
        marks = ", ".join(["%s"] * len(columns))
        # Names come from our own models, never from a file.
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
        cursor.executemany(statement, rows)  # type: ignore[arg-type]  # the driver takes any iterable


def _copy(cursor: CursorWrapper, statement: str, rows: Iterator[Row]) -> None:
    """Send rows by batches: readers may ask the same connection something between two of them."""
    while batch := list(islice(rows, STEP)):
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            for row in batch:
                copy.write_row(row)
