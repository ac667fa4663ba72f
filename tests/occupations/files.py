"""Small files in the publishers' formats, made by hand; each builder takes what a test wants to change."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl

from tests.occupations.texts import (
    BAKER,
    CLERK,
    ENCODINGS,
    ESCO,
    FLOUR,
    KNEAD,
    TEXTS,
    Rows,
    a_register,
    text_of,
)

Tables = Mapping[str, Rows]

__all__ = ["BAKER", "CLERK", "ESCO", "FLOUR", "KNEAD", "TEXTS", "Rows", "a_register", "text_of"]


def zip_of(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """Write an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def republished(path: Path) -> Path:
    """Change the bytes of an archive, not what it says."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"published again"
    return path


def without(path: Path, part: str) -> Path:
    """Rewrite an archive without the members whose name holds a part."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if part not in name}
    return zip_of(path, members)


ROME: dict[str, Rows] = {
    "grand_domaine": [["code_grand_domaine", "libelle_grand_domaine"], ["D", "Commerce"]],
    "domaine_professionnel": [
        ["code_domaine_professionnel", "libelle_domaine_professionnel"],
        ["D11", "Alimentation"],
    ],
    "referentiel_code_rome": [
        [
            "code_rome",
            "libelle_rome",
            "emploi_reglemente",
            "code_rome_parent",
            "code_ogr",
            "code_fiche_metier",
        ],
        ["D1102", "Boulanger / Boulangère", "O", "D1102", "25", "33"],
        ["D1104", "Pâtissier / Pâtissière", "N", "D1104", "27", ""],
    ],
    "referentiel_code_rome_riasec": [
        ["code_rome", "riasec_majeur", "riasec_mineur"],
        ["D1102", "R", "A"],
        ["D1104", "R", ""],
    ],
    "referentiel_appellation": [
        ["code_ogr", "libelle_appellation_long", "code_rome"],
        ["11573", "Boulanger / Boulangère", "D1102"],
        ["11574", "Boulanger-viennoisier / Boulangère-viennoisière", "D1102"],
        ["17390", "Pâtissier / Pâtissière", "D1104"],
    ],
    "texte": [
        ["code_rome", "libelle_type_texte", "position_phrase", "libelle_texte"],
        ["D1102", "definition", "2", "Cuit le pain"],
        ["D1102", "definition", "1", "Pétrit selon les règles d''hygiène."],
        ["D1102", "acces_metier", "1", "Avec un CAP."],
    ],
    "referentiel_competence": [
        ["code_ogr", "libelle_competence", "code_ogr_macro_comp", "cat_comp", "sous_cat_comp"],
        ["300", "Fabriquer des produits alimentaires", "", "Savoir-faire", "Transverse"],
        ["301", "Pétrir une pâte", "300", "Savoir-faire", "Technique"],
        ["302", "Travailler en équipe", "", "Savoir-être professionnel", "Transverse"],
    ],
    "referentiel_macro_competence_riasec": [["code_ogr", "riasec_majeur", "riasec_mineur"], ["300", "R", ""]],
    "referentiel_savoir": [["code_ogr_savoir", "libelle_savoir"], ["401", "Types de farines"]],
    "referentiel_contexte_travail": [["code_ogr", "libelle_cont_travail"], ["501", "Travail de nuit"]],
    "coherence_item": [
        ["code_rome", "code_ogr", "coeur_metier"],
        ["D1102", "301", "Principale"],
        ["D1102", "401", "Émergente"],
        ["D1102", "501", ""],
        ["D1104", "301", ""],
    ],
    "rubrique_mobilite": [
        ["code_rome", "code_rome_cible", "numero_ordre"],
        ["D1102", "D1104", "1"],
    ],
    "centre_interet": [["code_centre_interet", "libelle_centre_interet"], ["1", "Faire de mes mains"]],
    "arborescence_centre_interet": [
        ["code_centre_interet", "code_rome", "principal"],
        ["1", "D1102", "oui"],
        ["1", "D1104", "non"],
    ],
    "themes": [["code_theme", "libelle_theme"], ["001", "Métiers de bouche"]],
    "arborescence_thematique": [["code_theme", "code_rome"], ["001", "D1102"]],
    "secteur_naf": [["code_secteur_naf", "libelle_secteur_naf"], ["10", "Industries alimentaires"]],
    "arborescence_secteur_naf": [["code_secteur_naf", "code_rome"], ["10", "D1102"]],
    "secteur_activite": [["code_sect_activite", "libelle_sect_activite"], ["7", "Commerce"]],
    "sous_secteur_activite": [
        ["code_ss_sect_activite", "libelle_ss_sect_activite", "code_sect_activite"],
        ["71", "Commerce de bouche", "7"],
    ],
    "arborescence_secteur_activite": [
        ["code_sect_activite", "code_ss_sect_activite", "code_rome", "principal"],
        ["7", "71", "D1102", "oui"],
        ["7", "", "D1104", "non"],
    ],
}


def a_rome(folder: Path, *, version: str = "460", name: str = "", tables: Tables | None = None) -> Path:
    """Write a ROME 4.0 archive of two occupations."""
    written = {**ROME, **(tables or {})}
    members = {
        f"unix_{member}_v{version}_utf8.csv": text_of(rows, quote_all=True)
        for member, rows in written.items()
    }
    members["version.txt"] = "Numero de version : 60\nDate de publication : 18/09/2025\n"
    return zip_of(folder / (name or f"RefRomeCsv_v{version}.zip"), members)


ROME3: dict[str, Rows] = {
    "referentiel_code_rome": [
        ["code_rome", "libelle_rome"],
        ["D1102", "Boulangerie"],
        ["D1104", "Pâtisserie"],
    ],
    "referentiel_code_rome_riasec": [
        ["code_rome", "riasec_majeur", "riasec_mineur"],
        ["D1102", "R", "A"],
        ["D1104", "R", ""],
        ["L1510", "A", "R"],
    ],
    "referentiel_appellation": [
        ["code_ogr", "libelle_appellation_long", "code_rome"],
        ["11573", "Boulanger / Boulangère", "D1102"],
        ["90001", "Animateur / Animatrice 3D", "L1510"],
    ],
    "texte": [
        ["code_rome", "libelle_type_texte", "position_libelle_txt", "libelle_texte"],
        ["D1102", "definition", "0", "Fabrique le pain."],
        ["D1102", "cond_exercice_activite", "0", "La nuit."],
    ],
    "referentiel_competence": [["code_ogr", "libelle_competence"], ["701", "Techniques de l''abattage"]],
    "referentiel_activite": [["code_ogr", "libelle_activite"], ["702", "Pétrir"]],
    "referentiel_env_travail": [["code_ogr", "libelle_env_travail"], ["703", "Artisanat"]],
    "liens_rome_referentiels": [
        ["code_rome", "code_ogr", "code_type_referentiel", "code_compo_bloc"],
        ["D1102", "701", "1", "8"],
        ["D1102", "702", "2", "9"],
        ["D1102", "799", "2", "9"],
        ["D1102", "703", "5", "7"],
    ],
    "rubrique_mobilite": [
        [
            "code_rome",
            "code_rome_cible",
            "code_appellation_source",
            "code_appellation_cible",
            "libelle_type_mobilite",
        ],
        ["D1102", "D1104", "", "", "Proche"],
        ["D1102", "D1104", "11573", "", "Proche"],
        ["D1102", "L1510", "", "", "Evolution"],
    ],
}


def a_rome3(folder: Path, *, tables: Tables | None = None) -> Path:
    """Write a ROME v3 archive; as in the real one, a code is missing from the list of occupations."""
    written = {**ROME3, **(tables or {})}
    members = {f"unix_{member}_v347_utf8.csv": text_of(rows) for member, rows in written.items()}
    return zip_of(folder / "rome3.zip", members)


def esco_labels(
    folder: Path,
    language: str = "en",
    *,
    version: str = "1.1.1",
    extra: str = "",
    skills: Sequence[str] = (),
) -> Path:
    """Write an ESCO archive of labels: two occupations, two skills (and more), groups, collections."""
    mark = "" if language == "en" else f" ({language})"
    concept = ["conceptUri", "preferredLabel"]
    members: dict[str, Rows] = {
        f"ISCOGroups_{language}.csv": [
            concept,
            [f"{ESCO}/isco/C7", f"Trades{mark}"],
            [f"{ESCO}/isco/C7512", f"Bakers{mark}"],
        ],
        f"skillGroups_{language}.csv": [concept, [f"{ESCO}/skill/S1", f"Making{mark}"]],
        f"skills_{language}.csv": [
            [*concept, "skillType", "reuseLevel", "altLabels", "hiddenLabels", "description"],
            [
                KNEAD,
                f"knead dough{mark}{extra}",
                "skill/competence",
                "sector-specific",
                "mix dough\nwork dough",
                "",
                "With hands.",
            ],
            [FLOUR, f"types of flour{mark}", "knowledge", "sector-specific", "", "flours", ""],
            *([skill, skill[-20:], "knowledge", "", "", "", ""] for skill in skills),
        ],
        f"occupations_{language}.csv": [
            [*concept, "iscoGroup", "regulatedProfessionNote", "altLabels", "hiddenLabels", "description"],
            [
                BAKER,
                f"baker{mark}",
                "7512",
                f"{ESCO}/regulated-professions/unregulated",
                f"bread maker{mark}",
                "",
                "Bakes.",
            ],
            [CLERK, f"clerk{mark}", "7512", f"{ESCO}/regulated-professions/regulated", "", "", ""],
        ],
        f"digitalSkillsCollection_{language}.csv": [["conceptUri"], [FLOUR]],
        f"researchOccupationsCollection_{language}.csv": [["conceptUri"], [CLERK]],
    }
    written = {name: text_of(rows) for name, rows in members.items()}
    return zip_of(folder / f"ESCO dataset - v{version} - {language}.zip", written)


def esco_relations(folder: Path, *, version: str = "1.1.1", requirements: Rows = ()) -> Path:
    """Write the ESCO archive of relations."""
    broader = ["conceptType", "conceptUri", "broaderType", "broaderUri"]
    members: dict[str, Rows] = {
        "occupationSkillRelations.csv": [
            ["occupationUri", "relationType", "skillType", "skillUri"],
            [BAKER, "essential", "skill/competence", KNEAD],
            [BAKER, "optional", "knowledge", FLOUR],
            *requirements,
        ],
        "broaderRelationsSkillPillar.csv": [
            broader,
            ["KnowledgeSkillCompetence", KNEAD, "SkillGroup", f"{ESCO}/skill/S1"],
            ["KnowledgeSkillCompetence", KNEAD, "KnowledgeSkillCompetence", FLOUR],
        ],
        "broaderRelationsOccPillar.csv": [
            broader,
            ["ISCOGroup", f"{ESCO}/isco/C7512", "ISCOGroup", f"{ESCO}/isco/C7"],
            ["Occupation", BAKER, "ISCOGroup", f"{ESCO}/isco/C7512"],
            ["Occupation", CLERK, "Occupation", BAKER],
        ],
        "skillSkillRelations.csv": [
            ["originalSkillUri", "originalSkillType", "relationType", "relatedSkillType", "relatedSkillUri"],
            [FLOUR, "knowledge", "optional", "skill/competence", KNEAD],
        ],
    }
    written = {name: text_of(rows) for name, rows in members.items()}
    return zip_of(folder / f"ESCO dataset - v{version} - relations.zip", written)


def an_onet(folder: Path, *, high_point: str = "3.00") -> Path:
    """Write an O*NET archive of one occupation, in a folder as the publisher does."""
    scores = ["O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Data Value"]
    code = "51-3011.00"
    members: dict[str, Rows] = {
        "Occupation Data.txt": [
            ["O*NET-SOC Code", "Title", "Description"],
            [code, "Bakers", 'Mix "doughs".'],
        ],
        "Interests.txt": [
            scores,
            [code, "1.B.1.a", "Realistic", "OI", "6.10"],
            [code, "1.B.1.c", "Artistic", "OI", "3.20"],
            [code, "1.B.1.g", "First Interest High-Point", "IH", "1.00"],
            [code, "1.B.1.h", "Second Interest High-Point", "IH", high_point],
            [code, "1.B.1.i", "Third Interest High-Point", "IH", "0.00"],
        ],
        "Work Values.txt": [scores, [code, "1.B.2.a", "Achievement", "EX", "3.33"]],
        "Work Styles.txt": [scores, [code, "1.C.1.a", "Persistence", "IM", "4.10"]],
        "Job Zones.txt": [["O*NET-SOC Code", "Job Zone"], [code, "2"]],
    }
    written = {
        f"db_29_3_text/{name}": "".join("\t".join(map(str, row)) + "\n" for row in rows)
        for name, rows in members.items()
    }
    written["db_29_3_text/Read Me.txt"] = "\nO*NET 29.3 Database\n"
    return zip_of(folder / "db_29_3_text.zip", written)


def a_workbook(path: Path, *, sheet: str = "ROME to ISCO-08") -> Path:
    """Write the workbook ROME–ISCO."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in (["Code ROME", "Libellé", "Code ISCO08", None], ["D1102", "Boulangerie", 110, None]):
        page.append(row)
    book.save(path)
    return path


def a_file(folder: Path, kind: str, *, change: Callable[[str], str] = str) -> Path:
    """Write a text file of a kind, its text changed at will."""
    name, text = TEXTS[kind]
    path = folder / name
    path.write_bytes(change(text).encode(ENCODINGS.get(kind, "utf-8")))
    return path


def one_of_each(folder: Path) -> Path:
    """Write one file of every kind."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in TEXTS:
        a_file(folder, kind)
    a_workbook(folder / "w.xlsx")
    a_rome(folder)
    a_rome3(folder)
    an_onet(folder)
    esco_labels(folder, "en")
    esco_labels(folder, "fr")
    esco_relations(folder)
    return folder
