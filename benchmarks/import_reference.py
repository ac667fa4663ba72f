"""Measure the import of the publishers' whole folder: seconds by file, and the highest memory.

    BILAN_REFERENCE=… python benchmarks/import_reference.py

A throwaway SQLite database is used, or the one of DATABASE_URL (it must be empty).
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    """Import the folder of BILAN_REFERENCE and print a table."""
    folder = os.environ.get("BILAN_REFERENCE", "")
    if not Path(folder).is_dir() or not folder:
        print("Set BILAN_REFERENCE to the folder of the publishers' files.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        os.environ.setdefault("BILAN_STATE", scratch)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilan.settings")
        measure(Path(folder))
    return 0


def measure(folder: Path) -> None:
    """Print how long each file took, then the whole and its memory."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from bilan.occupations.operations import Progress, import_reference

    call_command("migrate", verbosity=0)
    started = previous = time.perf_counter()

    def report(step: Progress) -> None:
        nonlocal previous
        if step.state != "LOADING":
            now = time.perf_counter()
            print(f"{step.kind:<24}{now - previous:7.2f} s")
            previous = now

    result = import_reference(paths=[folder], at=timezone.now(), report=report)
    elapsed = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(result.files)} files, {result.rows:,} rows: {elapsed:.1f} s, {memory:.0f} MiB at most")


if __name__ == "__main__":
    sys.exit(main())
