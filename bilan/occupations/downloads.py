"""Fetch the publishers' files: from their addresses or from a folder, never other bytes than expected."""

import http.client
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from bilan.occupations.errors import DownloadFailed, PathMissing, TamperedFile, UnknownFile
from bilan.occupations.importers.credits import Source, sources
from bilan.occupations.importers.opening import digest_of

CHUNK = 1 << 16
PATIENCE_SECONDS = 30
PART = ".part"
AGENT = "bilan/0.1 (reference install)"
SCHEMES = ("https://", "http://")
BROKEN_OFF = (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError)


@dataclass(frozen=True, slots=True)
class Fetching:
    """How far a file is."""

    file: str
    received: int
    size: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of a file: PRESENT, COPIED, DOWNLOADED, or BY_HAND with the page where it is found."""

    source: Source
    state: str


def _quietly(fetching: Fetching) -> None:
    del fetching


def fetch_reference(
    *,
    into: Path,
    folder: Path | None = None,
    wanted: Sequence[Source] | None = None,
    report: Callable[[Fetching], None] = _quietly,
) -> tuple[Fetched, ...]:
    """Bring every known file into a folder, from another folder or from its publisher.

    A file already there with the right digest is kept. One that has no address is left to fetch by hand.

    Raises:
        DownloadFailed: the publisher did not answer or stopped; what came is kept for the next time.
        TamperedFile: the bytes are not the expected ones; they were thrown away.
    """
    if folder is not None and not folder.is_dir():
        raise PathMissing(path=str(folder))
    into.mkdir(parents=True, exist_ok=True)
    return tuple(Fetched(source, _fetch(source, into, folder, report)) for source in (wanted or sources()))


def _fetch(source: Source, into: Path, folder: Path | None, report: Callable[[Fetching], None]) -> str:
    target = into / source.file
    if target.is_file() and digest_of(target) == source.sha256:
        return "PRESENT"
    if folder is not None:
        return _copy(source, folder, target)
    if not source.address:
        return "BY_HAND"
    _download(source, target, report)
    return "DOWNLOADED"


def _copy(source: Source, folder: Path, target: Path) -> str:
    found = next((path for path in sorted(folder.rglob("*")) if path.name == source.file), None)
    if found is None:
        return "BY_HAND"
    part = target.with_name(target.name + PART)
    shutil.copyfile(found, part)
    _settle(source, part, target)
    return "COPIED"


def _download(source: Source, target: Path, report: Callable[[Fetching], None]) -> None:
    if not source.address.startswith(SCHEMES):
        raise UnknownFile(file=source.file, fault=_("son adresse n’est pas une adresse web."))
    part = target.with_name(target.name + PART)
    try:
        is_resumed = _receive(source, part, report)
        if is_resumed and digest_of(part) != source.sha256:
            part.unlink()  # what was kept belonged to an older file: begin again, once
            _receive(source, part, report)
    except BROKEN_OFF as error:
        raise DownloadFailed(file=source.file, address=source.address, reason=_reason(error)) from error
    _settle(source, part, target)


def _receive(source: Source, part: Path, report: Callable[[Fetching], None]) -> bool:
    """Receive what is missing of a file; tell whether an earlier beginning was used."""
    kept = part.stat().st_size if part.exists() else 0
    if kept >= source.size:
        return True
    request = urllib.request.Request(source.address, headers={"User-Agent": AGENT})  # noqa: S310  # scheme checked
    if kept:
        request.add_header("Range", f"bytes={kept}-")
    with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310  # scheme checked
        is_resumed = kept > 0 and answer.status == http.HTTPStatus.PARTIAL_CONTENT
        with part.open("ab" if is_resumed else "wb") as stream:
            _pour(source, answer, stream, kept if is_resumed else 0, report)
    return is_resumed


def _pour(
    source: Source, answer: IO[bytes], stream: IO[bytes], received: int, report: Callable[[Fetching], None]
) -> None:
    for chunk in _chunks(answer):
        received += len(chunk)
        stream.write(chunk)
        report(Fetching(source.file, received, source.size))
        if received > source.size:
            return  # too long already: the digest will tell
    if received < source.size:
        raise http.client.IncompleteRead(b"", source.size - received)


def _chunks(answer: IO[bytes]) -> Iterator[bytes]:
    while chunk := answer.read(CHUNK):
        yield chunk


def _settle(source: Source, part: Path, target: Path) -> None:
    found = digest_of(part)
    if found != source.sha256:
        part.unlink()
        raise TamperedFile(file=source.file, expected=source.sha256, found=found)
    part.replace(target)


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"HTTP {error.code}"
    if isinstance(error, http.client.IncompleteRead):
        return _("%(missing)d octets manquent") % {"missing": error.expected or 0}
    return type(error).__name__
