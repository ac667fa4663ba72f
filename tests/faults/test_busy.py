"""A locked database, a full disk: the page says to try again, keeps what was typed, does nothing by half."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.faults.scratch import scratch_environment

FULL = pytest.param(
    "full",
    marks=pytest.mark.skipif(
        connection.vendor != "sqlite", reason="PostgreSQL's own process writes the files"
    ),
)


@pytest.mark.parametrize("fault", ["locked", FULL])
def test_says_to_try_again_and_the_same_form_goes_through(fault: str, tmp_path: Path) -> None:
    told = told_by(fault, tmp_path)

    assert (told["status"], told["retry_after"]) == (503, "10")
    assert f'name="slot" value="{told["slot"]}"' in told["page"]
    assert 'action="/journey/book/"' in told["page"]
    assert told["half"] == []
    assert (told["after"], told["booked"], told["faults"]) == (302, 1, [])


def told_by(fault: str, folder: Path) -> dict[str, Any]:
    """Run a site under a fault; return what it answered."""
    with scratch_environment(folder) as environment:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.faults.busy_site", fault],
            env={**environment, "BILAN_BUSY_SECONDS": "1"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
