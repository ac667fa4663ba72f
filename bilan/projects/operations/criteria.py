"""What counts for the person when they compare, how much, and how far each option meets it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.projects.errors import MarkImpossible, ProjectHidden, WordsMissing
from bilan.projects.models import Criterion, Rating
from bilan.projects.operations.options import lock_person, open_option
from bilan.projects.permissions import may_decide
from bilan.projects.weighing import HIGHEST_RATING
from bilan.vault.operations import open_key, person_key

HIGHEST_WEIGHT = 4
USUAL_WEIGHT = 2


@transaction.atomic
def open_criteria(*, person: Person, names: Sequence[str], by: Person, at: datetime) -> None:
    """Lay the first criteria: the person's own, then energy and doubt; those that are there stay.

    Raises:
        ProjectHidden: someone else's projects.
    """
    if not may_decide(person=by, owner=person):
        raise ProjectHidden
    lock_person(person)
    rows = Criterion.objects.select_related("key").filter(person=person)
    held = {_name(row) for row in rows}
    kinds = {row.kind for row in rows}
    for name in names:
        if name.strip() and name.strip() not in held:
            _add(person=person, kind=Criterion.Kind.OWN, name=name, weight=USUAL_WEIGHT, at=at)
    for kind in (Criterion.Kind.ENERGY, Criterion.Kind.DOUBT):
        if kind not in kinds:
            _add(person=person, kind=kind, name="", weight=USUAL_WEIGHT, at=at)
    record(act="criteria.opened", by=by, subject=person, object_=person, at=at)


@transaction.atomic
def add_criterion(
    *, person: Person, name: str, weight: int = USUAL_WEIGHT, by: Person, at: datetime
) -> Criterion:
    """Add a criterion of the person's own, weighing 0 to 4.

    Raises:
        ProjectHidden, WordsMissing, MarkImpossible.
    """
    if not may_decide(person=by, owner=person):
        raise ProjectHidden
    if not name.strip():
        raise WordsMissing
    _check_mark(weight, HIGHEST_WEIGHT)
    lock_person(person)
    row = _add(person=person, kind=Criterion.Kind.OWN, name=name, weight=weight, at=at)
    record(act="criterion.added", by=by, subject=person, object_=row, at=at)
    return row


@transaction.atomic
def weigh_criterion(*, criterion_id: UUID, weight: int, by: Person, at: datetime) -> None:
    """Say how much a criterion counts, 0 (not at all) to 4.

    Raises:
        ProjectHidden, MarkImpossible.
    """
    _check_mark(weight, HIGHEST_WEIGHT)
    row = _own_criterion(criterion_id=criterion_id, by=by)
    row.weight = weight
    row.save(update_fields=["weight"])
    record(act="criterion.weighed", by=by, subject=by, object_=row, at=at)


@transaction.atomic
def remove_criterion(*, criterion_id: UUID, by: Person, at: datetime) -> None:
    """Take a criterion out, with its marks.

    Raises:
        ProjectHidden: someone else's, or none.
    """
    row = _own_criterion(criterion_id=criterion_id, by=by)
    record(act="criterion.removed", by=by, subject=by, object_=row, at=at)
    row.delete()


@transaction.atomic
def rate_option(*, option_id: UUID, criterion_id: UUID, value: int, by: Person, at: datetime) -> None:
    """Say how far an option meets a criterion of one's own, 0 to 3.

    Raises:
        ProjectHidden, SetAsideAlready.
        MarkImpossible: outside 0 to 3, or a criterion marked by how one feels.
    """
    _check_mark(value, HIGHEST_RATING)
    option = open_option(option_id=option_id, by=by)
    criterion = _own_criterion(criterion_id=criterion_id, by=by)
    if criterion.kind != Criterion.Kind.OWN:
        raise MarkImpossible(lowest=0, highest=HIGHEST_RATING)
    Rating.objects.update_or_create(option=option, criterion=criterion, defaults={"value": value})
    record(act="option.rated", by=by, subject=by, object_=option, at=at)


def _check_mark(value: int, highest: int) -> None:
    if not 0 <= value <= highest:
        raise MarkImpossible(lowest=0, highest=highest)


def _own_criterion(*, criterion_id: UUID, by: Person) -> Criterion:
    rows = Criterion.objects.select_for_update(of=("self",)).select_related("key", "person")
    row = rows.filter(pk=criterion_id).first()
    if row is None or not may_decide(person=by, owner=row.person):
        raise ProjectHidden
    return row


def _add(*, person: Person, kind: Criterion.Kind, name: str, weight: int, at: datetime) -> Criterion:
    last = Criterion.objects.filter(person=person).aggregate(last=models.Max("position"))["last"]
    row = Criterion(
        person=person,
        key=person_key(owner=person.pk, at=at),
        kind=kind,
        weight=weight,
        position=(last or 0) + 1,
    )
    if kind == Criterion.Kind.OWN:
        row.name_sealed = open_key(row.key).seal(row, "name_sealed", name.strip())
    row.save(force_insert=True)
    return row


def _name(row: Criterion) -> str:
    return open_key(row.key).read_text(row, "name_sealed")
