"""A locked database, a full disk: the page says to try again, keeps what was typed, does nothing by half."""

import json
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection

from tests.faults.scratch import scratch_environment

# PostgreSQL's own process writes its files: no limit of ours reaches it.
FAULTS = ("locked", "full") if connection.vendor == "sqlite" else ("locked",)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Run a site under each fault; return what it answered."""
    with scratch_environment(tmp_path_factory.mktemp("busy")) as environment:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.faults.busy_site", *FAULTS],
            env={**environment, "BILAN_BUSY_SECONDS": "1"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize("fault", FAULTS)
def test_says_to_try_again_and_the_same_form_goes_through(
    fault: str, answers: dict[str, dict[str, Any]]
) -> None:
    told = answers[fault]

    assert (told["status"], told["retry_after"]) == (503, "10")
    assert f'name="slot" value="{told["slot"]}"' in told["page"]
    assert 'action="/journey/book/"' in told["page"]
    assert told["half"] == []
    assert (told["after"], told["booked"], told["faults"]) == (302, 1, [])
