"""A consistent copy of the database while the site runs, and the way back, on SQLite and PostgreSQL."""

import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from bilan.vault.errors import BackupError

COUNTED = {
    "people": "accounts_person",
    "cases": "cases_case",
    "data_keys": "vault_datakey",
    "files": "vault_sealedfile",
    "events": "audit_event",
}
# Whoever was signed in then may have been signed out since.
FORGOTTEN = ("django_session", "usersessions_usersession")
BETWEEN_PAGES = 0.0
PAGES = 4096


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of the database: its file, how many of what, and the sealed files it names."""

    engine: str
    path: Path
    counts: dict[str, int]
    files: tuple[UUID, ...]


def take_snapshot(folder: Path) -> Snapshot:
    """Copy the database into a folder, as it stood at one moment.

    Raises:
        BackupError: PostgreSQL's own tools are missing or refused.
    """
    return _postgres(folder) if connection.vendor == "postgresql" else _sqlite(folder)


def is_empty() -> bool:
    """Tell whether the database holds nobody yet."""
    with connection.cursor() as cursor:
        if COUNTED["people"] not in connection.introspection.table_names(cursor):
            return True
        cursor.execute(_count(COUNTED["people"]))
        return not cursor.fetchone()[0]


def put_back(path: Path, *, engine: str, destroyed: Mapping[UUID, datetime]) -> None:
    """Put a copy in the place of the database, without the keys destroyed since, in one step.

    Raises:
        BackupError: the copy comes from another kind of database, or the tools refused; nothing changed.
    """
    if engine != connection.vendor:
        raise BackupError(
            f"This backup comes from {engine}, and this site runs on {connection.vendor}. Nothing was "
            "changed; restore it on a site of the same kind."
        )
    if engine == "postgresql":
        _put_back_postgres(path, destroyed)
    else:
        _put_back_sqlite(path, destroyed)


def _sqlite(folder: Path) -> Snapshot:
    path = folder / "database.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy, pages=PAGES, sleep=BETWEEN_PAGES)
        counts = {name: copy.execute(_count(table)).fetchone()[0] for name, table in COUNTED.items()}
        names = copy.execute("SELECT id FROM vault_sealedfile ORDER BY id").fetchall()
    return Snapshot("sqlite", path, counts, tuple(UUID(str(name)) for (name,) in names))


def _postgres(folder: Path) -> Snapshot:
    path = folder / "database.dump"
    with transaction.atomic(), connection.cursor() as cursor:
        # pg_dump reads the very state that is counted here.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        shared = str(cursor.fetchone()[0])
        counts = dict.fromkeys(COUNTED, 0)
        for name, table in COUNTED.items():
            cursor.execute(_count(table))
            counts[name] = cursor.fetchone()[0]
        cursor.execute("SELECT id FROM vault_sealedfile ORDER BY id")
        names = tuple(UUID(str(name)) for (name,) in cursor.fetchall())
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={shared}", f"--file={path}", *_target())
    return Snapshot("postgresql", path, counts, names)


def _count(table: str) -> str:
    return f"SELECT COUNT(*) FROM {table}"  # noqa: S608 - tables named above


def _put_back_sqlite(path: Path, destroyed: Mapping[UUID, datetime]) -> None:
    with closing(sqlite3.connect(path)) as copy:
        copy.executemany(
            "UPDATE vault_datakey SET wrapped = NULL, destroyed_at = ? WHERE id = ? AND wrapped IS NOT NULL",
            [(f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}", key.hex) for key, at in destroyed.items()],
        )
        for table in FORGOTTEN:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 - tables named above
        copy.commit()
        connection.ensure_connection()
        # SQLite writes the pages in one transaction of the target: a kill leaves the former database.
        copy.backup(connection.connection)


def _put_back_postgres(path: Path, destroyed: Mapping[UUID, datetime]) -> None:
    script = path.with_suffix(".sql")
    _run("pg_restore", "--clean", "--if-exists", "--no-owner", f"--file={script}", str(path))
    with script.open("a", encoding="utf-8") as lines:
        for key, at in destroyed.items():
            lines.write(
                f"UPDATE public.vault_datakey SET wrapped = NULL, destroyed_at = '{at.isoformat()}'"  # noqa: S608
                f" WHERE id = '{key}' AND wrapped IS NOT NULL;\n"
            )
        lines.writelines(f"DELETE FROM public.{table};\n" for table in FORGOTTEN)  # noqa: S608
    connection.close()
    _run("psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}", *_target())


def _target() -> tuple[str, ...]:
    held = connection.settings_dict
    wanted = (("host", held["HOST"]), ("port", held["PORT"]), ("username", held["USER"]))
    return (*(f"--{name}={value}" for name, value in wanted if value), f"--dbname={held['NAME']}")


def _run(tool: str, *words: str) -> None:
    if shutil.which(tool) is None:
        raise BackupError(f"`{tool}` is not installed (package postgresql-client). Nothing changed.")
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    if password := connection.settings_dict["PASSWORD"]:
        environment["PGPASSWORD"] = str(password)
    done = subprocess.run([tool, *words], capture_output=True, env=environment, check=False)  # noqa: S603
    if done.returncode != 0:
        why = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no reason given"]
        raise BackupError(f"`{tool}` refused: {why[0]} What was there is kept.")
