"""Read the answers of people who agreed that they be studied: without names, and never of a few."""

from datetime import datetime

import numpy as np
from django.db import transaction

from bilan.accounts.models import Consent, ConsentKind, Person
from bilan.audit.operations import record
from bilan.instruments.adaptive import answers_in
from bilan.instruments.errors import TooFewPeople
from bilan.instruments.models import Administration
from bilan.instruments.queries import given_values
from bilan.instruments.schema import Instrument
from bilan.instruments.tables import Table, checked_steps

LEAST_PEOPLE = 50  # what a calibration needs, and enough that nobody is found among them


@transaction.atomic
def study_answers(*, asked: Instrument, at: datetime) -> Table:
    """Return the finished answers of those who agree today, one line a person, in no order of theirs.

    Names, dates and groups stay out; each person's trail tells that their answers were read (two queries,
    and two a person).

    Raises:
        NothingToSimulate: choices, cards and words follow no such model.
        TooFewPeople: fewer agreed than it takes for nobody to be found among them.
    """
    lowest = checked_steps(asked)
    held = _latest(asked)
    if len(held) < LEAST_PEOPLE:
        raise TooFewPeople(people=len(held), least=LEAST_PEOPLE)
    rows = sorted(_row(asked, administration, lowest) for administration in held)
    for administration in held:
        subject = Person(pk=administration.person_id)
        facts = {"instrument": asked.id, "version": asked.version}
        record(act="answers.studied", by=None, subject=subject, object_=administration, at=at, facts=facts)
    return Table(np.array(rows, dtype=np.int64), asked.items, {})


def _latest(asked: Instrument) -> list[Administration]:
    """Return the last finished administration of each person who agrees, in this very version."""
    agreed = Consent.objects.filter(kind=ConsentKind.RESEARCH, withdrawn_at=None).values("person")
    rows = Administration.objects.select_related("key").filter(
        instrument=asked.id,
        version=asked.version,
        finished_at__isnull=False,
        key__destroyed_at=None,
        person__in=agreed,
    )
    latest = {row.person_id: row for row in rows.order_by("finished_at", "pk")}
    return list(latest.values())


def _row(asked: Instrument, administration: Administration, lowest: int) -> list[int]:
    given = answers_in(instrument=asked, given=given_values(administration=administration))
    told = [given.get(item.id) for item in asked.items]
    return [-1 if value is None else value - lowest for value in told]
