"""Every text of the site has its English: run by `make check`, with GNU gettext installed."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.test.utils import override_settings

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "bilan" / "locale" / "en" / "LC_MESSAGES" / "django.po"


def main() -> int:
    """Compare the texts found in the code with the catalogue; print what is missing or left over."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilan.settings")
    django.setup()
    held, found = _read(CATALOGUE), _extract()
    wanted = {message.id for message in found if message.id}
    missing = [message.id for message in held if message.id in wanted and not _is_translated(message)]
    missing += [text for text in wanted if text not in {message.id for message in held}]
    for text in missing:
        print(f"No English yet: {text}")
    for message in held:
        if message.id and message.id not in wanted:
            print(f"Left over: {message.id}")
    print(f"{len(wanted)} texts, {len(missing)} without English.")
    return 1 if missing else 0


def _is_translated(message: object) -> bool:
    string = getattr(message, "string", "")
    parts = string if isinstance(string, tuple | list) else (string,)
    return all(parts) and not getattr(message, "fuzzy", False)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _extract() -> Catalog:
    """Run the extraction beside the tree, so that checking changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "bilan"
        ignored = shutil.ignore_patterns("*.mo", "__pycache__", "static")
        shutil.copytree(ROOT / "bilan", copy, ignore=ignored)
        before = Path.cwd()
        os.chdir(folder)
        try:
            (copy / "locale" / "en" / "LC_MESSAGES" / "django.po").unlink()
            with override_settings(LOCALE_PATHS=[str(copy / "locale")]):
                call_command("makemessages", locale=["en"], no_location=True, verbosity=0)
        finally:
            os.chdir(before)
        return _read(copy / "locale" / "en" / "LC_MESSAGES" / "django.po")


if __name__ == "__main__":
    sys.exit(main())
