"""What a change would make of the hours is told before it is made, and is what the change makes of them."""

from datetime import datetime

import pytest
from django.db import transaction
from django.utils.timezone import localdate

from bilan.cases.errors import CaseError, ModuleRequired
from bilan.cases.models import Case, PlanItem
from bilan.cases.operations import swap_item
from bilan.cases.queries import hours_of, plan_of, spare_modules
from bilan.web.beneficiary.plan_ways import Budget, Way, spare_ways, ways_of
from tests.cases.builders import a_planned_case

pytestmark = pytest.mark.django_db


def all_ways(case: Case, now: datetime) -> list[Way]:
    """Return every change that the page of the plan offers."""
    lines = plan_of(case)
    budget = Budget.of(lines, hours_of(case=case, today=localdate(now)))
    return [
        *(way for line in lines for way in ways_of(line, budget)),
        *spare_ways(spare_modules(case), budget),
    ]


def refusal_of(case: Case, way: Way, now: datetime) -> CaseError | None:
    """Make a change and take it back; return why it was refused, if it was."""
    code, _colon, mode = way.value.rpartition(":")
    try:
        with transaction.atomic():
            swap_item(case=case, module_code=code, mode=mode, by=case.beneficiary, at=now)
            transaction.set_rollback(True)
    except CaseError as refusal:
        return refusal
    return None


@pytest.mark.parametrize(("profile", "met"), [("fr-law", {True, False}), ("programme-2015", {False})])
def test_what_is_told_of_a_change_is_what_it_does(profile: str, met: set[bool], now: datetime) -> None:
    case = a_planned_case(at=now, profile=profile)
    before = {(row.module, row.mode) for row in PlanItem.objects.filter(case=case)}
    seen = set()

    for way in all_ways(case, now):
        refusal = refusal_of(case, way, now)
        if isinstance(refusal, ModuleRequired):
            continue
        assert (refusal is not None) is way.is_beyond, way.value
        seen.add(way.is_beyond)

    assert seen == met
    assert {(row.module, row.mode) for row in PlanItem.objects.filter(case=case)} == before


def test_the_hours_told_are_those_the_change_leaves(now: datetime) -> None:
    case = a_planned_case(at=now)
    way = next(way for way in all_ways(case, now) if not way.is_beyond)
    code, _colon, mode = way.value.rpartition(":")

    swap_item(case=case, module_code=code, mode=mode, by=case.beneficiary, at=now)

    after = Budget.of(plan_of(case), hours_of(case=case, today=localdate(now)))
    same = after.way("x", "", left=(0, 0), taken=(0, 0))
    assert (way.said, way.ruler) == (same.said, same.ruler)
