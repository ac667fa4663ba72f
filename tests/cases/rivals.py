"""Two people acting at once on a database of their own, in a file or on a server; prints what came of it.

Run by the tests as `python -m tests.cases.rivals`: threads share no connection here, unlike those of a
database in memory, so that both kinds of database are tried alike.
"""

import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from tests.cases import rival_pages
from tests.cases.meeting import at_once

if TYPE_CHECKING:
    from bilan.cases.models import Case, Session

DAY = timedelta(days=1)
Scene = Callable[[datetime], dict[str, object]]


def slot(now: datetime) -> dict[str, object]:
    """Let two people book one slot."""
    from bilan.cases.models import Session
    from bilan.cases.operations import Appointment, book_session
    from tests.cases.builders import a_case
    from tests.providers.builders import a_slot

    first = a_case(at=now)
    cases = [first, a_case(at=now, practitioner=first.practitioner)]
    open_ = a_slot(practitioner=first.practitioner, starts_at=now + DAY)
    refused = at_once(
        [
            lambda one=one: book_session(  # type: ignore[misc]
                case=one, appointment=Appointment.of(open_), by=one.beneficiary, at=now
            )
            for one in cases
        ]
    )
    return {"refused": refused, "count": Session.objects.filter(case__in=cases).count()}


def last_hour(now: datetime) -> dict[str, object]:
    """Let two records ask for the last hour of an envelope."""
    from django.utils.timezone import localdate

    from bilan.cases.operations import record_session
    from bilan.cases.queries import hours_of
    from tests.cases.builders import a_booked_session, a_quick_case, lived_hours, the_counsellor

    case = a_quick_case(at=now - 60 * DAY)
    lived_hours(case, minutes=23 * 60, until=now - 2 * DAY)
    sessions = [a_booked_session(case, starts_at=now - rank * DAY) for rank in (1, 2)]
    counsellor = the_counsellor(case)
    refused = at_once(
        [
            lambda one=one: record_session(session=one, minutes=60, by=counsellor, at=now)  # type: ignore[misc]
            for one in sessions
        ]
    )
    return {"refused": refused, "count": hours_of(case=case, today=localdate(now)).used}


def signatures(now: datetime) -> dict[str, object]:
    """Let both sign an interview at once."""
    from bilan.cases.models import Session
    from bilan.cases.operations import sign_attendance
    from tests.cases.builders import a_held_session, a_quick_case, the_counsellor

    case = a_quick_case(at=now - 9 * DAY)
    held = a_held_session(case, starts_at=now - DAY, is_signed=False)
    people = (case.beneficiary, the_counsellor(case))
    refused = at_once(
        [
            lambda one=one: sign_attendance(session=held, by=one, at=now)  # type: ignore[misc]
            for one in people
        ]
    )
    return {"refused": refused, "count": int(Session.objects.get(pk=held.pk).is_signed)}


def notes(now: datetime) -> dict[str, object]:
    """Let two tabs write the note of one interview, each having seen none."""
    from bilan.cases.models import Note
    from bilan.cases.operations import record_session
    from bilan.cases.pieces import NoteDraft
    from tests.cases.builders import a_booked_session, a_quick_case, the_counsellor

    case = a_quick_case(at=now - 9 * DAY)
    held, counsellor = a_booked_session(case, starts_at=now - DAY), the_counsellor(case)
    drafts = [NoteDraft("Un.", seen=""), NoteDraft("Deux.", seen="")]
    refused = at_once(
        [
            lambda one=one: record_session(  # type: ignore[misc]
                session=held, minutes=60, note=one, by=counsellor, at=now
            )
            for one in drafts
        ]
    )
    told = told_note(case, held, now)
    return {
        "refused": refused,
        "count": Note.objects.filter(session=held).count(),
        "is_whole": told in {"Un.", "Deux."},
    }


def letters(now: datetime) -> dict[str, object]:
    """Let one form be sent twice while the other person writes too."""
    from uuid import uuid4

    from bilan.cases.operations import write_letter
    from bilan.messages.models import Letter
    from tests.cases.builders import a_quick_case, the_counsellor

    case, key = a_quick_case(at=now - 9 * DAY), uuid4()
    counsellor, person = the_counsellor(case), case.beneficiary
    mine = partial(write_letter, case=case, words="Un.", by=person, at=now, letter_id=key)
    theirs = partial(write_letter, case=case, words="Deux.", by=counsellor, at=now)
    refused = at_once([mine, mine, theirs])
    return {"refused": refused, "count": Letter.objects.filter(key=case.key).count()}


def work(now: datetime) -> dict[str, object]:
    """Let two tabs write one guided work, each having seen none."""
    from bilan.cases.operations import WorkDraft, write_work
    from bilan.messages.models import GuidedWork
    from tests.cases.builders import a_guided_case

    case = a_guided_case(at=now - 9 * DAY)
    tab = partial(write_work, case=case, module="I4", by=case.beneficiary, at=now)
    refused = at_once([partial(tab, words=WorkDraft(words, "")) for words in ("Un.", "Deux.")])
    return {"refused": refused, "count": GuidedWork.objects.filter(key=case.key).count()}


def draft(now: datetime) -> dict[str, object]:
    """Let one reword the draft while the other approves the version before."""
    from bilan.cases.models import Synthesis
    from bilan.cases.operations import acknowledge_synthesis, edit_synthesis
    from tests.cases.builders import a_demand, a_drafted_synthesis, a_quick_case, the_counsellor

    case = a_quick_case(at=now - 40 * DAY)
    a_demand(case, at=now)
    seen = a_drafted_synthesis(case, at=now).revision
    counsellor, person = the_counsellor(case), case.beneficiary
    refused = at_once(
        [
            lambda: edit_synthesis(
                case=case, part="steps", texts=["Autre."], revision=seen, by=counsellor, at=now
            ),
            lambda: edit_synthesis(
                case=case, part="steps", texts=["Encore."], revision=seen, by=counsellor, at=now
            ),
            lambda: acknowledge_synthesis(case=case, revision=seen, by=person, at=now),
        ]
    )
    row = Synthesis.objects.get(case=case)
    is_stale = row.acknowledged_by_beneficiary_at is not None
    return {
        "refused": [name for name in refused if name == "ChangedMeanwhile"][:1],
        "is_stale": is_stale,
        "count": row.revision - seen,
    }


def told_note(case: "Case", held: "Session", now: datetime) -> str:
    """Return the words of a note."""
    from bilan.cases.queries import note_of, read_by

    read = note_of(read_by(case=case, reader=case.practitioner.person, what="note", at=now), session=held)
    return "" if read is None else read.text


SCENES: dict[str, Scene] = {
    "slot": slot,
    "last_hour": last_hour,
    "signatures": signatures,
    "notes": notes,
    "draft": draft,
    "letters": letters,
    "work": work,
    **rival_pages.SCENES,
}


def main() -> dict[str, dict[str, object]]:
    """Play every scene, one after the other, on the database that the environment names."""
    from tests.faults.campaign import prepare

    prepare()
    from django.utils import timezone

    return {name: scene(timezone.now()) for name, scene in SCENES.items()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main()))
