"""The `bilan` command, put together."""

import typer

from bilan.cli import (
    audit,
    backup,
    demo,
    engine,
    instruments,
    keys,
    plan,
    reference,
    rehearse,
    retention,
    rules,
    run,
    team,
    work,
)

app = typer.Typer(
    name="bilan",
    help="Run the bilan de compétences: the site, its reference data, and its engine on the command line.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(run.run)
app.command()(demo.demo)
app.command()(work.work)
app.add_typer(reference.app, name="reference")
app.add_typer(rules.app, name="rules")
app.add_typer(audit.app, name="audit")
app.add_typer(keys.app, name="keys")
app.command()(backup.backup)
app.command()(backup.restore)
app.add_typer(retention.app, name="retention")
app.add_typer(instruments.app, name="instruments")
app.command()(engine.skills)
app.command()(engine.titles)
app.command()(engine.neighbours)
app.command()(engine.match)
app.command()(plan.plan)
app.command()(team.team)
app.command()(rehearse.rehearse)


def main() -> None:
    """Run the command line."""
    app()
