"""Import the instruments that a provider holds a licence for; a version in use never changes."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bilan.instruments.errors import FolderEmpty, VersionTaken
from bilan.instruments.library import files_of, imported_folder, is_shipped, read_folder, versions
from bilan.instruments.models import Administration
from bilan.instruments.schema import Instrument

State = Literal["ADDED", "REPLACED", "HELD"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file."""

    instrument: Instrument
    state: State


def import_instruments(*, folder: Path) -> tuple[Imported, ...]:
    """Check every file of a folder, then keep them all; one fault and nothing is kept.

    Raises:
        FolderEmpty: no such folder, or no instrument in it.
        InstrumentFaulty: a file breaks the schema.
        VersionTaken: another text already bears this name and version, and was answered or is shipped.
    """
    files = files_of(folder=folder)
    if not files:
        raise FolderEmpty(folder=str(folder))
    read = read_folder(folder=folder)
    decided = [Imported(held, _decide(held)) for held in read]
    for path, each in zip(files, decided, strict=True):
        if each.state != "HELD":
            _keep(path, each.instrument)
    return tuple(decided)


def _decide(read: Instrument) -> State:
    name = (read.id, read.version)
    held = next((other for other in versions() if (other.id, other.version) == name), None)
    if held is None:
        return "ADDED"
    if held == read:
        return "HELD"
    is_used = Administration.objects.filter(instrument=read.id, version=read.version).exists()
    if is_used or is_shipped(*name):
        raise VersionTaken(instrument_id=read.id, version=read.version)
    return "REPLACED"


def _keep(path: Path, read: Instrument) -> None:
    """Put a file in its place at once: a reader sees the old folder or the new one."""
    folder = imported_folder()
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{read.id}-{read.version}.{os.getpid()}"
    draft.write_bytes(path.read_bytes())
    draft.replace(folder / f"{read.id}-{read.version}.toml")
