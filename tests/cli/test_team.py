"""`bilan team`, as it is called."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bilan.cli.app import app

TEAM: dict[str, Any] = {
    "modules": [
        {
            "code": "P1",
            "modes": [{"mode": "FACE", "minutes": 60, "counsellor_minutes": 60, "cost_cents": 7000}],
        },
        {
            "code": "I4",
            "prerequisites": ["P1"],
            "modes": [
                {"mode": "ALONE", "minutes": 120, "counsellor_minutes": 30, "cost_cents": 5000, "worth": 0.6}
            ],
        },
    ],
    "people": [
        {"id": "claire", "gains": {"P1": 10, "I4": 30}, "weeks": [0, 2], "budget_cents": 20000},
        {"id": "karim", "gains": {"P1": 10}, "weeks": [1], "budget_cents": 100},
    ],
    "limits": {
        "minimum_minutes": 60,
        "maximum_minutes": 1440,
        "minutes_a_week": 420,
        "counsellor_minutes": [600, 600, 600],
    },
}


def asked(folder: Path, told: object) -> Any:
    file = folder / "team.json"
    file.write_text(json.dumps(told))
    return CliRunner().invoke(app, ["team", str(file)])


def test_each_person_has_modules_in_weeks_and_the_bound_comes_last(tmp_path: Path) -> None:
    found = asked(tmp_path, TEAM)

    assert found.exit_code == 0, found.output
    assert [json.loads(line) for line in found.stdout.splitlines()] == [
        {
            "id": "claire",
            "modules": [
                {"code": "P1", "mode": "FACE", "week": 0},
                {"code": "I4", "mode": "ALONE", "week": 2},
            ],
        },
        {"id": "karim", "modules": None},
        {"gain": 28.0, "bound": 28.0, "gap": 0.0},
    ]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("people", [], "people"),
        ("limits", {**TEAM["limits"], "minutes_a_week": 0}, "limits.minutes_a_week"),
        ("people", [{**TEAM["people"][0], "weeks": [9]}], "claire: weeks must rise"),
        ("people", [{**TEAM["people"][0], "gains": {"X": 1}}], "claire would gain from X"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_named(
    tmp_path: Path, field: str, value: object, told: str
) -> None:
    found = asked(tmp_path, {**TEAM, field: value})

    assert found.exit_code == 2
    assert found.stdout == ""
    assert told in found.stderr
