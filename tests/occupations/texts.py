"""Texts of the publishers' plain files, made by hand."""

import csv
import io
import json
from collections.abc import Sequence

Rows = Sequence[Sequence[object]]
ESCO = "http://data.europa.eu/esco"
BAKER, CLERK = f"{ESCO}/occupation/baker", f"{ESCO}/occupation/clerk"
KNEAD, FLOUR = f"{ESCO}/skill/knead", f"{ESCO}/skill/flour"


def text_of(rows: Rows, *, delimiter: str = ",", quote_all: bool = False) -> str:
    """Return rows as a table."""
    stream = io.StringIO()
    if quote_all:
        csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    else:
        csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue()


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
<LISTE_COMPETENCES>Enfourner</LISTE_COMPETENCES></BLOC_COMPETENCES>
</BLOCS_COMPETENCES></FICHE>
"""
CERTIF_INFO_COLUMNS = [
    "Code_Diplome", "Libelle_Diplome", "Code_Niveau_Europeen", "Date_MaJ", "Code_FormaCode", "Code_Rome_1",
    "Code_Rome_2", "Code_Rome_3", "Code_Rome_4", "Code_Rome_5", "Code_Nsf", "Code_RNCP", "Code_RS",
    "valideur", "certificateur", "Annee_Derniere_Session", "Etat", "accessibilite_vae",
]  # fmt: skip
CERTIF_INFO = text_of(
    [
        CERTIF_INFO_COLUMNS,
        [
            1,
            "BP boulanger option pain bio",
            4,
            "29/07/2024",
            21538,
            "D1102",
            "",
            "",
            "",
            "",
            221,
            100,
            "",
            "V",
            "",
            "",
            0,
            1,
        ],
        [
            2,
            "BP boulanger option levain",
            "",
            "28/07/2024",
            21538,
            "D1104",
            "",
            "",
            "",
            "",
            221,
            100,
            "",
            "V",
            "",
            "",
            0,
            0,
        ],
        [3, "Hygiène", "", "28/07/2024", 21538, "D1102", "", "", "", "", "", "", 200, "V", "C", 2023, 0, 0],
        [
            4,
            "Atelier découverte",
            "",
            "28/07/2024",
            "",
            "D1102",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "V",
            "",
            "",
            4,
            0,
        ],
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


TEXTS: dict[str, tuple[str, str]] = {
    "departements": (
        "d.json",
        json.dumps(
            [{"num_dep": 69, "dep_name": "Rhône", "region_name": "Auvergne-Rhône-Alpes"}], ensure_ascii=False
        ),
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
        text_of([["CODE_COMMUNE_INSEE", "DEP", "BE19", "NOMBE19"], ["69091", "69", "8420", "LYON CENTRE"]]),
    ),
    "esco-rome": (
        "er.csv",
        "Mapping project name,ESCO - ROME\n"
        + PREAMBLE
        + text_of(
            [
                [
                    "classification 1 ID",
                    "classification 1 prefered label",
                    "classification 2 ID",
                    "mapping relation",
                ],
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
            [
                ["Fap", "Rome", "intitule_rome"],
                ["S0Z40", "D1102", "Boulangerie"],
                ["A0Z00", "NA", "NA"],
                ["", "", ""],
            ],
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
        text_of(
            [["Annee", "A0Z", "A0Z40", "S", "ENS"], [2017, "NA", 1.5, 20, 27000], [2018, 4.5, 1.6, 21, 27100]]
        ),
    ),
    "basin-tensions": (
        "b.csv",
        text_of(
            [
                [
                    "annee",
                    "ROME",
                    "rome_label",
                    "cbassin",
                    "lib_bassin_bmo19",
                    "oee",
                    "defm_abc",
                    "ind_tension_d",
                ],
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
    "rents": (
        "rent.csv",
        text_of([["code", "name", "rent_t2", "rent_t4"], [1, "Ain", 585, 1040]], delimiter=";"),
    ),
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
                [
                    "Code RNCP",
                    "Certification active ?",
                    "Nom la certification",
                    "Niveau de diplôme",
                    "Tag Certificateurs (1 seul SVP !!)",
                ],
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
