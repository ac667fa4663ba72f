"""The site and the worker are killed at random moments: what was acknowledged stays, nothing is half done.

`make faults` kills two hundred times; `BILAN_KILLS` says how often, `BILAN_SEED` which moments.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.faults.scratch import scratch_environment

KILLS = int(os.environ.get("BILAN_KILLS", "6"))
SEED = os.environ.get("BILAN_SEED", "20261124")


def test_what_was_acknowledged_stays_and_nothing_is_half_done(tmp_path: Path) -> None:
    with scratch_environment(tmp_path) as environment:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.faults.campaign", str(KILLS), SEED],
            env=environment,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )

    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    print(told)  # noqa: T201  # the figures of a long campaign
    assert told["faults"] == []
    assert told["kills"] >= KILLS
    assert 0 < told["acknowledged"] <= told["sent"]
    # A kill between the mail server's yes and its note repeats that one mail, under the same Message-ID.
    assert told["repeated"] <= told["kills"] / 2
