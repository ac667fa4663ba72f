"""Triggers by which the database itself refuses to change or remove a row of the trail."""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_event", "audit_link")
REFUSAL = "the trail is append-only"

_RAISE_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_RAISE_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
"""


def raise_guards(connection: BaseDatabaseWrapper) -> None:
    """Forbid UPDATE and DELETE on the trail; harmless when they are forbidden already."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
            for table in TABLES:
                cursor.execute(_RAISE_POSTGRESQL.format(table=table))
        else:
            for table, act in _sqlite_guards():
                cursor.execute(_RAISE_SQLITE.format(table=table, act=act, refusal=REFUSAL))


def lower_guards(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for going back on the migration, and for a database of tests."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS audit_refuse() CASCADE")
        else:
            for table, act in _sqlite_guards():
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}")


def _sqlite_guards() -> list[tuple[str, str]]:
    return [(table, act) for table in TABLES for act in ("UPDATE", "DELETE")]
