"""`bilan work`: the worker as a process of its own, beside the site or alone."""

import atexit
import os
import subprocess
import sys
import threading
from typing import Annotated

import typer

from bilan.cli.site import open_site
from bilan.cli.worker import start_worker

BETWEEN_LOOKS = 2.0  # seconds


def work(
    beside: Annotated[int, typer.Option(help="End with the process of this number; 0 for never.")] = 0,
) -> None:
    """Send what waits, chain the trail, and destroy what is past its term, until stopped."""
    open_site()
    start_worker()
    pause = threading.Event()
    while not beside or os.getppid() == beside:
        pause.wait(BETWEEN_LOOKS)


def work_beside() -> None:
    """Start the worker as a process that ends with this one.

    A thread would not do: the server forks its web processes, and a fork in the middle of a round would copy
    a database lock into a child, where nobody ever lets it go.
    """
    from django.db import connections

    connections.close_all()
    command = [sys.executable, "-m", "bilan", "work", "--beside", str(os.getpid())]
    worker = subprocess.Popen(command)  # noqa: S603  # our own command, no word of it from outside
    atexit.register(worker.terminate)
