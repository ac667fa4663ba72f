"""The end: the legal minimum, the receipt, the destruction, what is kept and how one leaves early."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from bilan.accounts.models import ConsentKind
from bilan.accounts.operations import give_consent, withdraw_consent
from bilan.audit.models import Event
from bilan.cases.envelope import months_after, years_after
from bilan.cases.errors import (
    AccompanimentTooShort,
    CaseClosed,
    FollowUpAnswered,
    FollowUpTooEarly,
    KeepingRefused,
    KeepingTooLong,
    NotPermitted,
    PhaseUnfinished,
    SynthesisUnacknowledged,
    TotalTooShort,
    WeeksTooFew,
)
from bilan.cases.models import Case, Demand, Destruction, FollowUp, Note, Receipt, Session, Synthesis
from bilan.cases.operations import (
    agree_to_keep,
    destroy_expired,
    hand_over,
    leave_case,
    record_follow_up,
    record_session,
    sign_attendance,
    stop_keeping,
)
from bilan.cases.queries import (
    demand_of,
    destructions_of,
    detailed_results_of,
    keeping_of,
    read_by,
    synthesis_of,
)
from bilan.instruments.models import Answer
from bilan.instruments.queries import result_of
from bilan.messages.models import Message
from bilan.providers.models import Slot
from bilan.vault.errors import KeyDestroyed
from tests.cases.builders import (
    a_booked_session,
    a_case,
    a_concluding_case,
    a_demand,
    a_diagnosis,
    a_drafted_synthesis,
    a_held_session,
    a_quick_case,
    the_counsellor,
)
from tests.providers.builders import MANAGER, a_practitioner, a_slot

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LAW = 13 * 60


def handed(case: Case, *, at: datetime) -> Receipt:
    return hand_over(case=case, by=the_counsellor(case), at=at)


def test_hands_over_at_the_legal_minimum(now: datetime) -> None:
    case = a_concluding_case(at=now, minutes=LAW)

    receipt = handed(case, at=now)

    case.refresh_from_db()
    assert (case.state, case.phase, case.delivered_at) == ("DELIVERED", "FOLLOW_UP", now)
    assert receipt.synthesis_sha256 == Synthesis.objects.get().content_sha256
    assert receipt.acknowledged_at == now


def test_a_minute_less_is_refused_with_the_rule_and_its_source(now: datetime) -> None:
    case = a_concluding_case(at=now, minutes=LAW - 1)

    with pytest.raises(AccompanimentTooShort) as refused:
        handed(case, at=now)

    assert refused.value.rule == "minimum_accompanied_hours"
    assert "2026-126" in str(refused.value)
    assert Case.objects.get().state == Case.State.OPEN
    assert Demand.objects.exists()


def test_hours_that_one_did_not_sign_prove_nothing(now: datetime) -> None:
    case = a_concluding_case(at=now, minutes=LAW)
    session = Session.objects.filter(phase="INVESTIGATION").order_by("pk").first()
    assert session is not None
    Session.objects.filter(pk=session.pk).update(signed_by_beneficiary_at=None)

    with pytest.raises(AccompanimentTooShort) as refused:
        handed(case, at=now)
    sign_attendance(session=session, by=case.beneficiary, at=now)
    handed(case, at=now)

    assert refused.value.unsigned == session.minutes


def test_before_the_decree_the_law_set_no_minimum(now: datetime) -> None:
    before = datetime.fromisoformat("2026-02-25T12:00:00+01:00")

    handed(a_concluding_case(at=before, minutes=180), at=before)

    on_the_day = datetime.fromisoformat("2026-02-26T12:00:00+01:00")
    with pytest.raises(AccompanimentTooShort):
        handed(a_concluding_case(at=on_the_day, minutes=180), at=on_the_day)


def test_the_sheet_of_2015_asks_for_sixteen_hours_and_four_weeks(now: datetime) -> None:
    short = a_concluding_case(at=now, minutes=16 * 60 - 1, profile="programme-2015")
    with pytest.raises(TotalTooShort):
        handed(short, at=now)

    case = a_concluding_case(at=now, minutes=16 * 60, profile="programme-2015")
    Case.objects.filter(pk=case.pk).update(opened_at=now - 27 * DAY)
    with pytest.raises(WeeksTooFew) as refused:
        handed(case, at=now)
    assert refused.value.until == localdate(now + DAY)
    assert handed(case, at=now + DAY)


def test_nothing_is_handed_over_unacknowledged_or_without_an_interview(now: datetime) -> None:
    case = a_quick_case(at=now - 70 * DAY)
    with pytest.raises(SynthesisUnacknowledged):
        handed(case, at=now)
    a_demand(case, at=now)
    a_drafted_synthesis(case, at=now)
    with pytest.raises(SynthesisUnacknowledged):
        handed(case, at=now)

    talked = a_concluding_case(at=now)
    Session.objects.filter(case=talked, phase="CONCLUSION").update(phase="INVESTIGATION")
    with pytest.raises(PhaseUnfinished) as refused:
        handed(talked, at=now)
    assert refused.value.codes == ("INTERVIEW",)


def test_near_misses_hand_nothing_over(now: datetime) -> None:
    case = a_concluding_case(at=now)
    provider = case.practitioner.provider

    for stranger in (
        case.beneficiary,
        a_practitioner(provider=provider).person,
        a_practitioner(provider=provider, role=MANAGER).person,
    ):
        with pytest.raises(NotPermitted):
            hand_over(case=case, by=stranger, at=now)


def test_is_handed_over_once(now: datetime) -> None:
    case = a_concluding_case(at=now)
    handed(case, at=now)

    with pytest.raises(CaseClosed):
        handed(case, at=now)


def test_destroys_working_papers_and_certifies_it_without_content(now: datetime) -> None:
    case = a_concluding_case(at=now)
    session = Session.objects.filter(case=case, phase="CONCLUSION").get()
    Session.objects.filter(pk=session.pk).update(
        signed_by_beneficiary_at=None, signed_by_practitioner_at=None
    )
    record_session(session=session, minutes=60, note="Un secret.", by=the_counsellor(case), at=now)
    for person in (case.beneficiary, the_counsellor(case)):
        sign_attendance(session=session, by=person, at=now)
    diagnosis = case.beneficiary.administrations.get()

    handed(case, at=now)

    case.refresh_from_db()
    certificate = destructions_of(case.beneficiary).get()
    assert case.content_destroyed_at == now
    assert certificate.counts == {
        "demand": 1,
        "objectives": 1,
        "notes": 1,
        "plan_reasons": 0,
        "answers": 20,
        "level_evidence": 0,
        "level_corrections": 0,
        "synthesis_drafts": 0,
        "synthesis_versions": 0,
        "letters": 0,
        "guided_works": 0,
        "mails": 0,
    }
    assert len(certificate.hashes) == sum(certificate.counts.values())
    assert "R6313-7" in certificate.source
    assert not Note.objects.exists()
    assert not Answer.objects.exists()
    diagnosis.refresh_from_db()
    with pytest.raises(KeyDestroyed):
        result_of(administration=diagnosis)
    assert Session.objects.filter(state=Session.State.HELD).exists()


def test_the_person_keeps_results_and_synthesis_and_nobody_else_does(now: datetime) -> None:
    case = a_concluding_case(at=now)
    handed(case, at=now)
    case.refresh_from_db()

    results = detailed_results_of(case=case, reader=case.beneficiary)

    assert results[0]["instrument"] == "cms-diagnosis"  # type: ignore[index, call-overload]
    assert synthesis_of(read_by(case=case, reader=case.beneficiary, what="synthesis", at=now))
    with pytest.raises(NotPermitted):
        detailed_results_of(case=case, reader=the_counsellor(case))
    with pytest.raises(NotPermitted):
        read_by(case=case, reader=the_counsellor(case), what="synthesis", at=now)


def test_interviews_still_booked_are_called_off(now: datetime) -> None:
    case = a_concluding_case(at=now)
    session = a_booked_session(case, starts_at=now + 3 * DAY)
    slot = a_slot(practitioner=case.practitioner, starts_at=now + 3 * DAY)
    Slot.objects.filter(pk=slot.pk).update(taken_by=str(session.pk))

    handed(case, at=now)

    session.refresh_from_db()
    slot.refresh_from_db()
    assert (session.state, slot.taken_by) == (Session.State.CANCELLED, "")


def test_a_written_agreement_keeps_the_papers_and_then_they_go(now: datetime) -> None:
    case = a_concluding_case(at=now)
    until = localdate(now) + timedelta(days=100)
    agree_to_keep(case=case, until=until, reason="TRAINING", by=case.beneficiary, at=now)
    handed(case, at=now)
    case.refresh_from_db()

    assert (case.keep_until, case.content_destroyed_at) == (until, None)
    assert demand_of(read_by(case=case, reader=the_counsellor(case), what="demand", at=now + 100 * DAY))
    with pytest.raises(NotPermitted):
        read_by(case=case, reader=the_counsellor(case), what="demand", at=now + 101 * DAY)
    assert destroy_expired(at=now + 100 * DAY) == 0
    assert destroy_expired(at=now + 101 * DAY) == 1
    assert destroy_expired(at=now + 101 * DAY) == 0
    assert not Demand.objects.exists()
    assert Event.objects.get(act="content.destroyed").actor == "system"


def test_keeps_three_years_at_most_counted_from_the_end(now: datetime) -> None:
    case = a_concluding_case(at=now)
    latest = years_after(localdate(now), 3)

    for until in (latest + DAY, localdate(now) - DAY):
        with pytest.raises(KeepingTooLong):
            agree_to_keep(case=case, until=until, by=case.beneficiary, at=now)
    agree_to_keep(case=case, until=latest, by=case.beneficiary, at=now)

    kept = keeping_of(case)
    assert kept is not None
    assert (kept.until, kept.reason) == (latest, "FOLLOW_UP")


def test_only_the_person_agrees_to_keep(now: datetime) -> None:
    case = a_concluding_case(at=now)

    for stranger in (the_counsellor(case), a_case(at=now).beneficiary):
        with pytest.raises(NotPermitted):
            agree_to_keep(case=case, until=localdate(now), by=stranger, at=now)
        with pytest.raises(NotPermitted):
            stop_keeping(case=case, by=stranger, at=now)


def test_taking_the_agreement_back_destroys_at_once_after_the_end(now: datetime) -> None:
    case = a_concluding_case(at=now)
    agree_to_keep(case=case, until=localdate(now) + 9 * DAY, by=case.beneficiary, at=now)
    handed(case, at=now)

    stop_keeping(case=case, by=case.beneficiary, at=now + DAY)

    case.refresh_from_db()
    assert (case.content_destroyed_at, case.keep_until) == (now + DAY, None)
    with pytest.raises(KeepingRefused):
        stop_keeping(case=case, by=case.beneficiary, at=now + DAY)
    with pytest.raises(KeepingRefused):
        agree_to_keep(case=case, until=localdate(now) + 9 * DAY, by=case.beneficiary, at=now + DAY)


def test_taking_it_back_before_the_end_destroys_at_the_end(now: datetime) -> None:
    case = a_concluding_case(at=now)
    agree_to_keep(case=case, until=localdate(now) + 9 * DAY, by=case.beneficiary, at=now)
    stop_keeping(case=case, by=case.beneficiary, at=now)
    assert keeping_of(case) is None

    handed(case, at=now)

    assert Case.objects.get().content_destroyed_at == now


def test_promises_contacts_at_one_three_six_and_twelve_months(now: datetime) -> None:
    case = a_concluding_case(at=now)

    handed(case, at=now)

    assert list(FollowUp.objects.order_by("due_on").values_list("months", "due_on")) == [
        (1, date(2026, 12, 24)),
        (3, date(2027, 2, 24)),
        (6, date(2027, 5, 24)),
        (12, date(2027, 11, 24)),
    ]
    due = Message.objects.filter(kind="follow-up.due").order_by("due_at")
    assert due[0].due_at.isoformat() == "2026-12-24T08:00:00+00:00"
    assert due[2].due_at.isoformat() == "2027-05-24T07:00:00+00:00"


def test_someone_who_took_that_consent_back_gets_no_mail(now: datetime) -> None:
    case = a_concluding_case(at=now)
    person = case.beneficiary
    give_consent(person=person, kind=ConsentKind.FOLLOW_UP, by=person, at=now)
    withdraw_consent(person=person, kind=ConsentKind.FOLLOW_UP, by=person, at=now)

    handed(case, at=now)

    assert FollowUp.objects.count() == 4
    assert not Message.objects.filter(kind="follow-up.due").exists()


def test_follow_ups_open_two_weeks_before_and_are_answered_once(now: datetime) -> None:
    case = a_concluding_case(at=now)
    handed(case, at=now)
    promised = FollowUp.objects.get(months=1)
    opens_at = now + 16 * DAY

    with pytest.raises(FollowUpTooEarly):
        record_follow_up(follow_up=promised, outcome="NEW_JOB", by=case.beneficiary, at=opens_at - DAY)
    record_follow_up(follow_up=promised, outcome="NEW_JOB", by=case.beneficiary, at=opens_at)
    with pytest.raises(FollowUpAnswered):
        record_follow_up(follow_up=promised, outcome="OTHER", by=the_counsellor(case), at=opens_at)

    promised.refresh_from_db()
    assert promised.outcome == "NEW_JOB"
    assert Message.objects.get(about=str(promised.pk)).state == Message.State.CANCELLED


def test_near_misses_record_no_follow_up(now: datetime) -> None:
    case = a_concluding_case(at=now)
    handed(case, at=now)
    promised = FollowUp.objects.get(months=6)
    provider = case.practitioner.provider

    for stranger in (
        a_practitioner(provider=provider).person,
        a_practitioner(provider=provider, role=MANAGER).person,
        a_case(at=now, practitioner=case.practitioner).beneficiary,
    ):
        with pytest.raises(NotPermitted):
            record_follow_up(follow_up=promised, outcome="OTHER", by=stranger, at=now + 190 * DAY)


def test_leaving_early_is_always_open_to_the_person(now: datetime) -> None:
    case = a_quick_case(at=now - 5 * DAY)
    a_demand(case, at=now)
    a_diagnosis(case, at=now)
    a_held_session(case, starts_at=now - 2 * DAY)
    a_booked_session(case, starts_at=now + DAY)

    leave_case(case=case, by=case.beneficiary, at=now)

    case.refresh_from_db()
    assert (case.state, case.content_destroyed_at) == (Case.State.LEFT, now)
    assert Destruction.objects.count() == 1
    assert not FollowUp.objects.exists()
    assert detailed_results_of(case=case, reader=case.beneficiary)
    assert set(Session.objects.values_list("state", flat=True)) == {"HELD", "CANCELLED"}


def test_nobody_leaves_for_someone_else(now: datetime) -> None:
    case = a_quick_case(at=now)

    for stranger in (the_counsellor(case), a_case(at=now, practitioner=case.practitioner).beneficiary):
        with pytest.raises(NotPermitted):
            leave_case(case=case, by=stranger, at=now)


def test_months_end_on_the_last_day_when_they_are_shorter() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 15), 1) == date(2027, 1, 15)
    assert years_after(date(2024, 2, 29), 3) == date(2027, 2, 28)
