"""The shipped questionnaires, read from their files and checked before anyone answers them."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from bilan.instruments.errors import InstrumentFaulty, InstrumentUnknown
from bilan.instruments.schema import Instrument

FOLDER = Path(__file__).parent / "library"
CMS, RIASEC, VALUES, ALLIANCE, DECISION = (
    "cms-diagnosis",
    "riasec",
    "work-values",
    "alliance",
    "decision-state",
)


@cache
def instruments() -> tuple[Instrument, ...]:
    """Return the shipped instruments, by name."""
    return read_folder(folder=FOLDER)


def instrument(instrument_id: str, version: str | None = None) -> Instrument:
    """Return an instrument by its name.

    Raises:
        InstrumentUnknown: no such name, or no such version of it.
    """
    for held in instruments():
        if held.id == instrument_id and version in {None, held.version}:
            return held
    raise InstrumentUnknown(instrument_id=instrument_id)


def read_folder(*, folder: Path) -> tuple[Instrument, ...]:
    """Read every instrument of a folder; one faulty file refuses the folder."""
    found: dict[str, str] = {}
    held: list[Instrument] = []
    for path in sorted(folder.glob("*.toml")):
        read = read_instrument(path=path)
        if read.id in found:
            raise InstrumentFaulty(file=path.name, place="id", fault=f"{read.id} is in {found[read.id]} too")
        found[read.id] = path.name
        held.append(read)
    return tuple(held)


def read_instrument(*, path: Path) -> Instrument:
    """Read and check one instrument's file.

    Raises:
        InstrumentFaulty: names the file, the place and what is wrong there.
    """
    try:
        return Instrument.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InstrumentFaulty(file=path.name, place="TOML", fault=str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"]) or "top"
        raise InstrumentFaulty(file=path.name, place=place, fault=first["msg"]) from error
