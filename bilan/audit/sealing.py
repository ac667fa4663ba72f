"""Chain by hash what the trail gained, in one place at a time, behind the acts and never in their way."""

from django.db import connection, transaction
from django.db.models import Max

from bilan.audit.canonical import GENESIS, next_hash, query
from bilan.audit.models import Link

BATCH = 5_000
# An act may commit after others that got a later number; this far back the worker still looks for it.
LOOK_BACK = 10_000
_WAITING = (
    "SELECT e.id, {canonical} FROM audit_event e"
    " WHERE e.id > %s AND NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.event = e.id)"
    " ORDER BY e.id LIMIT %s"
)


@transaction.atomic
def seal_waiting(*, is_thorough: bool = False, limit: int = BATCH) -> int:
    """Chain the events that are not yet, in order of number; return how many.

    A round looks at the latest numbers only; a thorough one, made each day, at all of them.
    """
    _wait_for_others()
    last = Link.objects.order_by("-position").first()
    after = 0 if is_thorough or last is None else _latest_event() - LOOK_BACK
    position, previous = (last.position, bytes(last.hash)) if last else (0, GENESIS)
    links = []
    for event, text in waiting_events(after=after, limit=limit):
        position, previous = position + 1, next_hash(previous, text)
        links.append(Link(position=position, event=event, hash=previous))
    Link.objects.bulk_create(links, batch_size=1_000)
    return len(links)


def seal_all() -> int:
    """Chain all that waits, however old, a batch at a time; return how many."""
    total = sealed = seal_waiting(is_thorough=True)
    while sealed == BATCH:
        total += (sealed := seal_waiting(is_thorough=True))
    return total


def waiting_events(*, after: int, limit: int) -> list[tuple[int, str]]:
    """Return the number and the canonical text of events that are not chained (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(query(connection, _WAITING), [after, limit])
        return list(cursor.fetchall())


def _latest_event() -> int:
    latest: int | None = Link.objects.aggregate(latest=Max("event"))["latest"]
    return latest or 0


def _wait_for_others() -> None:
    """Let one process chain at a time; SQLite's write lock does so by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audit_link IN EXCLUSIVE MODE")
