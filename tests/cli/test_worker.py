"""One worker a machine, known by a name that outlives it; a job that fails spoils no other."""

import subprocess
import sys
from pathlib import Path

import pytest

from bilan.cli.worker import _guarded, hold_worker

HOLD = """
import pathlib, sys
from bilan.cli.worker import hold_worker
print(hold_worker(pathlib.Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


def a_holder(state: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a process that tries to be the worker; return it and the name it got."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(state)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    return child, child.stdout.readline().strip()


def end(child: subprocess.Popen[str]) -> None:
    """Kill it without warning."""
    with child:
        child.kill()


def test_the_second_process_waits_and_takes_the_name_over_after_a_kill(tmp_path: Path) -> None:
    first, name = a_holder(tmp_path)
    second, nothing = a_holder(tmp_path)
    end(second)
    end(first)
    third, again = a_holder(tmp_path)
    end(third)

    assert len(name) == 32
    assert nothing == ""
    assert again == name


def test_two_machines_have_two_names(tmp_path: Path) -> None:
    assert hold_worker(tmp_path / "one") != hold_worker(tmp_path / "two")


@pytest.mark.django_db
def test_a_job_that_fails_is_logged_and_the_next_one_runs(caplog: pytest.LogCaptureFixture) -> None:
    done = []

    def fail() -> None:
        raise OSError

    for job in (fail, lambda: done.append("next")):
        _guarded(job)

    assert done == ["next"]
    assert "tried again" in caplog.text
