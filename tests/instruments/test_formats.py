"""Every format takes what it offers, refuses the rest, and says what it measures."""

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from bilan.instruments.errors import AnswerImpossible, WordsTooLong
from bilan.instruments.models import Administration
from bilan.instruments.operations import finish_administration, import_instruments, record_answer
from bilan.instruments.queries import given_values, result_of
from bilan.instruments.results import ProfileResult, WordsResult
from tests.builders import a_person
from tests.instruments import files
from tests.instruments.builders import an_administration

pytestmark = pytest.mark.django_db
ALL = (files.likert, files.frequency, files.best_worst, files.trade_off, files.free_text)


@pytest.fixture(autouse=True)
def _imported(settings: Settings, tmp_path: Path) -> None:
    """Import one small instrument of each format."""
    settings.STATE = tmp_path / "state"
    for rank, text in enumerate(ALL):
        files.put(tmp_path / "handed-in", text(), f"{rank}.toml")
    import_instruments(folder=tmp_path / "handed-in")


def answered(instrument_id: str, now: datetime, **values: int | str) -> Administration:
    person = a_person()
    administration = an_administration(person=person, instrument_id=instrument_id, at=now)
    for item, value in values.items():
        record_answer(administration=administration, item_id=item, value=value, by=person, at=now)
    return administration


def profile(administration: Administration, now: datetime) -> ProfileResult:
    finish_administration(administration=administration, by=administration.person, at=now)
    found = result_of(administration=administration)
    assert isinstance(found, ProfileResult)
    return found


@pytest.mark.parametrize("name", ["likert", "frequency"])
def test_steps_become_a_profile_of_scales_with_a_reversed_question_turned(name: str, now: datetime) -> None:
    steps = {"calm1": 2, "calm2": 0, "speed1": 0, "speed2": 0, "people1": 1, "people2": 1}

    found = profile(answered(name, now, **steps), now)

    assert {scale.id: scale.share for scale in found.scales} == {"CALM": 1.0, "SPEED": 0.0, "PEOPLE": 0.5}
    assert found.order == ("CALM", "PEOPLE", "SPEED")
    assert not found.is_flat
    assert all(scale.standard_error == pytest.approx(0.05) for scale in found.scales)


def test_answers_all_alike_make_a_flat_profile(now: datetime) -> None:
    steps = dict.fromkeys(("calm1", "calm2", "speed1", "speed2", "people1", "people2"), 1)

    assert profile(answered("likert", now, **steps), now).is_flat


def test_best_and_worst_become_shares_of_preference(now: datetime) -> None:
    found = profile(answered("best-worst", now, block1="calm>speed", block2="calm>people"), now)

    shares = {scale.id: scale.share for scale in found.scales}
    assert shares == {"CALM": 1.0, "SPEED": 0.25, "PEOPLE": 0.25}
    assert ("PEOPLE", "SPEED") in found.indistinct


def test_trade_offs_become_shares_of_preference(now: datetime) -> None:
    found = profile(answered("trade-off", now, pair1="calm", pair2="speed", pair3="calm"), now)

    assert {scale.id: scale.share for scale in found.scales} == {"CALM": 1.0, "SPEED": 0.5, "PEOPLE": 0.0}


def test_a_choice_passed_over_widens_the_error(now: datetime) -> None:
    whole = profile(answered("trade-off", now, pair1="calm", pair2="speed", pair3="calm"), now)
    part = answered("trade-off", now, pair1="calm", pair2="speed")
    record_answer(administration=part, item_id="pair3", value=None, by=part.person, at=now)

    errors = {scale.id: scale.standard_error or 0 for scale in profile(part, now).scales}

    full = whole.scales[0].standard_error or 0
    assert errors["CALM"] == pytest.approx(full * 2**0.5)
    assert errors["SPEED"] == pytest.approx(full)


def test_words_are_kept_as_written_and_nothing_is_scored(now: datetime) -> None:
    administration = answered("free-text", now, pride="  D’avoir tenu.  ")
    finish_administration(administration=administration, by=administration.person, at=now)

    found = result_of(administration=administration)

    assert isinstance(found, WordsResult)
    assert [answer.words for answer in found.answers] == ["D’avoir tenu."]


@pytest.mark.parametrize(
    ("name", "item", "value"),
    [
        ("likert", "calm1", 3),
        ("frequency", "calm1", -1),
        ("frequency", "calm1", "souvent"),
        ("best-worst", "block1", "calm"),
        ("best-worst", "block1", "calm>calm"),
        ("best-worst", "block1", "calm>noise"),
        ("trade-off", "pair1", "people"),
        ("free-text", "pride", "   "),
    ],
)
def test_refuses_what_the_format_does_not_offer(
    name: str, item: str, value: int | str, now: datetime
) -> None:
    administration = an_administration(person=a_person(), instrument_id=name, at=now)

    with pytest.raises(AnswerImpossible):
        record_answer(
            administration=administration, item_id=item, value=value, by=administration.person, at=now
        )

    assert given_values(administration=administration) == {}


@pytest.mark.parametrize(("length", "is_kept"), [(40, True), (41, False)])
def test_a_text_stops_at_its_length(length: int, is_kept: bool, now: datetime) -> None:
    if is_kept:
        assert given_values(administration=answered("free-text", now, pride="a" * length))
        return

    with pytest.raises(WordsTooLong, match="41"):
        answered("free-text", now, pride="a" * length)
