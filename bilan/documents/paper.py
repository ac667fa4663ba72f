"""What a document says, before it is set: facts, sections, signatures."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure or a name at the head of the document."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a list entry; `is_own` sets the person's words in their own voice."""

    text: str
    origin: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; its caption is read aloud."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    pieces: tuple[Piece, ...] = ()
    table: Table | None = None
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who acknowledged, in which role, when; an empty `when` is still to come."""

    role: str
    name: str
    when: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document ready to be set."""

    title: str
    language: str
    on: date
    lede: str
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    signatures: tuple[Signature, ...] = ()
    reads: str = ""
    reference: str = ""
    labels: dict[str, str] = field(default_factory=dict)
