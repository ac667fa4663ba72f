"""What is known of each source: one data file for titles, licenses, vintages, addresses, digests."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from bilan.occupations.errors import UnknownFile
from bilan.occupations.importers.loading import Credits

FILE = Path(__file__).resolve().parents[1] / "sources.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher's file: where it is found and what it must be."""

    kind: str
    file: str
    title: str
    publisher: str
    licence: str
    vintage: str
    attribution: str
    page: str
    address: str
    is_verified: bool
    sha256: str
    size: int

    @property
    def credits(self) -> Credits:
        """Return what is said of the file wherever its data are shown."""
        return Credits(
            title=self.title, licence=self.licence, vintage=self.vintage, attribution=self.attribution
        )


@cache
def sources() -> tuple[Source, ...]:
    """Return all known sources, in the order they are loaded."""
    return read_sources(FILE)


def read_sources(path: Path) -> tuple[Source, ...]:
    """Return the sources a file lists.

    Raises:
        UnknownFile: it is not a list of sources.
    """
    try:
        with path.open("rb") as stream:
            return tuple(Source(**entry) for entry in tomllib.load(stream)["source"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, OSError) as error:
        fault = _("ce n’est pas une liste de sources.")
        raise UnknownFile(file=path.name, fault=fault) from error


@cache
def source_of(kind: str) -> Source:
    """Return the source of a kind of file."""
    return next(source for source in sources() if source.kind == kind)
