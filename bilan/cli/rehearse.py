"""`bilan rehearse`: one person's whole bilan from a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilan.cli.site import bring_database_up, open_site

if TYPE_CHECKING:
    from bilan.cli.rehearsal.schema import Rehearsal
    from bilan.cli.rehearsal.writing import Files

EXAMPLES = Path(__file__).with_name("rehearsal") / "examples"


def rehearse(
    file: Annotated[
        Path | None, typer.Argument(help="A JSON file, or the name of an example: claire, bruno.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("rehearsal"),
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON schema of the file and stop.")
    ] = False,
) -> None:
    """Play one person's whole bilan from a file, through the operations the site uses.

    Writes portfolio.json, options.json, plan.json, agreement.pdf, action-plan.pdf and synthesis.pdf.
    Leaves nothing in the database. A wrong file says which field and why, writes nothing, and exits with 2.
    """
    open_site()
    from bilan.cli.rehearsal.reading import RehearsalRefused, read_rehearsal
    from bilan.cli.rehearsal.writing import write_files

    if schema:
        print_schema()
        return
    if file is None:
        typer.echo("Name a file, or an example: bilan rehearse claire", err=True)
        raise typer.Exit(2)
    try:
        files = played(read_rehearsal(_found(file)))
    except RehearsalRefused as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    write_files(files, out)
    for name, content in files.items():
        typer.echo(f"{out / name}  {len(content):,} bytes")


def print_schema() -> None:
    """Print the published schema of the format."""
    import json

    from bilan.cli.rehearsal.schema import Rehearsal

    typer.echo(json.dumps(Rehearsal.model_json_schema(by_alias=True), ensure_ascii=False, indent=2))


def _found(file: Path) -> Path:
    example = EXAMPLES / f"{file.name}.json"
    return example if not file.exists() and example.exists() else file


def played(script: "Rehearsal") -> "Files":
    """Play a script in a transaction that is rolled back, and return its files.

    Raises:
        RehearsalRefused: an act was refused; says which and why.
    """
    from django.db import transaction
    from django.utils import translation

    from bilan.cases.refusals import REFUSALS
    from bilan.cli.rehearsal.cast import a_stage
    from bilan.cli.rehearsal.conclusion import deliver
    from bilan.cli.rehearsal.reading import RehearsalRefused
    from bilan.cli.rehearsal.schedule import acts_of, play
    from bilan.cli.rehearsal.stage import Stage
    from bilan.cli.rehearsal.writing import files_of

    _prepare()
    end = next(act.at for act in acts_of(script) if act.stage is Stage.DELIVERED)
    with translation.override(script.person.language), transaction.atomic():
        try:
            stage = a_stage(script)
            play(stage, until=Stage.ACKNOWLEDGED)
            files = files_of(stage, at=end)  # the hand-over destroys the answers that the options rest on
            deliver(stage, end)
        except REFUSALS as error:
            raise RehearsalRefused(f"The bilan of {script.person.name} stopped: {error}") from error
        finally:
            transaction.set_rollback(True)
    return files


def _prepare() -> None:
    """Make sure that there is a database and a catalogue to play with."""
    from django.utils import timezone

    from bilan.occupations.models import Catalogue
    from bilan.occupations.operations import load_starter

    bring_database_up()
    if not Catalogue.objects.exists():
        load_starter(at=timezone.now())
