"""The version a publisher gives to an archive: in the names of its members, else in its own name."""

import re
from pathlib import Path

from bilan.occupations.importers.opening import Archive, is_archive

ROME = re.compile(r"_v(\d)(\d{2})_utf8\.csv$")
ONET = re.compile(rb"O\*NET[^\d]{0,3}(\d+\.\d+)")
ESCO = re.compile(r"\bv(\d+(?:\.\d+)+)\b")


def version_of(path: Path) -> str:
    """Return the version, or nothing where the publisher writes none."""
    if is_archive(path):
        archive = Archive(path)
        try:
            if found := _inside(archive):
                return found
        finally:
            archive.close()
    named = ESCO.search(path.name)
    return named.group(1) if named else ""


def _inside(archive: Archive) -> str:
    for name in archive.members:
        if found := ROME.search(name):
            return f"{found.group(1)}.{found.group(2)}"
    note = archive.matching(r"Read[ _]Me\.txt")
    told = ONET.search(archive.sample(note)) if note else None
    return told.group(1).decode() if told else ""
