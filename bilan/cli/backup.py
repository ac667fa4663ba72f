"""`bilan backup` and `bilan restore`: one encrypted, verified file, made while the site runs."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from bilan.cli.site import open_site

FAILED, BAD_INPUT = 1, 2
KeyFile = Annotated[
    Path | None,
    typer.Option("--key-file", envvar="BILAN_BACKUP_KEY_FILE", help="File that holds the passphrase."),
]


def backup(
    file: Annotated[Path | None, typer.Argument(help="Where to write the backup.")] = None,
    key_file: KeyFile = None,
    check: Annotated[bool, typer.Option("--check", help="Only read this backup and verify it.")] = False,
    prune: Annotated[
        Path | None, typer.Option(help="Remove from this folder the backups past their window.")
    ] = None,
) -> None:
    """Write an encrypted backup of the database and the sealed files, and read it back.

    The site may run meanwhile. The master key is never in a backup: keep it elsewhere. What is destroyed
    stays in older backups until they are removed, after BILAN_BACKUP_DAYS (35); `--prune FOLDER` does it.

    Example: bilan backup /backups/monday.bilan --key-file /etc/bilan/backup-key
    """
    if file is None and prune is None:
        typer.echo("Say where to write the backup, or which folder to prune.", err=True)
        raise typer.Exit(BAD_INPUT)
    open_site()
    from bilan.vault.errors import VaultError

    try:
        if file is not None:
            _check(file, key_file) if check else _make(file, key_file)
        if prune is not None:
            _prune(prune)
    except (VaultError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error


def restore(
    file: Annotated[Path, typer.Argument(help="A backup made by `bilan backup`.")],
    key_file: KeyFile = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a site that holds people already.")
    ] = False,
    destroyed: Annotated[
        Path | None, typer.Option(help="A list of destroyed keys kept elsewhere, to apply as well.")
    ] = None,
) -> None:
    """Verify a backup, then put it back; keys destroyed since it was made stay destroyed.

    Everybody signs in again. Stop the site first; give it the same master key.
    """
    open_site()
    from django.utils import timezone

    from bilan.vault.backups import restore_backup
    from bilan.vault.errors import VaultError

    try:
        done = restore_backup(
            path=file,
            passphrase=_passphrase(key_file),
            replace=replace,
            at=timezone.now(),
            destroyed=destroyed,
        )
    except (VaultError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error
    typer.echo(f"Restored as of {done.manifest.made_at}: {_counts(done.manifest.counts)}.")
    typer.echo(f"{done.destroyed} destroyed keys stay destroyed.")


def _make(file: Path, key_file: Path | None) -> None:
    from django.conf import settings
    from django.utils import timezone

    from bilan.vault.backups import make_backup

    now = timezone.now()
    manifest = make_backup(path=file, passphrase=_passphrase(key_file), at=now)
    until = timezone.localdate(now + timedelta(days=settings.BILAN_BACKUP_DAYS))
    typer.echo(f"{file}: {_counts(manifest.counts)}; written and read back, to keep until {until} at most.")


def _check(file: Path, key_file: Path | None) -> None:
    from bilan.vault.backups import check_backup

    manifest = check_backup(path=file, passphrase=_passphrase(key_file))
    typer.echo(f"{file}: whole, made {manifest.made_at}: {_counts(manifest.counts)}.")


def _prune(folder: Path) -> None:
    from django.conf import settings
    from django.utils import timezone

    from bilan.vault.backups import prune_backups

    gone = prune_backups(folder=folder, days=settings.BILAN_BACKUP_DAYS, at=timezone.now())
    for path in gone:
        typer.echo(f"Removed {path}.")
    typer.echo(f"{len(gone)} backups older than {settings.BILAN_BACKUP_DAYS} days removed.")


def _passphrase(key_file: Path | None) -> bytes:
    if key_file is None:
        typer.echo("Name the file of the passphrase: --key-file or BILAN_BACKUP_KEY_FILE.", err=True)
        raise typer.Exit(BAD_INPUT)
    return key_file.read_bytes().strip()


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
