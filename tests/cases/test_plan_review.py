"""After each interview the plan is looked at once, by either of the two."""

from datetime import datetime, timedelta

import pytest

from bilan.audit.models import Event
from bilan.cases.errors import NotPermitted
from bilan.cases.models import Agreement, Case, Phase, PlanChange
from bilan.cases.operations import choose_plan, keep_plan
from bilan.cases.queries import changes_of, plan_review_of, read_by
from tests.builders import a_person
from tests.cases.builders import a_held_session, a_signed_case, the_counsellor
from tests.providers.builders import a_practitioner

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def after_an_interview(now: datetime) -> Case:
    """Return a signed bilan whose last interview was the day before."""
    case = a_signed_case(at=now - 10 * DAY)
    a_held_session(case, starts_at=now - DAY)
    return case


def test_it_is_asked_after_an_interview_with_how_far_the_plan_is(now: datetime) -> None:
    case = after_an_interview(now)

    found = plan_review_of(case)

    assert found is not None
    assert found.held_at == now - DAY
    assert 0 <= found.lived < found.steps


@pytest.mark.parametrize("who", ["person", "counsellor"])
def test_either_of_the_two_says_that_it_holds_and_it_is_asked_no_more(who: str, now: datetime) -> None:
    case = after_an_interview(now)
    by = case.beneficiary if who == "person" else the_counsellor(case)

    keep_plan(case=case, by=by, at=now)

    assert plan_review_of(case) is None
    told = changes_of(read_by(case=case, reader=case.beneficiary, what="plan", at=now))[0]
    assert (told.is_kept, told.by, told.added, told.removed) == (True, str(by), (), ())
    assert Event.objects.filter(act="plan.kept").count() == 1


def test_a_change_answers_it_too_and_the_next_interview_asks_again(now: datetime) -> None:
    case = after_an_interview(now)
    choose_plan(case=case, style="REMOTE", reason="Moins de trajets", by=case.beneficiary, at=now)
    assert plan_review_of(case) is None

    a_held_session(case, starts_at=now + DAY)

    assert plan_review_of(case) is not None


def test_nothing_is_asked_before_the_agreement_nor_of_an_interview_after_the_bilan(now: datetime) -> None:
    signed = a_signed_case(at=now - 10 * DAY)
    a_held_session(signed, starts_at=now - DAY, phase=Phase.FOLLOW_UP)
    assert plan_review_of(signed) is None

    a_held_session(signed, starts_at=now - DAY)
    Agreement.objects.update(signed_by_beneficiary_at=None)
    assert plan_review_of(signed) is None


def test_somebody_else_keeps_nothing(now: datetime) -> None:
    case = after_an_interview(now)
    before = PlanChange.objects.count()

    for other in (a_person(), a_practitioner().person):
        with pytest.raises(NotPermitted):
            keep_plan(case=case, by=other, at=now)

    assert PlanChange.objects.count() == before
