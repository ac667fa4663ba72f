"""Tell an activity, change what was told, take it out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.portfolio.errors import ChangedMeanwhile, PieceHidden, TitleMissing, YearsImpossible
from bilan.portfolio.models import Card, Experience
from bilan.portfolio.permissions import may_change
from bilan.portfolio.pieces import Period, Telling
from bilan.vault.operations import open_key, person_key


@transaction.atomic
def add_experience(
    *,
    person: Person,
    kind: str,
    period: Period,
    title: str,
    narrative: str = "",
    is_private: bool = False,
    by: Person,
    at: datetime,
) -> Experience:
    """Keep an activity, paid or not, in the person's own words and under their own key.

    Raises:
        PieceHidden: someone else's portfolio.
        TitleMissing, YearsImpossible: what was told cannot be kept so.
    """
    if not may_change(person=by, owner=person):
        raise PieceHidden
    row = Experience(person=person, key=person_key(owner=person.pk, at=at), created_at=at)
    told = Telling(kind=kind, period=period, title=title, narrative=narrative, is_private=is_private)
    _write(row, told, at=at)
    record(act="experience.told", by=by, subject=person, object_=row, at=at, facts={"kind": row.kind})
    return row


@transaction.atomic
def edit_experience(
    *,
    experience_id: UUID,
    kind: str,
    period: Period,
    title: str,
    narrative: str,
    is_private: bool,
    by: Person,
    at: datetime,
) -> Experience:
    """Change what was told of an activity; when it becomes private, so do the cards that came of it.

    Raises:
        PieceHidden: someone else's, or none.
        TitleMissing, YearsImpossible: what was told cannot be kept so; the former words stay.
    """
    told = Telling(kind=kind, period=period, title=title, narrative=narrative, is_private=is_private)
    return retell_experience(experience_id=experience_id, told=told, by=by, at=at)


@transaction.atomic
def retell_experience(
    *, experience_id: UUID, told: Telling, seen: int | None = None, by: Person, at: datetime
) -> Experience:
    """Change what was told of an activity, from the version that was seen.

    Raises:
        PieceHidden: someone else's, or none.
        ChangedMeanwhile: another version was kept since.
        TitleMissing, YearsImpossible: what was told cannot be kept so; the former words stay.
    """
    row = own_experience(experience_id=experience_id, by=by)
    if seen not in (None, row.version):
        raise ChangedMeanwhile
    row.version += 1
    if told.is_private and not row.is_private:
        Card.objects.filter(experience=row).update(is_private=True)
    _write(row, told, at=at)
    record(act="experience.changed", by=by, subject=by, object_=row, at=at)
    return row


@transaction.atomic
def remove_experience(*, experience_id: UUID, by: Person, at: datetime) -> None:
    """Take an activity out for good; the cards that came of it stay.

    Raises:
        PieceHidden: someone else's, or none.
    """
    row = own_experience(experience_id=experience_id, by=by)
    record(act="experience.removed", by=by, subject=by, object_=row, at=at)
    row.delete()


def own_experience(*, experience_id: UUID, by: Person) -> Experience:
    """Lock an activity of one's own."""
    rows = Experience.objects.select_for_update(of=("self",)).select_related("key", "person")
    row = rows.filter(pk=experience_id).first()
    if row is None or not may_change(person=by, owner=row.person):
        raise PieceHidden
    return row


def _write(row: Experience, told: Telling, *, at: datetime) -> None:
    if not told.title.strip():
        raise TitleMissing
    period = told.period
    if not period.is_possible or period.starts_after(localdate(at)):
        raise YearsImpossible
    key = open_key(row.key)
    if row.title_sealed and key.read_text(row, "title_sealed") != told.title.strip():
        row.trade_sealed = None  # another title may name another occupation
    row.kind = Experience.Kind(told.kind)
    row.from_year, row.from_month = period.from_year, period.from_month
    row.to_year, row.to_month = period.to_year, period.to_month
    row.title_sealed = key.seal(row, "title_sealed", told.title.strip())
    row.narrative_sealed = key.seal(row, "narrative_sealed", told.narrative.strip())
    row.is_private, row.changed_at = told.is_private, at
    row.save()
