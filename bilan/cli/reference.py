"""`bilan reference`: load, list and fetch the catalogues and figures of the publishers."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bilan.cli.site import bring_database_up, open_site

if TYPE_CHECKING:
    from bilan.occupations.downloads import Fetched
    from bilan.occupations.importers.credits import Source
    from bilan.occupations.operations import ImportResult
    from bilan.occupations.queries.catalogues import Counts

BAD_INPUT = 2
app = typer.Typer(
    help="Load, list and fetch reference data: ROME, ESCO, O*NET, the labor market, certifications, places.",
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]


@app.command(name="import")
def import_(
    paths: Annotated[
        list[Path], typer.Argument(help="Publishers' files as they are, or folders of them.", metavar="PATH…")
    ],
) -> None:
    """Import publishers' files (zip, csv, xlsx, xml, json, txt), whatever their names and their order.

    Each file is recognised by its content. All are loaded or none: a broken, cut, wrongly encoded or
    unknown file is named with its row and column, and nothing changes. A file already loaded is skipped;
    a new version takes the place of the old one.

    Example: bilan reference import ~/reference
    """
    _open()
    _import(paths)


@app.command()
def starter() -> None:
    """Load the starter catalogue that ships with the project: about 170 occupations, offline."""
    _open()
    from django.utils import timezone

    from bilan.occupations.operations import load_starter

    with _refusals():
        catalogue = load_starter(at=timezone.now())
    typer.echo(f"{catalogue.name}, version {catalogue.version}: loaded.")


@app.command()
def status(as_json: AsJson = False) -> None:
    """List what is loaded: catalogues and files, with version, vintage, license and counts."""
    _open()
    from bilan.occupations.queries import loaded_counts, loaded_files

    counts, files = loaded_counts(), loaded_files()
    if as_json:
        for row in (*_count_rows(counts), *_file_rows()):
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    if not counts and not files:
        typer.echo("Nothing is loaded. Try `bilan reference starter`, or `bilan reference import PATH…`.")
        return
    console = Console()
    console.print(_table("Catalogues", _count_rows(counts)))
    console.print(_table("Files", _file_rows()))
    for file in files:
        for remark in filter(None, file.remarks.split("\n")):
            console.print(f"{file.kind}: {remark}", highlight=False)


@app.command()
def install(
    folder: Annotated[
        Path | None, typer.Option("--from", help="Take the files from this folder instead of the web.")
    ] = None,
    into: Annotated[Path | None, typer.Option(help="Where to keep them; var/reference by default.")] = None,
    list_: Annotated[
        Path | None, typer.Option("--list", help="Another list of files and addresses, for a mirror.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="A kind of file, e.g. rome; may be repeated.")
    ] = None,
) -> None:
    """Fetch the publishers' files, check each against its SHA-256, then import what was fetched.

    An interrupted download goes on where it stopped; other bytes than the expected ones are thrown away.
    Files without a direct address are listed with the page where they are found.
    """
    _open()
    from django.conf import settings

    target = into or Path(settings.STATE) / "reference"
    fetched = _fetch(target, folder, _wanted(list_, only or []))
    _tell_fetched(fetched)
    ready = [target / each.source.file for each in fetched if each.state != "BY_HAND"]
    if ready:
        _import(ready)


@app.command()
def index() -> None:
    """Build the search indexes now, rather than at the first question."""
    _open()
    from bilan.occupations.indexes import build_indexes, tuned_encoder

    with _refusals():
        build_indexes()
    typer.echo("Indexes are ready.")
    if not tuned_encoder().name:
        typer.echo(
            "Skills are found with the encoder as published. To tune it on ESCO: bilan reference train."
        )


@app.command()
def train() -> None:
    """Tune the encoder on the loaded ESCO: skills are found better. Some minutes on two cores, once.

    Learns from ESCO's own labels, definitions and occupations, and from sentences written for this project;
    nobody's words are read. The result, 22 MB, is
    kept beside the indexes, named by ESCO's content and by the code that learns: with nothing new, this ends
    at once. Then run `bilan reference index`.
    """
    _open()
    from bilan.occupations.indexes import train_encoder
    from bilan.occupations.indexes.tuning import COURSE

    with _progress() as progress, _refusals():
        task = progress.add_task("Tuning the encoder", total=COURSE.rounds * COURSE.steps)
        train_encoder(report=lambda step, _: progress.update(task, completed=step))
    typer.echo("The encoder is tuned. Run `bilan reference index` to build the indexes with it.")


def _import(paths: list[Path]) -> None:
    from django.utils import timezone

    from bilan.occupations.operations import Progress as Step
    from bilan.occupations.operations import import_reference

    with _progress() as progress, _refusals():
        task = progress.add_task("", total=None)

        def report(step: Step) -> None:
            done = step.number - (step.state == "LOADING")
            text = f"{step.file[:40]} {step.state.lower()}"
            progress.update(task, description=text, total=step.total, completed=done)

        result = import_reference(paths=paths, at=timezone.now(), report=report)
    _tell_result(result)


def _fetch(target: Path, folder: Path | None, wanted: "list[Source]") -> "tuple[Fetched, ...]":
    from bilan.occupations.downloads import Fetching, fetch_reference

    with _progress() as progress, _refusals():
        task = progress.add_task("", total=None)

        def report(step: Fetching) -> None:
            progress.update(task, description=step.file[:40], completed=step.received, total=step.size)

        return fetch_reference(into=target, folder=folder, wanted=wanted, report=report)


def _wanted(path: Path | None, kinds: list[str]) -> "list[Source]":
    from bilan.occupations.importers.credits import read_sources, sources

    with _refusals():
        known = read_sources(path) if path else sources()
    wanted = [source for source in known if not kinds or source.kind in kinds]
    if not wanted:
        _refuse(f"No such kind. Known kinds: {', '.join(source.kind for source in known)}.")
    return wanted


def _open() -> None:
    open_site()
    bring_database_up()


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what an operation refuses into a message and exit code 2."""
    from bilan.occupations.errors import OccupationError

    try:
        yield
    except OccupationError as error:
        _refuse(str(error))


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(BAD_INPUT)


def _progress() -> Progress:
    """Return a progress bar on standard error; silent where nobody watches."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())


def _tell_result(result: "ImportResult") -> None:
    for file in result.files:
        state = "already loaded" if file.is_skipped else f"{file.rows:,} rows"
        typer.echo(f"{file.kind:<24} {state:>16}  {file.file}")
        for remark in file.remarks:
            typer.echo(f"  {remark}")
    typer.echo(f"{len(result.files)} files, {result.rows:,} rows read.")


def _tell_fetched(fetched: "tuple[Fetched, ...]") -> None:
    for each in fetched:
        source = each.source
        where = f"to fetch by hand: {source.page}" if each.state == "BY_HAND" else each.state.lower()
        typer.echo(f"{source.kind:<24} {where}")


def _count_rows(counts: "list[Counts]") -> list[dict[str, str | int]]:
    return [
        {
            "catalogue": each.catalogue.code,
            "name": each.catalogue.name,
            "version": each.catalogue.version,
            "published": str(each.catalogue.published_on or ""),
            "occupations": each.occupations,
            "skills": each.skills,
            "links": each.links,
            "groups": each.groups,
            "license": each.catalogue.licence,
        }
        for each in counts
    ]


def _file_rows() -> list[dict[str, str | int]]:
    from bilan.occupations.queries import loaded_files

    return [
        {
            "file": file.kind,
            "name": file.name,
            "rows": file.rows,
            "vintage": file.vintage,
            "imported": f"{file.imported_at:%Y-%m-%d}",
            "sha256": file.sha256[:12],
            "license": file.licence,
        }
        for file in loaded_files()
    ]


def _table(title: str, rows: list[dict[str, str | int]]) -> Table:
    table = Table(title=title, title_justify="left")
    for name in rows[0] if rows else ():
        table.add_column(name, justify="right" if isinstance(rows[0][name], int) else "left")
    for row in rows:
        table.add_row(*(f"{value:,}" if isinstance(value, int) else value for value in row.values()))
    return table
