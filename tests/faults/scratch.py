"""A database and a state folder of their own, for processes that are killed."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from django.db import connection

from tests.faults.migrated import put_migrated


@contextmanager
def scratch_environment(folder: Path) -> Iterator[dict[str, str]]:
    """Give the environment of a site on a new database of the kind under test, with a mail server's port."""
    with scratch_database(folder) as address:
        yield {
            **os.environ,
            **address,
            "DJANGO_SETTINGS_MODULE": "bilan.settings",
            "BILAN_STATE": str(folder),
            "BILAN_DEMO": "1",  # static files are found where they are, nothing is gathered
            "BILAN_MAIL_HOST": "127.0.0.1",
            "BILAN_MAIL_PORT": str(a_free_port()),
            "BILAN_WORKER_PAUSE": "0.05",
        }


@contextmanager
def scratch_database(folder: Path) -> Iterator[dict[str, str]]:
    """Give what names a new database; a file in the state folder on SQLite."""
    if connection.vendor == "sqlite":
        put_migrated(folder)
        yield {}
        return
    address, name = os.environ["DATABASE_URL"], f"bilan_faults_{uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield {"DATABASE_URL": urlunsplit(urlsplit(address)._replace(path=f"/{name}"))}
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def a_free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
