"""Whatever is wrong with a file, the message names the file, the row and the column; nothing changes."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bilan.occupations.errors import BrokenFile, ReferenceProblem, UnknownFile, UnsafeFile, WrongEncoding
from bilan.occupations.importers import opening, register
from bilan.occupations.models import Area, Catalogue, Occupation, SourceFile
from bilan.occupations.operations import import_reference
from tests.occupations.files import (
    ROME,
    ROME3,
    Rows,
    a_file,
    a_register,
    a_rome,
    a_rome3,
    a_workbook,
    an_onet,
    esco_labels,
    without,
    zip_of,
)

pytestmark = pytest.mark.django_db


def refusal_of(path: Path, at: datetime) -> ReferenceProblem:
    """Return the error of an import, having checked that it left nothing behind."""
    with pytest.raises(ReferenceProblem) as refusal:
        import_reference(paths=[path], at=at)
    assert not SourceFile.objects.exists()
    assert not Catalogue.objects.exists()
    assert not Area.objects.exists()
    assert "Rien n’a été modifié" in str(refusal.value)
    return refusal.value


def replace(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    ("kind", "change", "row", "column"),
    [
        ("tensions", replace("0.5,4.0", "half,4.0"), 2, "Tension"),
        ("tensions", replace(",nat,", ",town,"), 2, "niveau_geo"),
        ("tensions", replace(",84.0,", ",85.0,"), 3, "reg"),
        ("tensions", replace(",,69\n", ",,20\n"), 4, "dep"),
        ("tensions", replace("S0Z,1900", "S0,1900"), 5, "fap"),
        ("tensions", replace("2019,nat", "19,nat"), 2, "Année"),
        ("tensions", replace("Emploi moyen", "Emploi"), 1, "Emploi moyen"),
        ("pay", replace("1200", "inf"), 2, "Salaire_median"),
        ("employment", replace("4.5,1.6", "4.5,many"), 3, "A0Z40"),
        ("basin-tensions", replace(";8420;", ";;"), 2, "cbassin"),
        ("rents", replace("1;Ain", "96;Ain"), 2, "code"),
        ("communes", replace("45.5845", "145.5845"), 2, "lat"),
        ("communes", replace("4.7561", ""), 2, "lon"),
        ("communes", replace("69100,Grigny", "69091,Grigny"), 3, "code_insee"),
        ("communes", replace("Grigny,69", "Grigny,20"), 3, "department"),
        ("communes", replace("69520,69700", "69520;69700 sur Rhône"), 4, "code"),
        ("esco-rome", replace("skos:exactMatch", "skos:nearMatch"), 5, "mapping relation"),
        ("esco-rome", replace("11573", ""), 5, "classification 2 ID"),
        ("certif-info", replace(";4;29/07", ";9;29/07"), 2, "Code_Niveau_Europeen"),
        ("certif-info", replace(";100;", ";cent;"), 2, "Code_RNCP"),
        ("certifications-list", replace("101,", "100,"), 3, "Code RNCP"),
        ("formacode", replace("21538;", "2153X;"), 3, "Code du Terme"),
        ("formacode", replace("Boulangerie", ""), 3, "Descripteur en typo riche"),
        ("nsf", replace("221;", ";"), 2, "GROUPE_SPECIALITE"),
        ("departements", replace("69", "99"), 1, "num_dep"),
        ("departements", replace("Rhône-Alpes", "Savoie"), 1, "region_name"),
        ("outlines-departements", replace("4.5, 45.0001", '"x", 45.0001'), 1, "geometry"),
        ("outlines-departements", replace('"geometry"', '"shape"'), 1, "geometry"),
        ("outlines-regions", replace('"53"', '"54"'), 1, "code"),
        ("register-rncp", replace("RNCP34762", "34762"), 2, "NUMERO_FICHE"),
        ("register-rncp", replace("RNCP34762", "RNCP100"), 2, "NUMERO_FICHE"),
        ("register-rncp", replace("Boulanger", ""), 1, "RNCP100 › INTITULE"),
    ],
)
def test_names_the_row_and_the_column(
    tmp_path: Path, now: datetime, kind: str, change: Callable[[str], str], row: int, column: str
) -> None:
    path = a_file(tmp_path, kind, change=change)

    refusal = refusal_of(path, now)

    assert isinstance(refusal, BrokenFile)
    assert refusal.file == path.name
    assert (refusal.row, refusal.column) == (row, column)


@pytest.mark.parametrize(
    "kind", ["tensions", "communes", "certif-info", "basins", "esco-rome", "certifications-list"]
)
def test_sees_a_table_cut_in_the_middle_of_a_row(tmp_path: Path, now: datetime, kind: str) -> None:
    path = a_file(tmp_path, kind, change=lambda text: text[: text.rstrip().rfind("\n") + 6])

    refusal = refusal_of(path, now)

    assert isinstance(refusal, BrokenFile)
    assert refusal.row == path.read_text().count("\n") + 1


def test_sees_a_table_cut_in_its_last_cell(tmp_path: Path, now: datetime) -> None:
    path = a_file(tmp_path, "tension-history", change=lambda text: text[:-2])

    assert "s’arrête au milieu" in refusal_of(path, now).fault


def test_sees_an_open_quotation_mark(tmp_path: Path, now: datetime) -> None:
    path = a_file(tmp_path, "pay", change=replace("S0Z40,2017", '"S0Z40,2017'))

    assert "guillemets" in refusal_of(path, now).fault


def test_sees_a_table_without_rows(tmp_path: Path, now: datetime) -> None:
    path = a_file(tmp_path, "pay", change=lambda text: text.split("\n")[0] + "\n")

    assert "aucune ligne" in refusal_of(path, now).fault


def test_names_the_cell_in_another_encoding(tmp_path: Path, now: datetime) -> None:
    path = a_file(tmp_path, "certif-info")
    path.write_bytes(path.read_text().encode("latin-1"))

    refusal = refusal_of(path, now)

    assert isinstance(refusal, WrongEncoding)
    assert (refusal.row, refusal.column) == (4, "Libelle_Diplome")


def test_names_the_place_in_text_that_is_no_table(tmp_path: Path, now: datetime) -> None:
    path = a_file(tmp_path, "departements")
    path.write_bytes(path.read_text().encode("latin-1"))

    refusal = refusal_of(path, now)

    assert isinstance(refusal, WrongEncoding)
    assert refusal.row == 1


def test_refuses_null_characters(tmp_path: Path, now: datetime) -> None:
    path = a_file(tmp_path, "pay", change=replace("2003-2005", "2003\x002005"))

    refusal = refusal_of(path, now)

    assert (refusal.row, refusal.column) == (2, "Annee")


@pytest.mark.parametrize(
    ("member", "rows", "row", "column"),
    [
        ("referentiel_code_rome", [["D1102", "", "O", "D1102", "25", "33"]], 2, "libelle_rome"),
        ("referentiel_code_rome", [["Z9999", "Rien", "O", "", "1", ""]], 2, "code_rome"),
        ("referentiel_code_rome", [["D1102", "A", "", "", "1", "x"]], 2, "code_fiche_metier"),
        (
            "referentiel_code_rome",
            [["D1102", "A", "", "", "1", "7"], ["D1102", "B", "", "", "2", "8"]],
            3,
            "code",
        ),
        ("referentiel_code_rome_riasec", [["D1102", "X", ""]], 2, "riasec_majeur"),
        ("coherence_item", [["D1102", "301", ""], ["D1102", "301", ""]], 3, "occupation_id, skill_id"),
        ("coherence_item", [["D1102", "999", ""]], 2, "code_ogr"),
        ("referentiel_competence", [["301", "Pétrir", "999", "", ""]], 2, "code_ogr_macro_comp"),
        ("rubrique_mobilite", [["D1102", "D1102X", "1"]], 2, "code_rome_cible"),
        ("texte", [["D1102", "poème", "1", "Ô pain"]], 2, "libelle_type_texte"),
        ("arborescence_secteur_activite", [["7", "72", "D1102", "oui"]], 2, "code_ss_sect_activite"),
    ],
)
def test_names_the_member_of_the_rome_archive(
    tmp_path: Path, now: datetime, member: str, rows: Rows, row: int, column: str
) -> None:
    refusal = refusal_of(a_rome(tmp_path, tables={member: [ROME[member][0], *rows]}), now)

    assert refusal.file == f"RefRomeCsv_v460.zip › unix_{member}_v460_utf8.csv"
    assert (refusal.row, refusal.column) == (row, column)


def test_refuses_an_unknown_kind_of_move(tmp_path: Path, now: datetime) -> None:
    rows = [ROME3["rubrique_mobilite"][0], ["D1102", "D1104", "", "", "Lointaine"]]

    refusal = refusal_of(a_rome3(tmp_path, tables={"rubrique_mobilite": rows}), now)

    assert (refusal.row, refusal.column) == (2, "libelle_type_mobilite")


def test_refuses_an_interest_that_is_no_letter(tmp_path: Path, now: datetime) -> None:
    refusal = refusal_of(an_onet(tmp_path, high_point="7.00"), now)

    assert (refusal.row, refusal.column) == (5, "Data Value")


def test_asks_for_a_member_that_is_missing(tmp_path: Path, now: datetime) -> None:
    assert "ISCOGroups_en" in refusal_of(without(esco_labels(tmp_path), "Groups"), now).fault


def test_refuses_an_archive_cut_short(tmp_path: Path, now: datetime) -> None:
    path = a_rome(tmp_path)
    path.write_bytes(path.read_bytes()[:-400])

    assert isinstance(refusal_of(path, now), BrokenFile)


def test_refuses_a_member_with_other_bytes_than_its_checksum(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "stored.zip"
    with zipfile.ZipFile(a_rome(tmp_path)) as archive, zipfile.ZipFile(path, "w") as stored:
        for name in archive.namelist():
            stored.writestr(name, archive.read(name))
    path.write_bytes(path.read_bytes().replace(b"Boulanger-viennoisier", b"Boulanger-viennoiseur"))

    refusal = refusal_of(path, now)

    assert refusal.file == "stored.zip › unix_referentiel_appellation_v460_utf8.csv"


def test_refuses_an_archive_that_unfolds_without_measure(tmp_path: Path, now: datetime) -> None:
    bomb = zip_of(tmp_path / "bomb.zip", {"occupations_en.csv": b"0" * 3_000_000, "skills_en.csv": b""})

    assert isinstance(refusal_of(bomb, now), UnsafeFile)


def test_refuses_an_archive_of_too_many_files(tmp_path: Path, now: datetime) -> None:
    crowd = zip_of(
        tmp_path / "crowd.zip", {f"{number}.csv": "" for number in range(opening.MOST_MEMBERS + 1)}
    )

    assert isinstance(refusal_of(crowd, now), UnsafeFile)


def test_refuses_an_archive_too_large(tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST_ARCHIVE", 1000)

    assert isinstance(refusal_of(a_rome(tmp_path), now), UnsafeFile)


def test_refuses_a_table_too_large(tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST_TABLE", 10)

    assert isinstance(refusal_of(a_file(tmp_path, "pay"), now), UnsafeFile)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE FICHES [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE FICHES [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>',
        "<!DOCTYPE FICHES>",
    ],
)
def test_refuses_a_document_that_calls_outside_contents(tmp_path: Path, now: datetime, doctype: str) -> None:
    path = tmp_path / "rncp.xml"
    path.write_text(a_register("RNCP100").replace("<FICHES>", f"{doctype}<FICHES>"), "utf-8")

    assert isinstance(refusal_of(path, now), UnsafeFile)


def test_names_the_line_where_a_document_breaks(tmp_path: Path, now: datetime) -> None:
    refusal = refusal_of(a_file(tmp_path, "register-rncp", change=lambda text: text[:-30]), now)

    assert "coupé" in refusal.fault
    assert refusal.row > 20


def test_names_the_line_where_json_breaks(tmp_path: Path, now: datetime) -> None:
    refusal = refusal_of(a_file(tmp_path, "outlines-regions", change=lambda text: text[:-2]), now)

    assert (refusal.row, "JSON" in refusal.fault) == (1, True)


def test_refuses_a_damaged_workbook(tmp_path: Path, now: datetime) -> None:
    path = a_workbook(tmp_path / "w.xlsx")
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row>"

    assert isinstance(refusal_of(zip_of(path, members), now), BrokenFile)


def test_does_not_know_a_workbook_with_other_sheets(tmp_path: Path, now: datetime) -> None:
    assert isinstance(refusal_of(a_workbook(tmp_path / "w.xlsx", sheet="Feuil1"), now), UnknownFile)


def test_sees_a_sas_format_cut_short(tmp_path: Path, now: datetime) -> None:
    refusal = refusal_of(a_file(tmp_path, "rome-fap", change=lambda text: text[:-30]), now)

    assert "s’arrête" in refusal.fault


def test_blames_the_row_when_the_database_refuses(tmp_path: Path, now: datetime) -> None:
    items = [*ROME["referentiel_savoir"], ["401", "Encore les farines"]]

    refusal = refusal_of(a_rome(tmp_path, tables={"referentiel_savoir": items}), now)

    assert "base refuse" in refusal.fault
    assert not Occupation.objects.exists()


def test_names_a_column_that_is_missing_from_the_middle(tmp_path: Path, now: datetime) -> None:
    refusal = refusal_of(a_file(tmp_path, "certif-info", change=replace("Date_MaJ", "Date")), now)

    assert (refusal.row, refusal.column) == (1, "Date_MaJ")


def test_asks_for_a_list_of_departements(tmp_path: Path, now: datetime) -> None:
    path = a_file(tmp_path, "departements", change=lambda text: text.replace("}]", "}, 75]"))

    assert "liste de départements" in refusal_of(path, now).fault


def test_asks_for_outlines(tmp_path: Path, now: datetime) -> None:
    path = a_file(tmp_path, "outlines-regions", change=replace('"features"', '"shapes"'))

    assert "contours" in refusal_of(path, now).fault


def test_refuses_an_outline_without_points(tmp_path: Path, now: datetime) -> None:
    path = a_file(
        tmp_path, "outlines-regions", change=replace('"coordinates": [', '"coordinates": 1, "lost": [')
    )

    refusal = refusal_of(path, now)

    assert (refusal.row, refusal.column) == (1, "geometry")


def test_asks_for_at_least_one_sheet(tmp_path: Path, now: datetime) -> None:
    path = a_file(tmp_path, "register-rncp", change=lambda text: text.replace("FICHE>", "FEUILLE>"))
    path.write_text(path.read_text("utf-8").replace("NUMERO_FEUILLE", "NUMERO_FICHE"), "utf-8")

    assert "aucune fiche" in refusal_of(path, now).fault


def test_refuses_a_register_too_large(tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "LARGEST_PLAIN", 100)

    assert isinstance(refusal_of(a_file(tmp_path, "register-rncp"), now), UnsafeFile)


def test_refuses_a_register_damaged_in_its_zip(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "stored.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("fiches.xml", a_register(*(f"RNCP{number}" for number in range(200))))
    path.write_bytes(path.read_bytes().replace(b"<CODE>RNCP199BC01", b"<CODE>RNCP198BC01"))

    assert "archive" in refusal_of(path, now).fault


def test_refuses_a_workbook_without_a_table_of_sheets(tmp_path: Path, now: datetime) -> None:
    path = zip_of(tmp_path / "w.xlsx", {"xl/workbook.xml": "<workbook", "[Content_Types].xml": "<Types/>"})

    assert "classeur" in refusal_of(path, now).fault


def test_refuses_a_lone_member_that_cannot_be_read(tmp_path: Path, now: datetime) -> None:
    path = zip_of(tmp_path / "one.zip", {"a.csv": "x" * 100})
    data = bytearray(path.read_bytes())
    data[8] = 99  # a compression method that does not exist
    path.write_bytes(bytes(data).replace(b"\x14\x03\x14\x00\x00\x00\x08", b"\x14\x03\x14\x00\x00\x00c"))

    assert "abîmé" in refusal_of(path, now).fault
