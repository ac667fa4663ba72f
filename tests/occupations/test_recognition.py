"""Files are recognised by what they hold, whatever they are called."""

import shutil
from pathlib import Path

import pytest

from bilan.occupations.errors import DoubledFile, PathMissing, UnknownFile
from bilan.occupations.importers.kinds import KINDS
from bilan.occupations.importers.recognition import candidates, recognise
from tests.occupations.files import TEXTS, a_file, a_register, a_rome, esco_labels, one_of_each, zip_of


def test_knows_one_file_of_each_kind(tmp_path: Path) -> None:
    found = candidates([one_of_each(tmp_path)])

    assert [candidate.kind for candidate in found] == [kind.code for kind in KINDS]


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_does_not_need_the_name(tmp_path: Path, kind: str) -> None:
    path = a_file(tmp_path, kind).rename(tmp_path / "download(1).bin")

    assert recognise(path).code == kind


def test_reads_the_version_inside_the_archive(tmp_path: Path) -> None:
    (found,) = candidates([a_rome(tmp_path, version="461", name="anything.zip")])

    assert (found.kind, found.version) == ("rome", "4.61")


def test_reads_the_version_of_esco_in_its_name(tmp_path: Path) -> None:
    (found,) = candidates([esco_labels(tmp_path, "fr", version="1.2")])

    assert (found.kind, found.version) == ("esco-fr", "1.2")


def test_sees_through_a_zip_of_one_file(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "export.zip", {"export_fiches.xml": a_register("RNCP34762")})

    assert recognise(path).code == "register-rncp"


@pytest.mark.parametrize("content", [b"", b"hello", b"a;b;c\n1;2;3\n", b"<FICHES></FICHES>", b"\xff\xfe\x00"])
def test_refuses_what_it_does_not_know(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "communes.csv"
    path.write_bytes(content)

    with pytest.raises(UnknownFile) as refusal:
        recognise(path)

    assert refusal.value.file == "communes.csv"


def test_refuses_an_unknown_archive(tmp_path: Path) -> None:
    with pytest.raises(UnknownFile):
        recognise(zip_of(tmp_path / "x.zip", {"a.csv": "x\n", "b.csv": "y\n"}))


def test_refuses_a_path_where_nothing_lies(tmp_path: Path) -> None:
    with pytest.raises(PathMissing):
        candidates([tmp_path / "nowhere"])


def test_refuses_two_different_files_of_one_kind(tmp_path: Path) -> None:
    a_rome(tmp_path, version="460")
    a_rome(tmp_path, version="461")

    with pytest.raises(DoubledFile) as refusal:
        candidates([tmp_path])

    assert "RefRomeCsv_v460.zip" in str(refusal.value)


def test_takes_the_same_file_twice_as_one(tmp_path: Path) -> None:
    path = a_file(tmp_path, "pay")
    shutil.copy(path, tmp_path / "copy.csv")

    assert len(candidates([tmp_path, path])) == 1


def test_passes_over_hidden_files_notes_and_parts(tmp_path: Path) -> None:
    for name in (".DS_Store", "README.md", "rome.zip.part"):
        (tmp_path / name).write_text("?")
    a_file(tmp_path, "pay")

    assert [candidate.kind for candidate in candidates([tmp_path])] == ["pay"]
