"""Recording and signing: hours once they were lived, notes under seal, proof of both."""

from datetime import datetime, timedelta

import pytest

from bilan.audit.models import Event
from bilan.cases.errors import (
    CaseClosed,
    HoursExceeded,
    HoursOverlap,
    LengthRefused,
    ModuleNotPlanned,
    NotPermitted,
    PhaseUnfinished,
    SessionNotBooked,
    SessionNotHeld,
    SessionNotYetOver,
    SessionSigned,
)
from bilan.cases.models import Case, Note, Phase, Session
from bilan.cases.operations import (
    cancel_session,
    complete_module,
    hand_over,
    leave_case,
    record_session,
    reopen_module,
    sign_attendance,
)
from bilan.cases.queries import hours_of, note_of, notes_of, read_by
from bilan.providers.models import Practitioner
from tests.builders import a_person
from tests.cases.builders import (
    a_booked_session,
    a_case,
    a_concluding_case,
    a_held_session,
    a_module,
    a_quick_case,
    lived_hours,
    the_counsellor,
)
from tests.portfolio.builders import a_card
from tests.projects.builders import a_plan_option
from tests.providers.builders import MANAGER, a_practitioner

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NOTE = "Elle hésite entre deux pistes."


def a_case_and_session(now: datetime) -> tuple[Case, Session]:
    case = a_quick_case(at=now - timedelta(days=30))
    return case, a_booked_session(case, starts_at=now - 2 * HOUR)


def test_records_minutes_note_and_next_step(now: datetime) -> None:
    case, session = a_case_and_session(now)

    record_session(
        session=session, minutes=90, note=NOTE, next_step="Appeler Karim", by=the_counsellor(case), at=now
    )

    session.refresh_from_db()
    told = note_of(read_by(case=case, reader=case.beneficiary, what="note", at=now), session=session)
    assert (session.state, session.minutes, session.phase) == ("HELD", 90, "INVESTIGATION")
    assert told is not None
    assert (told.text, told.next_step) == (NOTE, "Appeler Karim")
    assert hours_of(case=case, today=now.date()).accompanied == 90


def test_the_note_is_stored_under_seal_and_never_traced(now: datetime) -> None:
    case, session = a_case_and_session(now)

    record_session(session=session, minutes=60, note=NOTE, by=the_counsellor(case), at=now)

    assert b"pistes" not in bytes(Note.objects.get().text_sealed)
    assert "pistes" not in str(list(Event.objects.values()))


def test_counts_nothing_before_the_time_has_gone_by(now: datetime) -> None:
    case = a_quick_case(at=now)
    session = a_booked_session(case, starts_at=now)

    with pytest.raises(SessionNotYetOver):
        record_session(
            session=session, minutes=60, by=the_counsellor(case), at=now + HOUR - timedelta(seconds=1)
        )
    record_session(session=session, minutes=60, by=the_counsellor(case), at=now + HOUR)


def test_the_practitioner_of_the_bilan_alone_records(now: datetime) -> None:
    case, session = a_case_and_session(now)
    provider = case.practitioner.provider
    near_misses = (
        case.beneficiary,
        a_practitioner(provider=provider).person,
        a_practitioner(provider=provider, role=MANAGER).person,
        a_case(at=now, practitioner=case.practitioner).beneficiary,
    )

    for stranger in near_misses:
        with pytest.raises(NotPermitted):
            record_session(session=session, minutes=60, by=stranger, at=now)

    assert Session.objects.get(pk=session.pk).state == Session.State.BOOKED


def test_a_practitioner_who_left_the_house_records_nothing(now: datetime) -> None:
    case, session = a_case_and_session(now)
    Practitioner.objects.update(is_active=False)

    with pytest.raises(NotPermitted):
        record_session(session=session, minutes=60, by=the_counsellor(case), at=now)


@pytest.mark.parametrize("minutes", [0, -5, 241])
def test_refuses_impossible_lengths(now: datetime, minutes: int) -> None:
    case, session = a_case_and_session(now)

    with pytest.raises(LengthRefused):
        record_session(session=session, minutes=minutes, by=the_counsellor(case), at=now)


def test_stops_at_the_legal_maximum(now: datetime) -> None:
    case, session = a_case_and_session(now)
    lived_hours(case, minutes=23 * 60, until=now - timedelta(days=1))

    with pytest.raises(HoursExceeded) as refused:
        record_session(session=session, minutes=61, by=the_counsellor(case), at=now)
    record_session(session=session, minutes=60, by=the_counsellor(case), at=now)

    assert (refused.value.rule, refused.value.left) == ("maximum_hours", 60)


def test_the_sheet_of_2015_goes_up_to_thirty_hours(now: datetime) -> None:
    case = a_quick_case(at=now - timedelta(days=40), profile="programme-2015")
    lived_hours(case, minutes=29 * 60, until=now - timedelta(days=1))
    session = a_booked_session(case, starts_at=now - 2 * HOUR)

    with pytest.raises(HoursExceeded):
        record_session(session=session, minutes=61, by=the_counsellor(case), at=now)
    assert record_session(session=session, minutes=60, by=the_counsellor(case), at=now)


def test_the_free_interview_never_counts(now: datetime) -> None:
    case = a_quick_case(at=now - timedelta(days=40))
    lived_hours(case, minutes=24 * 60, until=now - timedelta(days=1))
    session = a_booked_session(case, starts_at=now - 2 * HOUR)
    Session.objects.filter(pk=session.pk).update(is_free=True)

    record_session(session=session, minutes=45, by=the_counsellor(case), at=now)

    assert hours_of(case=case, today=now.date()).used == 24 * 60


def test_recording_again_corrects_until_someone_signs(now: datetime) -> None:
    case, session = a_case_and_session(now)
    record_session(session=session, minutes=90, note="Un.", by=the_counsellor(case), at=now)
    record_session(session=session, minutes=75, note="Deux.", by=the_counsellor(case), at=now)
    sign_attendance(session=session, by=case.beneficiary, at=now)

    with pytest.raises(SessionSigned):
        record_session(session=session, minutes=60, by=the_counsellor(case), at=now)

    assert Session.objects.get(pk=session.pk).minutes == 75
    assert [
        note.text for note in notes_of(read_by(case=case, reader=case.beneficiary, what="n", at=now))
    ] == ["Deux."]
    acts = list(Event.objects.filter(act__startswith="session.").order_by("pk").values_list("act", flat=True))
    assert acts == ["session.recorded", "session.corrected", "session.signed"]


def test_a_correction_counts_in_place_of_what_it_corrects(now: datetime) -> None:
    case, session = a_case_and_session(now)
    lived_hours(case, minutes=22 * 60 + 30, until=now - timedelta(days=1))
    record_session(session=session, minutes=90, by=the_counsellor(case), at=now)

    record_session(session=session, minutes=85, by=the_counsellor(case), at=now)

    assert hours_of(case=case, today=now.date()).used == 22 * 60 + 30 + 85


def test_a_cancelled_interview_is_not_recorded(now: datetime) -> None:
    case, session = a_case_and_session(now)
    cancel_session(session=session, by=case.beneficiary, at=now - 3 * HOUR)

    with pytest.raises(SessionNotBooked):
        record_session(session=session, minutes=60, by=the_counsellor(case), at=now)


def test_nothing_is_recorded_in_a_bilan_that_was_left(now: datetime) -> None:
    case, session = a_case_and_session(now)
    leave_case(case=case, by=case.beneficiary, at=now)

    with pytest.raises(CaseClosed):
        record_session(session=session, minutes=60, by=the_counsellor(case), at=now)


def test_an_interview_of_the_next_phase_waits_for_what_is_missing(now: datetime) -> None:
    case, session = a_case_and_session(now)
    counsellor = the_counsellor(case)

    with pytest.raises(PhaseUnfinished) as refused:
        record_session(session=session, minutes=60, phase="CONCLUSION", by=counsellor, at=now)
    assert refused.value.codes == ("INTERVIEW", "SKILLS", "PROJECT")

    a_held_session(case, starts_at=now - timedelta(days=3))
    a_card(person=case.beneficiary, at=now)
    a_plan_option(person=case.beneficiary, at=now)
    record_session(session=session, minutes=60, phase="CONCLUSION", by=counsellor, at=now)
    assert Case.objects.get().phase == Phase.CONCLUSION


def test_no_phase_is_skipped(now: datetime) -> None:
    case = a_case(at=now - timedelta(days=5))
    session = a_booked_session(case, starts_at=now - 2 * HOUR)

    with pytest.raises(PhaseUnfinished):
        record_session(session=session, minutes=60, phase="CONCLUSION", by=the_counsellor(case), at=now)


def test_both_sign_what_took_place_each_once(now: datetime) -> None:
    case, session = a_case_and_session(now)
    with pytest.raises(SessionNotHeld):
        sign_attendance(session=session, by=case.beneficiary, at=now)
    record_session(session=session, minutes=60, by=the_counsellor(case), at=now)

    sign_attendance(session=session, by=case.beneficiary, at=now)
    sign_attendance(session=session, by=case.beneficiary, at=now + HOUR)
    sign_attendance(session=session, by=the_counsellor(case), at=now + HOUR)

    session.refresh_from_db()
    assert session.signed_by_beneficiary_at == now
    assert session.signed_by_practitioner_at == now + HOUR
    assert Event.objects.filter(act="session.signed").count() == 2
    assert hours_of(case=case, today=now.date()).signed == 60


def test_nobody_else_signs(now: datetime) -> None:
    case, session = a_case_and_session(now)
    record_session(session=session, minutes=60, by=the_counsellor(case), at=now)
    provider = case.practitioner.provider

    for stranger in (
        a_person(),
        a_practitioner(provider=provider).person,
        a_practitioner(provider=provider, role=MANAGER).person,
        a_case(at=now, practitioner=case.practitioner).beneficiary,
    ):
        with pytest.raises(NotPermitted):
            sign_attendance(session=session, by=stranger, at=now)


def test_marks_modules_done_and_counts_the_work_done_alone(now: datetime) -> None:
    case, session = a_case_and_session(now)
    a_module(case, code="I4", minutes=45)

    record_session(session=session, minutes=60, done_modules=["I4"], by=the_counsellor(case), at=now)

    hours = hours_of(case=case, today=now.date())
    assert (hours.accompanied, hours.own, hours.used) == (60, 45, 105)


def test_a_module_outside_the_plan_is_refused_with_the_whole_act(now: datetime) -> None:
    case, session = a_case_and_session(now)

    with pytest.raises(ModuleNotPlanned):
        record_session(session=session, minutes=60, done_modules=["I4"], by=the_counsellor(case), at=now)

    assert Session.objects.get(pk=session.pk).state == Session.State.BOOKED


def test_the_person_says_a_module_is_done_and_changes_their_mind(now: datetime) -> None:
    case = a_quick_case(at=now)
    a_module(case, code="I4", minutes=45)

    complete_module(case=case, module="I4", by=case.beneficiary, at=now)
    complete_module(case=case, module="I4", by=case.beneficiary, at=now)
    assert hours_of(case=case, today=now.date()).own == 45
    reopen_module(case=case, module="I4", by=case.beneficiary, at=now)

    assert hours_of(case=case, today=now.date()).own == 0
    with pytest.raises(ModuleNotPlanned):
        reopen_module(case=case, module="I5", by=case.beneficiary, at=now)


def test_work_alone_stops_at_the_maximum_too(now: datetime) -> None:
    case = a_quick_case(at=now - timedelta(days=40))
    lived_hours(case, minutes=24 * 60 - 45, until=now)
    a_module(case, code="I4", minutes=45)
    a_module(case, code="I5", minutes=1)

    complete_module(case=case, module="I4", by=case.beneficiary, at=now)
    with pytest.raises(HoursExceeded):
        complete_module(case=case, module="I5", by=case.beneficiary, at=now)


def test_someone_else_does_not_complete_modules(now: datetime) -> None:
    case = a_quick_case(at=now)
    a_module(case, code="I4")
    stranger = a_case(at=now, practitioner=case.practitioner).beneficiary

    for act in (complete_module, reopen_module):
        with pytest.raises(NotPermitted):
            act(case=case, module="I4", by=stranger, at=now)


@pytest.mark.parametrize(("minutes", "is_refused"), [(61, True), (60, False)])
def test_nobody_gives_two_interviews_at_once(now: datetime, minutes: int, is_refused: bool) -> None:
    case, session = a_case_and_session(now)
    other = a_case(at=now - timedelta(days=9), practitioner=case.practitioner)
    a_held_session(other, starts_at=session.starts_at + HOUR, minutes=45)

    if is_refused:
        with pytest.raises(HoursOverlap):
            record_session(session=session, minutes=minutes, by=the_counsellor(case), at=now)
    else:
        assert record_session(session=session, minutes=minutes, by=the_counsellor(case), at=now)


def test_hours_that_a_hand_over_was_allowed_upon_stand(now: datetime) -> None:
    case = a_concluding_case(at=now, minutes=16 * 60, profile="programme-2015")
    session = a_held_session(case, starts_at=now - timedelta(days=20), minutes=30, is_signed=False)
    hand_over(case=case, by=the_counsellor(case), at=now)

    with pytest.raises(CaseClosed):
        record_session(session=session, minutes=1, by=the_counsellor(case), at=now)

    session.refresh_from_db()
    assert session.minutes == 30
