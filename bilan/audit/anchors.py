"""The head of the chain, written each day outside the database, in a file that only grows."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localdate

from bilan.audit.canonical import GENESIS
from bilan.audit.models import Link
from bilan.audit.sealing import seal_all


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the chain was at a moment: how long, and its last hash."""

    at: str
    position: int
    hash: str

    @property
    def on(self) -> date:
        """The local day it was written."""
        return localdate(datetime.fromisoformat(self.at))


def folder() -> Path:
    """Return where anchors are kept; copy it elsewhere, out of reach of whoever holds the database."""
    return Path(settings.STATE) / "anchors"


def write_anchor(*, at: datetime) -> Anchor:
    """Chain what waits and append the head; what is returned is on the disk."""
    seal_all()
    last = Link.objects.order_by("-position").first()
    position, head = (last.position, bytes(last.hash)) if last else (0, GENESIS)
    anchor = Anchor(at=at.isoformat(), position=position, hash=head.hex())
    _append(folder() / f"{anchor.on.year}.jsonl", json.dumps(asdict(anchor)))
    return anchor


def anchor_once_a_day(*, at: datetime) -> Anchor | None:
    """Write the day's anchor unless it is there, or a later one after a clock that moved back."""
    last = latest_anchor()
    return write_anchor(at=at) if last is None or last.on < localdate(at) else None


def latest_anchor() -> Anchor | None:
    """Return the last anchor written, or None."""
    for path in reversed(_files()):
        if found := list(_read(path)):
            return found[-1]
    return None


def all_anchors() -> list[Anchor]:
    """Return the anchors in the order they were written."""
    return [anchor for path in _files() for anchor in _read(path)]


def _files() -> list[Path]:
    return sorted(folder().glob("*.jsonl"))


def _read(path: Path) -> Iterator[Anchor]:
    """Skip a line that was cut short: its anchor was never told to anyone."""
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            yield Anchor(**json.loads(line))
        except (ValueError, TypeError):
            continue


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - 1))
        start = b"" if not end or file.read(1) == b"\n" else b"\n"
        file.write(start + line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    _keep_name(path.parent)


def _keep_name(path: Path) -> None:
    """Make a new file's name survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
