"""Two people acting at once, in a file and on a server: one is served, the other is told, nothing is lost."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.faults.scratch import scratch_environment

EXPECTED = {
    "slot": {"refused": ["SlotTaken"], "count": 1},
    "last_hour": {"refused": ["HoursExceeded"], "count": 24 * 60},
    "signatures": {"refused": [], "count": 1},
    "notes": {"refused": ["NoteChanged"], "count": 1, "is_whole": True},
    "letters": {"refused": [], "count": 2},
    "work": {"refused": ["WorkChanged"], "count": 1},
    "draft": {"refused": ["ChangedMeanwhile"], "count": 1, "is_stale": False},
    "moved_or_called_off": {"refused": ["SessionNotBooked"], "is_coherent": True},
    "called_off_or_recorded": {"refused": ["SessionNotBooked"], "is_coherent": True},
    "signed_or_left": {"has_left": True, "is_coherent": True},
    "one_module": {"refused": ["PlanChanged"], "count": 1, "is_coherent": True},
    "remarks": {"refused": ["ChangedMeanwhile"], "is_coherent": True},
    "locked_or_reworded": {"is_coherent": True},
    "one_demand": {"refused": ["ChangedMeanwhile"], "count": 1},
    "one_card": {"refused": ["ChangedMeanwhile"], "count": 1},
    "one_answer": {"refused": ["AnsweredElsewhere"], "count": 1},
    "two_clicks": {"statuses": [200, 200], "told": 1, "count": 1},
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Play every scene in a process of its own, on a database of its own; return what it told."""
    with scratch_environment(tmp_path_factory.mktemp("rivals")) as environment:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.cases.rivals"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("scene", EXPECTED)
def test_one_is_served_the_other_is_told(scene: str, told: dict[str, Any]) -> None:
    assert told[scene] == EXPECTED[scene]
