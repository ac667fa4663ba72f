"""Bilans built once and laid again: what a builder wrote on an empty database is written back, row by row.

A builder plays real operations, and hundreds of tests begin with the same bilan. The first one builds it;
those that follow, in the same process and from the same emptiness, get the same rows without playing them.
"""

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection

P = ParamSpec("P")
Made = TypeVar("Made")
Rows = Mapping[str, Sequence[tuple[object, ...]]]
# Empty tables of these mean that nothing was made yet.
TELLING = ("accounts_person", "providers_provider", "occupations_catalogue", "audit_event", "vault_datakey")


@dataclass(frozen=True)
class _Recording:
    """What a builder left: its rows, and what it returned."""

    rows: Rows
    made: bytes


def replayed(build: Callable[P, Made]) -> Callable[P, Made]:
    """Return a builder that plays once for each set of arguments, and lays the same rows afterwards."""
    held: dict[str, _Recording] = {}

    @wraps(build)
    def laid(*args: P.args, **kwargs: P.kwargs) -> Made:
        if not _is_empty():
            return build(*args, **kwargs)
        asked = repr((args, sorted(kwargs.items())))
        if asked not in held:
            before = _all_rows()
            made = build(*args, **kwargs)
            held[asked] = _Recording(_added(before, _all_rows()), pickle.dumps(made))
            return made
        _lay(held[asked].rows)
        found: Made = pickle.loads(held[asked].made)
        return found

    return laid


def _is_empty() -> bool:
    """Tell whether nothing was made yet, where rows may be laid by hand: SQLite, in a test's transaction."""
    if connection.vendor != "sqlite" or not connection.in_atomic_block:
        return False
    asked = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in TELLING)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return bool(cursor.fetchone() == (0,))


def _all_rows() -> Rows:
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
        return {name: cursor.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def _added(before: Rows, after: Rows) -> Rows:
    """Return the rows that a builder added; it may change none that stood before."""
    for name, rows in before.items():
        assert list(rows) == list(after[name])[: len(rows)], f"{name}: a builder changed what stood before"
    return {name: rows[len(before[name]) :] for name, rows in after.items() if len(rows) > len(before[name])}


def _lay(rows: Rows) -> None:
    with connection.cursor() as cursor:
        for name, added in rows.items():
            marks = ", ".join(["%s"] * len(added[0]))
            cursor.executemany(f'INSERT INTO "{name}" VALUES ({marks})', added)  # type: ignore[arg-type]  # as read
