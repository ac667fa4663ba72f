"""What a backup holds: each entry with its size and SHA-256, and how many of what."""

import hashlib
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, BinaryIO, cast

from bilan.vault.backups.container import SealedReader
from bilan.vault.errors import BackupError

MANIFEST = "manifest.json"
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the archive."""

    size: int
    sha256: str


@dataclass(slots=True)
class Manifest:
    """The contents of a backup."""

    engine: str
    made_at: str
    counts: dict[str, int]
    entries: dict[str, Entry] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Write it down."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


class HashedReader:
    """Pass bytes through and remember their SHA-256."""

    def __init__(self, source: IO[bytes], out: BinaryIO | None = None) -> None:
        self._source, self._out, self._sum, self.size = source, out, hashlib.sha256(), 0

    def read(self, size: int = BLOCK) -> bytes:
        """Read, count, and copy when there is somewhere to."""
        told = self._source.read(size)
        self._sum.update(told)
        self.size += len(told)
        if self._out is not None:
            self._out.write(told)
        return told

    @property
    def entry(self) -> Entry:
        """What has gone through."""
        return Entry(self.size, self._sum.hexdigest())


def read_archive(path: Path, *, passphrase: bytes, into: Path | None = None) -> Manifest:
    """Read a whole backup, check every entry, and lay them out in a folder when one is given.

    Raises:
        BackupError: the passphrase is wrong, or what is there is not what was written.
    """
    found, told = dict[str, Entry](), None
    with path.open("rb") as source:
        reader = SealedReader(source, passphrase=passphrase)
        for name, body in _entries(reader):
            if name == MANIFEST:
                told = body.read()
            else:
                found[name] = _pass_on(body, None if into is None else into / name)
    return _checked(told, found)


def _entries(reader: SealedReader) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(fileobj=cast("IO[bytes]", reader), mode="r|") as archive:
        for member in archive:
            parts = Path(member.name).parts
            if not member.isfile() or ".." in parts or member.name.startswith("/"):
                raise BackupError(f"This backup holds a strange entry, {member.name!r}. Nothing changed.")
            body = archive.extractfile(member)
            if body is not None:
                yield member.name, body
    reader.read()  # to the last chunk, so that a cut at the very end is seen


def _pass_on(body: IO[bytes], target: Path | None) -> Entry:
    if target is None:
        return _drained(HashedReader(body))
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        return _drained(HashedReader(body, out))


def _drained(through: HashedReader) -> Entry:
    while through.read():
        pass
    return through.entry


def _checked(told: bytes | None, found: dict[str, Entry]) -> Manifest:
    if told is None:
        raise BackupError("This backup has no list of what it holds: it is not whole. Nothing was restored.")
    read = json.loads(told)
    entries = {name: Entry(**entry) for name, entry in read.pop("entries").items()}
    if entries != found:
        wrong = sorted(set(entries.items()) ^ set(found.items()), key=str)[0][0]
        raise BackupError(f"In this backup, {wrong} is not what was written. Nothing was restored.")
    return Manifest(entries=entries, **read)
