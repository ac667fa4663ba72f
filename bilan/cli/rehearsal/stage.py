"""Where a rehearsal stands: the people, the bilan, and the moments at which things happen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cli.rehearsal.schema import Rehearsal
from bilan.providers.models import Practitioner

ZONE = ZoneInfo("Europe/Paris")


class Stage(IntEnum):
    """How far a bilan came, in order; a rehearsal may stop after any."""

    ACCOUNT = 1
    BOOKED = 2
    DEMAND = 3
    DIAGNOSIS = 4
    PLAN = 5
    AGREED = 6
    EXPERIENCES = 7
    INTERESTS = 8
    OPTIONS = 9
    COMPARED = 10
    DECIDED = 11
    STEPS = 12
    DRAFTED = 13
    ACKNOWLEDGED = 14
    DELIVERED = 15


@dataclass(slots=True)
class Play:
    """A rehearsal under way; `case` is there once it is opened."""

    script: Rehearsal
    person: Person
    practitioner: Practitioner
    case: Case | None = None

    @property
    def bilan(self) -> Case:
        """The open bilan, as it stands in the database."""
        if self.case is None:
            raise LookupError("The bilan is not opened yet.")
        self.case = Case.objects.select_related(
            "beneficiary", "key", "practitioner__person", "practitioner__provider"
        ).get(pk=self.case.pk)
        return self.case

    @property
    def counsellor(self) -> Person:
        """Who leads the bilan."""
        return self.practitioner.person

    def moment(self, day: int, hour: int, minute: int = 0) -> datetime:
        """Return a local moment, so many days after the start."""
        return moment(self.script.starts_on, day, hour, minute)


def seconds_from(at: datetime) -> Iterator[datetime]:
    """Yield moments a second apart: what one does in a row keeps its order, on every run."""
    while True:
        yield at
        at += timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happens at a moment; a `stage` is reached once its acts are done."""

    at: datetime
    run: Callable[[Play, datetime], None]
    stage: Stage | None = None


def moment(start: date, day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment in Paris, so many days after a date."""
    return datetime.combine(start + timedelta(days=day), time(hour, minute), tzinfo=ZONE)
