"""What was answered outlives a process killed on the spot."""

import os
import subprocess
import sys
from pathlib import Path

from tests.faults.migrated import put_migrated

OPEN = """
import django
django.setup()
from datetime import UTC, datetime
from bilan.accounts.models import Person
from bilan.instruments.models import Administration
from bilan.instruments.operations import record_answer, start_administration
from bilan.instruments.queries import given_values, progress
from bilan.vault.operations import person_key
now = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""
ANSWER_THEN_DIE = (
    OPEN
    + """
import os, signal
person = Person.objects.create(email="a@example.org", name="A")
held = start_administration(
    person=person, instrument_id="cms-diagnosis", key=person_key(owner=person.pk, at=now),
    moment="START", by=person, at=now, seed=3,
)
for _ in range(3):
    item = progress(administration=held).next_item
    record_answer(administration=held, item_id=item, value=2, by=person, at=now)
print(progress(administration=held).next_item, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
)
READ_AGAIN = (
    OPEN
    + """
held = Administration.objects.select_related("key").get()
print(len(given_values(administration=held)), progress(administration=held).next_item)
"""
)


def run(script: str, state: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "BILAN_STATE": str(state),
        "DJANGO_SETTINGS_MODULE": "bilan.settings.testing",
    }
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )


def test_three_answers_and_the_place_are_there_after_a_kill(tmp_path: Path) -> None:
    put_migrated(tmp_path)
    killed = run(ANSWER_THEN_DIE, tmp_path)
    again = run(READ_AGAIN, tmp_path)

    assert killed.returncode == -9, killed.stderr
    assert again.stdout.split() == ["3", killed.stdout.strip()], again.stderr
