"""The trail: what chaining costs the acts, and how fast it is sealed and verified.

On a scratch SQLite file; on PostgreSQL too when `DATABASE_URL` names a server, in a database of its own.
"""

import os
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

ROWS = 200_000
THREADS, ACTS = 8, 60
REST_OF_THE_ACT = 0.005  # what an act still does after its first event: writes, mails
START = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Print acts a second with and without a locked head, then rows a second sealed and verified."""
    os.environ["BILAN_STATE"] = tempfile.mkdtemp(prefix="bilan-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilan.settings")
    from bilan.cli.site import open_site

    open_site()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        _print_tables(connection.vendor)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _print_tables(vendor: str) -> None:
    if vendor == "postgresql":  # a test database of SQLite lives in memory, on one connection
        print("| acts at once | chained in the act, head locked | chained behind |\n|---|---|---|")
        print(f"| {THREADS} | {_acts(_locked_act):.0f} acts/s | {_acts(_act):.0f} acts/s |\n")
    _fill()
    from bilan.audit.sealing import seal_all
    from bilan.audit.verification import verify_trail

    print(f"| {vendor}, {ROWS} rows | rows/s |\n|---|---|")
    print(f"| sealed | {_rate(seal_all):.0f} |")
    print(f"| verified | {_rate(verify_trail):.0f} |")


def _acts(act: Callable[[], None]) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_head (position bigint)")
        cursor.execute("DELETE FROM bench_head")
        cursor.execute("INSERT INTO bench_head VALUES (0)")
    started = time.perf_counter()
    threads = [threading.Thread(target=_worker, args=(act,)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return THREADS * ACTS / (time.perf_counter() - started)


def _worker(act: Callable[[], None]) -> None:
    from django.db import connection

    for _ in range(ACTS):
        act()
    connection.close()


def _act() -> None:
    from django.db import transaction

    from bilan.accounts.models import Person
    from bilan.audit.operations import record

    with transaction.atomic():
        record(act="bench.done", by=None, object_=Person(), at=START, facts={"count": 1})
        time.sleep(REST_OF_THE_ACT)


def _locked_act() -> None:
    from django.db import connection, transaction

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT position FROM bench_head FOR UPDATE")
            cursor.execute("UPDATE bench_head SET position = position + 1")
        _act()


def _fill() -> None:
    from bilan.audit.models import Event

    events = (
        Event(
            at=START + timedelta(seconds=rank),
            act="session.recorded",
            actor=str(rank % 997),
            subject=str(rank % 1009),
            object_kind="cases.Session",
            object_key=f"{rank:036d}",
            facts={"minutes": 60, "phase": "INVESTIGATION", "mode": "FACE", "free": False},
        )
        for rank in range(ROWS)
    )
    Event.objects.bulk_create(events, batch_size=5_000)


def _rate(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return ROWS / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
