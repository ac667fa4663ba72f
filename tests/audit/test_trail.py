"""The trail is written with its act and shows a person who read them."""

from datetime import datetime

import pytest
from django.db import transaction

from bilan.audit.operations import record
from bilan.audit.queries import READ, events_about, readings_of
from tests.builders import a_person


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(now: datetime) -> None:
    person = a_person()

    with pytest.raises(transaction.TransactionManagementError):
        record(act="person.corrected", by=person, object_=person, at=now)


@pytest.mark.django_db
def test_a_person_sees_who_else_read_their_content(now: datetime) -> None:
    claire, helene = a_person(), a_person(name="Hélène Quéméner")
    for reader in (claire, helene):
        record(act=READ, by=reader, subject=claire, object_=claire, at=now)

    assert [event.actor for event in readings_of(claire)] == [str(helene.pk)]
    assert events_about(claire).count() == 2
    assert not readings_of(helene).exists()


@pytest.mark.django_db
def test_the_system_signs_its_own_acts(now: datetime) -> None:
    event = record(act="case.destroyed", by=None, object_=a_person(), at=now)

    assert event.actor == "system"
