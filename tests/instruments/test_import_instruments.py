"""A provider's own instruments: checked whole, kept beside those that ship, never changed once answered."""

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from bilan.instruments.errors import (
    FolderEmpty,
    GivenByAProfessional,
    InstrumentFaulty,
    InstrumentUnknown,
    VersionTaken,
)
from bilan.instruments.library import FOLDER, imported_folder, instrument, instruments, versions
from bilan.instruments.operations import import_instruments
from bilan.instruments.queries import instrument_of
from tests.builders import a_person
from tests.instruments import files
from tests.instruments.builders import an_administration

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def handed_in(settings: Settings, tmp_path: Path) -> Path:
    """Start without any import, with an empty folder to hand files in."""
    settings.STATE = tmp_path / "state"
    folder = tmp_path / "handed-in"
    folder.mkdir()
    return folder


def test_keeps_a_file_beside_those_that_ship(handed_in: Path) -> None:
    files.put(handed_in, files.trade_off())
    before = len(instruments())

    imported = import_instruments(folder=handed_in)

    assert [each.state for each in imported] == ["ADDED"]
    assert len(instruments()) == before + 1
    assert (imported_folder() / "trade-off-1.toml").exists()


def test_importing_twice_changes_nothing(handed_in: Path) -> None:
    files.put(handed_in, files.trade_off())
    import_instruments(folder=handed_in)

    assert [each.state for each in import_instruments(folder=handed_in)] == ["HELD"]


def test_a_version_may_be_mended_until_someone_answers_it(handed_in: Path, now: datetime) -> None:
    path = files.put(handed_in, files.likert())
    import_instruments(folder=handed_in)
    path.write_text(files.likert().replace("Répondez.", "Répondez vite."))
    mended = import_instruments(folder=handed_in)
    an_administration(person=a_person(), instrument_id="likert", at=now)
    path.write_text(files.likert().replace("Répondez.", "Répondez lentement."))

    with pytest.raises(VersionTaken, match="likert"):
        import_instruments(folder=handed_in)

    assert [each.state for each in mended] == ["REPLACED"]
    assert str(instrument("likert").lead) == "Répondez vite."


def test_a_shipped_version_never_changes(handed_in: Path) -> None:
    shipped = (FOLDER / "alliance.toml").read_text()
    files.put(handed_in, shipped.replace("We worked on what matters to me.", "We worked hard."))

    with pytest.raises(VersionTaken):
        import_instruments(folder=handed_in)


def test_a_new_version_is_asked_from_then_on_and_the_old_one_stays_readable(
    handed_in: Path, now: datetime
) -> None:
    path = files.put(handed_in, files.likert(version="0.9"))
    import_instruments(folder=handed_in)
    begun = an_administration(person=a_person(), instrument_id="likert", at=now)

    path.write_text(files.likert(version="0.10"))
    import_instruments(folder=handed_in)

    assert instrument("likert").version == "0.10"
    assert instrument_of(administration=begun).version == "0.9"
    assert [held.version for held in versions() if held.id == "likert"] == ["0.9", "0.10"]


def test_one_faulty_file_refuses_the_whole_folder(handed_in: Path) -> None:
    files.put(handed_in, files.likert(), "good.toml")
    files.put(handed_in, files.trade_off().replace("licence", "license"), "wrong.toml")

    with pytest.raises(InstrumentFaulty) as refusal:
        import_instruments(folder=handed_in)

    assert refusal.value.file == "wrong.toml"
    with pytest.raises(InstrumentUnknown):
        instrument("likert")


def test_an_empty_folder_is_said_so(handed_in: Path) -> None:
    with pytest.raises(FolderEmpty, match="handed-in"):
        import_instruments(folder=handed_in)


PAIR = 'correlations = [{ scales = ["CALM", "X"], value = 0.2 }]\n'
TWICE = """correlations = [
  { scales = ["CALM", "SPEED"], value = 0.2 },
  { scales = ["SPEED", "CALM"], value = 0.4 },
]
"""
TORN = """correlations = [
  { scales = ["CALM", "SPEED"], value = 0.9 },
  { scales = ["SPEED", "PEOPLE"], value = 0.9 },
  { scales = ["CALM", "PEOPLE"], value = -0.9 },
]
"""
LONE = 'items = [{ id = "calm1", discrimination = 1.0, thresholds = [0.0, 1.0] }]\n'
PLACES = [
    (', en = "SPEED 2?"', "", "items.3.text.en", "item speed2"),
    ('scale = "SPEED"\ntext = { fr = "SPEED 1', 'text = { fr = "SPEED 1', "top", "speed1"),
    ("seconds_per_item = 10", 'seconds_per_item = "often"', "seconds_per_item", "line 12"),
    ("reliability = 0.75", "reliability = 7.5", "scoring.reliability", "line 32"),
    ('status = "NOT_VALIDATED" }\nen', 'status = "VALIDATED" }\nen', "languages.fr", "study"),
    ('kind = "MEAN"', 'kind = "COUNT"', "top", "COUNT"),
    ('id = "CALM"', 'id = "QUIET"', "top", "calm1"),
    ("meaningful_difference = 0.5", "meaningful_difference = inf", "scoring.meaningful_difference", "finite"),
    ('kind = "MEAN"\n', 'kind = "MEAN"\nminimum_answered = 3\n', "top", "asks 3 answers, scale 'CALM' has 2"),
    ('kind = "MEAN"\n', 'kind = "MEAN"\nevidence_from_level = 3\n', "scoring", "not one of the levels"),
]


@pytest.mark.parametrize(("old", "new", "place", "also"), PLACES)
def test_names_the_place_of_a_fault(handed_in: Path, old: str, new: str, place: str, also: str) -> None:
    assert old in files.likert()
    files.put(handed_in, files.likert().replace(old, new, 1))

    with pytest.raises(InstrumentFaulty) as refusal:
        import_instruments(folder=handed_in)

    assert place in refusal.value.place
    assert also in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "old", "new", "fault"),
    [
        (files.best_worst(), "speed", "calm", "option"),
        (files.trade_off(), 'scale = "PEOPLE"', 'scale = "NOISE"', "NOISE"),
        (files.likert(), 'kind = "LIKERT"', 'kind = "TRADE_OFF"', "labels"),
        (files.adaptive(extra="shares = [0.5, 0.5]\n"), "", "", "shares"),
        (files.adaptive(extra=PAIR), "", "", "CALM-X"),
        (files.adaptive(extra=LONE), "", "", "every item"),
        (files.adaptive(extra=LONE[:-2] + "," + LONE[9:]), "", "", "two calibrated items"),
        (files.adaptive(extra=TWICE), "", "", "two correlations"),
        (files.adaptive(extra=TORN), "", "", "no population"),
        (files.adaptive(extra="least_per_scale = 3\n"), "", "", "asks 3 answers"),
        (
            (FOLDER / "alliance.toml").read_text(),
            "alert_below = 6",
            "alert_below = 11",
            "outside the answers",
        ),
    ],
)
def test_refuses_questions_that_do_not_fit_their_format(
    handed_in: Path, text: str, old: str, new: str, fault: str
) -> None:
    files.put(handed_in, text.replace(old, new) if old else text)

    with pytest.raises(InstrumentFaulty, match=fault):
        import_instruments(folder=handed_in)


def test_nobody_opens_alone_what_a_professional_gives(handed_in: Path, now: datetime) -> None:
    files.put(handed_in, files.likert().replace('"ANYONE"', '"PSYCHOLOGIST"'))
    import_instruments(folder=handed_in)

    with pytest.raises(GivenByAProfessional):
        an_administration(person=a_person(), instrument_id="likert", at=now)
