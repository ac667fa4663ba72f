"""The project's own sources, as the architecture tests read them."""

from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "bilan"


@cache
def python_sources() -> dict[Path, str]:
    """Return every module of the package with its text, migrations left out."""
    return {
        path: path.read_text(encoding="utf-8")
        for path in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in path.parts
    }
