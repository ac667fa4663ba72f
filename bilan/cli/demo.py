"""`bilan demo`: a small living programme of invented people, on this machine alone."""

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from bilan.cli.run import free_port, prepare, serve
from bilan.cli.site import open_site
from bilan.cli.work import work_beside

HOST = "127.0.0.1"


def demo(
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")] = 8000,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the last demonstration away first.")] = False,
) -> None:
    """Start the demonstration: twelve people at different moments of their bilan, and their counsellors.

    Uses the publishers' files in the folder named by BILAN_REFERENCE, else the starter catalogue.
    Running it again keeps what you did in it.
    """
    enter_demo_mode()
    open_site()
    if fresh:
        forget_demo()
    prepare_demo()
    chosen = port or free_port(HOST)
    announce(f"http://{HOST}:{chosen}")
    work_beside()
    serve(host=HOST, port=chosen, workers=1)


def enter_demo_mode() -> None:
    """Keep the demonstration's data apart, on the loopback address, before settings are read."""
    os.environ["BILAN_DEMO"] = "1"
    os.environ.pop("BILAN_HOSTS", None)
    if "BILAN_STATE" not in os.environ:
        os.environ["BILAN_STATE"] = str(Path.cwd() / "var" / "demo")


def forget_demo() -> None:
    """Remove the last demonstration's database and mails."""
    from django.conf import settings

    for file in settings.STATE.glob("bilan.sqlite3*"):
        file.unlink()
    shutil.rmtree(settings.STATE / "mails", ignore_errors=True)


def prepare_demo() -> None:
    """Prepare database, catalogue and people; what is there already stays."""
    open_site()
    from django.utils import timezone, translation

    from bilan.cli.programme import cast, is_there, settle_programme

    prepare()
    _load_catalogue()
    if not is_there():
        typer.echo("Bringing the people in…")
        with translation.override("fr"):
            settle_programme(now=timezone.now(), parts=cast())


def _load_catalogue() -> None:
    from django.conf import settings
    from django.utils import timezone

    from bilan.occupations.models import Catalogue
    from bilan.occupations.operations import import_reference, load_starter

    if Catalogue.objects.exists():
        return
    folder = Path(settings.BILAN_REFERENCE) if settings.BILAN_REFERENCE else None
    if folder is not None and folder.is_dir():
        typer.echo(f"Loading the publishers' files of {folder}…")
        import_reference(paths=[folder], at=timezone.now())
    else:
        load_starter(at=timezone.now())


def announce(address: str) -> None:
    """Print the address, and for each person the door to enter by."""
    from bilan.accounts.queries import demo_people

    typer.echo(f"\nBilan, demonstration: {address}/\n\nEnter as (open the page, press its button):")
    for person in demo_people():
        typer.echo(f"  {person.name:<20} {address}/demo/{person.pk}/  {person.demo_story}")
    typer.echo("\nMails, sign-in codes among them, are written to the folder mails of the state.")
    typer.echo("Stop with Ctrl-C.\n")
