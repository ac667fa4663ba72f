"""Figures of a provider and a practitioner: hours, signatures and counts, never a name nor a word."""

from dataclasses import asdict
from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from bilan.cases.models import Case, FollowUp
from bilan.cases.operations import agree_to_keep, hand_over, leave_case, record_follow_up
from bilan.cases.queries import (
    practitioner_figures,
    proof_of,
    provider_cases,
    provider_figures,
    reference_of,
)
from bilan.providers.models import Practitioner
from tests.cases.builders import (
    a_case,
    a_concluding_case,
    a_held_session,
    a_planned_case,
    a_quick_case,
    the_counsellor,
)
from tests.providers.builders import a_practitioner

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_counts_what_a_provider_may_know(now: datetime) -> None:
    done = a_concluding_case(at=now)
    provider, practitioner = done.practitioner.provider, done.practitioner
    hand_over(case=done, by=the_counsellor(done), at=now)
    promised = FollowUp.objects.get(months=1)
    record_follow_up(follow_up=promised, outcome="TRAINING", by=done.beneficiary, at=now + 31 * DAY)
    left = a_case(at=now, practitioner=practitioner)
    leave_case(case=left, by=left.beneficiary, at=now)
    a_planned_case(at=now, practitioner=practitioner)
    current = a_quick_case(at=now)
    Case.objects.filter(pk=current.pk).update(practitioner=practitioner)
    a_held_session(Case.objects.get(pk=current.pk), starts_at=now - DAY, minutes=60, is_signed=False)

    figures = provider_figures(provider, today=localdate(now + 31 * DAY))

    assert (figures.opened, figures.under_way, figures.delivered, figures.left) == (4, 2, 1, 1)
    assert figures.by_phase == {"PRELIMINARY": 1, "INVESTIGATION": 1}
    assert (figures.minutes_recorded, figures.minutes_signed) == (14 * 60, 13 * 60)
    assert (figures.sessions_unsigned, figures.agreements_to_sign) == (1, 1)
    assert (figures.receipts, figures.destroyed, figures.kept) == (1, 2, 0)
    assert (figures.follow_ups_due, figures.follow_ups_answered) == (1, 1)
    assert figures.outcomes == {"TRAINING": 1}


def test_another_provider_s_bilans_are_not_counted(now: datetime) -> None:
    a_quick_case(at=now)

    figures = provider_figures(a_practitioner().provider, today=localdate(now))

    assert (figures.opened, figures.minutes_recorded) == (0, 0)


def test_each_practitioner_has_their_month(now: datetime) -> None:
    case = a_quick_case(at=now)
    idle = a_practitioner(provider=case.practitioner.provider)
    a_held_session(case, starts_at=now - DAY, minutes=60)
    a_held_session(case, starts_at=now - 2 * DAY, minutes=30, is_signed=False)
    a_held_session(case, starts_at=now - 30 * DAY, minutes=120)

    rows = practitioner_figures(case.practitioner.provider, today=localdate(now))

    found = {row.practitioner.pk: row for row in rows}
    mine = found[case.practitioner_id]
    assert (mine.under_way, mine.minutes_recorded, mine.minutes_signed) == (1, 90, 60)
    assert found[idle.pk].minutes_recorded == 0


def test_a_practitioner_sees_what_proof_is_missing(now: datetime) -> None:
    case = a_planned_case(at=now)
    session = a_held_session(case, starts_at=now - DAY, minutes=60, is_signed=False)
    a_held_session(case, starts_at=now - 2 * DAY, minutes=30)
    kept = a_concluding_case(at=now)
    agree_to_keep(case=kept, until=localdate(now), by=kept.beneficiary, at=now)
    hand_over(case=kept, by=the_counsellor(kept), at=now)

    proof = proof_of(practitioner=case.practitioner, today=localdate(now))
    other = proof_of(practitioner=kept.practitioner, today=localdate(now))

    assert (proof.minutes_recorded, proof.minutes_signed, proof.agreements_to_sign) == (90, 30, 1)
    assert (proof.sessions_unsigned, proof.sessions_to_sign, proof.kept) == ((session,), 1, ())
    assert other.kept == (kept,)


def test_rows_tell_a_reference_and_no_name(now: datetime) -> None:
    case = a_planned_case(at=now)

    (row,) = provider_cases(case.practitioner.provider, today=localdate(now))

    assert row.reference == reference_of(case) == str(case.pk)[:8].upper()
    assert "Claire" not in str(asdict(row))
    assert (row.agreement_signed_at, row.delivered_at, row.destroyed_at) == (None, None, None)


def fill(count: int, now: datetime) -> Practitioner:
    practitioner = a_practitioner()
    for _ in range(count):
        a_held_session(a_case(at=now, practitioner=practitioner), starts_at=now - DAY)
    return practitioner


@pytest.mark.parametrize("count", [3, 30])
def test_figures_and_rows_cost_the_same_queries(
    now: datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    practitioner = fill(count, now)
    today = localdate(now)

    with django_assert_num_queries(12):
        provider_figures(practitioner.provider, today=today)
    with django_assert_num_queries(3):
        assert len(provider_cases(practitioner.provider, today=today)) == count
    with django_assert_num_queries(3):
        practitioner_figures(practitioner.provider, today=today)
    with django_assert_num_queries(4):
        proof_of(practitioner=practitioner, today=today)
