"""`bilan instruments`: what is at hand, a provider's own, and simulated people."""

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest
from django.utils import timezone
from pytest_django import Settings
from typer.testing import CliRunner, Result

from bilan.accounts.models import ConsentKind
from bilan.accounts.operations import give_consent
from bilan.cli.app import app
from bilan.engine.measure.simulating import simulated_answers
from bilan.instruments.adaptive import bank_of
from bilan.instruments.library import FOLDER, instrument
from bilan.instruments.schema import Instrument
from tests.builders import a_person
from tests.instruments import files
from tests.instruments.builders import a_finished_one

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _state(settings: Settings, tmp_path: Path) -> None:
    """Start without any import."""
    settings.STATE = tmp_path / "state"


def said(*words: str) -> Result:
    return CliRunner().invoke(app, ["instruments", *words])


def test_lists_what_ships_with_where_its_validation_stands() -> None:
    rows = [json.loads(line) for line in said("list", "--json").stdout.splitlines()]

    assert {row["from"] for row in rows} == {"shipped"}
    assert {row["fr"] for row in rows} == {"NOT_VALIDATED"}
    assert "riasec" in said("list").stdout


def test_shows_purpose_law_license_error_and_that_there_are_no_norms() -> None:
    told = said("show", "riasec").stdout

    for words in ("L6313-4", "EUPL-1.2", "3.49", "none: a person is compared with themselves alone"):
        assert words in told


def test_imports_a_folder_then_lists_it(tmp_path: Path) -> None:
    files.put(tmp_path / "mine", files.trade_off())

    assert "trade-off 1: added." in said("import", str(tmp_path / "mine")).stdout
    assert "trade-off 1: held." in said("import", str(tmp_path / "mine")).stdout
    assert "imported" in said("list").stdout


def test_checks_without_importing(tmp_path: Path) -> None:
    path = files.put(tmp_path / "mine", files.trade_off())

    assert said("check", str(path)).exit_code == 0
    assert "imported" not in said("list").stdout


def test_names_the_place_of_a_fault_and_ends_with_2(tmp_path: Path) -> None:
    path = files.put(tmp_path, files.likert().replace(', en = "SPEED 2?"', ""))

    found = said("check", str(path))

    assert found.exit_code == 2
    assert "items.3.text.en" in found.stderr
    assert "item speed2" in found.stderr


@pytest.mark.parametrize("words", [("show", "horoscope"), ("check", "nowhere.toml"), ("import", "nowhere")])
def test_what_is_not_there_ends_with_2(words: tuple[str, ...]) -> None:
    assert said(*words).exit_code == 2


def test_a_folder_without_an_instrument_is_no_success(tmp_path: Path) -> None:
    found = said("check", str(tmp_path))

    assert found.exit_code == 2
    assert "no instrument file" in found.stderr


def test_plays_simulated_people_the_same_for_the_same_seed() -> None:
    first, again = (said("simulate", "cms-diagnosis", "--people", "60").stdout for _ in range(2))

    assert "people 60, items asked" in first
    assert first.splitlines()[:-1] == again.splitlines()[:-1]


def test_plays_a_form_that_asks_everything() -> None:
    assert "mean 3.0" in said("simulate", "alliance", "--people", "20").stdout


def test_does_not_pretend_to_play_a_card_sort() -> None:
    found = said("simulate", "work-values", "--people", "20")

    assert found.exit_code == 2
    assert "work-values" in found.stderr


def a_table(path: Path, *, people: int = 400, last: str = "") -> Path:
    """Write simulated answers to the diagnosis, with a group, as a provider would collect them."""
    bank = bank_of(instrument("cms-diagnosis"))
    rng = np.random.default_rng(5)
    traits = rng.multivariate_normal(np.zeros(5), bank.correlations, size=people)
    answers = simulated_answers(bank=bank, traits=traits, rng=rng)
    lines = [",".join((*bank.codes, "language"))]
    lines += [",".join((*map(str, row), "fr" if rank % 2 else "en")) for rank, row in enumerate(answers)]
    path.write_text("\n".join([*lines, last] if last else lines))
    return path


def test_calibrates_from_a_file_of_answers_and_prints_numbers_a_new_version_takes(tmp_path: Path) -> None:
    table = a_table(tmp_path / "answers.csv")

    report = said("calibrate", "cms-diagnosis", str(table))
    numbers = said("calibrate", "cms-diagnosis", str(table), "--parameters")

    assert "alpha" in report.stdout
    shipped = tomllib.loads((FOLDER / "cms-diagnosis.toml").read_text())
    shipped["adaptive"] = {"source": "Trial", "target_error": 0.5, "most": 9} | tomllib.loads(numbers.stdout)
    made = Instrument.model_validate(shipped | {"version": "0.2"})
    assert made.adaptive is not None
    assert not made.adaptive.is_provisional
    assert not bank_of(made).is_provisional


@pytest.mark.parametrize(("last", "fault"), [("7" + "," * 20, "line 402, A1"), ("1," * 22, "line 402")])
def test_names_the_line_of_an_impossible_answer(tmp_path: Path, last: str, fault: str) -> None:
    found = said("calibrate", "cms-diagnosis", str(a_table(tmp_path / "answers.csv", last=last)))

    assert found.exit_code == 2
    assert fault in found.stderr


def test_refuses_a_table_that_names_no_question_and_an_instrument_without_a_model(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")

    for name in ("cms-diagnosis", "work-values"):
        assert said("calibrate", name, str(path)).exit_code == 2
    assert said("calibrate", "cms-diagnosis", str(tmp_path / "nowhere.csv")).exit_code == 2


def a_crowd(count: int) -> None:
    """Let so many people finish the diagnosis and agree that it be studied."""
    at = timezone.now()
    bank = bank_of(instrument("cms-diagnosis"))
    traits = np.random.default_rng(5).standard_normal((count, len(bank.dimensions)))
    answers = simulated_answers(bank=bank, traits=traits, rng=np.random.default_rng(6))
    for row in answers.tolist():
        person = a_person()
        values = dict(zip(bank.codes, row, strict=True))
        a_finished_one(person=person, instrument_id="cms-diagnosis", at=at, values=values)
        give_consent(person=person, kind=ConsentKind.RESEARCH, by=person, at=at)


def test_calibrates_from_the_site_s_own_answers_of_those_who_agreed() -> None:
    a_crowd(90)

    found = said("calibrate", "cms-diagnosis")

    assert found.exit_code == 0, found.output
    assert "alpha" in found.stdout


def test_reads_nothing_of_the_site_while_too_few_agreed() -> None:
    a_crowd(3)

    found = said("calibrate", "cms-diagnosis")

    assert found.exit_code == 2
    assert "il en faut 50" in found.output


def test_refuses_a_file_of_too_few_people_with_its_name(tmp_path: Path) -> None:
    codes = [item.id for item in instrument("cms-diagnosis").items]
    lines = [
        ",".join(codes),
        *(",".join(str((rank + row) % 4) for rank, _ in enumerate(codes)) for row in range(4)),
    ]
    path = tmp_path / "few.csv"
    path.write_text("\n".join(lines), encoding="utf-8")

    found = said("calibrate", "cms-diagnosis", str(path))

    assert found.exit_code == 2
    assert "few.csv" in found.output
