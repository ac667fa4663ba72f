"""Read the whole trail again and say which row is not what was sealed; nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from django.db import connection

from bilan.audit.anchors import Anchor, all_anchors
from bilan.audit.canonical import GENESIS, SEPARATOR, next_hash, query
from bilan.audit.models import Link

Row = tuple[int, int, bytes, str | None]
What = Literal["CHANGED", "REMOVED", "REORDERED", "TRUNCATED", "REWRITTEN"]
PAGE = 20_000
MOST_COMPARED = 30
_ROWS = (
    "SELECT l.position, l.event, l.hash, {canonical} FROM audit_link l"
    " LEFT JOIN audit_event e ON e.id = l.event WHERE l.position > %s ORDER BY l.position LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A place of the trail that is not what was sealed; `count` rows are missing from there on."""

    what: What
    position: int
    event: int | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Verification:
    """What reading the trail again told."""

    sealed: int
    waiting: int
    anchors: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A link whose hash is not that of the event it names."""

    position: int
    event: int
    previous: bytes
    hash: bytes
    text: str


@dataclass(slots=True)
class Reading:
    """Where the reading stands, and what it met."""

    position: int = 0
    previous: bytes | None = GENESIS
    removed: list[Fault] = field(default_factory=list)
    mismatches: list[Mismatch] = field(default_factory=list)


def verify_trail() -> Verification:
    """Compare each event with its link, and the chain with its anchors."""
    anchors = all_anchors()  # read first: what is sealed meanwhile can only be longer
    reading = Reading()
    for page in _pages():
        _read_page(reading, page)
    faults = (*reading.removed, *_told(reading.mismatches), *_against(anchors, reading.position))
    return Verification(
        sealed=Link.objects.count(),
        waiting=_waiting(),
        anchors=len(anchors),
        faults=tuple(sorted(faults, key=lambda fault: fault.position)),
    )


def _pages() -> Iterator[list[Row]]:
    """Give the links in order, a page at a time, so that a long reading holds no lock."""
    after, rows = 0, query(connection, _ROWS)
    with connection.cursor() as cursor:
        while True:
            cursor.execute(rows, [after, PAGE])
            page: list[Row] = cursor.fetchall()
            if not page:
                return
            yield page
            after = page[-1][0]


def _read_page(reading: Reading, page: list[Row]) -> None:
    position, previous = reading.position, reading.previous
    for row in page:
        position, before = position + 1, previous
        at, _event, previous, text = row
        if at == position and before and text is not None:
            if sha256(before + text.encode()).digest() == previous:
                continue
        elif at != position:
            reading.removed.append(Fault("REMOVED", position, count=at - position))
            position, before = at, None
        _note(reading, row, before)
    reading.position, reading.previous = position, previous


def _note(reading: Reading, row: Row, before: bytes | None) -> None:
    """Keep what is wrong with a row; one that follows a missing link cannot be checked."""
    position, event, kept, text = row
    if text is None:
        reading.removed.append(Fault("REMOVED", position, event))
    elif before is not None:
        reading.mismatches.append(Mismatch(position, event, before, kept, text))


def _told(mismatches: list[Mismatch]) -> Iterator[Fault]:
    """Tell what changed places from what was changed."""
    compared = mismatches[:MOST_COMPARED]
    texts = {text for one in compared for text in _texts(one, compared)}
    found = {next_hash(one.previous, text) for one in compared for text in texts}
    for one in mismatches:
        yield Fault("REORDERED" if one.hash in found else "CHANGED", one.position, one.event)


def _texts(one: Mismatch, others: list[Mismatch]) -> Iterator[str]:
    """Give the texts that may once have stood at a place: another's, under either number."""
    for other in others:
        yield other.text
        yield f"{one.event}{SEPARATOR}{other.text.partition(SEPARATOR)[2]}"


def _against(anchors: list[Anchor], length: int) -> Iterator[Fault]:
    wanted = [anchor.position for anchor in anchors]
    held = dict(Link.objects.filter(position__in=wanted).values_list("position", "hash"))
    for anchor in anchors:
        if anchor.position > length:
            yield Fault("TRUNCATED", length + 1, count=anchor.position - length)
        elif anchor.position in held and bytes(held[anchor.position]).hex() != anchor.hash:
            yield Fault("REWRITTEN", anchor.position)


def _waiting() -> int:
    """Count the events that no link names yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM audit_event e"
            " WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.event = e.id)"
        )
        count: int = cursor.fetchone()[0]
        return count
