"""A migrated, empty SQLite file, made once for all processes of the suite and copied where one is needed."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import django

MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # where Django puts its tests' database
BILAN = Path(__file__).parents[2] / "bilan"
MIGRATE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
"""


def put_migrated(folder: Path) -> None:
    """Lay a site's empty database into a state folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(_migrated(), folder / "bilan.sqlite3")


def memory_filled() -> sqlite3.Connection:
    """Fill the memory that the tests' database will be; it stays while this connection is open."""
    memory = sqlite3.connect(MEMORY, uri=True, check_same_thread=False)
    with closing(sqlite3.connect(_migrated())) as kept:
        kept.backup(memory)
    return memory


def _migrated() -> Path:
    """Return the file; whoever asks while another process makes it waits."""
    kept = Path(tempfile.gettempdir()) / f"bilan-tests-migrated-{_fingerprint()}.sqlite3"
    if not kept.exists():
        with kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                _make(kept)
    return kept


def _make(kept: Path) -> None:
    state = Path(tempfile.mkdtemp(prefix="bilan-tests-"))
    environment = {
        **os.environ,
        "BILAN_STATE": str(state),
        "DJANGO_SETTINGS_MODULE": "bilan.settings.testing",
    }
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-W", "ignore", "-c", MIGRATE], env=environment, check=True)
    with closing(sqlite3.connect(state / "bilan.sqlite3")) as made:
        made.execute("PRAGMA journal_mode=DELETE")  # memory holds no other journal
    (state / "bilan.sqlite3").replace(kept)


def _fingerprint() -> str:
    told = hashlib.sha256(django.get_version().encode())
    for path in [BILAN / "audit" / "guards.py", *sorted(BILAN.glob("*/migrations/*.py"))]:
        told.update(path.read_bytes())
    return told.hexdigest()[:16]
