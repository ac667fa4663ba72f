"""The demonstration puts each person where the cast says, on any day of the week."""

from datetime import UTC, datetime, timedelta

import pytest

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.cases.models import Case, Session
from bilan.cli.programme import cast, is_there, settle_programme
from bilan.occupations.operations import load_starter
from tests.shared import some_of

pytestmark = pytest.mark.django_db
PROFESSIONALS = 4
PHASES = {
    "Yanis": "PRELIMINARY",
    "Sofiane": "PRELIMINARY",
    "Agnès": "PRELIMINARY",
    "Maud": "INVESTIGATION",
    "Claire": "INVESTIGATION",
    "Bruno": "INVESTIGATION",
    "Inès": "CONCLUSION",
    "Lucie": "CONCLUSION",
    "Françoise": "CONCLUSION",
    "Karim": "FOLLOW_UP",
    "Thomas": "FOLLOW_UP",
}


def test_everybody_stands_where_the_cast_says_even_on_a_weekend() -> None:
    now = datetime(2026, 11, 28, 5, tzinfo=UTC)
    load_starter(at=now)

    parts = some_of(cast(), turn=0)
    settle_programme(now=now, parts=parts)

    cases = Case.objects.select_related("beneficiary")
    names = {part.script.person.name.split()[0] for part in parts}
    assert {case.beneficiary.first_name: case.phase for case in cases} == {
        name: phase for name, phase in PHASES.items() if name in names
    }
    assert Person.objects.filter(is_demo=True).count() == PROFESSIONALS + len(parts)
    waiting = [part for part in parts if part.next_in_days is not None]
    booked = Session.objects.filter(state=Session.State.BOOKED)
    assert all(session.starts_at > now for session in booked)
    assert booked.filter(starts_at__lt=now + timedelta(days=8)).count() >= len(waiting)
    assert not Event.objects.filter(at__gt=now).exists()


def test_knows_whether_it_is_there() -> None:
    assert not is_there()

    Person.objects.create_user("someone@demo.invalid")
    assert not is_there()

    Person.objects.filter(email="someone@demo.invalid").update(is_demo=True)
    assert is_there()
