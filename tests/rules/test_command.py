"""`bilan rules`: readable, sourced, and clear when the question is wrong."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bilan.cli import rules
from bilan.cli.rules import app, examples_table
from bilan.rules.checking import Contradiction
from bilan.rules.examples import load_examples

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "rules.md"


def ask(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})
    return result.exit_code, result.output


def test_shows_each_value_with_its_day_source_and_doubt() -> None:
    status, shown = ask("show", "fr-cpf", "--on", "2026-11-22")

    assert status == 0
    assert "103.20 EUR, since 2026-01-01" in shown
    assert "Arrêté du 30 décembre 2025" in shown
    assert "150.00 EUR, since 2026-02-28 (NOT CONFIRMED)" in shown
    assert "minimum_weeks" not in shown


def test_shows_silence_when_asked_and_speaks_french() -> None:
    shown = ask("show", "fr-law", "--on", "2026-11-22", "--all", "--lang", "fr")[1]

    assert "minimum_weeks                   none" in shown
    assert "Le silence vaut refus." in shown


def test_shows_one_rule_even_where_no_text_sets_it() -> None:
    shown = ask("show", "fr-law", "--rule", "minimum_weeks", "--on", "2026-11-22")[1]

    assert shown.startswith("minimum_weeks                   none")
    assert "maximum_hours" not in shown


def test_compares_two_days_of_a_profile() -> None:
    status, shown = ask("diff", "fr-law@2026-02-25", "fr-law@2026-02-26")

    assert status == 0
    assert "minimum_accompanied_hours" in shown
    assert "maximum_hours" not in shown


def test_compares_two_profiles_on_a_day() -> None:
    shown = ask("diff", "fr-law", "programme-2015", "--on", "2026-11-22")[1]

    assert "24 hours" in shown
    assert "30 hours" in shown


def test_checks_profiles_and_examples() -> None:
    status, shown = ask("check")

    assert status == 0
    assert "0 problems" in shown


def test_says_which_profile_and_which_example_do_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    right = load_examples()[0]
    wrong = replace(right, expected=99, error="")
    problem = Contradiction("fr-law", "minimum_hours", right.on, "25 is more than maximum_hours, 24.")
    monkeypatch.setattr(rules, "load_examples", lambda: (right, wrong))
    monkeypatch.setattr(rules, "check_all", lambda: (problem,))

    status, shown = ask("check")

    assert status == 2
    assert "2 examples, 2 problems" in shown
    assert "99 was expected" in shown
    assert "25 is more than" in shown


def test_lists_the_profiles() -> None:
    assert "programme-2015" in ask("list", "--lang", "fr")[1]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("show", "fr-lw"), "Did you mean"),
        (("show", "fr-law", "--on", "2010-01-01"), "2019-01-01"),
        (("show", "fr-law", "--rule", "maximum_hour"), "Did you mean maximum_hours"),
        (("show", "fr-law", "--rule", "maximum_hours", "--on", "2018-12-31"), "2019-01-01"),
        (("diff", "fr-law@soon", "fr-cpf"), "not a day"),
        (("diff", "fr-law@2010-01-01", "fr-cpf"), "2019-01-01"),
    ],
)
def test_a_wrong_question_says_why_and_exits_two(words: tuple[str, ...], problem: str) -> None:
    status, shown = ask(*words)

    assert status == 2
    assert problem in shown


def test_the_guide_holds_every_worked_example() -> None:
    assert ask("examples")[1].strip() == examples_table()
    assert examples_table() in GUIDE.read_text(encoding="utf-8")
