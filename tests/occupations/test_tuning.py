"""The encoder is tuned once on ESCO, kept by content, and used by the indexes of skills from then on."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytest_django.fixtures import Settings

import bilan
from bilan.engine.identify.learning import Course
from bilan.occupations.errors import CatalogueMissing
from bilan.occupations.identification import suggest_skills
from bilan.occupations.indexes import forget_indexes, skill_index, train_encoder, tuned_encoder
from bilan.occupations.indexes.lessons import SENTENCES, labelled_sentences, lessons_of, sentences_of
from bilan.occupations.indexes.tuning import TAUGHT_BY, digest_of, teaching_code
from bilan.occupations.models import Catalogue, SkillLabel
from tests.occupations.catalogues import a_catalogue, a_skill, an_occupation

pytestmark = pytest.mark.django_db
SHORT = Course(steps=2, texts=4, drawn_far=3, near=2, rounds=1)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.BILAN_INDEX_DIR = tmp_path / "index"
    forget_indexes()
    yield tmp_path / "index"
    forget_indexes()


def an_esco() -> Catalogue:
    esco = a_catalogue(code="esco")
    skills = [
        a_skill(esco, f"http://esco/{place}", french)
        for place, french in enumerate(("tenir une caisse", "pétrir la pâte", "conduire un bus", "coudre"))
    ]
    for skill, english in zip(skills, ("keep a till", "knead dough", "drive a bus", "sew"), strict=True):
        SkillLabel.objects.create(skill=skill, language="en", kind="PREFERRED", text=english)
    SkillLabel.objects.create(
        skill=skills[0], language="en", kind="DEFINITION", text="Take money and give change. Count the till."
    )
    an_occupation(esco, "http://esco/baker", "boulanger", essential=tuple(skills[:2]))
    return esco


def test_without_esco_nothing_can_be_tuned() -> None:
    with pytest.raises(CatalogueMissing):
        train_encoder(course=SHORT)


def test_nothing_is_tuned_until_asked() -> None:
    skill_index(an_esco())

    assert tuned_encoder().name == ""


def test_what_was_tuned_is_kept_and_searched_with(folder: Path) -> None:
    esco = an_esco()
    before = skill_index(esco)

    tuned = train_encoder(course=SHORT)
    after = skill_index(esco)

    assert tuned.name.startswith("encoder-esco-")
    assert not np.array_equal(before.prototypes, after.prototypes)
    assert len(after.vectors) == 0
    assert (
        suggest_skills("tenir une caisse", language="fr", limit=1, catalogue=esco)[0].uri == "http://esco/0"
    )
    assert sum(path.stat().st_size for path in (folder / tuned.name).iterdir()) < 25_000_000


def test_the_same_content_is_tuned_once(folder: Path) -> None:
    an_esco()
    told: list[int] = []

    first = train_encoder(course=SHORT, report=lambda step, _: told.append(step))
    again = train_encoder(course=SHORT, report=lambda step, _: told.append(step))

    assert first.name == again.name
    assert told == [1, 2]


def test_tuning_twice_gives_the_same_bytes(folder: Path) -> None:
    an_esco()
    name = train_encoder(course=SHORT).name
    first = {path.name: path.read_bytes() for path in (folder / name).iterdir()}
    for path in (folder / name).iterdir():
        path.unlink()

    forget_indexes()
    train_encoder(course=SHORT)

    assert {path.name: path.read_bytes() for path in (folder / name).iterdir()} == first


def test_another_course_is_tuned_apart_and_the_last_one_is_used(folder: Path) -> None:
    an_esco()

    names = [train_encoder(course=replace(SHORT, steps=steps)).name for steps in (2, 1, 3)]

    assert len(set(names)) == 3
    assert tuned_encoder().name == names[-1]


def test_a_change_in_the_code_that_tunes_is_seen(tmp_path: Path) -> None:
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    one.write_text("STEPS = 1\n")
    other.write_text("STEPS = 1\n")
    before = digest_of([one, other])

    assert digest_of([other, one]) == before

    one.write_text("STEPS = 2\n")

    assert digest_of([one, other]) != before


def test_the_code_that_tunes_is_all_that_the_lessons_import() -> None:
    root = Path(bilan.__file__).parent
    told = [root / name for name in TAUGHT_BY]
    read = {path for place in told for path in ([place] if place.suffix else place.rglob("*.py"))}
    imported = {
        found
        for path in read
        for found in re.findall(r"^from bilan\.([\w.]+) import", path.read_text(), re.M)
    }
    needed = {root / f"{name.replace('.', '/')}.py" for name in imported}

    assert teaching_code()
    assert {path.relative_to(root).as_posix() for path in needed - read if path.exists()} == {
        "engine/identify/grams.py",  # of indexes alone
        "engine/identify/lexical.py",
        "engine/identify/titles.py",
        "occupations/models.py",
    }


def test_lessons_are_what_the_catalogue_says() -> None:
    esco = an_esco()

    lessons = lessons_of(esco, [f"http://esco/{place}" for place in range(4)])

    assert lessons.names[0] == ("keep a till",)
    assert lessons.french_names[1] == ("pétrir la pâte",)
    assert lessons.sentences[0] == ("Take money and give change.", "Count the till.")
    assert lessons.together == ((0, 1),)


def test_a_word_or_two_are_no_sentence() -> None:
    assert sentences_of("Yes. It  is a long one; and another one.\nNo") == [
        "It is a long one;",
        "and another one.",
    ]


HYGIENE = "http://data.europa.eu/esco/skill/7a63f944-6948-4ae4-9c1f-d08e492535c9"


def test_sentences_labelled_for_this_project_are_learnt_from_where_their_skills_are_known() -> None:
    esco = an_esco()
    uris = ["http://esco/0", HYGIENE]

    told = lessons_of(esco, uris).labelled
    less = lessons_of(esco, uris, without=("adverts-en", "everyday-fr", "stories-fr")).labelled

    assert ("help residents wash" in told[0][0], told[0][1]) == (True, (1,))
    assert less == ()
    assert lessons_of(esco, ["http://esco/0"]).labelled == ()


def test_each_labelled_sentence_names_a_skill() -> None:
    for path in SENTENCES.glob("*.csv"):
        for text, uris in labelled_sentences(path):
            assert text.strip()
            assert uris
            assert all(uri.startswith("http://data.europa.eu/esco/skill/") for uri in uris), text
