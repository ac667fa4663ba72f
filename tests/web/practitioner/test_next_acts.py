"""Each reason to look at a bilan leads to the one act that answers it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bilan.cases.models import Case
from bilan.cases.queries import Attention
from bilan.cases.queries.attention import SENTENCES
from bilan.web.practitioner.next_acts import PLACES, next_act
from tests.cases.builders import a_booked_session, a_held_session
from tests.web.practitioner.desk import a_desk, a_led_case, some_time_ago

pytestmark = pytest.mark.django_db


def test_every_reason_has_its_act_and_no_act_is_left_without_one() -> None:
    assert set(PLACES) == set(SENTENCES)


@pytest.mark.parametrize("code", sorted(PLACES))
def test_the_act_of_every_reason_opens(case: Case, code: str) -> None:
    session = a_held_session(case, starts_at=some_time_ago(days=1), is_signed=False)
    about = session.pk if PLACES[code][0] == "session-note" else None

    act = next_act(Attention(code, session_id=about), case_id=case.pk)

    assert act is not None
    assert a_desk(case.practitioner.person).status(act.url) == 200


def test_nothing_to_look_at_asks_for_no_act(case: Case) -> None:
    assert next_act(None, case_id=case.pk) is None


@pytest.mark.parametrize("name", ["today", "caseload"])
def test_the_lists_lead_to_the_interview_that_waits(name: str) -> None:
    case = a_led_case(weeks=1)
    waiting = a_booked_session(case, starts_at=some_time_ago(hours=30))
    a_booked_session(case, starts_at=timezone.now() + timedelta(days=2))

    page = a_desk(case.practitioner.person).open(reverse(name))

    acts = [found["href"] for _, found in page.tags if "next-act" in found.get("class", "")]
    assert acts == [reverse("session-note", args=[waiting.pk])]
