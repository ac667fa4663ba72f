"""Words marked “for me alone”: their owner reads them, the practitioner never does."""

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from bilan.accounts.models import Person
from bilan.cases.queries import read_by, results_of
from bilan.instruments.errors import AnswerImpossible
from bilan.instruments.library import DECISION
from bilan.instruments.models import Administration
from bilan.instruments.operations import finish_administration, import_instruments, record_answer
from bilan.instruments.queries import result_of
from bilan.instruments.results import Result, WordsResult
from tests.builders import a_person
from tests.cases.builders import a_case, the_counsellor
from tests.instruments import files
from tests.instruments.builders import an_administration

pytestmark = pytest.mark.django_db
SECRET = "Ornithorynque"


@pytest.fixture(autouse=True)
def _handed_in(settings: Settings, tmp_path: Path) -> None:
    settings.STATE = tmp_path / "state"
    files.put(tmp_path / "in", files.free_text())
    import_instruments(folder=tmp_path / "in")


def written(person: Person, *, at: datetime, is_private: bool) -> Administration:
    administration = an_administration(person=person, instrument_id="free-text", at=at)
    record_answer(
        administration=administration,
        item_id="pride",
        value=SECRET,
        is_private=is_private,
        by=person,
        at=at,
    )
    return finish_administration(administration=administration, by=person, at=at)


def words(found: Result) -> list[str]:
    assert isinstance(found, WordsResult)
    return [answer.words for answer in found.answers]


def test_the_owner_alone_reads_private_words(now: datetime) -> None:
    held = written(a_person(), at=now, is_private=True)

    assert words(result_of(administration=held, is_own=True)) == [SECRET]
    assert words(result_of(administration=held)) == [""]


def test_words_that_are_not_private_are_read_by_both(now: datetime) -> None:
    held = written(a_person(), at=now, is_private=False)

    assert words(result_of(administration=held)) == words(result_of(administration=held, is_own=True))


def test_the_practitioner_of_the_open_bilan_reads_none_of_them(now: datetime) -> None:
    person = a_person()
    case = a_case(at=now, person=person)
    written(person, at=now, is_private=True)

    found = results_of(read_by(case=case, reader=the_counsellor(case), what="results", at=now))

    assert SECRET not in str(found["free-text"].result)


def test_writing_again_takes_the_mark_away_or_sets_it(now: datetime) -> None:
    person = a_person()
    held = an_administration(person=person, instrument_id="free-text", at=now)
    for is_private in (True, False):
        record_answer(
            administration=held, item_id="pride", value=SECRET, is_private=is_private, by=person, at=now
        )
    finish_administration(administration=held, by=person, at=now)

    assert words(result_of(administration=held)) == [SECRET]


def test_a_number_cannot_be_hidden_since_the_score_would_tell_it(now: datetime) -> None:
    person = a_person()
    held = an_administration(person=person, instrument_id=DECISION, at=now)

    with pytest.raises(AnswerImpossible):
        record_answer(administration=held, item_id="clear", value=3, is_private=True, by=person, at=now)
