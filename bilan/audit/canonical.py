"""The bytes of an event that are hashed, the same on every database."""

from datetime import UTC
from hashlib import sha256

from django.db.backends.base.base import BaseDatabaseWrapper

from bilan.audit.models import Event, canonical_facts

GENESIS = bytes(32)
SEPARATOR = "\x1f"
# Written by the database as one string: a tenth of the time that building each row in Python takes.
_PLAIN = ("act", "actor", "subject", "object_kind", "object_key", "facts")
_SQLITE = ("e.id", "e.uid", "substr(e.at || '.000000', 1, 26)")
_POSTGRESQL = (
    "e.id::text",
    "replace(e.uid::text, '-', '')",
    "to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
)


def canonical_sql(connection: BaseDatabaseWrapper) -> str:
    """Return the SQL expression of the canonical text of the event `e`; null where there is none."""
    is_postgresql = connection.vendor == "postgresql"
    head = _POSTGRESQL if is_postgresql else _SQLITE
    glue = " || chr(31) || " if is_postgresql else " || char(31) || "
    return glue.join((*head, *(f"e.{name}" for name in _PLAIN)))


def query(connection: BaseDatabaseWrapper, template: str) -> str:
    """Return a query whose `{canonical}` is the canonical text of `e`: fixed text, nothing from outside."""
    return template.format(canonical=canonical_sql(connection))


def canonical_text(event: Event) -> str:
    """Return the canonical text of an event; the plain definition that the SQL must equal."""
    at = event.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    told = (event.act, event.actor, event.subject, event.object_kind, event.object_key)
    return SEPARATOR.join((str(event.pk), event.uid.hex, at, *told, canonical_facts(event.facts)))


def next_hash(previous: bytes, text: str) -> bytes:
    """Return the hash of a link: of the one before it, and of the event's text."""
    return sha256(previous + text.encode()).digest()
