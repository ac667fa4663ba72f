"""Silence: two reminders, then ending is proposed; only the person decides."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate

from bilan.audit.models import Event
from bilan.cases.errors import DropOutNotProposed, NotPermitted
from bilan.cases.models import Case, Demand
from bilan.cases.operations import (
    confirm_drop_out,
    heed_silences,
    keep_time,
    record_demand,
    stay_in_case,
    suspend_case,
)
from bilan.cases.pieces import Aim
from bilan.cases.queries import cases_led_by, next_step
from bilan.messages.models import Message
from tests.cases.builders import AIM, a_booked_session, a_case, a_demand, a_signed_case, the_counsellor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def mails() -> list[str]:
    """Return the kinds of reminders that were sent, in order."""
    found = Message.objects.filter(kind__startswith="silence.").order_by("due_at", "kind")
    return list(found.values_list("kind", flat=True))


def a_silent_case(*, at: datetime) -> Case:
    """Return a bilan in which the person never answered two months of reminders."""
    case = a_signed_case(at=at)
    for days in (14, 30, 60):
        heed_silences(at=at + days * DAY)
    return case


def test_climbs_one_rung_at_each_term(now: datetime) -> None:
    a_signed_case(at=now)

    sent = [heed_silences(at=now + days * DAY) for days in (13, 14, 15, 29, 30, 31, 59, 60, 61)]

    assert sent == [0, 1, 0, 0, 1, 0, 0, 1, 0]
    assert mails() == ["silence.first", "silence.second", "silence.drop-out", "silence.told"]
    assert Case.objects.get().nudge == Case.Nudge.DROP_OUT


def test_nobody_gets_three_mails_on_the_day_the_worker_wakes_up(now: datetime) -> None:
    a_signed_case(at=now)

    assert [heed_silences(at=now + 90 * DAY) for _ in range(3)] == [1, 0, 0]
    assert heed_silences(at=now + 91 * DAY) == 1


def test_a_sign_of_life_begins_anew(now: datetime) -> None:
    case = a_signed_case(at=now)
    heed_silences(at=now + 14 * DAY)
    Message.objects.update(state=Message.State.SENT)

    record_demand(
        case=case, why_now="Je reviens.", worth_it="", aims=(AIM,), by=case.beneficiary, at=now + 20 * DAY
    )

    assert heed_silences(at=now + 33 * DAY) == 0
    assert heed_silences(at=now + 34 * DAY) == 1
    assert mails() == ["silence.first", "silence.first"]


def test_what_the_counsellor_does_is_no_sign_of_the_person(now: datetime) -> None:
    case = a_case(at=now)
    counsellor, aims = the_counsellor(case), (Aim("PROJECT", "Autre"),)
    record_demand(case=case, why_now="Dit.", worth_it="", aims=aims, by=counsellor, at=now + 10 * DAY)

    assert heed_silences(at=now + 14 * DAY) == 1


def test_a_pause_or_an_interview_ahead_leaves_people_in_peace(now: datetime) -> None:
    resting, meeting = a_signed_case(at=now), a_signed_case(at=now)
    until = localdate(now) + 40 * DAY
    suspend_case(case=resting, until=until, reason="TIME", by=resting.beneficiary, at=now)
    a_booked_session(meeting, starts_at=now + 20 * DAY)

    assert heed_silences(at=now + 15 * DAY) == 0


def test_a_profile_that_sets_no_term_never_reminds(now: datetime) -> None:
    a_signed_case(at=now, profile="be-vlg")

    assert heed_silences(at=now + 200 * DAY) == 0


def test_the_person_may_go_on(now: datetime) -> None:
    case = a_silent_case(at=now)

    stay_in_case(case=case, by=case.beneficiary, at=now + 61 * DAY)

    held = Case.objects.get()
    assert (held.state, held.nudge) == (Case.State.OPEN, "")
    with pytest.raises(DropOutNotProposed):
        confirm_drop_out(case=case, by=case.beneficiary, at=now + 61 * DAY)


def test_the_person_alone_confirms_the_end(now: datetime) -> None:
    case = a_silent_case(at=now)

    for act in (confirm_drop_out, stay_in_case):
        with pytest.raises(NotPermitted):
            act(case=case, by=the_counsellor(case), at=now + 61 * DAY)
    confirm_drop_out(case=case, by=case.beneficiary, at=now + 61 * DAY)

    assert Case.objects.get().state == Case.State.LEFT
    assert not Demand.objects.exists()
    assert Event.objects.filter(act="drop_out.confirmed").exists()


def test_without_an_answer_nothing_ends(now: datetime) -> None:
    a_silent_case(at=now)

    for days in range(61, 400, 30):
        keep_time(at=now + days * DAY)

    assert Case.objects.get().state == Case.State.OPEN
    assert Demand.objects.exists()


def test_ending_is_not_confirmed_before_it_is_proposed(now: datetime) -> None:
    case = a_case(at=now)
    a_demand(case, at=now)

    for act in (confirm_drop_out, stay_in_case):
        with pytest.raises(DropOutNotProposed):
            act(case=case, by=case.beneficiary, at=now)


def test_home_asks_first_whether_one_goes_on_and_the_caseload_says_who_decides(now: datetime) -> None:
    case = a_silent_case(at=now)
    held, later = Case.objects.select_related("beneficiary").get(), now + 61 * DAY

    step = next_step(person=held.beneficiary, case=held, now=later, today=localdate(later))
    row = cases_led_by(case.practitioner, now=later)[0]

    assert (step.code, step.url_name) == ("GO_ON", "pace")
    assert "DROP_OUT_PROPOSED" in [one.code for one in row.attention]


def test_a_pause_asks_for_nothing_in_the_caseload(now: datetime) -> None:
    case = a_signed_case(at=now)
    suspend_case(case=case, until=localdate(now) + 40 * DAY, reason="TIME", by=case.beneficiary, at=now)

    during = cases_led_by(case.practitioner, now=now + 20 * DAY)[0].attention
    after = cases_led_by(case.practitioner, now=now + 40 * DAY)[0].attention

    assert [one.code for one in during] == ["PAUSED"]
    assert "PAUSED" not in [one.code for one in after]
