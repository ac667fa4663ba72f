"""`bilan instruments`: list, show, check, import, simulate and calibrate questionnaires."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bilan.cli.site import bring_database_up, open_site

if TYPE_CHECKING:
    from bilan.instruments.schema import Instrument
    from bilan.instruments.tables import Table

BAD_INPUT = 2
app = typer.Typer(
    help="Questionnaires and card sorts: what is at hand, a provider's own, and how well they measure.",
    no_args_is_help=True,
)
Name = Annotated[str, typer.Argument(help="An instrument, such as riasec; see `bilan instruments list`.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Same seed, same people.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]


@app.command(name="list")
def list_instruments(as_json: AsJson = False) -> None:
    """List every version at hand: what it measures, its format, and where its validation stands."""
    _open()
    from bilan.instruments.library import is_shipped, versions

    rows = [
        {
            "instrument": held.id,
            "version": held.version,
            "from": "shipped" if is_shipped(held.id, held.version) else "imported",
            "construct": held.construct_.en,
            "format": held.response.kind,
            "items": len(held.items),
            "adaptive": held.adaptive is not None,
            "fr": held.languages.fr.status,
            "en": held.languages.en.status,
            "license": held.licence,
        }
        for held in versions()
    ]
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    for row in rows:
        way = "chosen" if row["adaptive"] else "all"
        marks = ", ".join(f"{name} {row[name]}".lower().replace("_", " ") for name in ("fr", "en"))
        told = f"{row['instrument']:<18}{row['version']:<8}{row['from']:<10}{row['format']:<12}"
        typer.echo(f"{told}{row['items']:>4} items, {way:<8}{marks}")


@app.command()
def show(
    instrument: Name,
    version: Annotated[str | None, typer.Option("--version", help="The latest without it.")] = None,
) -> None:
    """Show all that is declared of an instrument: purpose, law, license, languages, scoring, error, norms."""
    _open()
    from bilan.instruments.library import instrument as held

    with _refusals():
        found = held(instrument, version)
    typer.echo("\n".join(f"{name:<18}{told}" for name, told in _declared(found)))


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(help="Files of instruments, or folders.", metavar="PATH…")],
) -> None:
    """Check files against the schema and change nothing; the first fault is named with its line and item.

    Example: bilan instruments check my-tests/
    """
    _open()
    from bilan.instruments.library import read_folder, read_instrument

    with _refusals():
        for path in paths:
            if not path.exists():
                _refuse(f"{path}: no such file or folder. Nothing more was checked.")
            found = read_folder(folder=path) if path.is_dir() else (read_instrument(path=path),)
            if not found:
                _refuse(f"{path}: no instrument file (.toml) there. Nothing was checked.")
            for held in found:
                typer.echo(f"{held.id} {held.version}: {len(held.items)} items, as it should be.")


@app.command(name="import")
def import_(
    folder: Annotated[Path, typer.Argument(help="A folder of instrument files (.toml).")],
) -> None:
    """Import a provider's own instruments: all of the folder, or none of it.

    A version that someone answered never changes: give the file a new version. Imported files are kept
    beside the database and belong in its backup.

    Example: bilan instruments import my-tests/
    """
    _open()
    from bilan.instruments.operations import import_instruments

    with _refusals():
        for each in import_instruments(folder=folder):
            typer.echo(f"{each.instrument.id} {each.instrument.version}: {each.state.lower()}.")


@app.command()
def simulate(
    instrument: Name,
    people: Annotated[int, typer.Option("--people", min=2, max=100_000, help="How many.")] = 2000,
    seed: Seed = 1,
) -> None:
    """Play simulated people through an instrument: its length, bias, error, and what they see.

    Example: bilan instruments simulate riasec --people 2000
    """
    _open()
    import numpy as np

    from bilan.engine.measure.simulating import simulation_table
    from bilan.instruments.library import instrument as held
    from bilan.instruments.simulating import simulated

    with _refusals():
        found = held(instrument)
        start = time.perf_counter()
        played = simulated(instrument=found, people=people, rng=np.random.default_rng(seed))
    typer.echo(f"{found.id} {found.version}, seed {seed}: {_numbers(found)}")
    typer.echo(simulation_table(played))
    typer.echo(f"{time.perf_counter() - start:.1f} s")


@app.command()
def calibrate(
    instrument: Name,
    answers: Annotated[
        Path | None,
        typer.Argument(
            help="A CSV file: one person a line, one column an item, others are groups. Without it, the "
            "site's own finished answers, of those alone who agreed to it."
        ),
    ] = None,
    numbers: Annotated[
        bool, typer.Option("--parameters", help="Print the numbers for the file of a new version instead.")
    ] = False,
) -> None:
    """Estimate an instrument's numbers from collected answers: fit, reliability, fairness, correlations.

    The site's own answers are read without names, from fifty people on, and each of them sees it in their
    trail; whoever takes their agreement back is left out from then on.

    Example: bilan instruments calibrate riasec answers.csv
    """
    _open()
    from bilan.engine.measure.calibrating import calibration_table
    from bilan.instruments.calibrating import calibrated, parameters

    with _refusals():
        table, source = _answers(instrument, answers)
        found = calibrated(table=table, source=source)
    typer.echo(parameters(calibration=found) if numbers else calibration_table(found))


def _answers(name: str, path: Path | None) -> "tuple[Table, str]":
    """Return a table of answers and what to call it: a file's, or the site's own."""
    from django.utils import timezone

    from bilan.instruments.calibrating import read_answers
    from bilan.instruments.library import instrument as held
    from bilan.instruments.operations import study_answers

    if path is not None:
        return read_answers(instrument=held(name), path=path), path.name
    return study_answers(asked=held(name), at=timezone.now()), "the site's answers"


def _declared(held: "Instrument") -> Iterator[tuple[str, object]]:
    """Yield each thing that a file declares, under its name."""
    scoring = held.scoring
    yield "instrument", f"{held.id} {held.version}: {held.title.en} / {held.title.fr}"
    yield "construct", held.construct_.en
    yield "purpose", held.purpose.en
    yield "law", held.link
    yield "license", f"{held.licence}. {held.origin}"
    for name, language in (("fr", held.languages.fr), ("en", held.languages.en)):
        study = f", {language.study}" if language.study else ""
        yield name, f"{language.written.lower()}, {language.status.lower().replace('_', ' ')}{study}"
    yield "format", f"{held.response.kind}, {len(held.items)} items, {len(held.scales)} scales"
    yield "scoring", f"{scoring.kind}. {scoring.source}"
    error = scoring.standard_error
    yield "standard error", "none: nothing is estimated" if error is None else f"{error:.2f} for a full scale"
    yield "model", _numbers(held)
    for norm in held.norms:
        yield "norm", f"{norm.scale}: {norm.people} people, {norm.sample}, {norm.collected_on}. {norm.source}"
    if not held.norms:
        yield "norms", "none: a person is compared with themselves alone"
    yield "given by", held.administered_by.lower()
    feedback = "in an interview" if held.needs_feedback else "not required"
    yield "feedback", f"{feedback}, before it is shown" if held.is_shown_after_feedback else feedback
    yield "moments", ", ".join(held.moments)


def _numbers(held: "Instrument") -> str:
    """Say where the model's numbers come from."""
    if held.adaptive is None:
        return "every question asked, numbers declared and provisional."
    return f"questions chosen, at most {held.adaptive.most}. {held.adaptive.source}"


def _open() -> None:
    open_site()
    bring_database_up()


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what is refused into a message and exit code 2."""
    from bilan.instruments.errors import InstrumentError

    try:
        yield
    except InstrumentError as error:
        _refuse(str(error))


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(BAD_INPUT)
