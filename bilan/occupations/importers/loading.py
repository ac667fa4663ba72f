"""One file being loaded: its tables, its writer, what was left out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO

from django.db import models
from django.utils.translation import gettext as _

from bilan.occupations.errors import BrokenFile, CompanionMissing, Position
from bilan.occupations.importers.opening import Archive, decode, read_plain
from bilan.occupations.importers.tables import Table
from bilan.occupations.importers.writing import Keys, Row, Writer
from bilan.occupations.models import Catalogue

UTF8 = ("utf-8-sig",)
WINDOWS = ("utf-8-sig", "cp1252")  # files made on a French Windows desk, re-encoded by some mirrors


@dataclass(frozen=True, slots=True)
class Credits:
    """What is said of a kind of file: its title, license, vintage and publisher's attribution."""

    title: str = ""
    licence: str = ""
    vintage: str = ""
    attribution: str = ""


@dataclass(slots=True)
class Loading:
    """What an importer needs to read one file and write its rows."""

    kind: str
    path: Path
    name: str
    version: str
    credits: Credits
    keys: Keys
    advance: Callable[[int], None]
    archive: Archive | None = None
    member: str = ""
    position: Position = field(init=False)
    writer: Writer = field(init=False)
    remarks: list[str] = field(default_factory=list)
    vintage: str = ""
    rows: int = 0
    _tables: list[Table] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.position = Position(self.name)
        self.writer = Writer(position=self.position, advance=self.advance)

    def table(
        self,
        *,
        member: str = "",
        header: Sequence[str] = (),
        delimiter: str = ",",
        encodings: Sequence[str] = UTF8,
        is_quoted: bool = True,
        is_ended: bool = True,
    ) -> Table:
        """Open the file, or the member of the archive that matches a pattern, as a table.

        `is_ended` says that the publisher ends the last line: a plain file that does not was cut.
        """
        data = self.raw(member)
        text = decode(data, place=self.position, encodings=encodings, delimiter=delimiter)
        if is_ended and self.archive is None and not text.endswith("\n"):
            self.position.row = text.count("\n") + 1
            raise BrokenFile(place=self.position, fault=_("le fichier s’arrête au milieu de cette ligne."))
        table = Table(text, position=self.position, delimiter=delimiter, header=header, is_quoted=is_quoted)
        self.watch(table)
        return table

    def watch(self, table: Table) -> None:
        """Count the rows of a table among those of the file."""
        self._tables.append(table)

    def text(self, *, encodings: Sequence[str] = UTF8) -> str:
        """Return the whole text of the file."""
        return decode(self.raw(), place=self.position, encodings=encodings)

    def raw(self, member: str = "") -> bytes:
        """Return the bytes of the file or of a member; the position moves there."""
        self.position.row, self.position.column = 0, ""
        if self.archive is None:
            return read_plain(self.path)
        name = self.archive.matching(member) if member else self.member
        if not name:
            self.position.file = self.name
            raise BrokenFile(place=self.position, fault=_missing_member(member))
        self.position.file = f"{self.name} › {name}"
        return self.archive.read(name)

    def stream(self) -> IO[bytes]:
        """Open the file, or the one member of the archive it came in, to be read bit by bit."""
        self.position.row, self.position.column = 0, ""
        if self.archive is None:
            return self.path.open("rb")
        return self.archive.open(self.member)

    def has(self, member: str) -> bool:
        """Tell whether the archive holds a member that matches."""
        return self.archive is not None and self.archive.matching(member) is not None

    def write(
        self, model: type[models.Model], columns: Sequence[str], rows: Iterable[Row], *, unique: int = 0
    ) -> int:
        """Insert rows as they are read."""
        return self.writer.write(model, columns, rows, unique=unique)

    def catalogue(self, code: str, name: str, *, version: str, published_on: date | None = None) -> Catalogue:
        """Return the catalogue of this code, its name and version brought up to date."""
        values = {
            "name": name,
            "version": version,
            "published_on": published_on,
            "licence": self.credits.licence,
            "attribution": self.credits.attribution,
        }
        return Catalogue.objects.update_or_create(code=code, defaults=values)[0]

    def remark(self, text: str) -> None:
        """Note something left out or completed; people read it in the status."""
        self.remarks.append(text)

    def needs(self, companion: str) -> CompanionMissing:
        """Return the error that asks for another file."""
        return CompanionMissing(place=Position(self.name), companion=companion)

    def rows_read(self) -> int:
        """Return how many rows were read in all tables of the file."""
        return self.rows + sum(table.rows_read for table in self._tables)


def _missing_member(pattern: str) -> str:
    return _("l’archive ne contient pas « %(member)s ».") % {"member": pattern.replace("\\", "")}
