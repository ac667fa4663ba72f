"""Indexes are built once, kept by content, and the same for all who open them."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from pytest_django.fixtures import Settings

from bilan.occupations.indexes import BuiltIndex, build_indexes, forget_indexes, occupation_index, skill_index
from bilan.occupations.indexes.traits import level_in
from bilan.occupations.models import Mobility, Occupation, SkillLabel
from tests.occupations.catalogues import a_catalogue, a_skill, a_village, an_occupation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.BILAN_INDEX_DIR = tmp_path / "index"
    forget_indexes()
    yield tmp_path / "index"
    forget_indexes()


def folders(root: Path) -> list[str]:
    return sorted(path.name.rsplit("-", 1)[0] for path in root.iterdir() if path.is_dir())


def test_what_is_read_back_equals_what_was_built(folder: Path) -> None:
    catalogue = a_village()
    built = skill_index(catalogue)

    forget_indexes()
    again = skill_index(catalogue)

    assert again is not built
    assert again.uris == built.uris
    assert np.array_equal(again.prototypes, built.prototypes)
    assert again.lexicons["fr"].words == built.lexicons["fr"].words
    assert folders(folder) == ["skills-starter"]


def test_an_index_is_opened_once_a_process(folder: Path) -> None:
    catalogue = a_village()

    assert skill_index(catalogue) is skill_index(catalogue)


def test_a_changed_label_builds_a_new_folder_and_drops_the_old_one(folder: Path) -> None:
    catalogue = a_village()
    before = skill_index(catalogue)

    SkillLabel.objects.filter(text="Tenir une caisse").update(text="Encaisser un client")
    after = skill_index(catalogue)

    assert not np.array_equal(before.prototypes, after.prototypes)
    assert folders(folder) == ["skills-starter"]


def test_threads_share_one_index(folder: Path) -> None:
    catalogue = a_village()
    skill_index(catalogue)
    forget_indexes()
    # The threads only open what is on disk: each would otherwise need the test's own transaction.
    found: list[object] = []
    first = skill_index(catalogue)

    threads = [Thread(target=lambda: found.append(first.prototypes.sum())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(found)) == 1


def test_everything_is_built_ahead(folder: Path) -> None:
    a_village()
    told: list[BuiltIndex] = []

    built = build_indexes(report=told.append)

    assert [(one.catalogue, one.kind, one.count) for one in built] == [
        ("starter", "SKILLS", 5),
        ("starter", "TITLES", 4),
        ("starter", "OCCUPATIONS", 4),
    ]
    assert tuple(told) == built
    assert folders(folder) == ["occupations-starter", "skills-starter", "titles-starter"]


def test_no_draft_is_left_behind(folder: Path) -> None:
    skill_index(a_village())

    assert not list(folder.glob(".draft-*"))


def test_traits_of_occupations_are_read(folder: Path) -> None:
    table = occupation_index(a_village()).table

    baker = table.codes.index("D1102")
    assert table.interests[baker].tolist() == pytest.approx([1.0, 0.0, 0.6, 0.0, 0.0, 0.0])
    assert table.months[baker] == 12
    assert table.levels[baker] == 3
    assert table.contexts[baker, table.context_codes.index("night-work")]
    assert table.contexts[baker, table.context_codes.index("starter:night-work")]
    assert table.regulated[table.codes.index("N4103")]


def test_catalogues_without_interests_levels_or_months_say_unknown(folder: Path) -> None:
    catalogue = a_catalogue()
    skill = a_skill(catalogue, "starter:x", "Vendre")
    an_occupation(catalogue, "A1", "Vendeur", essential=(skill,))

    table = occupation_index(catalogue).table

    assert np.isnan(table.interests).all()
    assert np.isnan(table.months).all()
    assert np.isnan(table.levels).all()


def test_few_official_moves_teach_nothing(folder: Path) -> None:
    catalogue = a_village()
    baker, seller = (Occupation.objects.get(code=code) for code in ("D1102", "D1106"))
    Mobility.objects.create(origin=baker, target=seller)

    assert occupation_index(catalogue).surroundings.learnt is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Cet emploi est accessible sans diplôme particulier. Un CAPA est apprécié.", 1),
        ("Cet emploi est accessible avec un CAP Coiffure ou un Brevet Professionnel.", 3),
        ("Accessible avec un Bac professionnel.", 4),
        ("Accessible avec un diplôme de niveau Bac +2 (BTS).", 5),
        ("Accessible avec un diplôme de niveau Bac +3 à Bac +5.", 6),
        ("Accessible avec un Master ou un diplôme d''ingénieur.", 7),
        ("L''inscription au tableau de l''Ordre des médecins est obligatoire.", 8),
        ("Une bonne condition physique est demandée.", None),
    ],
)
def test_the_lowest_level_named_is_that_of_access(text: str, level: int | None) -> None:
    assert level_in(text) == level
