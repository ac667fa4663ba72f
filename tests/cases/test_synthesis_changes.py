"""What measures taken again bring to the draft of a synthesis and to the brief."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from bilan.cases.models import Case
from bilan.cases.queries import read_by
from bilan.cases.queries.drafting import drafted_parts
from bilan.instruments.library import CONFIDENCE
from bilan.instruments.operations import give_opinion
from tests.cases.builders import a_case, the_counsellor
from tests.instruments.builders import a_finished_one
from tests.web.practitioner.desk import a_desk, a_led_case, some_time_ago

pytestmark = pytest.mark.django_db


def risen(case: Case, *, first: datetime, opinion: str = "") -> None:
    """Measure confidence twice, far apart, low then high."""
    person, last = case.beneficiary, first + timedelta(days=20)
    a_finished_one(person=person, instrument_id=CONFIDENCE, at=first, other=2)
    again = a_finished_one(person=person, instrument_id=CONFIDENCE, at=last, other=9, moment="END")
    if opinion:
        give_opinion(administration=again, opinion=opinion, by=person, at=last)


def told(case: Case, *, at: datetime) -> list[str]:
    reading = read_by(case=case, reader=the_counsellor(case), what="synthesis", at=at)
    return [piece.text for piece in drafted_parts(reading)["skills"] if piece.kind == "CHANGE"]


@pytest.mark.parametrize(("opinion", "count"), [("", 1), ("YES", 1), ("PARTLY", 1), ("NO", 0)])
def test_a_real_change_is_drafted_unless_the_person_does_not_recognize_it(
    now: datetime, opinion: str, count: int
) -> None:
    case = a_case(at=now)
    risen(case, first=now, opinion=opinion)

    found = told(case, at=now + timedelta(days=30))

    assert len(found) == count
    assert all("plus haut, de 2,0 à 9,0 (écart entre" in text for text in found)


def test_one_measure_alone_drafts_nothing(now: datetime) -> None:
    case = a_case(at=now)
    a_finished_one(person=case.beneficiary, instrument_id=CONFIDENCE, at=now, other=2)

    assert told(case, at=now) == []


def test_the_brief_says_what_moved() -> None:
    case = a_led_case()
    risen(case, first=some_time_ago(days=21))

    read = a_desk(the_counsellor(case)).open(reverse("brief", args=[case.pk]))

    assert "plus haut, de 2,0 à 9,0" in read.text
