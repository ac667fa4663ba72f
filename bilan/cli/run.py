"""`bilan run`: the site and the worker that sends what waits."""

import os
import socket
from typing import Annotated

import typer

from bilan.cli.site import bring_database_up, open_site
from bilan.cli.work import work_beside


def run(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")] = 8000,
    workers: Annotated[int, typer.Option(help="Web processes.")] = 1,
) -> None:
    """Start the site, and the worker that sends waiting mails.

    Prepare the database first with `bilan reference import` (or `bilan demo`, which does all of it).
    """
    open_site()
    prepare()
    chosen = port or free_port(host)
    work_beside()
    print(f"Bilan answers at http://{host}:{chosen}/", flush=True)
    serve(host=host, port=chosen, workers=workers)


def prepare() -> None:
    """Bring the database to the current schema and gather static files."""
    from django.conf import settings
    from django.core.management import call_command

    bring_database_up()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", verbosity=0, interactive=False)


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve the site with granian until interrupted."""
    from granian import Granian
    from granian.constants import Interfaces

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilan.settings")
    server = Granian(
        "bilan.settings.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_enabled=False,
    )
    server.serve()


def free_port(host: str) -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
