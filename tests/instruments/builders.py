"""Administrations begun, answered and finished, stating only what matters to a test."""

from collections.abc import Mapping
from datetime import datetime

from bilan.accounts.models import Person
from bilan.instruments.answering import questions
from bilan.instruments.library import instrument
from bilan.instruments.models import Administration
from bilan.instruments.operations import finish_administration, record_answer, start_administration
from bilan.instruments.queries import given_values
from bilan.instruments.schema import CardSort
from bilan.vault.operations import person_key


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
    """Return a finished administration: the values said, `other` for every other question."""
    administration = an_administration(person=person, instrument_id=instrument_id, at=at, moment=moment)
    asked = instrument(instrument_id)
    said = dict(values or {})
    if isinstance(asked.response, CardSort) and other == 2:
        other = "SECONDARY"
    for item in asked.items:
        value = said.get(item.id, other)
        record_answer(administration=administration, item_id=item.id, value=value, by=person, at=at)
    _rank_all(administration, at=at)
    return finish_administration(administration=administration, by=person, at=at)


def _rank_all(administration: Administration, *, at: datetime) -> None:
    """Rank the kept cards in the order of the deck."""
    asked = instrument(administration.instrument)
    if not isinstance(asked.response, CardSort):
        return
    given = given_values(administration=administration)
    kept = [item.id for item in asked.items if given[item.id] == asked.response.ranked_pile]
    ranks = [item for item in questions(instrument=asked, given=given) if item not in given]
    for rank, card in zip(ranks, kept, strict=True):
        record_answer(
            administration=administration, item_id=rank, value=card, by=administration.person, at=at
        )
