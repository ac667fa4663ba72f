"""The starter is loaded from its files, once, and says when they contradict each other."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from bilan.audit.models import Event
from bilan.occupations.errors import StarterFaulty
from bilan.occupations.models import (
    Area,
    Catalogue,
    Crosswalk,
    Mobility,
    Occupation,
    OccupationLabel,
    Requirement,
    Skill,
    SourceFile,
    WorkValueScore,
)
from bilan.occupations.operations import load_starter
from bilan.occupations.operations.starter import FOLDER

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the starter that a test may spoil."""
    return shutil.copytree(FOLDER, tmp_path / "starter")


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_loads_everything_offline(now: datetime) -> None:
    catalogue = load_starter(at=now)

    assert catalogue.is_starter
    assert Occupation.objects.count() >= 150
    assert Skill.objects.count() >= 850
    assert Area.objects.filter(kind="DEPARTEMENT").count() == 101
    baker = Occupation.objects.get(code="D1102")
    assert (baker.isco, baker.riasec[0], baker.level) == ("7512", "R", 3)
    labels = OccupationLabel.objects.filter(occupation=baker, kind="PREFERRED").order_by("language")
    assert list(labels.values_list("language", flat=True)) == ["en", "fr"]
    assert Requirement.objects.filter(occupation=baker, skill__kind="CONTEXT").exists()
    assert WorkValueScore.objects.filter(occupation=baker, scale="CARD").exists()
    assert set(Mobility.objects.values_list("kind", flat=True)) == {"NEAR"}
    assert Crosswalk.objects.filter(
        source_scheme="starter", source_code="D1102", target_scheme="esco"
    ).exists()


def test_changes_nothing_the_second_time(now: datetime) -> None:
    first = load_starter(at=now)

    second = load_starter(at=now)

    assert second.pk == first.pk
    assert Event.objects.filter(act="reference.imported").count() == 1


def test_refreshes_itself_when_its_files_change(folder: Path, now: datetime) -> None:
    load_starter(at=now)
    counted = Occupation.objects.count()
    spoil(folder / "catalogue.toml", 'version = "1"', 'version = "2"')

    load_starter(at=now, folder=folder)

    assert Catalogue.objects.get(code="starter").version == "2"
    assert Occupation.objects.count() == counted


@pytest.mark.parametrize(
    ("old", "new"),
    [("essential = [", 'essential = ["no-such-skill",'), ('neighbours = ["', 'neighbours = ["Z0000", "')],
)
def test_says_which_occupation_names_something_unknown(
    folder: Path, now: datetime, old: str, new: str
) -> None:
    spoil(folder / "occupations" / "D.toml", old, new)

    with pytest.raises(StarterFaulty):
        load_starter(at=now, folder=folder)

    assert not SourceFile.objects.exists()
    assert not Catalogue.objects.exists()


def test_says_which_skill_is_described_twice(folder: Path, now: datetime) -> None:
    first = next(iter(sorted((folder / "skills").glob("*.toml"))))
    shutil.copy(first, folder / "skills" / "zz-again.toml")

    with pytest.raises(StarterFaulty, match="zz-again"):
        load_starter(at=now, folder=folder)
