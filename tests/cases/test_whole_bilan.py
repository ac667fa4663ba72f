"""One person's bilan from the first consent to the follow-up, through the acts that pages call."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate

from bilan.audit.models import Event
from bilan.cases.models import Case, Demand, Note, Phase, Session
from bilan.cases.operations import (
    Appointment,
    acknowledge_synthesis,
    book_session,
    choose_plan,
    draft_synthesis,
    hand_over,
    open_case,
    record_follow_up,
    record_session,
    sign_agreement,
    sign_attendance,
    write_observations,
)
from bilan.cases.queries import (
    case_of,
    detailed_results_of,
    follow_ups_of,
    hours_of,
    next_step,
    read_by,
    synthesis_of,
)
from bilan.messages.models import Message
from bilan.vault.errors import KeyDestroyed
from tests.builders import a_person
from tests.cases.builders import a_demand, a_diagnosis, the_counsellor
from tests.portfolio.builders import a_card
from tests.projects.builders import a_plan_option, a_step
from tests.providers.builders import a_practitioner, a_slot

pytestmark = pytest.mark.django_db


def met(case: Case, *, at: datetime, minutes: int = 120, is_free: bool = False, phase: str = "") -> datetime:
    """Book a slot, meet, record and sign; return when it was over."""
    slot = a_slot(practitioner=case.practitioner, starts_at=at + timedelta(days=4), minutes=minutes)
    session = book_session(
        case=case, appointment=Appointment.of(slot), is_free=is_free, by=case.beneficiary, at=at
    )
    over = session.ends_at
    record_session(
        session=session, minutes=minutes, phase=phase, note="Vu.", by=the_counsellor(case), at=over
    )
    sign_attendance(session=session, by=case.beneficiary, at=over)
    sign_attendance(session=session, by=the_counsellor(case), at=over)
    return over


def begun(at: datetime) -> tuple[Case, datetime]:
    """Open a bilan and go through the preliminary phase."""
    person = a_person()
    case = open_case(person=person, practitioner=a_practitioner(), is_consenting=True, by=person, at=at)
    at = met(case, at=at, minutes=45, is_free=True)
    a_demand(case, at=at)
    a_diagnosis(case, at=at)
    at = met(case, at=at, minutes=120)
    choose_plan(case=case, style="BALANCED", by=person, at=at)
    sign_agreement(case=case, by=person, at=at)
    sign_agreement(case=case, by=the_counsellor(case), at=at)
    return Case.objects.get(), at


def test_walks_from_consent_to_follow_up(now: datetime) -> None:
    case, at = begun(now)
    person = case.beneficiary
    assert case.phase == Phase.INVESTIGATION

    for _ in range(5):
        at = met(case, at=at)
    a_card(person=person, at=at)
    a_plan_option(person=person, at=at)
    a_step(person=person, at=at)
    at = met(case, at=at, minutes=90, phase="CONCLUSION")
    draft_synthesis(case=case, by=the_counsellor(case), at=at)
    write_observations(case=case, text="Je m’y retrouve.", by=person, at=at)
    acknowledge_synthesis(case=case, by=person, at=at)
    acknowledge_synthesis(case=case, by=the_counsellor(case), at=at)
    hand_over(case=case, by=the_counsellor(case), at=at)

    case = Case.objects.get()
    hours = hours_of(case=case, today=localdate(at))
    assert (hours.accompanied, hours.signed) == (13 * 60 + 30, 13 * 60 + 30)
    assert case.state == Case.State.DELIVERED
    assert not Note.objects.exists()
    assert not Demand.objects.exists()
    with pytest.raises(KeyDestroyed):
        _ = read_by(case=case, reader=person, what="demand", at=at).key

    told = synthesis_of(read_by(case=case, reader=person, what="synthesis", at=at))
    assert told is not None
    assert told.observations == "Je m’y retrouve."
    assert told.missing_parts == ()
    assert len(detailed_results_of(case=case, reader=person)) == 1

    months = [promised.months for promised in follow_ups_of(case)]
    assert months == [1, 3, 6, 12]
    assert Message.objects.filter(kind="follow-up.due").count() == 4
    half_year = follow_ups_of(case)[2]
    later = at + timedelta(days=190)
    assert next_step(person=person, case=case, now=later, today=localdate(later)).code == "FOLLOW_UP"
    record_follow_up(follow_up=half_year, outcome="TRAINING", by=person, at=later)
    assert case_of(person) == case


def test_each_act_leaves_an_event_without_content(now: datetime) -> None:
    case, _at = begun(now)

    acts = set(Event.objects.filter(subject=str(case.beneficiary_id)).values_list("act", flat=True))
    assert acts >= {
        "consent.given",
        "case.opened",
        "session.booked",
        "session.recorded",
        "session.signed",
        "demand.recorded",
        "plan.chosen",
        "agreement.drafted",
        "agreement.signed",
        "phase.entered",
    }
    told = " ".join(str(facts) for facts in Event.objects.values_list("facts", flat=True))
    assert "farine" not in told
    assert "restauration" not in told
    assert Session.objects.filter(state=Session.State.HELD).count() == 2
