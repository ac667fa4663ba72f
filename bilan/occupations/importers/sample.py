"""The beginning of a file, enough to recognise it: text, column names, members, sheets."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from bilan.occupations.importers.opening import SAMPLE, Archive, is_archive
from bilan.occupations.importers.sheets import sheet_names

WORKBOOK = "workbook.xml"


@dataclass(frozen=True, slots=True)
class Sample:
    """What recognition looks at; a file's name is not part of it."""

    text: str = ""
    members: frozenset[str] = frozenset()
    sheets: tuple[str, ...] = ()

    def has_member(self, pattern: str) -> bool:
        """Tell whether a member's base name matches."""
        return any(re.fullmatch(pattern, name) for name in self.members)

    def has_columns(self, delimiter: str, names: tuple[str, ...]) -> bool:
        """Tell whether the first line names these columns."""
        first = self.text.split("\n", 1)[0]
        cells = next(csv.reader(io.StringIO(first), delimiter=delimiter), [])
        return set(names) <= {cell.strip() for cell in cells}


def sample_of(path: Path) -> Sample:
    """Return what can be seen of a file; a lone file in a zip is seen through it."""
    if not is_archive(path):
        with path.open("rb") as stream:
            return Sample(text=_loose_text(stream.read(SAMPLE)))
    archive = Archive(path)
    try:
        members = frozenset(archive.members)
        if WORKBOOK in members:
            return Sample(sheets=sheet_names(path))
        if len(members) == 1:
            return Sample(text=_loose_text(archive.sample(next(iter(members)))), members=members)
        return Sample(members=members)
    finally:
        archive.close()


def _loose_text(data: bytes) -> str:
    """Return text to look at, whatever its encoding: headers here are plain or UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:  # a character cut by the end of the sample
            return data[: error.start].decode("utf-8-sig")
        return data.decode("cp1252", errors="replace")
