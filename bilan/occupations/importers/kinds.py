"""The kinds of files known here: how each is recognised in its content, loaded, and cleared."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bilan.occupations.importers import clearing
from bilan.occupations.importers.certifications import load_certif_info, load_list
from bilan.occupations.importers.crosswalks import (
    load_esco_onet,
    load_esco_rome,
    load_fap_pcs,
    load_fap_rome,
    load_rome_fap,
    load_rome_isco,
)
from bilan.occupations.importers.dares import (
    load_employment,
    load_pay,
    load_tension_history,
    load_tensions,
)
from bilan.occupations.importers.esco_labels import load_labels
from bilan.occupations.importers.esco_relations import load_relations
from bilan.occupations.importers.francetravail import (
    load_basin_tensions,
    load_difficult_hirings,
    load_rents,
)
from bilan.occupations.importers.geography import load_basins, load_communes, load_departement_names
from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.onet import load_onet
from bilan.occupations.importers.outlines import load_outlines
from bilan.occupations.importers.register import load_register
from bilan.occupations.importers.rome import load_rome
from bilan.occupations.importers.rome3 import load_rome3
from bilan.occupations.importers.sample import Sample
from bilan.occupations.importers.thesauri import load_formacodes, load_specialties

Sign = Callable[[Sample], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file; kinds are loaded in the order of the list below."""

    code: str
    is_it: Sign
    load: Callable[[Loading], None]
    clear: Callable[[str], None] = clearing.nothing


def _members(*patterns: str) -> Sign:
    return lambda sample: all(sample.has_member(pattern) for pattern in patterns)


def _columns(delimiter: str, *names: str) -> Sign:
    return lambda sample: sample.has_columns(delimiter, names)


def _text(*patterns: str) -> Sign:
    return lambda sample: all(re.search(pattern, sample.text, re.DOTALL) for pattern in patterns)


def _sheet(name: str) -> Sign:
    return lambda sample: name in sample.sheets


def _labels(language: str) -> Sign:
    return _members(rf"occupations_{language}\.csv", rf"skills_{language}\.csv")


_GEO = (r'"type"\s*:\s*"FeatureCollection"',)
_REGISTER = (r"<FICHES\b",)

KINDS = (
    Kind("departements", _text(r'^\s*\[\s*\{\s*"num_dep"'), load_departement_names),
    Kind(
        "outlines-departements",
        _text(*_GEO, r'"code"\s*:\s*"(01|02|2A)"\s*,\s*"nom"\s*:\s*"(Ain|Aisne|Corse-du-Sud)"'),
        partial(load_outlines, kind="DEPARTEMENT"),
    ),
    Kind(
        "outlines-regions",
        _text(*_GEO, r'"nom"\s*:\s*"(Île-de-France|Bretagne|Corse|Occitanie)"'),
        partial(load_outlines, kind="REGION"),
    ),
    Kind(
        "communes", _columns(",", "code_insee", "post_codes", "lat", "lon"), load_communes, clearing.communes
    ),
    Kind("basins", _columns(",", "CODE_COMMUNE_INSEE", "BE19", "NOMBE19"), load_basins, clearing.figures),
    Kind("esco-en", _labels("en"), partial(load_labels, language="en"), clearing.esco_labels),
    Kind("esco-fr", _labels("fr"), partial(load_labels, language="fr"), clearing.esco_labels),
    Kind(
        "esco-relations",
        _members(r"occupationSkillRelations\.csv", r"broaderRelationsSkillPillar\.csv"),
        load_relations,
        clearing.esco_relations,
    ),
    Kind(
        "rome",
        _members(r"unix_referentiel_savoir_v\d+_utf8\.csv", r"unix_coherence_item_v\d+_utf8\.csv"),
        load_rome,
        clearing.rome,
    ),
    Kind(
        "rome3",
        _members(
            r"unix_referentiel_env_travail_v\d+_utf8\.csv", r"unix_referentiel_code_rome_v\d+_utf8\.csv"
        ),
        load_rome3,
        clearing.rome3,
    ),
    Kind("onet", _members(r"Occupation[ _]Data\.txt", r"Interests\.txt"), load_onet, clearing.onet),
    Kind("esco-rome", _text(r"^Mapping project name,ESCO - ROME"), load_esco_rome, clearing.figures),
    Kind("esco-onet", _text(r"^Mapping project name,ESCO-O\*NET"), load_esco_onet, clearing.figures),
    Kind("rome-isco", _sheet("ROME to ISCO-08"), load_rome_isco, clearing.figures),
    Kind("rome-fap", _text(r"\$FAP9RSQ"), load_rome_fap, clearing.figures),
    Kind("fap-rome", _columns(";", "Fap", "Rome", "intitule_rome"), load_fap_rome, clearing.figures),
    Kind("fap-pcs", _columns(";", "Fap", "PCS", "intitule_PCS"), load_fap_pcs, clearing.figures),
    Kind(
        "tensions", _columns(",", "fap", "Catégorie Tension", "niveau_geo"), load_tensions, clearing.figures
    ),
    Kind("tension-history", _columns(",", "fap", "Tension", "Année"), load_tension_history, clearing.figures),
    Kind("pay", _columns(",", "Fap3", "Annee", "Salaire_median"), load_pay, clearing.figures),
    Kind("employment", _columns(",", "Annee", "A0Z", "A0Z40"), load_employment, clearing.figures),
    Kind("basin-tensions", _columns(";", "ROME", "cbassin", "oee"), load_basin_tensions, clearing.figures),
    Kind(
        "difficult-hirings",
        _columns(",", "fap_code", "tension_pct", "rome_code"),
        load_difficult_hirings,
        clearing.figures,
    ),
    Kind("rents", _columns(";", "code", "rent_t2", "rent_t4"), load_rents, clearing.figures),
    Kind("formacode", _columns(";", "Code du Terme", "Champ sémantique"), load_formacodes, clearing.groups),
    Kind("nsf", _columns(";", "GROUPE_SPECIALITE", "DOMAINE_SPECIALITE"), load_specialties, clearing.groups),
    Kind(
        "certifications-list",
        _columns(",", "Code RNCP", "Nom la certification"),
        load_list,
        clearing.certifications,
    ),
    Kind(
        "certif-info",
        _columns(";", "Code_Diplome", "Code_RNCP", "Code_RS"),
        load_certif_info,
        clearing.certifications,
    ),
    Kind(
        "register-rncp",
        _text(*_REGISTER, r"<NUMERO_FICHE>\s*RNCP"),
        load_register,
        clearing.certifications,
    ),
    Kind("register-rs", _text(*_REGISTER, r"<NUMERO_FICHE>\s*RS"), load_register, clearing.certifications),
)
KIND_BY_CODE = {kind.code: kind for kind in KINDS}
LOADING_ORDER = {kind.code: rank for rank, kind in enumerate(KINDS)}
