"""`bilan plan`: one JSON object a line, in and out."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bilan.cli.plan import answer_to, plan, write_answers

TODAY = date(2026, 11, 22)
A_LINE: dict[str, Any] = {
    "id": 1,
    "levels": {"A": 1, "B": 2, "C": 2, "D": 1, "E": 3},
    "objectives": ["PROJECT"],
    "constraints": {"hours_a_week": 3, "remote": "ANY", "weeks": 10},
    "profile": "fr-law",
    "on": "2026-11-22",
}


def answer(language: str = "fr", **changes: Any) -> dict[str, Any]:
    return answer_to(json.dumps(A_LINE | changes), language=language, today=TODAY)


def test_gives_plans_with_hours_modes_weeks_cost_and_reasons() -> None:
    found = answer()

    plans = found["plans"]
    assert [each["style"] for each in plans] == ["BALANCED", "REMOTE", "ACCOMPANIED"]
    for each in plans:
        assert each["minutes"] == each["accompanied_minutes"] + each["own_minutes"] <= 1440
        assert each["is_optimal"]
        assert each["weeks"] <= 10
        assert all(item["title"] and item["reason"]["sentence"] for item in each["modules"])


def test_speaks_english_when_asked() -> None:
    titles = [item["title"] for item in answer("en")["plans"][0]["modules"]]

    assert "Action plan" in titles


def test_the_cap_of_the_training_account_bounds_the_cost_unless_a_price_is_given() -> None:
    capped = answer(profile="fr-cpf")["plans"]
    dearer = answer(profile="fr-cpf", constraints={"price_cents": 300_000})["plans"]

    assert max(each["cost_cents"] for each in capped) <= 160_000
    assert max(each["cost_cents"] for each in dearer) > 160_000


def test_tells_what_more_money_buys_where_the_price_binds() -> None:
    bound = answer(constraints={"price_cents": 120_000})["plans"][0]["more_money"]
    free = answer(constraints={"price_cents": 300_000})["plans"][0]["more_money"]

    assert bound["cents"] > 0
    assert bound["gain"] > 0
    assert bound["added"]
    assert free is None


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"constraints": {"equipment": "FAX"}}, "constraints.equipment"),
        ({"constraints": {"meetings_a_week": 0}}, "constraints.meetings_a_week"),
        ({"constraints": {"equipment": "NONE", "remote": "ONLY"}}, "equipment says NONE"),
        ({"levels": {"A": 9}}, "level of A"),
        ({"objectives": ["FAME"]}, "objective"),
        ({"profile": "fr"}, "rule profile"),
        ({"on": "2010-01-01"}, "2019-01-01"),
        ({"constraints": {"hours_a_week": 1, "weeks": 3}}, "hours_a_week"),
        ({"constraints": {"remote": "MOON"}}, "constraints.remote"),
        ({"constraints": {"fixed": {"Z1": "FACE"}}}, "module"),
        ({"constraints": {"counsellor_hours": 2}}, "counsellor_hours"),
        ({"color": "red"}, "color"),
    ],
)
def test_a_line_that_cannot_be_planned_says_why_and_keeps_its_id(
    changes: dict[str, Any], problem: str
) -> None:
    found = answer(**changes)

    assert found["id"] == 1
    assert problem in found["error"]


@pytest.mark.parametrize("line", ["not json", "[1]", "{}"])
def test_a_line_that_cannot_be_read_has_no_id(line: str) -> None:
    found = answer_to(line, language="fr", today=TODAY)

    assert found["id"] is None
    assert found["error"]


def test_a_wrong_line_does_not_stop_the_others() -> None:
    out = StringIO()

    went_well = write_answers(lines=["x", "", json.dumps(A_LINE)], out=out, language="fr", today=TODAY)

    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert not went_well
    assert ["error" in each for each in answers] == [True, False]


@pytest.mark.parametrize(("sent", "status"), [(json.dumps(A_LINE), 0), ("x", 2)])
def test_the_command_exits_two_when_a_line_failed(sent: str, status: int) -> None:
    app = typer.Typer()
    app.command()(plan)

    assert CliRunner().invoke(app, [], input=sent + "\n").exit_code == status


def test_another_language_is_refused() -> None:
    app = typer.Typer()
    app.command()(plan)

    assert CliRunner().invoke(app, ["--lang", "xx"], input="").exit_code == 2
