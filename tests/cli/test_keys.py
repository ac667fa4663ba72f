"""`bilan keys` makes a master key, says what each one wraps, and rotates."""

import base64
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings
from typer.testing import CliRunner, Result

from bilan.cli.app import app
from bilan.vault.operations import keys_by_master, make_case_key

pytestmark = pytest.mark.django_db


def bilan(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["keys", *words])


def a_new_master(folder: Path) -> str:
    """Return where a key made by the command lies."""
    path = folder / "master"
    path.write_text(bilan("new").output)
    path.chmod(0o600)
    return f"file:{path}"


def test_a_new_key_has_the_right_size_and_never_repeats() -> None:
    keys = [base64.urlsafe_b64decode(bilan("new").output.strip()) for _each in range(2)]

    assert [len(key) for key in keys] == [32, 32]
    assert keys[0] != keys[1]


def test_status_counts_by_master_and_tells_which_one_may_go(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings, now: datetime
) -> None:
    make_case_key(owner=uuid4(), at=now)
    monkeypatch.setenv("FORMER", settings.BILAN_MASTER_KEY)
    settings.BILAN_MASTER_KEY_FROM = f"2027={a_new_master(tmp_path)} first=env:FORMER"
    assert "to rotate" in bilan("status").output

    rotated = bilan("rotate", "--batch", "1")

    assert (rotated.exit_code, keys_by_master()) == (0, {"2027": 1})
    assert "may be removed" in bilan("status").output


def test_a_master_that_is_needed_and_missing_is_told(
    tmp_path: Path, settings: Settings, now: datetime
) -> None:
    make_case_key(owner=uuid4(), at=now)
    settings.BILAN_MASTER_KEY_FROM = f"2027={a_new_master(tmp_path)}"

    for words in (("status",), ("rotate",)):
        told = bilan(*words)
        assert told.exit_code == 1
        assert "first" in told.output
    assert keys_by_master() == {"first": 1}


def test_a_malformed_configuration_is_told(settings: Settings) -> None:
    settings.BILAN_MASTER_KEY_FROM = "2027=nothing"

    told = bilan("status")

    assert told.exit_code == 1
    assert "2027" in told.output
