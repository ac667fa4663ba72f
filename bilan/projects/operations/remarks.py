"""Write beside an option or a step, never over it, and take a remark away."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.projects.errors import ProjectHidden, WordsMissing
from bilan.projects.models import Option, Remark, Step
from bilan.projects.permissions import may_remark, may_remove_remark
from bilan.vault.operations import open_key


@transaction.atomic
def remark_on_option(
    *, option_id: UUID, words: str, by: Person, is_practitioner: bool = False, at: datetime
) -> Remark:
    """Write beside an option that its owner shares.

    `is_practitioner`: `by` leads the owner's open case.

    Raises:
        ProjectHidden: not the owner's practitioner, a private option, or none.
        WordsMissing: nothing is written.
    """
    rows = Option.objects.select_for_update(of=("self",)).select_related("key", "person")
    option = rows.filter(pk=option_id).first()
    if option is None or not may_remark(person=by, piece=option, is_practitioner=is_practitioner):
        raise ProjectHidden
    return _write(Remark(option=option, key=option.key, person=option.person), words=words, by=by, at=at)


@transaction.atomic
def remark_on_step(
    *, step_id: UUID, words: str, by: Person, is_practitioner: bool = False, at: datetime
) -> Remark:
    """Write beside a step that its owner shares.

    `is_practitioner`: `by` leads the owner's open case.

    Raises:
        ProjectHidden: not the owner's practitioner, a private step, or none.
        WordsMissing: nothing is written.
    """
    rows = Step.objects.select_for_update(of=("self",)).select_related("key", "person")
    step = rows.filter(pk=step_id).first()
    if step is None or not may_remark(person=by, piece=step, is_practitioner=is_practitioner):
        raise ProjectHidden
    return _write(Remark(step=step, key=step.key, person=step.person), words=words, by=by, at=at)


@transaction.atomic
def remove_remark(*, remark_id: UUID, by: Person, at: datetime) -> Remark:
    """Take a remark away for good and return it: who wrote it may, and whose project it is.

    Raises:
        ProjectHidden: someone else's, or none.
    """
    rows = Remark.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(pk=remark_id).first()
    if row is None or not may_remove_remark(person=by, remark=row):
        raise ProjectHidden
    record(act="remark.removed", by=by, subject=row.person, object_=row, at=at)
    row.delete()
    return row


def _write(row: Remark, *, words: str, by: Person, at: datetime) -> Remark:
    if not words.strip():
        raise WordsMissing
    row.author, row.written_at = by, at
    row.words_sealed = open_key(row.key).seal(row, "words_sealed", words.strip())
    row.save(force_insert=True)
    record(act="remark.written", by=by, subject=row.person, object_=row, at=at)
    return row
