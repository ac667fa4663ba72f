"""`bilan backup` and `bilan restore`, as an operator runs them."""

from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner, Result

from bilan.accounts.models import Person
from bilan.cli.app import app
from tests.builders import a_person


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, settings: Settings) -> None:
    """Give each test a disk of its own."""
    settings.STATE = tmp_path / "state"


def bilan(*words: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, [str(word) for word in words])


def a_key_file(folder: Path) -> Path:
    """Return a file that holds a passphrase."""
    path = folder / "passphrase"
    path.write_text("four words that nobody guesses\n")
    return path


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_made_checked_and_put_back(tmp_path: Path) -> None:
    person, key, file = a_person(), a_key_file(tmp_path), tmp_path / "monday.bilan"

    made = bilan("backup", file, "--key-file", key)
    checked = bilan("backup", file, "--key-file", key, "--check")
    refused = bilan("restore", file, "--key-file", key)
    Person.objects.filter(pk=person.pk).update(name="Somebody else")
    restored = bilan("restore", file, "--key-file", key, "--replace")

    assert [made.exit_code, checked.exit_code, refused.exit_code, restored.exit_code] == [0, 0, 1, 0]
    assert "1 people" in made.output
    assert "at most" in made.output
    assert "--replace" in refused.output
    assert Person.objects.get(pk=person.pk).name == person.name


@pytest.mark.django_db
def test_what_is_missing_is_said(tmp_path: Path) -> None:
    assert bilan("backup").exit_code == 2
    assert bilan("backup", tmp_path / "monday.bilan").exit_code == 2
    assert bilan("restore", tmp_path / "none.bilan", "--key-file", a_key_file(tmp_path)).exit_code == 1


@pytest.mark.django_db
def test_pruning_says_what_went(tmp_path: Path) -> None:
    assert "0 backups older than 35 days" in bilan("backup", "--prune", tmp_path).output
