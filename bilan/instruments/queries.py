"""Reads of questionnaires: where one stands, what was answered, what it says, what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from bilan.accounts.models import Person
from bilan.engine.measure.change import Change, reliable_change
from bilan.instruments.answering import Value, questions
from bilan.instruments.errors import AdministrationHidden, StillUnfinished
from bilan.instruments.library import ALLIANCE, instrument
from bilan.instruments.models import Administration, Answer, LevelCorrection, LevelEvidence
from bilan.instruments.paths import Path, path_of
from bilan.instruments.permissions import may_read
from bilan.instruments.results import Correction, Result, Score, WordsResult
from bilan.instruments.schema import Instrument, Text
from bilan.instruments.scoring import Beside, level_title, result_from, scores_to_compare
from bilan.vault.operations import open_key

Each = TypeVar("Each")
UNMEASURED = Score(None, None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an administration is: counts, the next question (none at the end), minutes left."""

    answered: int
    skipped: int
    left: int
    next_item: str | None
    minutes_left: int
    is_estimate: bool = False

    @property
    def total(self) -> int:
        """Return how many questions there are in all, about as many when they are chosen on the way."""
        return self.answered + self.skipped + self.left

    @property
    def is_complete(self) -> bool:
        """Tell whether it can be finished."""
        return self.next_item is None


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer as it stands: a value, or the reason why it was passed over."""

    item: str
    value: Value | None
    skip_reason: str
    answered_at: datetime
    is_private: bool = False

    @property
    def version(self) -> str:
        """Return what tells one answer to a question from the next one."""
        return self.answered_at.isoformat()


@dataclass(frozen=True, slots=True)
class ScaleChange:
    """A scale before and after, and what may be said of the difference."""

    scale: str
    title: Text
    before: float
    after: float
    change: Change


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier administration measured: its name, its day, its scores on the unit of one answer."""

    code: str
    at: datetime
    scores: Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class Progression:
    """What may be said since an earlier administration of the same instrument."""

    code: str
    since: datetime
    changes: tuple[ScaleChange, ...]


def instrument_of(*, administration: Administration) -> Instrument:
    """Return the instrument, in the version that was answered (no query)."""
    return instrument(administration.instrument, administration.version)


def administrations_of(*, person: Person) -> QuerySet[Administration]:
    """Return all that a person answered or began and that can still be read, latest first."""
    rows = Administration.objects.select_related("key").filter(person=person, key__destroyed_at=None)
    return rows.order_by("-started_at", "-pk")


def administration_for(
    *, reader: Person, administration_id: UUID, is_practitioner: bool = False
) -> Administration:
    """Return an administration that a reader may open (one query).

    `is_practitioner`: the reader leads the person's open case; they read it once it is finished.

    Raises:
        AdministrationHidden: someone else's, or none.
    """
    found = Administration.objects.select_related("key").filter(pk=administration_id).first()
    if found is None or not may_read(reader=reader, administration=found, is_practitioner=is_practitioner):
        raise AdministrationHidden
    return found


def latest_finished(
    *, person: Person, instrument_id: str, moment: str | None = None
) -> Administration | None:
    """Return the last finished administration of an instrument that can still be read (one query)."""
    rows = Administration.objects.select_related("key").filter(
        person=person, instrument=instrument_id, finished_at__isnull=False, key__destroyed_at=None
    )
    if moment is not None:
        rows = rows.filter(moment=moment)
    return rows.order_by("-finished_at", "-pk").first()


def unfinished(*, person: Person) -> QuerySet[Administration]:
    """Return what a person began and did not finish, oldest first."""
    rows = Administration.objects.select_related("key").filter(
        person=person, finished_at=None, key__destroyed_at=None
    )
    return rows.order_by("started_at", "pk")


def assigned_to(*, person: Person) -> tuple[Administration, ...]:
    """Return what a practitioner opened for a person and that is not finished, oldest first (one query)."""
    return tuple(unfinished(person=person).filter(assigned_by__isnull=False))


def answers_of(*, administration: Administration) -> dict[str, GivenAnswer]:
    """Return the answers by question, in the order in which they were asked (one query, or prefetched).

    All of them, private words included: for the person alone.
    """
    key = open_key(administration.key)
    found = {
        row.item: GivenAnswer(
            row.item, _value(key.read(row, "value_sealed")), row.skip_reason, row.answered_at, row.is_private
        )
        for row in sorted(administration.answers.all(), key=lambda row: (row.position, row.item, row.pk))
    }
    if administration.is_adaptive:
        return found
    given = {item: answer.value for item, answer in found.items()}
    order = questions(instrument=instrument_of(administration=administration), given=given)
    # A rank may outlive its card for the time of one act, which then tidies the ranking.
    return {item: found[item] for item in dict.fromkeys((*order, *found)) if item in found}


def path_through(*, administration: Administration, given: Mapping[str, Value | None]) -> Path:
    """Return the way through an administration from its answers (no query)."""
    seed = None
    if administration.is_adaptive:
        seed = int(str(open_key(administration.key).read(administration, "seed_sealed")))
    return path_of(instrument=instrument_of(administration=administration), given=given, seed=seed)


def given_values(*, administration: Administration) -> dict[str, Value | None]:
    """Return the values by question, None where one was passed over (one query)."""
    return {item: answer.value for item, answer in answers_of(administration=administration).items()}


def progress(*, administration: Administration) -> Progress:
    """Return how far an administration is (one query)."""
    given = given_values(administration=administration)
    path = path_through(administration=administration, given=given)
    skipped = sum(value is None for value in given.values())
    asked = instrument_of(administration=administration)
    return Progress(
        answered=len(given) - skipped,
        skipped=skipped,
        left=path.left,
        next_item=path.next_item,
        minutes_left=ceil(path.left * asked.seconds_per_item / 60),
        is_estimate=path.is_estimate,
    )


def awaits_feedback(*, administration: Administration) -> bool:
    """Tell whether a result is still to be gone through in an interview before it is shown (no query)."""
    asked = instrument_of(administration=administration)
    return asked.is_shown_after_feedback and administration.feedback_at is None


def result_of(*, administration: Administration, is_own: bool = False) -> Result:
    """Return what a finished administration says (at most three queries).

    `is_own`: the person reads; without it the words they keep from their practitioner stay out.

    Raises:
        StillUnfinished: the end was not reached.
        KeyDestroyed: the working papers were destroyed.
    """
    if administration.finished_at is None:
        raise StillUnfinished(left=progress(administration=administration).left)
    asked = instrument_of(administration=administration)
    answers = answers_of(administration=administration)
    given = {item: answer.value for item, answer in answers.items() if is_own or not answer.is_private}
    found = result_from(
        instrument=asked,
        given=given,
        beside=_beside(administration, asked),
        is_adaptive=administration.is_adaptive,
    )
    return _marked(found, answers) if isinstance(found, WordsResult) else found


def change_between(*, before: Administration, after: Administration) -> tuple[ScaleChange, ...]:
    """Return, scale by scale, what may be said of a change (two queries); unmeasured scales are left out.

    Raises:
        StillUnfinished: one of the two is not finished.
    """
    for administration in (before, after):
        if administration.finished_at is None:
            raise StillUnfinished(left=progress(administration=administration).left)
    asked = instrument_of(administration=after)
    return _changes(asked, _to_compare(before), _to_compare(after))


def changes_up_to(*, administration: Administration, kept: Sequence[Earlier] = ()) -> tuple[Progression, ...]:
    """Return what moved since the first administration, and since the last one before (five queries at most).

    Nothing where scores are no measure that is taken again: cards, words, choices.

    Args:
        administration: the one that was just read.
        kept: earlier results whose answers were destroyed, from the person's own copy.
    """
    asked = instrument_of(administration=administration)
    if asked.scoring.meaningful_difference is None or administration.finished_at is None:
        return ()
    rows = administrations_of(person=administration.person).filter(
        instrument=asked.id, finished_at__lt=administration.finished_at
    )
    earlier = [*kept, *(_earlier(row) for row in _ends(list(rows.order_by("finished_at", "pk"))))]
    after = _to_compare(administration)
    return tuple(
        Progression(each.code, each.at, _changes(asked, each.scores, after)) for each in _ends(earlier)
    )


def alliance_alerts(*, people: Iterable[Person]) -> dict[UUID, datetime]:
    """Return the people whose last alliance questionnaire holds a low answer, with its day (two queries).

    The flag alone is for the practitioner who leads their bilan; the answers are read as any content is.
    """
    rows = Administration.objects.select_related("key").filter(
        person__in=people, instrument=ALLIANCE, finished_at__isnull=False, key__destroyed_at=None
    )
    latest = {row.person_id: row for row in rows.order_by("finished_at", "pk")}
    held = {row.pk: row for row in latest.values()}
    low: dict[UUID, datetime] = {}
    for answer in Answer.objects.filter(administration__in=held, value_sealed__isnull=False):
        administration = held[answer.administration_id]
        value = open_key(administration.key).read(answer, "value_sealed")
        floor = instrument_of(administration=administration).scoring.alert_below
        if floor is not None and isinstance(value, int) and value < floor and administration.finished_at:
            low[administration.person_id] = administration.finished_at
    return low


def _changes(
    asked: Instrument, first: Mapping[str, Score], last: Mapping[str, Score]
) -> tuple[ScaleChange, ...]:
    """Judge each scale that was measured both times."""
    changes = []
    for scale in asked.scales:
        old, new = first.get(scale.id, UNMEASURED), last[scale.id]
        if old.mean is None or new.mean is None or old.error is None or new.error is None:
            continue
        change = reliable_change(
            before=old.mean,
            after=new.mean,
            errors=(old.error, new.error),
            meaningful=asked.scoring.meaningful_difference or 0.0,
        )
        changes.append(ScaleChange(scale.id, scale.title, old.mean, new.mean, change))
    return tuple(changes)


def _earlier(administration: Administration) -> Earlier:
    assert administration.finished_at is not None, "only finished ones are compared"
    return Earlier(str(administration.pk), administration.finished_at, _to_compare(administration))


def _ends(found: Sequence[Each]) -> tuple[Each, ...]:
    """Return the first and the last, once when they are the same."""
    return (*found[:1], *found[1:][-1:])


def _to_compare(administration: Administration) -> Mapping[str, Score]:
    return scores_to_compare(
        instrument=instrument_of(administration=administration),
        given=given_values(administration=administration),
        is_adaptive=administration.is_adaptive,
    )


def _beside(administration: Administration, asked: Instrument) -> Beside:
    """Return evidence and corrections, read for a diagnosis alone."""
    if asked.scoring.evidence_from_level is None:
        return Beside({}, {})
    return Beside(_evidence(administration), _corrections(administration, asked))


def _evidence(administration: Administration) -> Mapping[str, str]:
    key = open_key(administration.key)
    rows = LevelEvidence.objects.filter(administration=administration).order_by("area")
    return {row.area: key.read_text(row, "text_sealed") for row in rows}


def _corrections(administration: Administration, asked: Instrument) -> Mapping[str, Correction]:
    key = open_key(administration.key)
    rows = LevelCorrection.objects.filter(administration=administration).select_related("by").order_by("area")
    found = {}
    for row in rows:
        title = level_title(instrument=asked, level=row.level)
        assert title is not None, "the database keeps levels from 1 to 4, and each has a name"
        found[row.area] = Correction(
            row.level, title, key.read_text(row, "reason_sealed"), str(row.by), row.at
        )
    return found


def _marked(found: WordsResult, answers: Mapping[str, GivenAnswer]) -> WordsResult:
    """Mark the words that are kept from the practitioner."""
    private = {item for item, answer in answers.items() if answer.is_private}
    return WordsResult(tuple(replace(each, is_private=each.id in private) for each in found.answers))


def _value(read: object) -> Value | None:
    return read if isinstance(read, int | str) else None
