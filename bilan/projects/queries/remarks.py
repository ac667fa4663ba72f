"""Reads of what practitioners wrote beside options and steps, for whoever may read these."""

from uuid import UUID

from bilan.accounts.models import Person
from bilan.projects.errors import ProjectHidden
from bilan.projects.models import Option, Remark, Step
from bilan.projects.permissions import may_read_option, may_read_step
from bilan.projects.pieces import Remark as ToldRemark
from bilan.vault.operations import open_key


def remarks_on_option(
    *, reader: Person, option_id: UUID, is_practitioner: bool = False
) -> tuple[ToldRemark, ...]:
    """Return the remarks beside an option, oldest first (two queries).

    Raises:
        ProjectHidden: someone else's, a private one, or none.
    """
    option = Option.objects.filter(pk=option_id).first()
    if option is None or not may_read_option(reader=reader, option=option, is_practitioner=is_practitioner):
        raise ProjectHidden
    return _remarks(reader, option=option_id)


def remarks_on_step(
    *, reader: Person, step_id: UUID, is_practitioner: bool = False
) -> tuple[ToldRemark, ...]:
    """Return the remarks beside a step, oldest first (two queries).

    Raises:
        ProjectHidden: someone else's, a private one, or none.
    """
    step = Step.objects.filter(pk=step_id).first()
    if step is None or not may_read_step(reader=reader, step=step, is_practitioner=is_practitioner):
        raise ProjectHidden
    return _remarks(reader, step=step_id)


def _remarks(reader: Person, **beside: UUID) -> tuple[ToldRemark, ...]:
    rows = Remark.objects.select_related("key", "author").filter(**beside)
    return tuple(_told(row, reader) for row in rows.order_by("written_at", "pk"))


def _told(row: Remark, reader: Person) -> ToldRemark:
    return ToldRemark(
        id=row.pk,
        author="" if row.author is None else str(row.author),
        words=open_key(row.key).read_text(row, "words_sealed"),
        written_at=row.written_at,
        is_mine=row.author_id == reader.pk,
    )
