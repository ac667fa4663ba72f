"""Attendance: two signatures from one device are flagged, two notes at once lose nothing, hours by mode."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilan.audit.models import Event
from bilan.cases.envelope import envelope_on
from bilan.cases.errors import ChangedMeanwhile, NoteChanged
from bilan.cases.models import Case, Mode, Note, Phase, PlanItem, Session
from bilan.cases.operations import record_session, sign_attendance
from bilan.cases.pieces import NoteDraft, ToldNote
from bilan.cases.queries import hours_of, note_of, provider_figures, read_by
from bilan.cases.queries.hours import count_hours
from tests.cases.builders import (
    a_booked_session,
    a_held_session,
    a_module,
    a_quick_case,
    the_counsellor,
)
from tests.shared import examples

pytestmark = pytest.mark.django_db
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def signed_by_both(now: datetime, *, gap: timedelta, devices: tuple[str, str]) -> Session:
    """Return an interview that both signed, some time apart, from two devices."""
    case = a_quick_case(at=now - 9 * HOUR)
    session = a_held_session(case, starts_at=now - 3 * HOUR, is_signed=False)
    moments = (now, now + gap)
    people = (case.beneficiary, the_counsellor(case))
    for person, at, device in zip(people, moments, devices, strict=True):
        sign_attendance(session=session, by=person, at=at, device=device)
    session.refresh_from_db()
    return session


@pytest.mark.parametrize(
    ("gap", "devices", "is_flagged"),
    [
        (59 * SECOND, ("a" * 16, "a" * 16), True),
        (60 * SECOND, ("a" * 16, "a" * 16), False),
        (59 * SECOND, ("a" * 16, "b" * 16), False),
        (SECOND, ("", ""), False),
    ],
)
def test_one_device_for_two_within_a_minute_is_flagged_and_never_refused(
    now: datetime, gap: timedelta, devices: tuple[str, str], is_flagged: bool
) -> None:
    session = signed_by_both(now, gap=gap, devices=devices)

    assert session.is_signed
    assert session.is_signed_as_one is is_flagged
    figures = provider_figures(session.practitioner.provider, today=localdate(now))
    assert figures.signed_as_one == int(is_flagged)
    last = Event.objects.filter(act="session.signed").order_by("-at", "-pk").first()
    assert last is not None
    assert last.facts["as_one"] is is_flagged


def note_read(session: Session, now: datetime) -> ToldNote:
    case = Case.objects.select_related("practitioner__person", "beneficiary", "key").get(pk=session.case_id)
    told = note_of(read_by(case=case, reader=case.practitioner.person, what="note", at=now), session=session)
    assert told is not None
    return told


def test_a_note_written_meanwhile_is_not_overwritten(now: datetime) -> None:
    case = a_quick_case(at=now - 9 * HOUR)
    session, counsellor = a_booked_session(case, starts_at=now - 3 * HOUR), the_counsellor(case)
    record_session(session=session, minutes=60, note=NoteDraft("Un.", seen=""), by=counsellor, at=now)

    with pytest.raises(NoteChanged):
        record_session(
            session=session, minutes=90, note=NoteDraft("Deux.", seen=""), by=counsellor, at=now + SECOND
        )

    told = note_read(session, now)
    session.refresh_from_db()
    assert (told.text, session.minutes) == ("Un.", 60)
    assert issubclass(NoteChanged, ChangedMeanwhile)


def test_whoever_read_the_last_note_may_correct_it(now: datetime) -> None:
    case = a_quick_case(at=now - 9 * HOUR)
    session, counsellor = a_booked_session(case, starts_at=now - 3 * HOUR), the_counsellor(case)
    record_session(session=session, minutes=60, note="Un.", by=counsellor, at=now)

    draft = NoteDraft("Un, deux.", next_step="Lire", seen=note_read(session, now).version)
    record_session(session=session, minutes=60, note=draft, by=counsellor, at=now + SECOND)

    told = note_read(session, now)
    assert (told.text, told.next_step) == ("Un, deux.", "Lire")
    assert Note.objects.count() == 1


def test_hours_are_told_by_mode_and_by_who_pays(now: datetime) -> None:
    case = a_quick_case(at=now - 9 * HOUR, profile="fr-cpf")
    a_held_session(case, starts_at=now - 5 * HOUR, minutes=90)
    a_booked_session(case, starts_at=now + HOUR, minutes=60)
    PlanItem.objects.filter(pk=a_module(case, minutes=45).pk).update(done_at=now)

    hours = hours_of(case=case, today=localdate(now))

    assert {(mode.mode, mode.used, mode.booked, mode.funded) for mode in hours.modes} == {
        ("FACE", 90, 0, 90),
        ("VIDEO", 0, 60, 0),
        ("GUIDED", 45, 0, 0),
    }
    assert (hours.funded, hours.unfunded) == (90, 45)


def test_before_the_decree_the_account_paid_for_the_whole(now: datetime) -> None:
    case = a_quick_case(at=now - 9 * HOUR, profile="fr-cpf")
    PlanItem.objects.filter(pk=a_module(case, minutes=45).pk).update(done_at=now)
    before = datetime.fromisoformat("2026-02-25T12:00:00+01:00")

    hours = hours_of(case=case, today=localdate(before))

    assert (hours.funded, hours.unfunded) == (45, 0)


SESSIONS = st.lists(
    st.tuples(
        st.sampled_from(["HELD", "BOOKED", "MISSED"]), st.sampled_from(["FACE", "VIDEO"]), st.integers(1, 240)
    )
)
ITEMS = st.lists(
    st.tuples(st.sampled_from(list(Mode)), st.integers(0, 120), st.integers(0, 120), st.booleans())
)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sessions=SESSIONS, items=ITEMS)
def test_hours_by_mode_add_up_to_hours_by_phase(
    sessions: list[tuple[str, str, int]], items: list[tuple[Mode, int, int, bool]]
) -> None:
    day = datetime.fromisoformat("2026-11-24T10:00:00+01:00")
    rows = [
        Session(
            phase=Phase.INVESTIGATION,
            mode=mode,
            state=state,
            planned_minutes=minutes,
            minutes=minutes if state == "HELD" else 0,
        )
        for state, mode, minutes in sessions
    ]
    plan = [
        PlanItem(
            phase=Phase.CONCLUSION,
            mode=mode,
            minutes=alone + along,
            accompanied_minutes=along,
            done_at=day if is_done else None,
        )
        for mode, alone, along, is_done in items
    ]

    hours = count_hours(sessions=rows, items=plan, envelope=envelope_on(profile_id="fr-cpf", day=day.date()))

    assert sum(mode.used for mode in hours.modes) == hours.used
    assert sum(mode.booked for mode in hours.modes) == hours.booked
    assert hours.funded == hours.accompanied
