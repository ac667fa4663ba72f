"""The caseload, the day and the brief: what asks for attention, and at what cost."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from bilan.audit.queries import readings_of
from bilan.cases.errors import NotPermitted
from bilan.cases.models import Agreement, Case, FollowUp, Phase, Prolongation, Session, Synthesis
from bilan.cases.operations import record_session, sign_agreement
from bilan.cases.queries import agenda_of, brief_of, cases_led_by, today_of
from bilan.providers.models import Practitioner
from tests.cases.builders import (
    a_booked_session,
    a_case,
    a_concluding_case,
    a_demand,
    a_diagnosis,
    a_drafted_synthesis,
    a_held_session,
    a_planned_case,
    a_quick_case,
    a_signed_case,
    lived_hours,
    the_counsellor,
)
from tests.instruments.builders import a_finished_one
from tests.portfolio.builders import a_card, an_experience
from tests.providers.builders import MANAGER, a_practitioner

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def codes(case: Case, now: datetime) -> list[str]:
    """Return what asks for attention in a bilan."""
    rows = cases_led_by(case.practitioner, now=now)
    return [attention.code for row in rows if row.case.pk == case.pk for attention in row.attention]


def quiet(now: datetime) -> Case:
    case = a_quick_case(at=now)
    a_booked_session(case, starts_at=now + DAY)
    return case


def unrecorded(now: datetime) -> Case:
    case = quiet(now)
    a_booked_session(case, starts_at=now - DAY)
    return case


def unsigned(now: datetime) -> Case:
    case = quiet(now)
    a_held_session(case, starts_at=now - DAY, is_signed=False)
    return case


def nearly_full(now: datetime) -> Case:
    case = quiet(now)
    lived_hours(case, minutes=22 * 60, until=now)
    return case


def late(now: datetime) -> Case:
    case = quiet(now)
    Case.objects.update(expected_end_on=localdate(now - DAY))
    return case


def nearly_late(now: datetime) -> Case:
    case = quiet(now)
    Case.objects.update(expected_end_on=localdate(now + 14 * DAY))
    return case


def short_of_hours(now: datetime) -> Case:
    case = quiet(now)
    Case.objects.update(phase=Phase.CONCLUSION)
    return case


def to_sign(now: datetime) -> Case:
    case = a_planned_case(at=now)
    a_booked_session(case, starts_at=now + DAY)
    return case


def to_be_signed(now: datetime) -> Case:
    case = to_sign(now)
    sign_agreement(case=case, by=the_counsellor(case), at=now)
    return case


def silent(now: datetime) -> Case:
    case = a_quick_case(at=now - 14 * DAY)
    a_booked_session(case, starts_at=now + DAY)
    return case


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (quiet, []),
        (lambda now: a_quick_case(at=now), ["NO_SESSION"]),
        (unrecorded, ["TO_RECORD"]),
        (unsigned, ["UNSIGNED", "UNSIGNED_PERSON"]),
        (nearly_full, ["HOURS_LOW"]),
        (late, ["WEEKS_OVER"]),
        (nearly_late, ["WEEKS_SHORT"]),
        (short_of_hours, ["ACCOMPANIMENT_SHORT"]),
        (to_sign, ["AGREEMENT_TO_SIGN"]),
        (to_be_signed, ["AGREEMENT_AWAITED"]),
        (silent, ["SILENT"]),
        (lambda now: a_concluding_case(at=now), ["HAND_OVER"]),
    ],
)
def test_says_what_asks_for_attention(
    now: datetime, build: Callable[[datetime], Case], expected: list[str]
) -> None:
    case = build(now)

    found = [code for code in codes(case, now) if code not in {"WEEKS_SHORT"} or "WEEKS_SHORT" in expected]

    assert found == expected


@pytest.mark.parametrize(
    ("rung", "expected"),
    [("FIRST", ["SILENT_FIRST"]), ("SECOND", ["SILENT_SECOND"]), ("DROP_OUT", ["DROP_OUT_PROPOSED"])],
)
def test_says_how_far_a_silence_was_heeded(now: datetime, rung: str, expected: list[str]) -> None:
    case = silent(now)
    Case.objects.update(nudge=rung, nudged_at=now - DAY)

    assert codes(case, now) == expected


def test_a_reminder_that_the_person_answered_is_forgotten(now: datetime) -> None:
    case = silent(now)
    Case.objects.update(nudge="SECOND", nudged_at=now - 15 * DAY)

    assert codes(case, now) == ["SILENT"]


@pytest.mark.parametrize(("days", "expected"), [(4, "AGREEMENT_AWAITED"), (3, "REPLY_SOON")])
def test_urges_when_silence_soon_means_refusal(now: datetime, days: int, expected: str) -> None:
    case = to_be_signed(now)
    Agreement.objects.update(reply_until=localdate(now + days * DAY))

    assert codes(case, now) == [expected]


@pytest.mark.parametrize(("by_person", "expected"), [(True, ["LATER_ASKED"]), (False, [])])
def test_a_later_end_asked_by_the_person_waits_for_an_answer(
    now: datetime, by_person: bool, expected: list[str]
) -> None:
    case = quiet(now)
    Case.objects.update(expected_end_on=localdate(now + 40 * DAY))
    Prolongation.objects.create(
        case=case,
        before=localdate(now + 40 * DAY),
        until=localdate(now + 60 * DAY),
        asked_by=case.beneficiary if by_person else the_counsellor(case),
        asked_at=now,
    )

    assert codes(case, now) == expected


def test_each_sentence_can_be_said(now: datetime) -> None:
    for build in (unrecorded, unsigned, nearly_full, late, silent, short_of_hours, to_sign):
        case = build(now)
        for row in cases_led_by(case.practitioner, now=now):
            assert all("%(" not in attention.sentence for attention in row.attention)


def test_a_person_who_acts_is_not_silent(now: datetime) -> None:
    case = silent(now)
    a_demand(case, at=now - DAY)

    assert "SILENT" not in codes(case, now)


def test_a_synthesis_waits_for_one_then_for_the_other(now: datetime) -> None:
    case = a_quick_case(at=now)
    a_booked_session(case, starts_at=now + DAY)
    a_drafted_synthesis(case, at=now)
    assert "SYNTHESIS_TO_ACKNOWLEDGE" in codes(case, now)

    Synthesis.objects.update(acknowledged_by_practitioner_at=now)

    assert "SYNTHESIS_AWAITED" in codes(case, now)


@pytest.mark.parametrize(("value", "is_told"), [(5, True), (6, False)])
def test_working_together_below_six_is_told_without_the_answers(
    now: datetime, value: int, is_told: bool
) -> None:
    case = a_quick_case(at=now)
    a_finished_one(person=case.beneficiary, instrument_id="alliance", at=now, other=value)

    assert ("ALLIANCE_LOW" in codes(case, now)) is is_told


def test_follow_ups_due_come_back_to_the_list(now: datetime) -> None:
    case = a_case(at=now)
    Case.objects.update(state=Case.State.DELIVERED, delivered_at=now, keep_until=localdate(now + 9 * DAY))
    FollowUp.objects.create(case=case, months=6, due_on=localdate(now))

    assert codes(case, now - DAY) == ["TO_DESTROY"]
    assert codes(case, now) == ["FOLLOW_UP", "TO_DESTROY"]
    FollowUp.objects.update(answered_at=now)
    assert codes(case, now) == []


def test_the_most_urgent_come_first_and_only_one_s_own(now: datetime) -> None:
    calm = quiet(now)
    loud = a_case(at=now - 20 * DAY, practitioner=calm.practitioner)
    a_case(at=now, practitioner=a_practitioner(provider=calm.practitioner.provider))

    rows = cases_led_by(calm.practitioner, now=now)

    assert [row.case for row in rows] == [loud, calm]
    assert rows[0].first is not None
    assert (rows[0].first.level, rows[1].first) == ("stop", None)
    assert rows[1].next_session_at == now + DAY


@pytest.mark.parametrize("count", [3, 30])
def test_the_caseload_costs_the_same_queries(
    now: datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    practitioner = a_practitioner()
    fill(practitioner, count, now)

    with django_assert_num_queries(10):
        rows = cases_led_by(practitioner, now=now)
        assert [(row.name, row.hours.used, row.first and row.first.sentence) for row in rows]


@pytest.mark.parametrize("count", [3, 30])
def test_the_day_costs_the_same_queries(
    now: datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    practitioner = a_practitioner()
    fill(practitioner, count, now)

    with django_assert_num_queries(16):
        today = today_of(practitioner, now=now)
        assert [(meeting.name, meeting.session.case.practitioner.provider) for meeting in today.meetings]
        assert today.to_look_at


def fill(practitioner: Practitioner, count: int, now: datetime) -> None:
    """Give a practitioner bilans, each with an interview today and one before."""
    for rank in range(count):
        case = a_case(at=now - 20 * DAY, practitioner=practitioner)
        a_held_session(case, starts_at=now - 2 * DAY, is_signed=False)
        a_booked_session(case, starts_at=now + timedelta(minutes=10 * rank), minutes=10)


def test_the_day_counts_meetings_and_their_rank(now: datetime) -> None:
    case = a_quick_case(at=now)
    a_held_session(case, starts_at=now - 3 * DAY)
    a_booked_session(case, starts_at=now + timedelta(hours=2), minutes=90)
    a_booked_session(case, starts_at=now + DAY)

    today = today_of(case.practitioner, now=now)

    assert [(meeting.rank, meeting.name) for meeting in today.meetings] == [(2, "Claire Morel")]
    assert today.minutes == 90


def test_the_agenda_holds_a_period_of_one_s_own(now: datetime) -> None:
    case = a_quick_case(at=now)
    inside = a_booked_session(case, starts_at=now + DAY)
    a_booked_session(case, starts_at=now + 8 * DAY)
    a_booked_session(a_case(at=now), starts_at=now + DAY)

    found = agenda_of(practitioner=case.practitioner, since=now, until=now + 8 * DAY)

    assert list(found) == [inside]


def test_the_brief_gathers_what_was_said(now: datetime) -> None:
    case = a_signed_case(at=now)
    person = case.beneficiary
    session = a_booked_session(case, starts_at=now - DAY)
    record_session(
        session=session, minutes=60, note="À suivre.", next_step="Lire", by=the_counsellor(case), at=now
    )
    an_experience(person=person, at=now, title="Secret", is_private=True)
    a_card(person=person, at=now)

    brief = brief_of(case, reader=the_counsellor(case), at=now)

    assert brief.demand is not None
    assert brief.last_note is not None
    assert (brief.last_note.text, brief.new_cards) == ("À suivre.", 1)
    assert "cms-diagnosis" in brief.results
    assert brief.experiences == ()
    assert len(brief.coming_modules) == 3
    assert readings_of(person).get().facts == {"what": "brief"}


def test_the_brief_of_a_beginning_is_nearly_empty(now: datetime) -> None:
    case = a_case(at=now)

    brief = brief_of(case, reader=case.beneficiary, at=now)

    assert (brief.demand, brief.last_note, brief.new_cards, brief.plan) == (None, None, 0, ())


@pytest.mark.parametrize("count", [3, 30])
def test_the_brief_costs_the_same_queries(
    now: datetime, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = a_quick_case(at=now)
    a_demand(case, at=now)
    a_diagnosis(case, at=now)
    for rank in range(count):
        a_card(person=case.beneficiary, at=now + timedelta(minutes=rank))
        a_held_session(case, starts_at=now - rank * DAY)

    with django_assert_max_num_queries(32):
        brief_of(case, reader=the_counsellor(case), at=now)


def test_near_misses_get_no_brief(now: datetime) -> None:
    case = a_case(at=now)
    provider = case.practitioner.provider

    for stranger in (a_practitioner(provider=provider), a_practitioner(provider=provider, role=MANAGER)):
        with pytest.raises(NotPermitted):
            brief_of(case, reader=stranger.person, at=now)


def test_an_agreement_without_a_signature_shows_once(now: datetime) -> None:
    case = to_sign(now)
    Agreement.objects.update(signed_by_beneficiary_at=now)

    assert codes(case, now).count("AGREEMENT_TO_SIGN") == 1
    assert Session.objects.filter(case=case).count() == 1
