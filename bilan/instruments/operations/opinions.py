"""What people say of a result: recognize it, support a level, set another beside it."""

from datetime import datetime

from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import Fact, record
from bilan.instruments.errors import (
    AdministrationHidden,
    AnswerImpossible,
    NoLevelHere,
    ReasonMissing,
    StillUnfinished,
)
from bilan.instruments.models import Administration, LevelCorrection, LevelEvidence
from bilan.instruments.permissions import may_answer, may_correct
from bilan.instruments.queries import progress, result_of
from bilan.instruments.results import CmsResult
from bilan.vault.operations import open_key


@transaction.atomic
def give_opinion(*, administration: Administration, opinion: str, by: Person, at: datetime) -> None:
    """Keep whether the person recognizes themselves: YES, PARTLY or NO; may change.

    Raises:
        AdministrationHidden: someone else's result.
        StillUnfinished: there is no result yet.
        AnswerImpossible: no such opinion.
    """
    held = _locked(administration)
    if not may_answer(person=by, administration=held):
        raise AdministrationHidden
    _check_finished(held)
    if opinion not in Administration.Opinion.values:
        raise AnswerImpossible
    held.opinion = administration.opinion = opinion
    held.save(update_fields=["opinion"])
    # Whether one recognizes oneself is content: the trail only tells that it was said.
    _trace("opinion.given", held, by=by, at=at)


@transaction.atomic
def give_evidence(*, administration: Administration, area: str, text: str, by: Person, at: datetime) -> None:
    """Keep what shows a level of the diagnosis, in the person's words; may be rewritten.

    Raises:
        AdministrationHidden, StillUnfinished, NoLevelHere, ReasonMissing.
    """
    held = _locked(administration)
    if not may_answer(person=by, administration=held):
        raise AdministrationHidden
    _check_level(held, area)
    if not text.strip():
        raise ReasonMissing
    row = LevelEvidence.objects.filter(administration=held, area=area).first()
    row = row or LevelEvidence(administration=held, area=area)
    row.text_sealed = open_key(held.key).seal(row, "text_sealed", text.strip())
    row.given_at = at
    row.save()
    _trace("evidence.given", held, by=by, at=at, facts={"area": area})


@transaction.atomic
def correct_level(
    *,
    administration: Administration,
    area: str,
    level: int,
    reason: str,
    by: Person,
    is_practitioner: bool,
    at: datetime,
) -> None:
    """Set the practitioner's level beside the measured one, with its reason; the person sees both.

    The same level as the measured one confirms it. `is_practitioner`: `by` leads the person's open case.

    Raises:
        AdministrationHidden: not the practitioner of this person.
        StillUnfinished, NoLevelHere, AnswerImpossible, ReasonMissing.
    """
    held = _locked(administration)
    if not may_correct(person=by, administration=held, is_practitioner=is_practitioner):
        raise AdministrationHidden
    _check_level(held, area)
    if level not in {1, 2, 3, 4}:
        raise AnswerImpossible
    if not reason.strip():
        raise ReasonMissing
    row = LevelCorrection.objects.filter(administration=held, area=area).first()
    row = row or LevelCorrection(administration=held, area=area)
    row.level, row.by, row.at = level, by, at
    row.reason_sealed = open_key(held.key).seal(row, "reason_sealed", reason.strip())
    row.save()
    _trace("level.corrected", held, by=by, at=at, facts={"area": area})


def _locked(administration: Administration) -> Administration:
    rows = Administration.objects.select_for_update(of=("self",)).select_related("key")
    return rows.get(pk=administration.pk)


def _check_finished(held: Administration) -> None:
    if held.finished_at is None:
        raise StillUnfinished(left=progress(administration=held).left)


def _check_level(held: Administration, area: str) -> None:
    """Refuse an area without a measured level."""
    _check_finished(held)
    result = result_of(administration=held)
    areas = result.areas if isinstance(result, CmsResult) else ()
    if not any(found.area == area and found.level is not None for found in areas):
        raise NoLevelHere


def _trace(
    act: str, held: Administration, *, by: Person, at: datetime, facts: dict[str, Fact] | None = None
) -> None:
    told: dict[str, Fact] = {"instrument": held.instrument, "moment": str(held.moment), **(facts or {})}
    record(act=act, by=by, subject=Person(pk=held.person_id), object_=held, at=at, facts=told)
