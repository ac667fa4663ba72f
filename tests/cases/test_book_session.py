"""Booking: from open slots, within the hours, never two at a time."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from bilan.audit.models import Event
from bilan.cases.errors import (
    CaseClosed,
    FreeSessionUsed,
    HoursExceeded,
    LengthRefused,
    NotPermitted,
    SessionInThePast,
    SessionNotBooked,
    SessionNotYetOver,
    SlotTaken,
    TimeTaken,
)
from bilan.cases.models import Case, Session
from bilan.cases.operations import (
    Appointment,
    book_session,
    cancel_session,
    leave_case,
    mark_missed,
    move_session,
    sign_agreement,
)
from bilan.cases.reasons import Reason
from bilan.messages.models import Message
from bilan.messages.operations import send_due
from bilan.providers.models import Slot
from tests.builders import a_person
from tests.cases.builders import (
    a_booked_session,
    a_case,
    a_concluding_case,
    a_held_session,
    a_planned_case,
    a_quick_case,
    lived_hours,
    the_counsellor,
)
from tests.providers.builders import a_practitioner, a_slot

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def slot_of(case: Case, *, starts_at: datetime, minutes: int = 90) -> Slot:
    return a_slot(practitioner=case.practitioner, starts_at=starts_at, minutes=minutes)


def booked(case: Case, slot: Slot, *, at: datetime, is_free: bool = False) -> Session:
    return book_session(
        case=case, appointment=Appointment.of(slot), by=case.beneficiary, at=at, is_free=is_free
    )


def at_will(case: Case, starts_at: datetime, *, at: datetime, minutes: int = 90) -> Session:
    """Book as the practitioner, without a slot."""
    appointment = Appointment(starts_at, minutes, Slot.Mode.VIDEO)
    return book_session(case=case, appointment=appointment, by=the_counsellor(case), at=at)


def test_books_from_an_open_slot_and_takes_it(now: datetime) -> None:
    case = a_case(at=now)
    slot = slot_of(case, starts_at=now + 3 * DAY)

    session = booked(case, slot, at=now)

    slot.refresh_from_db()
    assert slot.taken_by == str(session.pk)
    assert (session.phase, session.mode, session.planned_minutes) == ("PRELIMINARY", "FACE", 90)


def test_confirms_to_both_and_reminds_the_person_twice(now: datetime) -> None:
    case = a_case(at=now)

    booked(case, slot_of(case, starts_at=now + 3 * DAY), at=now)

    kinds = sorted(Message.objects.values_list("kind", "to"))
    mine, theirs = case.beneficiary.email, the_counsellor(case).email
    assert kinds == sorted(
        [
            ("session.booked", mine),
            ("session.booked", theirs),
            ("session.reminder-48h", mine),
            ("session.reminder-2h", mine),
        ]
    )


def test_does_not_remind_of_what_is_near_already(now: datetime) -> None:
    case = a_case(at=now)

    booked(case, slot_of(case, starts_at=now + timedelta(hours=3)), at=now)

    assert not Message.objects.filter(kind="session.reminder-48h").exists()
    assert Message.objects.filter(kind="session.reminder-2h").exists()


def test_a_slot_goes_to_the_first(now: datetime) -> None:
    case = a_case(at=now)
    other = a_case(at=now, practitioner=case.practitioner)
    slot = slot_of(case, starts_at=now + DAY)
    booked(case, slot, at=now)

    with pytest.raises(SlotTaken):
        booked(other, slot, at=now)

    assert Session.objects.count() == 1


@pytest.mark.parametrize("shift", [-89, 0, 89])
def test_the_practitioner_is_in_one_place_at_a_time(now: datetime, shift: int) -> None:
    case = a_case(at=now)
    other = a_case(at=now, practitioner=case.practitioner)
    at_will(case, now + DAY, at=now)

    with pytest.raises(TimeTaken):
        at_will(other, now + DAY + timedelta(minutes=shift), at=now)


@pytest.mark.parametrize("shift", [-90, 90])
def test_interviews_may_touch(now: datetime, shift: int) -> None:
    case = a_case(at=now)
    at_will(case, now + DAY, at=now)

    assert at_will(case, now + DAY + timedelta(minutes=shift), at=now)


def test_the_database_refuses_two_booked_at_the_same_time(now: datetime) -> None:
    case = a_case(at=now)
    session = a_booked_session(case, starts_at=now + DAY)
    other = a_case(at=now, practitioner=case.practitioner)

    with pytest.raises(IntegrityError), transaction.atomic():
        a_booked_session(other, starts_at=session.starts_at)
    slot = slot_of(case, starts_at=now + 2 * DAY)
    booked(case, slot, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(slot=slot)


def test_the_person_books_from_slots_alone_and_only_their_practitioner_s(now: datetime) -> None:
    case = a_case(at=now)
    elsewhere = a_slot(practitioner=a_practitioner(), starts_at=now + DAY)

    with pytest.raises(NotPermitted):
        booked(case, elsewhere, at=now)
    appointment = Appointment(now + DAY, 60, Slot.Mode.FACE)
    with pytest.raises(NotPermitted):
        book_session(case=case, appointment=appointment, by=case.beneficiary, at=now)


def test_nobody_else_books_in_a_bilan(now: datetime) -> None:
    case = a_case(at=now)
    colleague = a_practitioner(provider=case.practitioner.provider)
    someone_with_a_bilan = a_case(at=now, practitioner=case.practitioner).beneficiary
    slot = slot_of(case, starts_at=now + DAY)

    for stranger in (a_person(), colleague.person, someone_with_a_bilan):
        with pytest.raises(NotPermitted):
            book_session(case=case, appointment=Appointment.of(slot), by=stranger, at=now)


def test_refuses_the_past_and_odd_lengths(now: datetime) -> None:
    case = a_case(at=now)

    with pytest.raises(SessionInThePast):
        at_will(case, now, at=now)
    for minutes in (14, 241):
        with pytest.raises(LengthRefused):
            at_will(case, now + DAY, at=now, minutes=minutes)


def test_books_up_to_the_maximum_and_not_a_minute_more(now: datetime) -> None:
    case = a_quick_case(at=now - 60 * DAY)
    lived_hours(case, minutes=21 * 60, until=now)
    at_will(case, now + DAY, at=now, minutes=90)

    with pytest.raises(HoursExceeded) as refused:
        at_will(case, now + 2 * DAY, at=now, minutes=91)
    assert refused.value.left == 90
    assert "L6313-4" in str(refused.value)

    assert at_will(case, now + 2 * DAY, at=now, minutes=90)


def test_the_first_free_interview_is_offered_once(now: datetime) -> None:
    case = a_case(at=now)
    first = booked(case, slot_of(case, starts_at=now + DAY), at=now, is_free=True)

    with pytest.raises(FreeSessionUsed):
        booked(case, slot_of(case, starts_at=now + 2 * DAY), at=now, is_free=True)
    cancel_session(session=first, by=case.beneficiary, at=now)

    assert booked(case, slot_of(case, starts_at=now + 3 * DAY), at=now, is_free=True).is_free


def test_no_free_interview_once_the_agreement_is_signed(now: datetime) -> None:
    case = a_planned_case(at=now)
    sign_agreement(case=case, by=case.beneficiary, at=now)

    with pytest.raises(FreeSessionUsed):
        booked(case, slot_of(case, starts_at=now + DAY), at=now, is_free=True)


def test_cancelling_gives_the_slot_back_and_takes_reminders_back(now: datetime) -> None:
    case = a_case(at=now)
    slot = slot_of(case, starts_at=now + 3 * DAY)
    session = booked(case, slot, at=now)

    cancel_session(session=session, by=the_counsellor(case), at=now)

    slot.refresh_from_db()
    assert slot.taken_by == ""
    waiting = Message.objects.filter(state=Message.State.WAITING)
    assert set(waiting.values_list("kind", flat=True)) == {"session.cancelled"}
    with pytest.raises(SessionNotBooked):
        cancel_session(session=session, by=case.beneficiary, at=now)


def test_nobody_else_cancels(now: datetime) -> None:
    case = a_case(at=now)
    session = a_booked_session(case, starts_at=now + DAY)

    for stranger in (
        a_case(at=now, practitioner=case.practitioner).beneficiary,
        a_practitioner(provider=case.practitioner.provider).person,
    ):
        with pytest.raises(NotPermitted):
            cancel_session(session=session, by=stranger, at=now)


def test_moves_in_one_act_or_not_at_all(now: datetime) -> None:
    case = a_case(at=now)
    session = booked(case, slot_of(case, starts_at=now + DAY), at=now, is_free=True)
    later, taken = slot_of(case, starts_at=now + 2 * DAY), slot_of(case, starts_at=now + 4 * DAY)
    booked(a_case(at=now, practitioner=case.practitioner), taken, at=now)

    moved = move_session(session=session, appointment=Appointment.of(later), by=case.beneficiary, at=now)
    with pytest.raises(SlotTaken):
        move_session(session=moved, appointment=Appointment.of(taken), by=case.beneficiary, at=now)

    moved.refresh_from_db()
    assert (moved.state, moved.is_free, moved.starts_at) == (Session.State.BOOKED, True, later.starts_at)
    assert not Message.objects.filter(kind="session.cancelled").exists()


def test_an_interview_is_missed_once_its_time_has_come(now: datetime) -> None:
    case = a_case(at=now)
    session = a_booked_session(case, starts_at=now + DAY)

    with pytest.raises(SessionNotYetOver):
        mark_missed(session=session, by=the_counsellor(case), at=now + DAY - timedelta(seconds=1))
    with pytest.raises(NotPermitted):
        mark_missed(session=session, by=case.beneficiary, at=now + DAY)
    missed = mark_missed(session=session, by=the_counsellor(case), at=now + DAY)
    with pytest.raises(SessionNotBooked):
        mark_missed(session=session, by=the_counsellor(case), at=now + DAY)

    assert missed.minutes == 0


def test_a_bilan_that_was_left_takes_no_interview(now: datetime) -> None:
    case = a_case(at=now)
    slot = slot_of(case, starts_at=now + DAY)
    leave_case(case=case, by=case.beneficiary, at=now)

    with pytest.raises(CaseClosed):
        booked(case, slot, at=now)


def test_a_follow_up_interview_is_booked_after_the_hand_over_and_not_counted(now: datetime) -> None:
    case = a_concluding_case(at=now)
    Case.objects.update(state=Case.State.DELIVERED, delivered_at=now)

    session = booked(case, slot_of(case, starts_at=now + 180 * DAY), at=now)

    assert session.phase == "FOLLOW_UP"
    assert not session.is_counted


def test_a_held_interview_keeps_its_time(now: datetime) -> None:
    case = a_case(at=now)
    a_held_session(case, starts_at=now + DAY, minutes=60)

    with pytest.raises(TimeTaken):
        at_will(case, now + DAY + timedelta(minutes=59), at=now)


def test_someone_who_works_for_two_houses_is_one_person(now: datetime) -> None:
    case = a_case(at=now)
    elsewhere = a_practitioner(person=the_counsellor(case))
    other = a_case(at=now, practitioner=elsewhere)
    at_will(case, now + DAY, at=now)

    with pytest.raises(TimeTaken):
        at_will(other, now + DAY, at=now)


@pytest.mark.parametrize(
    ("reason", "said"),
    [(Reason.COUNSELLOR, "Votre conseiller a un empêchement."), (Reason.UNSAID, "est déplacé.\n\nIl est")],
)
def test_a_move_is_told_once_with_both_days_and_why(now: datetime, reason: Reason, said: str) -> None:
    case = a_case(at=now)
    session = booked(case, slot_of(case, starts_at=now + DAY), at=now)
    later = slot_of(case, starts_at=now + 2 * DAY)

    move_session(
        session=session, appointment=Appointment.of(later), by=the_counsellor(case), at=now, reason=reason
    )

    send_due(now=now)
    told = [sent for sent in mail.outbox if sent.to == [case.beneficiary.email]]
    days = [date_format(localtime(at), "l j F") for at in (session.starts_at, later.starts_at)]
    assert [sent.subject for sent in told] == ["Entretien déplacé"]
    assert said in told[0].body
    assert all(day in told[0].body for day in days)


def test_a_reason_enters_the_trail_as_a_code(now: datetime) -> None:
    case = a_case(at=now)
    session = booked(case, slot_of(case, starts_at=now + DAY), at=now)

    cancel_session(session=session, by=the_counsellor(case), at=now, reason=Reason.PLACE)

    event = Event.objects.get(act="session.cancelled")
    assert event.facts == {"reason": "PLACE"}
    send_due(now=now)
    assert "Le lieu ou la visio n’est pas disponible. Rien d’autre" in mail.outbox[0].body
