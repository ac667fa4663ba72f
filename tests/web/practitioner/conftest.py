"""A bilan under way, made once for a file: each test has it afresh."""

import pytest

from bilan.cases.models import Case
from tests.shared import made_once
from tests.web.practitioner.desk import a_led_case

led = made_once(a_led_case)


@pytest.fixture
def case(led: Case, db: None) -> Case:
    """Return a bilan in its investigation, as the database has it."""
    return Case.objects.select_related("beneficiary", "practitioner__person", "key").get(pk=led.pk)
