"""What the two people of a bilan wrote each other, opened through a reading; where they meet by video."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bilan.accounts.models import Person
from bilan.cases.errors import NotPermitted
from bilan.cases.models import Case, Session
from bilan.cases.permissions import is_beneficiary, may_lead
from bilan.cases.queries.readings import Reading
from bilan.messages.models import GuidedWork, Letter, VideoRoom
from bilan.providers.models import Slot

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class ToldLetter:
    """A message, opened."""

    id: UUID
    author: str
    is_mine: bool
    words: str
    written_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Thread:
    """A page of messages in order of time; `older` and `newer` are the pages beside it, if any."""

    letters: tuple[ToldLetter, ...]
    older: int | None
    newer: int | None


@dataclass(frozen=True, slots=True)
class ToldWork:
    """Guided work, opened, and the feedback on it."""

    module: str
    words: str
    written_at: datetime
    version: str
    handed_in_at: datetime | None
    feedback: str
    feedback_minutes: int
    feedback_by: str
    feedback_at: datetime | None


def thread_of(reading: Reading, *, page: int = 1) -> Thread:
    """Return a page of the messages of a bilan, the latest on the first page (two queries)."""
    rows = Letter.objects.filter(key=reading.case.key).select_related("author")
    first = (max(page, 1) - 1) * A_PAGE
    found = list(rows.order_by("-written_at", "-pk")[first : first + A_PAGE + 1])
    told = tuple(_letter(reading, row) for row in reversed(found[:A_PAGE]))
    return Thread(
        letters=told,
        older=page + 1 if len(found) > A_PAGE else None,
        newer=page - 1 if page > 1 else None,
    )


def letters_waiting(*, case: Case, reader: Person) -> int:
    """Return how many messages of the other one has not said to have read (one query).

    Raises:
        NotPermitted: neither of the two.
    """
    if not (is_beneficiary(reader, case) or may_lead(reader, case)):
        raise NotPermitted
    return Letter.objects.filter(key=case.key_id, read_at=None).exclude(author=reader).count()


def works_of(reading: Reading) -> dict[str, ToldWork]:
    """Return the guided works of a bilan, by module (one query); a counsellor finds those handed in."""
    rows = GuidedWork.objects.filter(key=reading.case.key).select_related("feedback_by")
    if reading.is_practitioner:
        rows = rows.exclude(handed_in_at=None)
    return {row.module: _work(reading, row) for row in rows.order_by("written_at", "pk")}


def video_room_of(person_id: UUID) -> str:
    """Return the address where a counsellor meets people by video; empty when they gave none (one query)."""
    room = VideoRoom.objects.filter(person=person_id).first()
    return room.address if room else ""


def room_of_session(session: Session) -> str:
    """Return where an interview to come is held by video; empty for any other (at most one query)."""
    is_video = session.mode == Slot.Mode.VIDEO and session.state == Session.State.BOOKED
    return video_room_of(session.practitioner.person_id) if is_video else ""


def _letter(reading: Reading, row: Letter) -> ToldLetter:
    return ToldLetter(
        id=row.pk,
        author=str(row.author),
        is_mine=row.author_id == reading.reader.pk,
        words=reading.key.read_text(row, "words_sealed"),
        written_at=row.written_at,
        read_at=row.read_at,
    )


def _work(reading: Reading, row: GuidedWork) -> ToldWork:
    return ToldWork(
        module=row.module,
        words=reading.key.read_text(row, "words_sealed"),
        written_at=row.written_at,
        version=row.written_at.isoformat(),
        handed_in_at=row.handed_in_at,
        feedback=reading.key.read_text(row, "feedback_sealed"),
        feedback_minutes=row.feedback_minutes,
        feedback_by=str(row.feedback_by or ""),
        feedback_at=row.feedback_at,
    )
