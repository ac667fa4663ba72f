"""Thesauri of training: Formacode and the NSF specialties, each a catalogue of groups."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.writing import Row
from bilan.occupations.models import Group

COLUMNS = ("id", "catalogue_id", "code", "parent_id", "label_fr", "label_en")
FORMACODE_HEADER = ("Code du Terme", "Descripteur en typo riche", "TG (Terme Générique)", "Champ sémantique")
NSF_HEADER = ("GROUPE_SPECIALITE", "DOMAINE_SPECIALITE", "LIBELLE_LONG", "LIBELLE_EDITION")


def load_formacodes(loading: Loading) -> None:
    """Load the Formacode thesaurus: each term under its generic term."""
    catalogue = loading.catalogue("formacode", "Formacode", version=loading.credits.vintage).pk
    table = loading.table(header=FORMACODE_HEADER, delimiter=";", is_ended=False)
    terms: dict[str, tuple[str, str]] = {}
    for code, label, above, _field in table.rows(*FORMACODE_HEADER):
        if not code.isdigit():
            raise table.fault(FORMACODE_HEADER[0], _("un code de cinq chiffres est attendu."))
        terms[code] = (table.needed(FORMACODE_HEADER[1], label), _generic(above))
    keys = {code: loading.keys.next(Group) for code in terms}
    rows = (
        (keys[code], catalogue, code, keys.get(above), label, "") for code, (label, above) in terms.items()
    )
    loading.write(Group, COLUMNS, rows)


def _generic(text: str) -> str:
    found = re.search(r"(\d{5})\s*$", text)
    return found.group(1) if found else ""


def load_specialties(loading: Loading) -> None:
    """Load the NSF specialties (nomenclature des spécialités de formation)."""
    catalogue = loading.catalogue("nsf", "NSF", version=loading.credits.vintage).pk
    table = loading.table(header=NSF_HEADER, delimiter=";")

    def rows() -> Iterator[Row]:
        for code, _domain, long, label in table.rows(*NSF_HEADER):
            key = loading.keys.next(Group)
            yield key, catalogue, table.needed(NSF_HEADER[0], code), None, label or long.capitalize(), ""

    loading.write(Group, COLUMNS, rows())
