"""The processes that are killed: the site, the worker, and a mail server that is not.

They are forked from one process that has loaded everything, so that a life starts in milliseconds
and two hundred kills fit in minutes. What they run is the site's own application and worker.
"""

import os
import signal
import socket
import threading
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class QuietHandler(WSGIRequestHandler):
    """Answer without a line of log for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Site(ThreadingMixIn, WSGIServer):
    """The site on a socket that is open already."""

    daemon_threads = True


class Keeper:
    """Write down each mail before saying yes to it."""

    def __init__(self, path: Path) -> None:
        """Keep the file open."""
        self.file = path.open("a", buffering=1, encoding="utf-8")

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Accept a mail."""
        told = message_from_bytes(bytes(envelope.original_content or b""))
        self.file.write(f"{told['Message-ID']}\n")
        return "250 kept"


def fork(work: Callable[[], None]) -> int:
    """Run work in a child process; return its number."""
    from django.db import connections

    connections.close_all()
    if child := os.fork():
        return child
    try:
        work()
    finally:
        os._exit(1)


def kill(child: int) -> None:
    """Kill a child without warning."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def an_open_socket() -> socket.socket:
    """Return a listening socket on a free port."""
    opened = socket.socket()
    opened.bind(("127.0.0.1", 0))
    opened.listen(64)
    return opened


def serve(opened: socket.socket) -> None:
    """Serve the site until killed."""
    from bilan.settings.wsgi import application

    server = Site(opened.getsockname(), QuietHandler, bind_and_activate=False)
    server.socket.close()
    server.socket = opened
    server.server_name, server.server_port = "127.0.0.1", opened.getsockname()[1]
    server.setup_environ()
    server.set_app(application)
    server.serve_forever(poll_interval=0.05)


def work() -> None:
    """Do the worker's rounds until killed."""
    from bilan.cli.worker import start_worker

    start_worker()
    threading.Event().wait()


def keep_mails(port: int, path: Path) -> None:
    """Be a mail server until killed."""
    Controller(Keeper(path), hostname="127.0.0.1", port=port).start()
    threading.Event().wait()
