"""Open what a publisher made: archives within limits, bytes turned to text, digests."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from bilan.occupations.errors import BrokenFile, Position, UnsafeFile, WrongEncoding

LARGEST_PLAIN = 2_000_000_000  # the whole national register of certifications unpacks to about 1 GB
LARGEST_TABLE = 200_000_000
LARGEST_ARCHIVE = 400_000_000  # unpacked; the largest known archive unpacks to 27 MB
MOST_MEMBERS = 300
HIGHEST_RATIO = 100  # the reference files stay under 15
SMALLEST_SUSPECT = 1_000_000
SAMPLE = 65_536
LONGEST_CELL = 10_000_000

csv.field_size_limit(LONGEST_CELL)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_archive(path: Path) -> bool:
    """Tell whether a file starts as a zip does."""
    with path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


class Archive:
    """A zip read within limits: no bomb, no password, no path followed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            fault = _("l’archive est abîmée ou incomplète.")
            raise BrokenFile(place=Position(path.name), fault=fault) from error
        self._refuse_unsafe()

    @cached_property
    def members(self) -> dict[str, zipfile.ZipInfo]:
        """Return members by base name, folders and hidden files left out."""
        files = (info for info in self._zip.infolist() if not info.is_dir())
        named = ((info.filename.rsplit("/", 1)[-1], info) for info in files)
        return {name: info for name, info in named if not name.startswith(".")}

    def matching(self, pattern: str) -> str | None:
        """Return the one member whose base name matches, or None."""
        return next((name for name in sorted(self.members) if re.fullmatch(pattern, name)), None)

    def read(self, name: str) -> bytes:
        """Return a member's bytes, its checksum verified."""
        try:
            return self._zip.read(self.members[name])
        except Exception as error:  # each codec has its own way to say that bytes are wrong
            raise self._damaged(name) from error

    def sample(self, name: str) -> bytes:
        """Return the first bytes of a member."""
        try:
            with self.open(name) as stream:
                return stream.read(SAMPLE)
        except Exception as error:
            raise self._damaged(name) from error

    def open(self, name: str) -> IO[bytes]:
        """Open a member to read it bit by bit."""
        return self._zip.open(self.members[name])

    def _damaged(self, name: str) -> BrokenFile:
        place = Position(f"{self.path.name} › {name}")
        return BrokenFile(place=place, fault=_("ce membre de l’archive est abîmé."))

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def _refuse_unsafe(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > MOST_MEMBERS:
            self._refuse(_("l’archive contient plus de %(limit)d fichiers.") % {"limit": MOST_MEMBERS})
        if sum(info.file_size for info in infos) > LARGEST_ARCHIVE:
            self._refuse(_("l’archive dépliée serait trop grande."))
        if any(_is_bomb(info) for info in infos):
            self._refuse(_("l’archive se déplie démesurément."))

    def _refuse(self, fault: str) -> None:
        self._zip.close()
        raise UnsafeFile(place=Position(self.path.name), fault=fault)


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > SMALLEST_SUSPECT and info.file_size > max(info.compress_size, 1) * HIGHEST_RATIO


def read_plain(path: Path) -> bytes:
    """Return a file's bytes, refusing one that no table of ours reaches."""
    if path.stat().st_size > LARGEST_TABLE:
        raise UnsafeFile(place=Position(path.name), fault=_("le fichier est trop grand pour être une table."))
    return path.read_bytes()


def decode(data: bytes, *, place: Position, encodings: Sequence[str], delimiter: str = "") -> str:
    """Return text in the first encoding that fits, else say which row and column does not."""
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise WrongEncoding(
        place=_first_misfit(data, place, encodings[0], delimiter), encoding=encodings[0].removesuffix("-sig")
    )


def _first_misfit(data: bytes, place: Position, encoding: str, delimiter: str) -> Position:
    text = data.decode(encoding, errors="replace").replace("\x00", "\ufffd")
    if delimiter:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        header = next(rows, [])
        for cells in rows:
            for number, cell in enumerate(cells):
                if "\ufffd" in cell:
                    column = header[number] if number < len(header) else str(number + 1)
                    return replace(place, row=rows.line_num, column=column.replace("\ufffd", "?"))
    before = text[: text.find("\ufffd")]
    return replace(place, row=before.count("\n") + 1, column=str(len(before) - before.rfind("\n")))
