"""`bilan keys`: master keys, and what each of them wraps."""

import base64
import secrets
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bilan.cli.site import open_site

FAILED = 1
app = typer.Typer(help="Make, change and check the master keys, which wrap all others.", no_args_is_help=True)


@app.command()
def new() -> None:
    """Print a new master key; keep it where backups do not go."""
    typer.echo(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())


@app.command()
def status() -> None:
    """Count the data keys that each master key wraps, and try each master on one of them."""
    open_site()
    from bilan.vault.errors import VaultError
    from bilan.vault.operations import keys_by_master, try_master

    counts, table, is_whole = keys_by_master(), Table("master", "data keys", "state"), True
    try:
        names = _names(counts)
    except VaultError as error:
        raise _refused(error) from error
    for name, is_current in names.items():
        state = "current" if is_current else "may be removed" if not counts[name] else "to rotate"
        try:
            try_master(name=name)
        except VaultError as error:
            state, is_whole = str(error), False
        table.add_row(name, str(counts[name]), state)
    Console().print(table)
    if not is_whole:
        raise typer.Exit(FAILED)


@app.command()
def rotate(
    batch: Annotated[int, typer.Option(min=1, help="Data keys in one transaction.")] = 500,
) -> None:
    """Wrap every data key under the current master key; content is not touched.

    Name the new key first in BILAN_MASTER_KEY_FROM and keep the old one behind it. Stopped at any point, it
    goes on from there when run again; the site keeps running meanwhile.
    """
    open_site()
    from bilan.vault.errors import VaultError
    from bilan.vault.operations import keys_by_master, rotate_keys

    done = 0
    try:
        for some in rotate_keys(batch=batch):
            done += some
            typer.echo(f"{done} data keys wrapped anew…")
    except VaultError as error:
        raise _refused(error) from error
    counts = ", ".join(f"{name} {count}" for name, count in sorted(keys_by_master().items()))
    typer.echo(f"Done: {done} data keys wrapped anew. Data keys by master: {counts or 'none yet'}.")


def _names(counts: dict[str, int]) -> dict[str, bool]:
    """Return the masters configured or still needed, and whether each is the current one."""
    from bilan.vault.masters import current_master, masters

    names = dict.fromkeys([*masters(), *sorted(counts)], False)
    return names | {current_master().id: True}


def _refused(error: Exception) -> typer.Exit:
    typer.echo(str(error), err=True)
    return typer.Exit(FAILED)
