"""The database itself refuses to change or remove a row of the trail."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from bilan.audit.guards import raise_guards
from bilan.audit.models import Event, Link
from tests.audit.builders import a_sealed_trail, some_events

pytestmark = pytest.mark.django_db
ACTS: dict[str, Callable[[], object]] = {
    "change an event": lambda: Event.objects.update(act="x"),
    "remove an event": lambda: Event.objects.all().delete(),
    "change a link": lambda: Link.objects.update(event=99),
    "remove a link": lambda: Link.objects.all().delete(),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_nobody_may(act: Callable[[], object], now: datetime) -> None:
    a_sealed_trail(1, at=now)
    raise_guards(connection)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()


def test_adding_stays_possible(now: datetime) -> None:
    raise_guards(connection)

    a_sealed_trail(1, at=now)
    some_events(1, at=now)

    assert Event.objects.count() == 2


@pytest.mark.parametrize("model", [Event, Link])
def test_the_trail_has_no_foreign_key(model: type[Model]) -> None:
    assert not [field for field in model._meta.get_fields() if field.is_relation]
