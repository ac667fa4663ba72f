"""The questionnaires at hand, shipped and imported, checked before anyone is asked anything."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from pydantic import ValidationError

from bilan.instruments.errors import InstrumentFaulty, InstrumentUnknown
from bilan.instruments.places import fault_in
from bilan.instruments.schema import Instrument

FOLDER = Path(__file__).parent / "library"
CMS, RIASEC, VALUES, ALLIANCE, DECISION, CONFIDENCE = (
    "cms-diagnosis",
    "riasec",
    "work-values",
    "alliance",
    "decision-state",
    "self-efficacy",
)
Versions = dict[tuple[str, str], Instrument]


def instruments() -> tuple[Instrument, ...]:
    """Return each instrument at hand in its latest version, by name."""
    latest: dict[str, Instrument] = {}
    for held in versions():
        latest[held.id] = held
    return tuple(latest.values())


def versions() -> tuple[Instrument, ...]:
    """Return every version at hand, by name, the oldest first."""
    found = _shipped() | _imported(imported_folder(), _stamp(imported_folder()))
    return tuple(found[name] for name in sorted(found, key=_by_age))


def instrument(instrument_id: str, version: str | None = None) -> Instrument:
    """Return an instrument by its name, in its latest version unless another is asked.

    Raises:
        InstrumentUnknown: no such name, or no such version of it.
    """
    found = [held for held in versions() if held.id == instrument_id and version in {None, held.version}]
    if not found:
        raise InstrumentUnknown(instrument_id=instrument_id)
    return found[-1]


def is_shipped(instrument_id: str, version: str) -> bool:
    """Tell whether a version comes with the product, rather than from a provider's files."""
    return (instrument_id, version) in _shipped()


def imported_folder() -> Path:
    """Return where imported files are kept, beside the database."""
    return Path(settings.STATE) / "instruments"


def read_folder(*, folder: Path) -> tuple[Instrument, ...]:
    """Read every instrument of a folder; one faulty file refuses the folder."""
    return tuple(_read(folder).values())


def files_of(*, folder: Path) -> tuple[Path, ...]:
    """Return the files of instruments in a folder, by name."""
    return tuple(sorted(folder.glob("*.toml")))


def read_instrument(*, path: Path) -> Instrument:
    """Read and check one instrument's file.

    Raises:
        InstrumentFaulty: names the file, the place and what is wrong there.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return Instrument.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InstrumentFaulty(file=path.name, place="TOML", fault=str(error)) from error
    except ValidationError as error:
        place, fault = fault_in(text=text, error=error)
        raise InstrumentFaulty(file=path.name, place=place, fault=fault) from error


def _read(folder: Path) -> Versions:
    found: dict[tuple[str, str], str] = {}
    held: Versions = {}
    for path in files_of(folder=folder):
        read = read_instrument(path=path)
        name = (read.id, read.version)
        if name in found:
            twice = f"{read.id} {read.version} is in {found[name]} too"
            raise InstrumentFaulty(file=path.name, place="id", fault=twice)
        found[name], held[name] = path.name, read
    return held


@cache
def _shipped() -> Versions:
    return _read(FOLDER)


@lru_cache(maxsize=2)
def _imported(folder: Path, stamp: int) -> Versions:
    """Read the imported files; the folder's stamp makes every process see an import at once."""
    return _read(folder) if stamp else {}


def _stamp(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _by_age(name: tuple[str, str]) -> tuple[str, list[tuple[int, str]]]:
    """Order versions as numbers where they are: 0.10 comes after 0.9."""
    instrument_id, version = name
    steps = version.replace("-", ".").split(".")
    return instrument_id, [(int(step), "") if step.isdecimal() else (-1, step) for step in steps]
