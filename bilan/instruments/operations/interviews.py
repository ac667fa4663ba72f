"""What a practitioner does with an instrument: open it for someone, take that back, go through its result."""

from datetime import datetime

from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import Fact, record
from bilan.instruments.errors import (
    AdministrationHidden,
    AlreadyBegun,
    NoFeedbackDue,
    StillUnfinished,
    TitleNeeded,
)
from bilan.instruments.library import instrument
from bilan.instruments.models import Administration, Answer
from bilan.instruments.operations.answers import begun
from bilan.instruments.permissions import may_assign, may_give_back
from bilan.instruments.queries import instrument_of, progress
from bilan.vault.models import DataKey


@transaction.atomic
def assign_instrument(
    *,
    person: Person,
    instrument_id: str,
    key: DataKey,
    moment: str,
    by: Person,
    is_practitioner: bool,
    at: datetime,
    has_title: bool = False,
) -> Administration:
    """Open an instrument for a person, who alone answers it; opening it twice keeps the first.

    `is_practitioner`: `by` leads the person's open case. `has_title`: `by` attests to be a psychologist.

    Raises:
        InstrumentUnknown: no instrument bears this name.
        AdministrationHidden: not the practitioner of this person, or somebody else's key.
        TitleNeeded: an instrument that psychologists alone may give.
    """
    if not may_assign(by=by, person=person, is_practitioner=is_practitioner) or key.owner != person.pk:
        raise AdministrationHidden
    asked = instrument(instrument_id)
    if asked.administered_by == "PSYCHOLOGIST" and not has_title:
        raise TitleNeeded
    held, is_new = begun(person=person, asked=asked, key=key, moment=moment, at=at, assigned_by=by)
    if is_new:
        _trace("administration.assigned", held, by=by, at=at, facts={"has_title": has_title})
    return held


@transaction.atomic
def take_back_assignment(
    *, administration: Administration, by: Person, is_practitioner: bool, at: datetime
) -> None:
    """Take back an instrument that was opened for a person and that nobody answered yet.

    Raises:
        AdministrationHidden: not the practitioner of this person, or nothing that was opened for them.
        AlreadyBegun: the person answered.
    """
    held = _locked(administration)
    if not may_give_back(by=by, administration=held, is_practitioner=is_practitioner):
        raise AdministrationHidden
    if held.assigned_by_id is None or held.finished_at is not None:
        raise AdministrationHidden
    if Answer.objects.filter(administration=held).exists():
        raise AlreadyBegun
    _trace("administration.taken_back", held, by=by, at=at)
    held.delete()


@transaction.atomic
def give_feedback(
    *, administration: Administration, by: Person, is_practitioner: bool, at: datetime
) -> Administration:
    """Say that a result was gone through in an interview; from then on the person sees it at any time.

    Raises:
        AdministrationHidden: not the practitioner of this person.
        StillUnfinished: there is no result yet.
        NoFeedbackDue: the instrument asks for no interview, or it took place.
    """
    held = _locked(administration)
    if not may_give_back(by=by, administration=held, is_practitioner=is_practitioner):
        raise AdministrationHidden
    if held.finished_at is None:
        raise StillUnfinished(left=progress(administration=held).left)
    if held.feedback_at is not None or not instrument_of(administration=held).needs_feedback:
        raise NoFeedbackDue
    held.feedback_at = administration.feedback_at = at
    held.save(update_fields=["feedback_at"])
    _trace("feedback.given", held, by=by, at=at)
    return held


def _locked(administration: Administration) -> Administration:
    rows = Administration.objects.select_for_update(of=("self",)).select_related("key")
    return rows.get(pk=administration.pk)


def _trace(
    act: str, held: Administration, *, by: Person, at: datetime, facts: dict[str, Fact] | None = None
) -> None:
    told: dict[str, Fact] = {"instrument": held.instrument, "moment": str(held.moment), **(facts or {})}
    record(act=act, by=by, subject=Person(pk=held.person_id), object_=held, at=at, facts=told)
