"""What sharing takes in and gives back: who reads, on what terms, the paper, the share as told."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bilan.sharing.models import Share


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a document is given to."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class ShareTerms:
    """For what, until which day included, with a word for the reader; a code each time or not."""

    purpose: str
    until: date
    words: str = ""
    asks_code: bool = False


@dataclass(frozen=True, slots=True)
class SetPaper:
    """A document as it was set that day; its own revision where it has one."""

    document: Share.Document
    pdf: bytes
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class ToldShare:
    """A share as its owner sees it, with each opening."""

    id: UUID
    document: Share.Document
    version: int
    recipient: Recipient
    purpose: Share.Purpose
    words: str
    asks_code: bool
    until: date
    shared_at: datetime
    revoked_at: datetime | None
    is_open: bool
    paper_sha256: str
    visits: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class OfferedPaper:
    """What the holder of a link is told before opening anything."""

    owner: str
    recipient: str
    document: Share.Document
    purpose: Share.Purpose
    words: str
    until: date
    asks_code: bool


@dataclass(frozen=True, slots=True)
class OpenedPaper:
    """The document that was shared, byte for byte."""

    document: Share.Document
    pdf: bytes
