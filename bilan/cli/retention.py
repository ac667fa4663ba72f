"""`bilan retention`: what is due for destruction, destroy it now, and the certificates."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bilan.cli.site import open_site

app = typer.Typer(
    help="Destroy what is past its term, and show by which rule: the worker does it every hour by itself.",
    no_args_is_help=True,
)
Count = Annotated[int, typer.Option("--last", min=1, help="How many certificates, latest first.")]


@app.command()
def due() -> None:
    """Show how many pieces of each class are due now, by which rule and source; destroys nothing."""
    open_site()
    from django.utils import timezone

    from bilan.cases.models import Destruction
    from bilan.cases.queries.dues import due_counts
    from bilan.cases.retention import class_of, source_of

    at = timezone.now()
    table = Table("class", "due", "rule", "source")
    for kind, count in due_counts(at=at).items():
        source = source_of(kind, on=timezone.localdate(at))
        table.add_row(Destruction.Kind(kind).value, str(count), class_of(kind).rule, source)
    Console().print(table)


@app.command()
def run() -> None:
    """Destroy what is due, a certificate each; running it twice destroys nothing more."""
    open_site()
    from django.utils import timezone

    from bilan.cases.operations import run_retention

    done = run_retention(at=timezone.now())
    typer.echo(
        f"Destroyed: {done.content} working papers, {done.proof} proof files, {done.mails} mails, "
        f"{done.sign_in} ended sessions, {done.unused} unused accounts."
    )


@app.command()
def certificates(last: Count = 20) -> None:
    """List certificates: class, how many, when, by which rule; they hold no content and no name."""
    open_site()
    from django.utils.timezone import localtime

    from bilan.cases.queries import certificates_latest

    table = Table("certificate", "when", "class", "rows", "rule", "source")
    for row in certificates_latest(last):
        when = f"{localtime(row.destroyed_at):%Y-%m-%d %H:%M}"
        rows = str(sum(row.counts.values()))
        table.add_row(str(row.pk)[:8], when, row.kind, rows, row.rule, row.source)
    Console().print(table)
