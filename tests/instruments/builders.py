"""Administrations begun, answered and finished, stating only what matters to a test."""

from collections.abc import Mapping
from datetime import datetime

from bilan.accounts.models import Person
from bilan.instruments.answering import checked_value, kept_cards
from bilan.instruments.library import instrument
from bilan.instruments.models import Administration, Answer
from bilan.instruments.operations import finish_administration, rank_cards, start_administration
from bilan.instruments.schema import CardSort
from bilan.vault.operations import open_key, person_key


def an_administration(
    *, person: Person, instrument_id: str, at: datetime, moment: str = "START"
) -> Administration:
    """Return an administration just begun under the person's own key."""
    return start_administration(
        person=person,
        instrument_id=instrument_id,
        key=person_key(owner=person.pk, at=at),
        moment=moment,
        by=person,
        at=at,
    )


def a_finished_one(
    *,
    person: Person,
    instrument_id: str,
    at: datetime,
    values: Mapping[str, int | str | None] | None = None,
    other: int | str = 2,
    moment: str = "START",
) -> Administration:
    """Return a finished administration: the values said, `other` for every other question.

    The answers are written straight, for speed.
    """
    administration = an_administration(person=person, instrument_id=instrument_id, at=at, moment=moment)
    asked = instrument(instrument_id)
    if isinstance(asked.response, CardSort) and other == 2:
        other = "SECONDARY"
    said = {item.id: other for item in asked.items} | dict(values or {})
    _write(administration, said, at=at)
    if isinstance(asked.response, CardSort):
        kept = kept_cards(instrument=asked, given=said)
        rank_cards(administration=administration, cards=kept, by=person, at=at)
    return finish_administration(administration=administration, by=person, at=at)


def _write(administration: Administration, said: Mapping[str, int | str | None], *, at: datetime) -> None:
    """Write answers, and questions passed over where there is no value."""
    asked, key = instrument(administration.instrument), open_key(administration.key)
    answers = [
        Answer(administration=administration, item=item, position=place, answered_at=at)
        for place, item in enumerate(said, 1)
    ]
    for answer in answers:
        value = said[answer.item]
        if value is not None:
            checked = checked_value(instrument=asked, item_id=answer.item, value=value)
            answer.value_sealed = key.seal(answer, "value_sealed", checked)
    Answer.objects.bulk_create(answers)
