"""Ask a site whose database is locked, then one whose disk is full; print what each answered as JSON.

Run by the tests as `python -m tests.faults.busy_site locked full`.
"""

import json
import resource
import socket
import sqlite3
import sys
import urllib.parse
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.acts import Booking, Post

CSRF = "a" * 32
ROOM = 65_536


def main(faults: list[str]) -> dict[str, dict[str, object]]:
    """Return what is told under each fault, on one database."""
    from tests.faults.campaign import prepare

    prepare()
    return {fault: told_under(fault) for fault in faults}


def told_under(fault: str) -> dict[str, object]:
    """Book an interview during the fault, and once more after it."""
    from django.utils import timezone

    from tests.faults.acts import Booking

    errand = Booking.prepare(timezone.now())
    post = next(errand.posts())
    with served(is_full=fault == "full") as port, locked(is_on=fault == "locked"):
        during = answer_to(port, post)
    half = list(errand.faults())
    with served() as port:
        after = answer_to(port, post)
    return {**during, "half": half, "after": after["status"], "slot": post.fields["slot"], **booked(errand)}


def booked(errand: "Booking") -> dict[str, object]:
    """Return how many interviews there are in the end."""
    from bilan.cases.models import Session

    errand.acknowledged = 1
    return {"booked": Session.objects.filter(case=errand.case).count(), "faults": list(errand.faults())}


@contextmanager
def served(*, is_full: bool = False) -> Iterator[int]:
    """Serve the site; on a disk that is full, when asked."""
    from tests.faults.processes import an_open_socket, fork, kill, serve

    def run(opened: socket.socket) -> None:
        if is_full:
            fill_disk()
        serve(opened)

    with closing(an_open_socket()) as opened:
        child = fork(lambda: run(opened))
        port: int = opened.getsockname()[1]
    try:
        yield port
    finally:
        kill(child)


def fill_disk() -> None:
    """Let no file of this process grow past a few pages, as a full disk would."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


@contextmanager
def locked(*, is_on: bool) -> Iterator[None]:
    """Hold the database's write lock from outside."""
    if not is_on:
        yield
        return
    from django.db import connection

    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            with suppress(sqlite3.Error):
                other.execute("ROLLBACK")
        return
    import psycopg

    settings = connection.get_connection_params()
    own = {name: settings[name] for name in ("host", "port", "user", "dbname") if settings.get(name)}
    with psycopg.connect(**own) as server:
        server.execute("LOCK TABLE cases_session IN ACCESS EXCLUSIVE MODE")
        yield


def answer_to(port: int, post: "Post") -> dict[str, object]:
    """Send a form; return the status, the pause asked for, and the page."""
    from django.conf import settings

    headers = {
        "Cookie": f"{post.cookie}; {settings.CSRF_COOKIE_NAME}={CSRF}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urllib.parse.urlencode({**post.fields, "csrfmiddlewaretoken": CSRF})
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as link:
        link.request("POST", post.path, body, headers)
        answer = link.getresponse()
        return {
            "status": answer.status,
            "retry_after": answer.headers.get("Retry-After"),
            "page": answer.read().decode(),
        }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))  # noqa: T201
