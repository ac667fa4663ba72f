"""`bilan reference` tells what it did, and what is wrong, with exit code 2."""

import hashlib
import json
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bilan.cli.reference import app
from bilan.occupations.importers.credits import source_of
from bilan.occupations.models import SourceFile
from bilan.occupations.operations import load_starter
from tests.occupations.files import a_file, a_rome, a_rome3

pytestmark = pytest.mark.django_db
runner = CliRunner()


def test_imports_and_says_what_was_left_out(tmp_path: Path) -> None:
    a_file(tmp_path, "pay")
    a_rome3(tmp_path)

    first = runner.invoke(app, ["import", str(tmp_path)])
    second = runner.invoke(app, ["import", str(tmp_path)])

    assert first.exit_code == 0, first.output
    assert "L1510" in first.stdout
    assert "2 files" in first.stdout
    assert second.stdout.count("already loaded") == 2


def test_names_the_broken_row_and_exits_2(tmp_path: Path) -> None:
    path = a_file(tmp_path, "pay", change=lambda text: text.replace("1558", "beaucoup"))

    result = runner.invoke(app, ["import", str(path)])

    assert result.exit_code == 2
    assert "p.csv, ligne 3, colonne Salaire_median" in result.stderr
    assert "Traceback" not in result.output
    assert not SourceFile.objects.exists()


def test_says_that_nothing_is_loaded() -> None:
    result = runner.invoke(app, ["status"])

    assert result.exit_code == 0
    assert "Nothing is loaded" in result.stdout


def test_lists_what_is_loaded(tmp_path: Path) -> None:
    runner.invoke(app, ["starter"])
    runner.invoke(app, ["import", str(a_rome(tmp_path))])

    lines = runner.invoke(app, ["status", "--json"]).stdout.splitlines()
    table = runner.invoke(app, ["status"], env={"COLUMNS": "200"}).stdout

    rows = [json.loads(line) for line in lines]
    rome = next(row for row in rows if row.get("catalogue") == "rome")
    assert (rome["version"], rome["occupations"], rome["skills"], rome["links"]) == ("4.60", 2, 5, 4)
    assert rome["license"] == "Licence Ouverte 2.0"
    assert {row["file"] for row in rows if "file" in row} == {"rome", "starter"}
    assert "ROME 4.0" in table
    assert "Licence Ouverte 2.0" in table


def test_loads_the_starter_twice_without_harm(now: datetime) -> None:
    first = runner.invoke(app, ["starter"])
    second = runner.invoke(app, ["starter"])

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert load_starter(at=now).version in second.stdout


def a_list(folder: Path, path: Path, *, digest: str) -> Path:
    """Write a list of sources: a file of the folder, and one that has no address."""
    pay = replace(source_of("pay"), file=path.name, sha256=digest, size=path.stat().st_size)
    entries = [
        "[[source]]\n" + "\n".join(f"{name} = {json.dumps(value)}" for name, value in asdict(source).items())
        for source in (pay, source_of("communes"))
    ]
    written = folder / "mirror.toml"
    written.write_text("\n\n".join(entries), "utf-8")
    return written


def test_installs_from_a_folder_and_imports(tmp_path: Path) -> None:
    path = a_file(tmp_path, "pay")
    mirror = a_list(tmp_path, path, digest=hashlib.sha256(path.read_bytes()).hexdigest())

    result = runner.invoke(
        app, ["install", "--from", str(tmp_path), "--into", str(tmp_path / "in"), "--list", str(mirror)]
    )

    assert result.exit_code == 0, result.output
    assert "pay                      copied" in result.stdout
    assert f"to fetch by hand: {source_of('communes').page}" in result.stdout
    assert SourceFile.objects.get().kind == "pay"


def test_refuses_a_tampered_folder(tmp_path: Path) -> None:
    mirror = a_list(tmp_path, a_file(tmp_path, "pay"), digest="0" * 64)

    result = runner.invoke(
        app, ["install", "--from", str(tmp_path), "--into", str(tmp_path / "in"), "--list", str(mirror)]
    )

    assert result.exit_code == 2
    assert "empreinte" in result.stderr
    assert not SourceFile.objects.exists()


def test_refuses_a_list_that_is_none(tmp_path: Path) -> None:
    mirror = tmp_path / "mirror.toml"
    mirror.write_text("[[source]]\nkind = 1\n")

    result = runner.invoke(app, ["install", "--list", str(mirror), "--into", str(tmp_path / "in")])

    assert result.exit_code == 2
    assert "mirror.toml" in result.stderr


def test_teaches_the_kinds_it_knows(tmp_path: Path) -> None:
    result = runner.invoke(app, ["install", "--only", "weather", "--into", str(tmp_path)])

    assert result.exit_code == 2
    assert "rome, rome3" in result.stderr
