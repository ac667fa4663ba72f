"""Indexes are built once, kept by content, and the same for all who open them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytest_django.fixtures import Settings

from bilan.occupations.indexes import BuiltIndex, build_indexes, forget_indexes, occupation_index, skill_index
from bilan.occupations.indexes.traits import level_in
from bilan.occupations.models import Mobility, Occupation, OccupationLabel, Requirement, SkillLabel
from tests.occupations.catalogues import a_catalogue, a_skill, a_village, an_occupation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.BILAN_INDEX_DIR = tmp_path / "index"
    settings.BILAN_INDEXES_KEPT = 1
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


def test_many_official_moves_teach_and_are_read_back(folder: Path) -> None:
    catalogue = a_catalogue()
    jobs = Occupation.objects.bulk_create(
        Occupation(catalogue=catalogue, code=f"A{number:04d}", isco="") for number in range(210)
    )
    OccupationLabel.objects.bulk_create(
        OccupationLabel(occupation=job, language="fr", kind="PREFERRED", text=f"Métier {job.code}")
        for job in jobs
    )
    Mobility.objects.bulk_create(
        Mobility(origin=job, target=jobs[(place + 1) % 210]) for place, job in enumerate(jobs)
    )
    skill = a_skill(catalogue, "starter:x", "Vendre")
    Requirement.objects.bulk_create(
        Requirement(occupation=job, skill=skill, is_essential=True) for job in jobs
    )

    occupation_index(catalogue)
    forget_indexes()
    surroundings = occupation_index(catalogue).surroundings

    assert surroundings.learnt is not None
    assert surroundings.learnt.shape == (210, 210)
    assert surroundings.learnt_scale > 0


def test_a_catalogue_of_skills_alone_has_one_index(folder: Path) -> None:
    a_skill(a_catalogue(code="esco"), "http://esco/x", "vendre")

    assert [(one.kind, one.count) for one in build_indexes()] == [("SKILLS", 1)]


def test_occupations_alone_are_indexed_too(folder: Path) -> None:
    an_occupation(a_catalogue(), "A1", "Vendeur")

    assert [(one.kind, one.count) for one in build_indexes()] == [("TITLES", 1), ("OCCUPATIONS", 1)]


def test_other_catalogues_are_not_indexed(folder: Path) -> None:
    an_occupation(a_catalogue(code="onet"), "11-1011.00", "Chief Executives")

    assert build_indexes() == ()


def test_definitions_and_repeated_labels_count_once(folder: Path) -> None:
    catalogue = a_catalogue()
    skill = a_skill(catalogue, "starter:x", "Vendre")
    for kind, text in (
        ("ALTERNATIVE", "vendre"),
        ("ALTERNATIVE", "Négocier"),
        ("DEFINITION", "Céder un bien."),
    ):
        SkillLabel.objects.create(skill=skill, language="fr", kind=kind, text=text)

    index = skill_index(catalogue)

    assert index.label_starts.tolist() == [0, 2]


def test_a_folder_built_by_another_process_meanwhile_is_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = a_village()
    built = skill_index(catalogue)
    forget_indexes()
    parts = next(path for path in folder.iterdir() if path.is_dir())
    away = parts.rename(parts.with_name("away"))

    def other_process(descriptor: int, operation: int) -> None:
        away.rename(parts)

    monkeypatch.setattr("fcntl.flock", other_process)

    assert np.array_equal(skill_index(catalogue).prototypes, built.prototypes)


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
