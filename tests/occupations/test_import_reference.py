"""An import takes all files or none, and none twice."""

from datetime import datetime
from pathlib import Path

import pytest

from bilan.audit.models import Event
from bilan.occupations.errors import BrokenFile, CompanionMissing
from bilan.occupations.importers.kinds import KINDS
from bilan.occupations.models import (
    Area,
    Catalogue,
    Certification,
    Commune,
    Group,
    MarketFigure,
    Occupation,
    OccupationLabel,
    Requirement,
    Skill,
    SkillLabel,
    SourceFile,
)
from bilan.occupations.operations import Progress, import_reference
from tests.occupations.files import (
    BAKER,
    FLOUR,
    ROME,
    a_file,
    a_rome,
    esco_labels,
    esco_relations,
    one_of_each,
    republished,
    without,
)

pytestmark = pytest.mark.django_db
COUNTED = (
    Occupation,
    OccupationLabel,
    Skill,
    SkillLabel,
    Requirement,
    MarketFigure,
    Certification,
    Group,
    Commune,
)


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


def test_imports_one_file_of_each_kind(tmp_path: Path, now: datetime) -> None:
    result = import_reference(paths=[one_of_each(tmp_path)], at=now)

    assert {file.kind for file in result.files} == {kind.code for kind in KINDS}
    assert set(SourceFile.objects.values_list("kind", flat=True)) == {kind.code for kind in KINDS}
    assert not any(file.is_skipped for file in result.files)
    assert result.rows == sum(SourceFile.objects.values_list("rows", flat=True))
    assert Event.objects.filter(act="reference.imported", actor="system").count() == len(KINDS)


def test_changes_nothing_the_second_time(tmp_path: Path, now: datetime) -> None:
    folder = one_of_each(tmp_path)
    import_reference(paths=[folder], at=now)
    before, events = counts(), Event.objects.count()

    result = import_reference(paths=[folder], at=now)

    assert all(file.is_skipped for file in result.files)
    assert result.rows == 0
    assert (counts(), Event.objects.count()) == (before, events)


def test_gives_the_same_data_file_by_file_in_any_order(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[one_of_each(tmp_path / "all")], at=now)
    together = counts()
    Catalogue.objects.all().delete()
    for model in (SourceFile, MarketFigure, Certification, Commune):
        model._default_manager.all().delete()

    one_of_each(tmp_path / "one")
    order = [
        path for path in sorted((tmp_path / "one").iterdir(), reverse=True) if "relations" not in path.name
    ]
    for path in [*order, *(tmp_path / "one").glob("*relations*")]:
        import_reference(paths=[path], at=now)

    assert counts() == together


def test_gives_communes_their_basin_whichever_file_comes_first(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_file(tmp_path, "basins")], at=now)
    import_reference(paths=[a_file(tmp_path, "communes")], at=now)

    givors = Commune.objects.select_related("basin__parent").get(name="Givors")
    assert givors.basin is not None
    assert (givors.basin.code, givors.basin.parent and givors.basin.parent.code) == ("8420", "69")


def test_changes_nothing_when_one_file_of_many_is_broken(tmp_path: Path, now: datetime) -> None:
    folder = one_of_each(tmp_path)
    a_file(folder, "register-rs", change=lambda text: text[:-20])

    with pytest.raises(BrokenFile, match="Rien n’a été modifié"):
        import_reference(paths=[folder], at=now)

    assert not any(counts().values())
    assert not SourceFile.objects.exists()
    assert not Event.objects.exists()


def test_keeps_what_was_loaded_when_the_new_version_is_broken(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_rome(tmp_path)], at=now)
    before = counts()
    broken = [*ROME["coherence_item"], ["D1102", "999", ""]]

    with pytest.raises(BrokenFile):
        import_reference(paths=[a_rome(tmp_path, version="461", tables={"coherence_item": broken})], at=now)

    assert counts() == before
    assert Catalogue.objects.get(code="rome").version == "4.60"


def test_puts_a_new_version_in_the_place_of_the_old(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_rome(tmp_path)], at=now)
    before = counts()
    moved = [ROME["coherence_item"][0], ["D1102", "301", "Principale"]]

    import_reference(paths=[a_rome(tmp_path, version="461", tables={"coherence_item": moved})], at=now)

    assert Catalogue.objects.get(code="rome").version == "4.61"
    assert counts() == before | {"Requirement": 1}
    assert SourceFile.objects.get(kind="rome").name == "RefRomeCsv_v461.zip"


@pytest.mark.parametrize(
    "kind", ["pay", "certif-info", "communes", "formacode", "register-rncp", "basin-tensions"]
)
def test_replaces_a_file_without_doubling_its_rows(tmp_path: Path, now: datetime, kind: str) -> None:
    import_reference(paths=[a_file(tmp_path, kind)], at=now)
    before = counts()

    import_reference(
        paths=[a_file(tmp_path, kind, change=lambda text: text.replace("oulang", "OULANG") + "\n")], at=now
    )

    assert counts() == before


def test_replaces_each_archive_without_doubling_its_rows(tmp_path: Path, now: datetime) -> None:
    folder = one_of_each(tmp_path)
    import_reference(paths=[folder], at=now)
    before = counts()

    result = import_reference(paths=[republished(path) for path in folder.glob("*.zip")], at=now)

    assert counts() == before
    assert not any(file.is_skipped for file in result.files)


def test_checks_the_names_of_departements_again(tmp_path: Path, now: datetime) -> None:
    import_reference(paths=[a_file(tmp_path, "departements")], at=now)
    changed = a_file(tmp_path, "departements", change=lambda text: text.replace('"Rhône"', '"Rhône (69)"'))

    import_reference(paths=[changed], at=now)

    assert Area.objects.get(kind="DEPARTEMENT", code="69").name == "Rhône (69)"


def test_writes_more_rows_than_a_batch(tmp_path: Path, now: datetime) -> None:
    more = "".join(f"S0Z40,0.5,{year}\n" for year in range(1000, 7000))
    path = a_file(tmp_path, "tension-history", change=lambda text: text + more)
    told: list[Progress] = []

    import_reference(paths=[path], at=now, report=told.append)

    assert MarketFigure.objects.count() == 6001
    assert [step.rows for step in told if step.rows] == [5000, 1001]


def test_does_not_ask_for_the_collections_of_esco(tmp_path: Path, now: datetime) -> None:
    path = without(without(esco_labels(tmp_path), "digital"), "research")

    import_reference(paths=[path], at=now)

    assert not Group.objects.filter(code__startswith="collection:").exists()


def test_replaces_the_labels_of_one_language_only(tmp_path: Path, now: datetime) -> None:
    import_reference(
        paths=[esco_labels(tmp_path, "en"), esco_labels(tmp_path, "fr"), esco_relations(tmp_path)], at=now
    )
    before = counts()

    import_reference(paths=[esco_labels(tmp_path, "en", extra=" well")], at=now)

    assert counts() == before
    assert SkillLabel.objects.filter(text="knead dough well").count() == 1
    assert SkillLabel.objects.filter(text="knead dough (fr)").count() == 1


def test_drops_the_parts_of_another_version_of_esco(tmp_path: Path, now: datetime) -> None:
    import_reference(
        paths=[esco_labels(tmp_path, "en"), esco_labels(tmp_path, "fr"), esco_relations(tmp_path)], at=now
    )

    import_reference(paths=[esco_labels(tmp_path, "en", version="1.2")], at=now)

    assert Catalogue.objects.get(code="esco").version == "1.2"
    assert set(SourceFile.objects.values_list("kind", flat=True)) == {"esco-en"}
    assert not Requirement.objects.exists()
    assert set(OccupationLabel.objects.values_list("language", flat=True)) == {"en"}


def test_asks_for_the_labels_that_relations_speak_of(tmp_path: Path, now: datetime) -> None:
    with pytest.raises(CompanionMissing, match="occupations_en"):
        import_reference(paths=[esco_relations(tmp_path)], at=now)


def test_refuses_relations_that_do_not_fit_the_labels(tmp_path: Path, now: datetime) -> None:
    strange = esco_relations(tmp_path, requirements=[[f"{BAKER}/other", "optional", "knowledge", FLOUR]])

    with pytest.raises(BrokenFile) as refusal:
        import_reference(paths=[esco_labels(tmp_path), strange], at=now)

    assert (refusal.value.row, refusal.value.column) == (4, "occupationUri")


def test_leaves_out_the_rare_relation_to_a_concept_that_esco_does_not_describe(
    tmp_path: Path, now: datetime
) -> None:
    skills = [f"{FLOUR}/{number}" for number in range(200)]
    rare = [[f"{BAKER}/other", "optional", "", FLOUR]]
    usual = [[BAKER, "optional", "", skill] for skill in skills]
    labels = esco_labels(tmp_path, skills=skills)

    result = import_reference(paths=[labels, esco_relations(tmp_path, requirements=rare + usual)], at=now)

    assert Requirement.objects.count() == 202
    assert "1 relations laissées de côté" in result.files[-1].remarks[0]


def test_tells_how_far_it_is(tmp_path: Path, now: datetime) -> None:
    told: list[Progress] = []

    import_reference(
        paths=[a_file(tmp_path, "pay"), a_file(tmp_path, "tensions")], at=now, report=told.append
    )
    import_reference(paths=[a_file(tmp_path, "pay")], at=now, report=told.append)

    assert [(step.kind, step.number, step.total) for step in told if step.state == "DONE"] == [
        ("tensions", 1, 2),
        ("pay", 2, 2),
    ]
    assert told[-1].state == "SKIPPED"
    assert sum(step.rows for step in told if step.kind == "pay") == 2
