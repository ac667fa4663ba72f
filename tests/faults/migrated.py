"""A migrated, empty SQLite file, made once for all processes of the suite and copied where one is needed."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django

BILAN = Path(__file__).parents[2] / "bilan"
MIGRATE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
"""


def put_migrated(folder: Path) -> None:
    """Lay a site's empty database into a state folder."""
    kept = Path(tempfile.gettempdir()) / f"bilan-tests-migrated-{_fingerprint()}.sqlite3"
    if not kept.exists():
        _make(kept)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(kept, folder / "bilan.sqlite3")


def _make(kept: Path) -> None:
    state = Path(tempfile.mkdtemp(prefix="bilan-tests-"))
    environment = {
        **os.environ,
        "BILAN_STATE": str(state),
        "DJANGO_SETTINGS_MODULE": "bilan.settings.testing",
    }
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-W", "ignore", "-c", MIGRATE], env=environment, check=True)
    (state / "bilan.sqlite3").replace(kept)  # whoever comes last puts the same in place of the same


def _fingerprint() -> str:
    told = hashlib.sha256(django.get_version().encode())
    for path in [BILAN / "audit" / "guards.py", *sorted(BILAN.glob("*/migrations/*.py"))]:
        told.update(path.read_bytes())
    return told.hexdigest()[:16]
