"""The shipped questionnaires, and files that are refused."""

from pathlib import Path

import pytest
from django.utils import translation

from bilan.instruments.errors import InstrumentFaulty, InstrumentUnknown
from bilan.instruments.library import (
    CMS,
    FOLDER,
    RIASEC,
    VALUES,
    instrument,
    instruments,
    read_folder,
    read_instrument,
)
from bilan.instruments.schema import CardSort

COUNTS = {
    "alliance": 3,
    "cms-diagnosis": 20,
    "decision-state": 4,
    "riasec": 60,
    "self-efficacy": 5,
    "work-values": 36,
}


def test_ships_six_instruments_with_all_their_questions() -> None:
    assert {held.id: len(held.items) for held in instruments()} == COUNTS


def test_says_of_each_that_it_is_not_validated_yet() -> None:
    assert not any(held.is_validated for held in instruments())


def test_ties_each_to_the_law_that_allows_its_questions() -> None:
    assert all("63" in held.link and str(held.purpose) for held in instruments())


def test_gives_every_riasec_letter_ten_activities() -> None:
    assert {
        scale.id: len(instrument(RIASEC).items_of(scale.id)) for scale in instrument(RIASEC).scales
    } == dict.fromkeys("RIASEC", 10)


def test_gives_every_area_of_the_diagnosis_four_questions() -> None:
    assert {
        scale.id: len(instrument(CMS).items_of(scale.id)) for scale in instrument(CMS).scales
    } == dict.fromkeys("ABCDE", 4)


def test_writes_cards_as_sentences_in_both_languages() -> None:
    assert all(len(item.text.en.split()) >= 2 for item in instrument(VALUES).items)


def test_takes_eight_indispensable_cards_at_most() -> None:
    response = instrument(VALUES).response

    assert isinstance(response, CardSort)
    assert [pile.most for pile in response.piles] == [8, None, None, None]


def test_speaks_the_language_of_the_page() -> None:
    text = instrument(RIASEC).title

    assert str(text) == "Ce qui vous attire"
    with translation.override("en"):
        assert str(text) == "What draws you"


def test_uses_typographic_apostrophes_in_french() -> None:
    assert not [item.id for held in instruments() for item in held.items if "'" in item.text.fr]


@pytest.mark.parametrize("name", ["nothing", "../riasec"])
def test_refuses_an_unknown_instrument(name: str) -> None:
    with pytest.raises(InstrumentUnknown):
        instrument(name)


def test_refuses_a_version_that_is_not_there() -> None:
    with pytest.raises(InstrumentUnknown):
        instrument(RIASEC, "99")


FAULTS = [
    ("purpose = ", "propose = ", "purpose"),
    ("needs_feedback", "other = 1\nneeds_feedback", "other"),
    ('licence = "EUPL-1.2"', "", "licence"),
    ("reliability = 0.8", "", "scoring"),
    ("reliability = 0.8", "reliability = 1.8", "scoring.reliability"),
    ('id = "bond"', 'id = "task"', "top"),
    ('scale = "TOTAL"', 'scale = "OTHER"', "top"),
    (', en = "We worked on what matters to me."', "", "items.0.text.en"),
    ("lowest = 0", "lowest = zero", "TOML"),
    ("seconds_per_item = 10", "seconds_per_item = 0", "seconds_per_item"),
]


@pytest.mark.parametrize(("old", "new", "place"), FAULTS)
def test_refuses_a_faulty_file_and_names_the_place(tmp_path: Path, old: str, new: str, place: str) -> None:
    text = (FOLDER / "alliance.toml").read_text()
    path = tmp_path / "broken.toml"
    assert old in text
    path.write_text(text.replace(old, new, 1))

    with pytest.raises(InstrumentFaulty) as refusal:
        read_instrument(path=path)

    assert refusal.value.file == "broken.toml"
    assert place in refusal.value.place


def test_refuses_a_sort_that_ranks_a_pile_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "cards.toml"
    text = (FOLDER / "work-values.toml").read_text()
    path.write_text(text.replace('ranked_pile = "INDISPENSABLE"', 'ranked_pile = "FIRST"'))

    with pytest.raises(InstrumentFaulty, match="FIRST"):
        read_instrument(path=path)


def test_refuses_levels_that_do_not_climb(tmp_path: Path) -> None:
    path = tmp_path / "levels.toml"
    text = (FOLDER / "cms-diagnosis.toml").read_text()
    path.write_text(text.replace("at_least = 0.75", "at_least = 1.75"))

    with pytest.raises(InstrumentFaulty, match="climb"):
        read_instrument(path=path)


def test_refuses_a_scale_without_questions(tmp_path: Path) -> None:
    path = tmp_path / "idle.toml"
    text = (FOLDER / "alliance.toml").read_text()
    idle = '\n[[scales]]\nid = "IDLE"\ntitle = { fr = "a", en = "a" }\nmeaning = { fr = "a", en = "a" }\n'
    path.write_text(text + idle)

    with pytest.raises(InstrumentFaulty, match="IDLE"):
        read_instrument(path=path)


def test_refuses_a_folder_where_two_files_claim_one_name(tmp_path: Path) -> None:
    text = (FOLDER / "alliance.toml").read_text()
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(text)

    with pytest.raises(InstrumentFaulty, match=r"one\.toml"):
        read_folder(folder=tmp_path)


def test_refuses_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('title = "été"'.encode("latin-1"))

    with pytest.raises(InstrumentFaulty):
        read_instrument(path=path)
