"""Keep an occupation in sight, compare it, choose it, or set it aside."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.occupations.errors import UnknownOccupation
from bilan.occupations.queries import occupation_catalogue, titles
from bilan.projects.errors import (
    AlreadyKept,
    ChangedMeanwhile,
    MarkImpossible,
    OptionPrivate,
    ProjectHidden,
    SetAsideAlready,
    TooManyCompared,
    TooManyKept,
)
from bilan.projects.models import MOST_COMPARED, MOST_KEPT, Option
from bilan.projects.operations.reminders import keep_reminders
from bilan.projects.permissions import may_decide
from bilan.projects.pieces import Feeling, Why
from bilan.projects.reading import code_of, note_of, why_of
from bilan.projects.weighing import HIGHEST_FEELING
from bilan.vault.operations import open_key, person_key
from bilan.vault.sealing import Json

PLANS = (Option.State.PLAN_A, Option.State.PLAN_B)
SIDE_BY_SIDE = (Option.State.COMPARED, Option.State.PLAN_A, Option.State.PLAN_B)


@transaction.atomic
def keep_option(*, person: Person, code: str, catalogue: str = "", by: Person, at: datetime) -> Option:
    """Keep an occupation among six at most; one that was set aside comes back.

    `catalogue`: code of the catalogue that holds it; the one on offer when empty.

    Raises:
        ProjectHidden: someone else's projects.
        UnknownOccupation, CatalogueMissing: the catalogue on offer does not hold it.
        AlreadyKept: it is there already.
        TooManyKept: a seventh one.
    """
    _check_owner(person=person, by=by)
    lock_person(person)
    option = _option_of(person, code)
    if option is not None and option.state != Option.State.SET_ASIDE:
        raise AlreadyKept
    if _open_options(person).count() >= MOST_KEPT:
        raise TooManyKept(most=MOST_KEPT)
    option = option or _new_option(person=person, code=code, catalogue=catalogue, at=at)
    _move(option, Option.State.KEPT, at=at)
    record(act="option.kept", by=by, subject=person, object_=option, at=at)
    return option


@transaction.atomic
def refuse_occupation(
    *,
    person: Person,
    code: str,
    reason: str,
    why: Sequence[Why] = (),
    catalogue: str = "",
    by: Person,
    at: datetime,
) -> Option:
    """Set a proposed occupation aside with a reason: it is not proposed again.

    `why`: the reason as codes, from which `keep_leanings` may draw what counts next.

    Raises:
        ProjectHidden: someone else's projects.
        SetAsideAlready: it was refused before.
    """
    _check_owner(person=person, by=by)
    lock_person(person)
    option = _option_of(person, code) or _new_option(person=person, code=code, catalogue=catalogue, at=at)
    return _put_aside(option, reason=reason, why=why, by=by, at=at)


@transaction.atomic
def set_aside(*, option_id: UUID, reason: str, why: Sequence[Why] = (), by: Person, at: datetime) -> Option:
    """Set an option aside with a reason; it is not proposed again, and can be taken up again.

    Raises:
        ProjectHidden, SetAsideAlready.
    """
    return _put_aside(own_option(option_id=option_id, by=by), reason=reason, why=why, by=by, at=at)


@transaction.atomic
def compare_option(*, option_id: UUID, by: Person, at: datetime) -> Option:
    """Put an option side by side with two others at most; one that stands there stays.

    Raises:
        ProjectHidden, SetAsideAlready, TooManyCompared.
    """
    option = open_option(option_id=option_id, by=by)
    if option.state == Option.State.KEPT:
        _check_room_beside(option)
        _move(option, Option.State.COMPARED, at=at)
        record(act="option.compared", by=by, subject=by, object_=option, at=at)
    return option


@transaction.atomic
def stop_comparing(*, option_id: UUID, by: Person, at: datetime) -> Option:
    """Take an option out of the comparison, and out of plan A or B; it stays among those kept.

    Raises:
        ProjectHidden, SetAsideAlready.
    """
    option = open_option(option_id=option_id, by=by)
    _move(option, Option.State.KEPT, at=at)
    keep_reminders(person=by, at=at)
    record(act="option.kept", by=by, subject=by, object_=option, at=at)
    return option


@transaction.atomic
def choose_plan(*, option_id: UUID, plan: str, by: Person, at: datetime) -> Option:
    """Make an option plan A or plan B; the one that was it goes back to the comparison.

    Raises:
        ProjectHidden, SetAsideAlready, TooManyCompared.
        OptionPrivate: it is marked for its owner alone.
    """
    if plan not in PLANS:
        raise ProjectHidden
    option = open_option(option_id=option_id, by=by)
    if option.is_private:
        raise OptionPrivate
    if option.state == Option.State.KEPT:
        _check_room_beside(option)
    former = Option.objects.filter(person=by, state=plan).exclude(pk=option.pk)
    former.update(state=Option.State.COMPARED, changed_at=at)
    _move(option, Option.State(plan), at=at)
    keep_reminders(person=by, at=at)
    record(act="plan.chosen", by=by, subject=by, object_=option, at=at, facts={"plan": plan})
    return option


@transaction.atomic
def note_feeling(
    *, option_id: UUID, feeling: Feeling, seen: int | None = None, by: Person, at: datetime
) -> Option:
    """Keep how the person feels about an option: it counts when they compare.

    `seen` is the mark of the feeling that the change was written from.

    Raises:
        ProjectHidden, SetAsideAlready.
        MarkImpossible: energy or doubt outside 0 to 10.
        ChangedMeanwhile: another tab kept something else.
    """
    option = open_option(option_id=option_id, by=by)
    check_seen(seen, note_of(option)[0].mark)
    for mark in (feeling.energy, feeling.doubt):
        if mark is not None and not 0 <= mark <= HIGHEST_FEELING:
            raise MarkImpossible(lowest=0, highest=HIGHEST_FEELING)
    _seal_note(option, feeling=feeling, reason=note_of(option)[1], why=why_of(option))
    option.changed_at = at
    option.save(update_fields=["note_sealed", "changed_at"])
    record(act="feeling.noted", by=by, subject=by, object_=option, at=at)
    return option


@transaction.atomic
def mark_option(*, option_id: UUID, is_private: bool, by: Person, at: datetime) -> Option:
    """Keep an option from one's practitioner too, or let them read it again.

    Raises:
        ProjectHidden: someone else's, or none.
        OptionPrivate: it is plan A or B, which the synthesis tells.
    """
    option = own_option(option_id=option_id, by=by)
    if is_private and option.state in PLANS:
        raise OptionPrivate
    if option.is_private != is_private:
        option.is_private, option.changed_at = is_private, at
        option.save(update_fields=["is_private", "changed_at"])
        facts = {"is_private": is_private}
        record(act="option.marked", by=by, subject=by, object_=option, at=at, facts=facts)
    return option


def lock_person(person: Person) -> None:
    """Let one act at a time count a person's options."""
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)


def own_option(*, option_id: UUID, by: Person) -> Option:
    """Lock an option of one's own."""
    rows = Option.objects.select_for_update(of=("self",)).select_related("key", "person")
    option = rows.filter(pk=option_id).first()
    if option is None or not may_decide(person=by, owner=option.person):
        raise ProjectHidden
    lock_person(by)
    return option


def open_option(*, option_id: UUID, by: Person) -> Option:
    """Lock an option of one's own that was not set aside."""
    option = own_option(option_id=option_id, by=by)
    if option.state == Option.State.SET_ASIDE:
        raise SetAsideAlready
    return option


def check_seen(seen: int | None, mark: int) -> None:
    """Refuse to write over what another tab kept meanwhile."""
    if seen not in (None, mark):
        raise ChangedMeanwhile


def note_reason(option: Option, *, reason: str) -> None:
    """Write why the person decided so, inside another act."""
    _seal_note(option, feeling=note_of(option)[0], reason=reason.strip(), why=())
    option.save(update_fields=["note_sealed"])


def put_aside(option: Option, *, reason: str, why: Sequence[Why] = (), at: datetime) -> None:
    """Write that an option is set aside, inside another act."""
    _seal_note(option, feeling=note_of(option)[0], reason=reason.strip(), why=why)
    option.state, option.changed_at = Option.State.SET_ASIDE, at
    option.save(update_fields=["note_sealed", "state", "changed_at"])
    keep_reminders(person=option.person, at=at)


def _put_aside(option: Option, *, reason: str, why: Sequence[Why], by: Person, at: datetime) -> Option:
    if option.state == Option.State.SET_ASIDE:
        raise SetAsideAlready
    put_aside(option, reason=reason, why=why, at=at)
    record(act="option.set_aside", by=by, subject=by, object_=option, at=at)
    return option


def _check_owner(*, person: Person, by: Person) -> None:
    if not may_decide(person=by, owner=person):
        raise ProjectHidden


def _check_room_beside(option: Option) -> None:
    beside = Option.objects.filter(person=option.person, state__in=SIDE_BY_SIDE).count()
    if beside >= MOST_COMPARED:
        raise TooManyCompared(most=MOST_COMPARED)


def _open_options(person: Person) -> models.QuerySet[Option]:
    return Option.objects.filter(person=person).exclude(state=Option.State.SET_ASIDE)


def _option_of(person: Person, code: str) -> Option | None:
    """Return the option of an occupation: codes are sealed, so each is read."""
    rows = Option.objects.select_related("key", "person").filter(person=person).order_by("created_at", "pk")
    return next((row for row in rows if code_of(row)[1] == code), None)


def _new_option(*, person: Person, code: str, catalogue: str, at: datetime) -> Option:
    offered = occupation_catalogue()
    if not titles([code], person.language):
        raise UnknownOccupation(code=code)
    option = Option(person=person, key=person_key(owner=person.pk, at=at), created_at=at, changed_at=at)
    told = {"catalogue": catalogue or offered.code, "code": code}
    option.code_sealed = open_key(option.key).seal(option, "code_sealed", {**told})
    option.save(force_insert=True)
    return option


def _move(option: Option, state: Option.State, *, at: datetime) -> None:
    option.state, option.changed_at = state, at
    option.save(update_fields=["state", "changed_at"])


def _seal_note(option: Option, *, feeling: Feeling, reason: str, why: Sequence[Why]) -> None:
    told: dict[str, Json] = {
        "feeling": feeling.words.strip(),
        "energy": feeling.energy,
        "doubt": feeling.doubt,
        "reason": reason,
        "why": [str(code) for code in why],
    }
    option.note_sealed = open_key(option.key).seal(option, "note_sealed", told)
