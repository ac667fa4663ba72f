"""`bilan rules`: what a country fixes, on a day, and where it is written."""

from datetime import date, datetime
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from bilan.rules import RULES, Profile, load_profile, profile_ids
from bilan.rules.checking import check_all
from bilan.rules.comparing import differences, values_on
from bilan.rules.errors import RuleError
from bilan.rules.examples import Example, load_examples
from bilan.rules.values import DatedValue, Unit, Value

BAD_INPUT = 2
app = typer.Typer(
    help="Show, compare and check the rules that countries and funds set: dated, sourced, confirmed or not.",
    no_args_is_help=True,
)
Day = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="A day; today by default.")]
Lang = Annotated[str, typer.Option("--lang", help="Language of names and notes: fr or en.")]


@app.command(name="list")
def list_profiles(lang: Lang = "en") -> None:
    """List the rule profiles."""
    table = Table("profile", "title", "country", "since", "extends")
    for profile in map(load_profile, profile_ids()):
        title = profile.title_fr if lang == "fr" else profile.title_en
        table.add_row(profile.profile_id, title, profile.country, str(profile.since), profile.extends or "")
    Console().print(table)


@app.command()
def show(
    profile: Annotated[str, typer.Argument(help="A profile, such as fr-law; see `bilan rules list`.")],
    on: Day = None,
    lang: Lang = "en",
    every: Annotated[bool, typer.Option("--all", help="Also the rules that no text sets.")] = False,
    rule: Annotated[str, typer.Option(help="This rule alone, whether a text sets it or not.")] = "",
) -> None:
    """Show what a profile sets on a day: each value, since when, and its source.

    Example: bilan rules show fr-cpf --on 2026-11-22
    """
    day = _day(on)
    try:
        held = load_profile(profile)
        values = {rule: held.rule(rule).on(day)} if rule else values_on(held, day)
    except RuleError as error:
        _refuse(error)
    for name, value in values.items():
        if every or rule or value.value is not None:
            typer.echo("\n".join(_lines(name, value, held, lang)))


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="A profile, or a profile on a day: fr-law@2025-12-31.")],
    after: Annotated[str, typer.Argument(help="Another profile, or the same one on another day.")],
    on: Day = None,
) -> None:
    """Show the rules that two profiles, or two days of one, do not set alike.

    Example: bilan rules diff fr-law@2026-02-25 fr-law@2026-02-26
    """
    try:
        first, first_day = _profile_and_day(before, _day(on))
        second, second_day = _profile_and_day(after, _day(on))
        found = differences(before=first, before_on=first_day, after=second, after_on=second_day)
    except RuleError as error:
        _refuse(error)
    table = Table("rule", f"{before} ({first_day})", f"{after} ({second_day})", "source")
    for each in found:
        unit = RULES[each.rule].unit
        old, new = (
            _shown(each.before.value, unit, first.currency),
            _shown(each.after.value, unit, second.currency),
        )
        table.add_row(each.rule, old, new, each.after.source)
    Console().print(table)


@app.command()
def check() -> None:
    """Check every profile for contradictions, and every worked example; exit 2 when something is wrong."""
    problems = [f"{each.profile_id}, {each.rule}, {each.since}: {each.problem}" for each in check_all()]
    examples = load_examples()
    problems += [_wrong(example) for example in examples if example.outcome() != example.wanted]
    for problem in problems:
        typer.echo(problem, err=True)
    typer.echo(f"{len(profile_ids())} profiles, {len(examples)} examples, {len(problems)} problems.")
    if problems:
        raise typer.Exit(BAD_INPUT)


@app.command()
def examples() -> None:
    """Print the worked examples as the Markdown table of docs/guides/rules.md."""
    typer.echo(examples_table())


def examples_table() -> str:
    """Return the worked examples as a Markdown table."""
    rows = ["| situation | rule | day | result | source |", "|---|---|---|---|---|"]
    for each in load_examples():
        unit: Unit = RULES[each.rule].unit if each.rule in RULES else "code"
        result = each.error or _shown(each.expected, unit, "EUR")
        rule = f"`{each.profile_id}` {each.rule}"
        rows.append(f"| {each.situation} | {rule} | {each.on} | {result} | {each.source} |")
    return "\n".join(rows)


def _wrong(example: Example) -> str:
    """Tell an example that does not hold."""
    return (
        f"{example.profile_id}, {example.rule}, {example.on}: {example.situation}: "
        f"{example.wanted!r} was expected and {example.outcome()!r} came out."
    )


def _day(on: datetime | None) -> date:
    """Return the day asked for, or today."""
    return on.date() if on else date.today()  # noqa: DTZ011 - a person's own calendar day


def _profile_and_day(name: str, day: date) -> tuple[Profile, date]:
    """Split `profile@day`."""
    profile_id, _, own_day = name.partition("@")
    try:
        return load_profile(profile_id), date.fromisoformat(own_day) if own_day else day
    except ValueError:
        _refuse(f"{own_day!r} is not a day such as 2026-02-26.")


def _lines(name: str, value: DatedValue[Value], profile: Profile, lang: str) -> list[str]:
    """Return what is said of a value: itself, where it is written, and what to know beside it."""
    doubt = "" if value.is_confirmed else " (NOT CONFIRMED)"
    shown = _shown(value.value, RULES[name].unit, profile.currency)
    head = f"{name:<31} {shown}, since {value.since}{doubt}"
    return [head, *(f"    {text}" for text in (value.source, value.note(lang)) if text)]


def _shown(value: Value | None, unit: Unit, currency: str) -> str:
    """Return a value with its unit."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    if unit == "cents":
        return f"{int(value) / 100:,.2f} {currency}"
    if unit == "code":
        return str(value)
    return f"{value} {unit.removesuffix('s') if value == 1 else unit}"


def _refuse(problem: object) -> NoReturn:
    """Say what is wrong and stop."""
    typer.echo(str(problem), err=True)
    raise typer.Exit(BAD_INPUT)
