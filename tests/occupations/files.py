"""Small files in the publishers' formats, made by hand; each builder takes what a test wants to change."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl

Rows = Sequence[Sequence[object]]
ESCO = "http://data.europa.eu/esco"
BAKER, CLERK = f"{ESCO}/occupation/baker", f"{ESCO}/occupation/clerk"
KNEAD, FLOUR = f"{ESCO}/skill/knead", f"{ESCO}/skill/flour"


def text_of(rows: Rows, *, delimiter: str = ",", quote_all: bool = False) -> str:
    """Return rows as a table."""
    stream = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def zip_of(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """Write an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


ROME: dict[str, Rows] = {
    "grand_domaine": [["code_grand_domaine", "libelle_grand_domaine"], ["D", "Commerce"]],
    "domaine_professionnel": [
        ["code_domaine_professionnel", "libelle_domaine_professionnel"],
        ["D11", "Alimentation"],
    ],
    "referentiel_code_rome": [
        ["code_rome", "libelle_rome", "emploi_reglemente", "code_rome_parent"],
        ["D1102", "Boulanger / Boulangère", "O", "D1102"],
        ["D1104", "Pâtissier / Pâtissière", "N", "D1104"],
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


def a_rome(folder: Path, *, version: str = "460", name: str = "", **changed: Rows) -> Path:
    """Write a ROME 4.0 archive of two occupations."""
    tables = {**ROME, **changed}
    members = {
        f"unix_{member}_v{version}_utf8.csv": text_of(rows, quote_all=True) for member, rows in tables.items()
    }
    members["version.txt"] = "Numero de version : 60\nDate de publication : 18/09/2025\n"
    return zip_of(folder / (name or f"RefRomeCsv_v{version}.zip"), members)


ROME3: dict[str, Rows] = {
    "referentiel_code_rome": [["code_rome", "libelle_rome"], ["D1102", "Boulangerie"], ["D1104", "Pâtisserie"]],
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


def a_rome3(folder: Path, **changed: Rows) -> Path:
    """Write a ROME v3 archive; as in the real one, a code is missing from the list of occupations."""
    tables = {**ROME3, **changed}
    members = {f"unix_{member}_v347_utf8.csv": text_of(rows) for member, rows in tables.items()}
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
            [KNEAD, f"knead dough{mark}{extra}", "skill/competence", "sector-specific", "mix dough\nwork dough", "", "With hands."],
            [FLOUR, f"types of flour{mark}", "knowledge", "sector-specific", "", "flours", ""],
            *([skill, skill[-20:], "knowledge", "", "", "", ""] for skill in skills),
        ],
        f"occupations_{language}.csv": [
            [*concept, "iscoGroup", "regulatedProfessionNote", "altLabels", "hiddenLabels", "description"],
            [BAKER, f"baker{mark}", "7512", f"{ESCO}/regulated-professions/unregulated", f"bread maker{mark}", "", "Bakes."],
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
        "Occupation Data.txt": [["O*NET-SOC Code", "Title", "Description"], [code, "Bakers", 'Mix "doughs".']],
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


PREAMBLE = "Mapping project author,Somebody\n\n"
TENSION_COLUMNS = [
    "fap", "Emploi moyen", "Tension ", "Catégorie Tension", "Intensité d'embauches", "Lien formation-emploi",
    "Manque de main-d'œuvre disponible", "Non-durabilité de l'emploi", "Conditions de travail contraignantes",
    "Inadéquation géographique", "Année", "niveau_geo", "niveau_fap", "reg", "dep",
]  # fmt: skip
BLANK_CAUSES = ["", "", "", "", "", ""]
TENSIONS = text_of(
    [
        TENSION_COLUMNS,
        ["S0Z40", 60000, 0.5, "4.0", 5, 4, 3, 2, 1, 2, 2019, "nat", "fap 225", "", ""],
        ["S0Z40", 6000, 0.5, "3.0", *BLANK_CAUSES, 2019, "reg ", "fap 225", "84.0", ""],
        ["S0Z40", 900, "", "", *BLANK_CAUSES, 2019, "dep", "fap 225", "", "69"],
        ["S0Z", 1900, 1.2, "5.0", *BLANK_CAUSES, 2019, "dep", "fap 87", "", "69"],
    ]
)
REGISTER = """<?xml version="1.0" encoding="UTF-8"?>
<FICHES><VERSION_FLUX>4.1</VERSION_FLUX>{sheets}</FICHES>
"""
SHEET = """<FICHE><NUMERO_FICHE>{code}</NUMERO_FICHE><INTITULE>{title}</INTITULE>
<NOMENCLATURE_EUROPE><NIVEAU>NIV4</NIVEAU></NOMENCLATURE_EUROPE><ACTIF>Oui</ACTIF>
<CODES_ROME><ROME><CODE>D1102</CODE></ROME></CODES_ROME>
<FORMACODES><FORMACODE><CODE>21538</CODE></FORMACODE></FORMACODES>
<CERTIFICATEURS><CERTIFICATEUR><NOM_CERTIFICATEUR>Ministère</NOM_CERTIFICATEUR>
<ETAT_CERTIFICATEUR>Actif</ETAT_CERTIFICATEUR></CERTIFICATEUR></CERTIFICATEURS>
<SI_JURY_VAE><ACTIF>Oui</ACTIF></SI_JURY_VAE>
<BLOCS_COMPETENCES><BLOC_COMPETENCES><CODE>{code}BC01</CODE><LIBELLE>Pétrir</LIBELLE>
<LISTE_COMPETENCES>Peser    Pétrir</LISTE_COMPETENCES></BLOC_COMPETENCES>
<BLOC_COMPETENCES><CODE>{code}BC01</CODE><LIBELLE>Cuire</LIBELLE>
<LISTE_COMPETENCES>Enfourner</LISTE_COMPETENCES></BLOC_COMPETENCES></BLOCS_COMPETENCES></FICHE>
"""
CERTIF_INFO_COLUMNS = [
    "Code_Diplome", "Libelle_Diplome", "Code_Niveau_Europeen", "Date_MaJ", "Code_FormaCode", "Code_Rome_1",
    "Code_Rome_2", "Code_Rome_3", "Code_Rome_4", "Code_Rome_5", "Code_Nsf", "Code_RNCP", "Code_RS", "valideur",
    "certificateur", "Annee_Derniere_Session", "Etat", "accessibilite_vae",
]  # fmt: skip
CERTIF_INFO = text_of(
    [
        CERTIF_INFO_COLUMNS,
        [1, "BP boulanger option pain bio", 4, "29/07/2024", 21538, "D1102", "", "", "", "", 221, 100, "", "V", "", "", 0, 1],
        [2, "BP boulanger option levain", "", "28/07/2024", 21538, "D1104", "", "", "", "", 221, 100, "", "V", "", "", 0, 0],
        [3, "Hygiène", "", "28/07/2024", 21538, "D1102", "", "", "", "", "", "", 200, "V", "C", 2023, 0, 0],
        [4, "Atelier découverte", "", "28/07/2024", "", "D1102", "", "", "", "", "", "", "", "V", "", "", 4, 0],
    ],
    delimiter=";",
)
FAP_FORMAT = """/* $FAP9RSQ affecte une FAP à un code ROMEv3 */
proc format ;
value  $FAP9RSQ
"D1102","D1104"  =	"S0Z40"
"A1101"  =	"A0Z43"
"H34020","H34023"  = "D4Z41"
 Other = "ZZZZZ";
"""


def a_register(*codes: str, title: str = "Boulanger") -> str:
    """Return an export of the national register."""
    return REGISTER.format(sheets="".join(SHEET.format(code=code, title=title) for code in codes))


def an_outline(code: str, name: str) -> str:
    """Return outlines of one area, with an island too small to be seen."""
    square = [[4.0, 45.0], [4.5, 45.0001], [5.0, 45.0], [5.0, 46.0], [4.0, 46.0], [4.0, 45.0]]
    island = [[3.0, 45.0], [3.001, 45.0], [3.001, 45.001], [3.0, 45.0]]
    geometry = {"type": "MultiPolygon", "coordinates": [[square], [island]]}
    feature = {"type": "Feature", "geometry": geometry, "properties": {"code": code, "nom": name}}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}, ensure_ascii=False)


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


TEXTS: dict[str, tuple[str, str]] = {
    "departements": (
        "d.json",
        json.dumps([{"num_dep": 69, "dep_name": "Rhône", "region_name": "Auvergne-Rhône-Alpes"}]),
    ),
    "outlines-departements": ("o.json", an_outline("01", "Ain")),
    "outlines-regions": ("r.json", an_outline("53", "Bretagne")),
    "communes": (
        "c.csv",
        text_of(
            [
                ["code_insee", "name", "department", "post_codes", "lat", "lon"],
                ["69091", "Givors", "69", "69700", 45.5845, 4.7561],
                ["69100", "Grigny", "69", "69520,69700", 45.6086, 4.7897],
                ["98801", "Bélep", "988", "98811", -19.7, 163.6],
            ]
        ),
    ),
    "basins": (
        "l.csv",
        text_of(
            [["CODE_COMMUNE_INSEE", "DEP", "BE19", "NOMBE19"], ["69091", "69", "8420", "LYON CENTRE"]]
        ),
    ),
    "esco-rome": (
        "er.csv",
        "Mapping project name,ESCO - ROME\n"
        + PREAMBLE
        + text_of(
            [
                ["classification 1 ID", "classification 1 prefered label", "classification 2 ID", "mapping relation"],
                [BAKER, "boulanger", "11573", "skos:exactMatch"],
                [CLERK, "employé", "11574", "skos:broadMatch"],
                [CLERK, "employé", "17390", "skos:narrowMatch"],
            ]
        ),
    ),
    "esco-onet": (
        "eo.csv",
        "Mapping project name,ESCO-O*NET Crosswalk,\n"
        + text_of(
            [
                ["O*NET Id", "ESCO or ISCO URI", "Type of Match"],
                ["51-3011.00", BAKER, "exactMatch"],
                ["51-3011.00", f"{ESCO}/isco/C7512", "exactISCO"],
            ]
        ),
    ),
    "rome-fap": ("f.txt", FAP_FORMAT),
    "fap-rome": (
        "fr.csv",
        text_of(
            [["Fap", "Rome", "intitule_rome"], ["S0Z40", "D1102", "Boulangerie"], ["A0Z00", "NA", "NA"], ["", "", ""]],
            delimiter=";",
        ),
    ),
    "fap-pcs": (
        "fp.csv",
        text_of([["Fap", "PCS", "intitule_PCS"], ["S0Z40", "636d", "Cuisiniers"]], delimiter=";"),
    ),
    "tensions": ("t.csv", TENSIONS),
    "tension-history": ("h.csv", text_of([["fap", "Tension ", "Année"], ["S0Z40", 0.25, 2011]])),
    "pay": (
        "p.csv",
        text_of(
            [
                ["Fap3", "Annee", "Salaire_median"],
                ["S0Z40", "2003-2005", 1200],
                ["S0Z40", "2017-2019", 1558],
                ["Ensemble", "2016-2018", 1800],
            ]
        ),
    ),
    "employment": (
        "e.csv",
        text_of([["Annee", "A0Z", "A0Z40", "S", "ENS"], [2017, "NA", 1.5, 20, 27000], [2018, 4.5, 1.6, 21, 27100]]),
    ),
    "basin-tensions": (
        "b.csv",
        text_of(
            [
                ["annee", "ROME", "rome_label", "cbassin", "lib_bassin_bmo19", "oee", "defm_abc", "ind_tension_d"],
                [2020, "D1102", "Boulangerie", 8420, "LYON CENTRE", 90, 52, 4],
                [2020, "D1102", "Boulangerie", 204, "FORT DE FRANCE", 10, 8, 5],
            ],
            delimiter=";",
        ),
    ),
    "difficult-hirings": (
        "m.csv",
        text_of(
            [
                ["fap_code", "fap", "tension_pct", "rome_code", "rome_label"],
                ["S0Z40", "Boulangers", 70.1, "D1102", "BOULANGERIE"],
            ]
        ),
    ),
    "rents": ("rent.csv", text_of([["code", "name", "rent_t2", "rent_t4"], [1, "Ain", 585, 1040]], delimiter=";")),
    "formacode": (
        "fc.csv",
        "\ufeff"
        + text_of(
            [
                ["Code du Terme", "Descripteur en typo riche", "Champ sémantique", "TG (Terme Générique)"],
                ["21054", "Alimentation", "215", "Racine"],
                ["21538", "Boulangerie", "215", "Alimentation - 21054"],
            ],
            delimiter=";",
        ).rstrip("\n"),
    ),
    "nsf": (
        "n.csv",
        text_of(
            [
                ["GROUPE_SPECIALITE", "DOMAINE_SPECIALITE", "LIBELLE_LONG", "LIBELLE_EDITION"],
                ["221", "22", "AGRO-ALIMENTAIRE", "Agro-alimentaire, cuisine"],
            ],
            delimiter=";",
        ),
    ),
    "certifications-list": (
        "cl.csv",
        text_of(
            [
                ["Code RNCP", "Certification active ?", "Nom la certification", "Niveau de diplôme", "Tag Certificateurs (1 seul SVP !!)"],
                [100, "checked", "CAP Boulanger", 3, "Ministère"],
                [101, "", "CAP Pâtissier", 3, "Ministère"],
            ]
        ).rstrip("\n"),
    ),
    "certif-info": ("ci.csv", CERTIF_INFO),
    "register-rncp": ("rncp.xml", a_register("RNCP100", "RNCP34762")),
    "register-rs": ("rs.xml", a_register("RS200", title="Hygiène")),
}
ENCODINGS = {"fap-rome": "cp1252", "fap-pcs": "cp1252", "rome-fap": "cp1252"}


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
