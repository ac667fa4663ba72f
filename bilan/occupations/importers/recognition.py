"""Find the files to import in what was given, and say what each of them is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bilan.occupations.errors import DoubledFile, PathMissing, UnknownFile
from bilan.occupations.importers.kinds import KINDS, LOADING_ORDER, Kind
from bilan.occupations.importers.opening import digest_of
from bilan.occupations.importers.sample import sample_of
from bilan.occupations.importers.versions import version_of

IGNORED_SUFFIXES = frozenset({".part", ".md"})  # interrupted downloads, notes beside the files


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recognised file, not yet loaded."""

    path: Path
    kind: str
    version: str
    sha256: str


def candidates(paths: Iterable[Path]) -> tuple[Candidate, ...]:
    """Return the recognised files in the order they must be loaded.

    Raises:
        UnknownFile: a file is none of those known here.
        DoubledFile: two different files are of one kind.
    """
    found: dict[str, Candidate] = {}
    for path in _files(paths):
        kind = recognise(path)
        candidate = Candidate(path, kind.code, version_of(path), digest_of(path))
        other = found.setdefault(kind.code, candidate)
        if other.sha256 != candidate.sha256:
            raise DoubledFile(file=path.name, other=other.path.name)
    return tuple(sorted(found.values(), key=lambda candidate: LOADING_ORDER[candidate.kind]))


def recognise(path: Path) -> Kind:
    """Return the kind of a file, by its content alone."""
    sample = sample_of(path)
    for kind in KINDS:
        if kind.is_it(sample):
            return kind
    raise UnknownFile(file=path.name)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                inner for inner in path.rglob("*") if inner.is_file() and not _is_ignored(inner)
            )
        elif path.is_file():
            yield path
        else:
            raise PathMissing(path=str(path))


def _is_ignored(path: Path) -> bool:
    return path.name.startswith(".") or path.suffix.lower() in IGNORED_SUFFIXES
