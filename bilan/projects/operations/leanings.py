"""Let what a refusal taught count in the next suggestions, and stop it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.projects.errors import LeaningImpossible, ProjectHidden
from bilan.projects.models import Leaning, Option
from bilan.projects.operations.options import own_option
from bilan.projects.permissions import may_decide
from bilan.projects.pieces import Lean, LeaningKind
from bilan.projects.reading import lean_of
from bilan.vault.operations import open_key, person_key
from bilan.vault.sealing import Json

MOST_PAY, MOST_MONTHS = 20_000, 60
LIMITS = {LeaningKind.PAY: (1, MOST_PAY), LeaningKind.TRAINING: (0, MOST_MONTHS)}


@transaction.atomic
def keep_leanings(*, option_id: UUID, leans: Sequence[Lean], by: Person, at: datetime) -> tuple[Leaning, ...]:
    """Let what the refusal of an option taught count from now on; told again, it replaces the former.

    Raises:
        ProjectHidden: someone else's option, or none.
        LeaningImpossible: the option was not set aside, nothing was chosen, or a limit is outside its range.
    """
    option = own_option(option_id=option_id, by=by)
    if option.state != Option.State.SET_ASIDE or not leans or not all(map(_is_possible, leans)):
        raise LeaningImpossible
    _forget_former(by, {lean.mark for lean in leans})
    rows = tuple(_keep(option, lean, by=by, at=at) for lean in leans)
    facts = {"count": len(rows)}
    record(act="leaning.kept", by=by, subject=by, object_=option, at=at, facts=facts)
    return rows


@transaction.atomic
def forget_leaning(*, leaning_id: UUID, by: Person, at: datetime) -> None:
    """Stop letting it count.

    Raises:
        ProjectHidden: someone else's, or none.
    """
    rows = Leaning.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(pk=leaning_id).first()
    if row is None or not may_decide(person=by, owner=row.person):
        raise ProjectHidden
    record(act="leaning.forgotten", by=by, subject=by, object_=row, at=at)
    row.delete()


def _is_possible(lean: Lean) -> bool:
    if lean.kind not in LIMITS:
        return bool(lean.name)
    least, most = LIMITS[lean.kind]
    return least <= lean.value <= most


def _forget_former(person: Person, marks: set[str]) -> None:
    rows = Leaning.objects.select_related("key").filter(person=person)
    former = [row.pk for row in rows if lean_of(row).mark in marks]
    Leaning.objects.filter(pk__in=former).delete()


def _keep(option: Option, lean: Lean, *, by: Person, at: datetime) -> Leaning:
    row = Leaning(person=by, option=option, key=person_key(owner=by.pk, at=at), agreed_at=at)
    told: dict[str, Json] = {
        "kind": str(lean.kind),
        "name": lean.name,
        "value": lean.value,
        "reason": str(lean.why),
    }
    row.told_sealed = open_key(row.key).seal(row, "told_sealed", told)
    row.save(force_insert=True)
    return row
