"""Start a questionnaire, answer or pass over its questions, rank its cards, finish it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.instruments.answering import (
    RANK,
    Value,
    check_pile,
    check_ranking,
    checked_value,
    is_rank,
    kept_cards,
    moved,
    rank_item,
    ranking,
)
from bilan.instruments.errors import (
    AdministrationHidden,
    AlreadyFinished,
    AnsweredElsewhere,
    AnswerImpossible,
    GivenByAProfessional,
    ItemUnknown,
    StillUnfinished,
)
from bilan.instruments.library import instrument
from bilan.instruments.models import Administration, Answer
from bilan.instruments.permissions import may_answer
from bilan.instruments.queries import answers_of, given_values, progress, unfinished
from bilan.instruments.schema import CardSort, FreeText, Instrument
from bilan.vault.models import DataKey
from bilan.vault.operations import open_key


@transaction.atomic
def start_administration(
    *,
    person: Person,
    instrument_id: str,
    key: DataKey,
    moment: str,
    by: Person,
    at: datetime,
    seed: int | None = None,
) -> Administration:
    """Start an instrument, or go on with what was begun at the same moment under the same key.

    `seed`: what the choice of questions is drawn from, where the instrument has one; None asks them all.

    Raises:
        InstrumentUnknown: no instrument bears this name.
        AdministrationHidden: someone else's questionnaire, or someone else's key.
        GivenByAProfessional: an instrument that nobody opens alone.
    """
    if by.pk != person.pk or key.owner != person.pk:
        raise AdministrationHidden
    asked = instrument(instrument_id)
    if asked.administered_by == "ANYONE":
        administration, is_new = begun(person=person, asked=asked, key=key, moment=moment, at=at)
    else:
        administration = _assigned(person, asked)
        is_new = not administration.answers.exists()
    if is_new:
        if seed is not None and asked.adaptive is not None:
            _keep_seed(administration, seed)
        _trace("administration.started", administration, by=by, at=at)
    return administration


def begun(
    *,
    person: Person,
    asked: Instrument,
    key: DataKey,
    moment: str,
    at: datetime,
    assigned_by: Person | None = None,
) -> tuple[Administration, bool]:
    """Return what was begun at this moment under this key, or a new row, and whether it is new."""
    return Administration.objects.select_related("key").get_or_create(
        person=person,
        instrument=asked.id,
        moment=Administration.Moment(moment),
        key=key,
        finished_at=None,
        defaults={"version": asked.version, "started_at": at, "assigned_by": assigned_by},
    )


def _assigned(person: Person, asked: Instrument) -> Administration:
    """Return what a professional opened for the person; nobody opens it alone."""
    rows = unfinished(person=person).filter(instrument=asked.id, assigned_by__isnull=False)
    held = rows.first()
    if held is None:
        raise GivenByAProfessional
    return held


@transaction.atomic
def record_answer(
    *,
    administration: Administration,
    item_id: str,
    value: Value | None,
    skip_reason: str = Answer.Skip.NONE,
    is_private: bool = False,
    seen: str | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Keep an answer, changed at will until the end; `value=None` passes the question over, with a reason.

    For a card sort the value is a pile; then `rank:1`, `rank:2`… take the name of a card that was kept,
    and the others make room for it. `is_private` keeps words from the practitioner too. `seen` is the version
    of the answer that was read before, empty for none, None to overwrite.

    Raises:
        AdministrationHidden: someone else's questionnaire.
        AlreadyFinished: answers do not change any more.
        AnsweredElsewhere: another answer was given since it was read.
        ItemUnknown, AnswerImpossible, PileFull, RankImpossible: the answer cannot be.
    """
    held = _open_for_answers(administration, by)
    asked = instrument(held.instrument, held.version)
    _check_seen(held, item_id, value=value, seen=seen)
    if is_rank(item_id):
        _lay_ranking(held, _ranking_with(asked, held, item_id, value), at=at)
    elif value is None:
        _pass_over(held, asked, item_id, skip_reason=Answer.Skip(skip_reason), at=at)
    else:
        kept = checked_value(instrument=asked, item_id=item_id, value=value)
        _keep(held, item_id, kept, is_private=_may_hide(asked, is_private), at=at)
    if isinstance(asked.response, CardSort):
        _check_sort(held, asked, item_id, at=at)
    _trace("answer.recorded", held, by=by, at=at, item=item_id)


@transaction.atomic
def rank_cards(
    *,
    administration: Administration,
    cards: Sequence[str],
    seen: str | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Lay the whole ranking of the kept cards, first to last.

    `seen` is the version of the last rank but one, which the last card follows by itself.

    Raises:
        AnsweredElsewhere: the ranking was laid otherwise since it was read.
        RankImpossible: a card that was not kept, or twice the same.
    """
    held = _open_for_answers(administration, by)
    asked = instrument(held.instrument, held.version)
    last_told = cards[-2] if len(cards) > 1 else None
    _check_seen(held, rank_item(len(cards) - 1), value=last_told, seen=seen)
    check_ranking(kept=kept_cards(instrument=asked, given=given_values(administration=held)), cards=cards)
    _lay_ranking(held, tuple(cards), at=at)
    _trace("answer.recorded", held, by=by, at=at, item="rank")


@transaction.atomic
def finish_administration(*, administration: Administration, by: Person, at: datetime) -> Administration:
    """Close the questionnaire: its answers are frozen and its result can be read.

    Raises:
        StillUnfinished: questions are left, neither answered nor passed over.
    """
    held = _open_for_answers(administration, by)
    done = progress(administration=held)
    if not done.is_complete:
        raise StillUnfinished(left=done.left)
    held.finished_at = at
    held.save(update_fields=["finished_at"])
    administration.finished_at = at
    _trace("administration.finished", held, by=by, at=at)
    return held


def _keep_seed(administration: Administration, seed: int) -> None:
    """Seal the seed with the administration: the same questions come again on another device."""
    key = open_key(administration.key)
    administration.seed_sealed = key.seal(administration, "seed_sealed", seed)
    administration.save(update_fields=["seed_sealed"])


def _open_for_answers(administration: Administration, by: Person) -> Administration:
    """Lock an administration that may still be answered."""
    held = (
        Administration.objects.select_for_update(of=("self",)).select_related("key").get(pk=administration.pk)
    )
    if not may_answer(person=by, administration=held):
        raise AdministrationHidden
    if held.finished_at is not None:
        raise AlreadyFinished
    return held


def _check_seen(held: Administration, item_id: str, *, value: Value | None, seen: str | None) -> None:
    """Refuse to put an answer over one given elsewhere since; the same again harms nobody."""
    standing = None if seen is None else answers_of(administration=held).get(item_id)
    if standing is None or standing.version == seen:
        return
    if (standing.value is None, str(standing.value)) != (value is None, str(value)):
        raise AnsweredElsewhere


def _ranking_with(
    asked: Instrument, held: Administration, item_id: str, value: Value | None
) -> tuple[str, ...]:
    if value is None or not item_id.removeprefix(RANK).isdecimal():
        raise AnswerImpossible
    given = given_values(administration=held)
    kept = kept_cards(instrument=asked, given=given)
    check_ranking(kept=kept, cards=(str(value),))
    return moved(cards=ranking(given=given), card=str(value), rank=int(item_id.removeprefix(RANK)))


def _pass_over(
    held: Administration, asked: Instrument, item_id: str, *, skip_reason: Answer.Skip, at: datetime
) -> None:
    if asked.item(item_id) is None:
        raise ItemUnknown(item_id=item_id)
    answer = _answer_to(held, item_id)
    answer.value_sealed, answer.skip_reason, answer.answered_at = None, skip_reason, at
    answer.save()


def _keep(held: Administration, item_id: str, value: Value, *, is_private: bool, at: datetime) -> None:
    answer = _answer_to(held, item_id)
    answer.value_sealed = open_key(held.key).seal(answer, "value_sealed", value)
    answer.skip_reason, answer.answered_at, answer.is_private = "", at, is_private
    answer.save()


def _may_hide(asked: Instrument, is_private: bool) -> bool:
    """Refuse to keep a score's answer from the practitioner: the score itself would tell it."""
    if is_private and not isinstance(asked.response, FreeText):
        raise AnswerImpossible
    return is_private


def _answer_to(held: Administration, item_id: str) -> Answer:
    """Return the answer as it stands, or a new one in the next place."""
    rows = Answer.objects.filter(administration=held)
    return rows.filter(item=item_id).first() or Answer(
        administration=held, item=item_id, position=rows.count() + 1
    )


def _lay_ranking(held: Administration, cards: Sequence[str], *, at: datetime) -> None:
    """Write the ranks anew, so that there is never a gap nor a card twice."""
    Answer.objects.filter(administration=held, item__startswith=RANK).delete()
    key = open_key(held.key)
    rows = [
        Answer(administration=held, item=rank_item(rank), answered_at=at) for rank, _ in enumerate(cards, 1)
    ]
    for row, card in zip(rows, cards, strict=True):
        row.value_sealed = key.seal(row, "value_sealed", card)
    Answer.objects.bulk_create(rows)


def _check_sort(held: Administration, asked: Instrument, item_id: str, *, at: datetime) -> None:
    """Refuse one card too many, and take out of the ranking a card that left its pile."""
    given = given_values(administration=held)
    check_pile(instrument=asked, given=given, card=item_id)
    before = ranking(given=given)
    kept = set(kept_cards(instrument=asked, given=given))
    after = [card for card in before if card in kept]
    if len(after) != len(before):
        _lay_ranking(held, after, at=at)


def _trace(act: str, administration: Administration, *, by: Person, at: datetime, item: str = "") -> None:
    facts = {
        "instrument": administration.instrument,
        "version": administration.version,
        "moment": str(administration.moment),
    }
    if item:
        facts["item"] = item
    person = Person(pk=administration.person_id)
    record(act=act, by=by, subject=person, object_=administration, at=at, facts=facts)
